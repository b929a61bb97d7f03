"""What is typed about reports: shape only. Whether it may be done is a rule of the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haidang.directory.contracts import UnitCard
from haidang.reports.contracts import Period, PeriodKind
from haidang.supervision.days import DayField

_EARLIEST, _LATEST = 1900, 2999
KINDS = {
    PeriodKind.MONTH: _("every month"),
    PeriodKind.QUARTER: _("every quarter"),
    PeriodKind.YEAR: _("every year"),
}


class PeriodForm(forms.Form):
    """A unit and a period; the names are those of the address."""

    use_required_attribute = False

    don_vi = forms.TypedChoiceField(label=_("Unit"), coerce=int)
    tu = DayField(_("From (day/month/year)"))
    den = DayField(_("To (day/month/year)"))

    def __init__(self, data: Mapping[str, Any] | None, *, units: Sequence[UnitCard], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        don_vi = self.fields["don_vi"]
        assert isinstance(don_vi, forms.ChoiceField)
        don_vi.choices = [(unit.id, str(unit.name)) for unit in units]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins or cannot be meant."""
        found = self.cleaned_data
        first, last = found.get("tu"), found.get("den")
        if first and last and last < first:
            self.add_error("den", _("The last day lies before the first. Choose a later day."))
        for name in ("tu", "den"):
            day = found.get(name)
            if isinstance(day, date) and not _EARLIEST <= day.year <= _LATEST:
                self.add_error(name, _("Choose a year between 1900 and 2999."))
        return found

    @property
    def period(self) -> Period:
        """The period, once the form is valid."""
        return self.cleaned_data["tu"], self.cleaned_data["den"]


class MailForm(forms.Form):
    """Which reports somebody gets by e-mail."""

    use_required_attribute = False

    unit = forms.TypedChoiceField(label=_("Unit"), coerce=int)
    kind = forms.TypedChoiceField(label=_("Period"), coerce=PeriodKind, choices=list(KINDS.items()))

    def __init__(self, data: Mapping[str, Any] | None, *, units: Sequence[UnitCard]) -> None:
        super().__init__(data, auto_id="mail_%s")
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ChoiceField)
        unit.choices = [(each.id, str(each.name)) for each in units]


class CloseForm(forms.Form):
    """Why a report is closed."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("For example: monthly report to headquarters. It stands in the report and in the register."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why the report is closed now.")},
    )

"""What is typed on the pages of use: shape only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haidang.catalogue import api as catalogue
from haidang.look.act_form import ActForm
from haidang.supervision.days import DayField
from haidang.supervision.divisions import procedure_name
from haidang.usage import api as usage
from haidang.usage.contracts import ApproachOutcome, MeasureKind, MonthSheet, SignalRule, SignalState

_TEXT_LIMIT = 2000
_WRONG_COUNT = gettext_lazy("Write how many dossiers, as a number from 0 to 1,000,000.")

KINDS = {
    MeasureKind.PHONED: gettext_lazy("Phoned"),
    MeasureKind.WROTE: gettext_lazy("Wrote"),
    MeasureKind.VISITED: gettext_lazy("Visited"),
    MeasureKind.TRAINED: gettext_lazy("Trained"),
    MeasureKind.OTHER: gettext_lazy("Did something else"),
}
OUTCOMES = {
    ApproachOutcome.WILL_CHANGE: gettext_lazy("Will file online"),
    ApproachOutcome.NEEDS_HELP: gettext_lazy("Needs help"),
    ApproachOutcome.STAYS: gettext_lazy("Stays with paper"),
    ApproachOutcome.NOT_REACHED: gettext_lazy("Not reached"),
}

RULES = {
    SignalRule.SUPPLEMENTS: gettext_lazy("Repeated supplements"),
    SignalRule.NO_INSPECTION: gettext_lazy("Decided without a required inspection"),
    SignalRule.REFILED: gettext_lazy("Closed and filed again"),
    SignalRule.SPEED: gettext_lazy("Unusual speed"),
    SignalRule.LATE_RECEPTION: gettext_lazy("Received after the legal time"),
    SignalRule.EXTENSIONS: gettext_lazy("Many extensions"),
    SignalRule.CORRECTION: gettext_lazy("Term moved by a correction"),
}
STATES = {
    SignalState.OPEN: gettext_lazy("To be looked at"),
    SignalState.CONFIRMED: gettext_lazy("Confirmed"),
    SignalState.DISMISSED: gettext_lazy("Dismissed"),
}


def text_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=_TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write this: it stays in the register, for whoever asks why.")},
    )


class ReportForm(ActForm):
    """One count for each procedure a unit may receive; empty is nought."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, sheet: MonthSheet, tier: int) -> None:
        standing = sheet.standing
        super().__init__(data, initial=dict(standing), auto_id="id_%s")
        found = catalogue.list_offered_between(first=sheet.month, last=usage.last_day(sheet.month), tier=tier)
        cards = {card.id: str(card.name) for card in found}
        for key in [*cards, *sorted(set(standing).difference(cards))]:
            self.fields[key] = forms.IntegerField(
                label=cards.get(key) or str(procedure_name(key, usage.last_day(sheet.month))),
                required=False,
                min_value=0,
                max_value=1_000_000,
                widget=forms.NumberInput(attrs={"class": "is-short", "min": "0"}),
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _WRONG_COUNT),
            )
        self.counted = [self[key] for key in self.fields]
        if sheet.reported_at is not None:
            self.fields["reason"] = text_field(
                _("Why is the earlier count wrong?"),
                _("Both counts stay side by side, with this reason."),
                required=False,
            )

    @property
    def counts(self) -> dict[str, int]:
        """What was typed for each procedure."""
        return {field.name: self.cleaned_data[field.name] or 0 for field in self.counted}


class OpenForm(ActForm):
    """Open a closed month until a day, with the reason."""

    until = DayField(gettext_lazy("Open until (day/month/year)"))
    reason = text_field(gettext_lazy("Why is it opened?"))


class MeasureForm(ActForm):
    """What was done for a unit of low use."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What was done"), choices=[(kind.value, label) for kind, label in KINDS.items()]
    )
    taken_on = DayField(gettext_lazy("On (day/month/year)"))
    text = text_field(gettext_lazy("With whom, about what, what was agreed"))

    def clean_kind(self) -> MeasureKind:
        """Return the kind itself."""
        return MeasureKind(self.cleaned_data["kind"])


class ApproachForm(ActForm):
    """What came of speaking to a filer."""

    approached_on = DayField(gettext_lazy("On (day/month/year)"))
    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"), choices=[(each.value, label) for each, label in OUTCOMES.items()]
    )
    text = text_field(gettext_lazy("What was said"), required=False)

    def clean_outcome(self) -> ApproachOutcome:
        """Return the outcome itself."""
        return ApproachOutcome(self.cleaned_data["outcome"])


class SignalForm(ActForm):
    """Why a signal is confirmed or dismissed; `go` is the button that was pressed."""

    go = forms.ChoiceField(choices=[("confirm", ""), ("dismiss", "")])
    reason = text_field(gettext_lazy("Why"))

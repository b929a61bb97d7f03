"""What is typed on the pages of the indices: shape only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haidang.catalogue.contracts import CONFIDENCE
from haidang.indices.contracts import Count
from haidang.look import wording
from haidang.look.act_form import ActForm
from haidang.look.templatetags.look import confidence as confidence_in_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?|\d+(,\d+)?")
_WRONG = _("Write a number, for example 1.250.000 or 2,5.")


class _Number(forms.CharField):
    """A number as people write it here: points between groups, a comma before decimals."""

    def __init__(self, label: StrOrPromise, *, help_text: StrOrPromise = "", places: int = 2) -> None:
        box = forms.TextInput(attrs={"class": "is-short", "inputmode": "decimal", "autocomplete": "off"})
        messages = {"required": _WRONG}
        super().__init__(label=label, help_text=help_text, max_length=20, widget=box, error_messages=messages)
        self.places = places

    def to_python(self, value: Any) -> Any:
        """Return the number, None where nothing was typed."""
        text = str(value if value is not None else "").replace(" ", "")
        if not text:
            return None
        if not _GROUPED.fullmatch(text):
            raise forms.ValidationError(_WRONG)
        try:
            found = Decimal(text.replace(".", "").replace(",", "."))
            is_short = found == found.quantize(Decimal(1).scaleb(-self.places))
        except InvalidOperation:
            raise forms.ValidationError(_WRONG) from None
        if not is_short:
            raise forms.ValidationError(_("Write fewer digits after the comma."))
        return found

    def validate(self, value: Any) -> None:
        """Ask for a number; nought is one."""
        if value is None:
            raise forms.ValidationError(_WRONG)

    def run_validators(self, value: Any) -> None:
        """Leave the length of a text aside: this is a number by now."""

    def prepare_value(self, value: Any) -> Any:
        """Write a number as it is read."""
        if not isinstance(value, Decimal | int):
            return value
        return wording.number(value) if not wording.is_english() else _vietnamese(value)


def _vietnamese(value: Decimal | int) -> str:
    return wording.number(value).translate(str.maketrans(",.", ".,"))


def _source(help_text: StrOrPromise) -> forms.CharField:
    return forms.CharField(
        label=_("Source"),
        help_text=help_text,
        max_length=300,
        error_messages={"required": _("Name where the number comes from.")},
    )


class StatedForm(ActForm):
    """A value another source gives for an index."""

    value = _Number(_("Value published elsewhere"))
    source = _source(_("For example: the national portal, read on 01/07/2026."))


class CostForm(ActForm):
    """What following a procedure takes once, and how often it is done."""

    papers = _Number(_("Papers to prepare"))
    hours_per_paper = _Number(_("Hours per paper"))
    trips = _Number(_("Trips to the office"))
    hours_per_trip = _Number(_("Hours per trip"))
    cost_per_trip = _Number(_("Cost of a trip (VND)"), places=0)
    fees = _Number(_("Fees (VND)"), places=0)
    filings_per_year = _Number(_("Filings a year"), places=0)
    wage_per_day = _Number(_("Wage of a working day (VND)"), places=0)
    source = _source(_("Who counted or estimated this, and when."))
    confidence = forms.ChoiceField(
        label=_("How well is it known?"), error_messages={"required": _("Say how well these numbers are known.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["confidence"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(mark, confidence_in_words(mark)) for mark in CONFIDENCE]


class CountForm(ActForm):
    """The counts an index asks for, under the words of the pack, and where they come from."""

    def __init__(self, data: Mapping[str, Any] | None, *, asks: Mapping[str, Any]) -> None:
        super().__init__(data)
        for name, label in asks.items():
            self.fields[name] = _Number(str(label), places=0)
        self.fields["evidence"] = forms.CharField(
            label=_("Evidence"),
            help_text=_("The paper or system the numbers come from, with number and date."),
            max_length=300,
            error_messages={"required": _("Name the paper or system the numbers come from.")},
        )

    @property
    def count(self) -> Count:
        """Return the counts that were typed."""
        found = {name: int(value) for name, value in self.cleaned_data.items() if name != "evidence"}
        return Count(**found)

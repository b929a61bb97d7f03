"""Days as people write them here: day/month/year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class DayInput(forms.DateInput):
    """A day as people write it here, whatever the browser was shipped with; in an address it may stand as ISO."""

    def format_value(self, value: Any) -> str | None:
        """Return a day as day/month/year, and what is no day as it was typed."""
        try:
            return super().format_value(date.fromisoformat(value) if isinstance(value, str) else value)
        except ValueError:
            return str(value)


class DayField(forms.DateField):
    """A day as day/month/year."""

    def __init__(self, label: StrOrPromise) -> None:
        wrong = gettext_lazy("Write the day as day/month/year, for example 27/06/2026.")
        super().__init__(
            label=label,
            input_formats=["%d/%m/%Y", "%Y-%m-%d"],
            widget=DayInput(format="%d/%m/%Y", attrs={"class": "is-short", "inputmode": "numeric"}),
            error_messages={"invalid": wrong, "required": wrong},
        )

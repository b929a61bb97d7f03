"""A day with its time of day, as officers type it: the wall clock of their own office."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from haidang.clock.contracts import Calendar

_SHOWN = "%d/%m/%Y %H:%M"
_READ = (_SHOWN, "%H:%M %d/%m/%Y", "%H:%M, %d/%m/%Y", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")


def moment_field(label: Any, help_text: Any) -> forms.DateTimeField:
    """Return the field; what it gives has no zone yet: see `in_office`."""
    attrs = {"class": "is-medium", "inputmode": "numeric", "autocomplete": "off"}
    message = gettext_lazy("Write it as day/month/year hour:minute, for example 27/06/2026 09:30.")
    return forms.DateTimeField(
        label=label,
        help_text=help_text,
        input_formats=_READ,
        widget=forms.DateTimeInput(format=_SHOWN, attrs=attrs),
        error_messages={"invalid": message, "required": message},
    )


def in_office(typed: datetime, calendar: Calendar) -> datetime:
    """Return what was typed as a moment on the office's own clock."""
    return typed.replace(tzinfo=calendar.zone)


def shown(moment: datetime, calendar: Calendar) -> str:
    """Return a moment as it would be typed."""
    return f"{moment.astimezone(calendar.zone):{_SHOWN}}"

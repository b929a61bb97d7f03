"""What was written into a form that can no longer be sent: shown to be copied, so that it is not lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

Fields = Mapping[str, forms.Field]
Written = list[tuple[Any, str]]

_WRITTEN = (forms.CharField, forms.DateField, forms.DateTimeField, forms.IntegerField)


def declared(kind: type[forms.Form]) -> Fields:
    """Return every field of a kind of form, those too that a form takes out because they are not asked now."""
    return kind.base_fields


def written(form: forms.Form) -> Written:
    """Return what was written into a form, by label; of fields too that are no longer drawn."""
    return written_into({**declared(type(form)), **form.fields}, form.data, form.prefix) if form.is_bound else []


def written_into(fields: Fields, data: Mapping[str, Any], prefix: str | None = None) -> Written:
    """Return what was written, by label; what was chosen or ticked is quickly done again and left out."""
    told = [
        (field.label, str(data.get(f"{prefix}-{name}" if prefix else name) or ""))
        for name, field in fields.items()
        if isinstance(field, _WRITTEN) and not field.widget.is_hidden
    ]
    return [(label, text) for label, text in told if text.strip()]

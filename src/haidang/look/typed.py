"""What was typed into the form of a procedure, as it was sent: nothing is judged here, so nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from haidang.catalogue.contracts import Field, FieldType
from haidang.kernel.text import Text

Sent = Mapping[str, Sequence[str]]
Section = tuple[Text | None, list[Field]]


def sent(data: QueryDict) -> dict[str, list[str]]:
    """Return everything a form sent, by name; less the null character, which no text of the database can hold."""
    return {name: [str(each).replace("\0", "") for each in values] for name, values in data.lists()}


def answers(fields: Sequence[Field], data: Sent) -> dict[str, Any]:
    """Return what was sent for these fields, as typed; parts of tables and pairs stay under their dotted names."""
    known = {field.key: field for field in fields}
    found: dict[str, Any] = {}
    for name, values in data.items():
        field = known.get(name.partition(".")[0])
        if field is not None and values:
            found[name] = list(values) if field.type is FieldType.CHOICES else values[-1]
    return found


def sections(fields: Sequence[Field]) -> list[Section]:
    """Return the fields under their headings, in the order of the form."""
    found: list[Section] = []
    for field in fields:
        if not found or found[-1][0] != field.section:
            found.append((field.section, []))
        found[-1][1].append(field)
    return found

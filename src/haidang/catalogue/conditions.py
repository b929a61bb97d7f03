"""
Conditions of the pack: CEL expressions over `form`, the answers given so far.

Compiled once; an answer that is not there counts as empty text, zero, false or an empty list, so that every
checked expression has a value. Days are text in ISO form, which compares as days do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import cel

from haidang.catalogue.contracts import Field, FieldType

F = FieldType

_BLANK: dict[FieldType, Any] = {
    F.INTEGER: 0,
    F.DECIMAL: 0.0,
    F.MONEY: 0,
    F.BOOLEAN: False,
    F.CHOICES: [],
    F.TABLE: [],
    F.DATE_RANGE: {"from": "", "to": ""},
    F.BANK_ACCOUNT: {"account": "", "bank": ""},
}
_STRING = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_FIELD = re.compile(r"\bform\.([A-Za-z_]\w*)")


class Condition:
    """One compiled expression over the answers of a form."""

    __slots__ = ("_blank", "_decimals", "_program")

    def __init__(self, source: str, fields: Sequence[Field]) -> None:
        # Only what the expression names is handed over: to convert a whole form costs more than to evaluate.
        named = set(field_names(source))
        self._program = cel.compile(source)
        self._blank = {field.key: _BLANK.get(field.type, "") for field in fields if field.key in named}
        self._decimals = [field.key for field in fields if field.key in named and field.type is F.DECIMAL]

    def holds(self, answers: Mapping[str, Any]) -> bool:
        """Return whether the expression is true of these answers."""
        return self.evaluate(answers) is True

    def evaluate(self, answers: Mapping[str, Any]) -> Any:
        """Return what the expression gives, whatever its type."""
        form = {key: answers.get(key, blank) for key, blank in self._blank.items()}
        for key in self._decimals:
            form[key] = float(form[key])
        return self._program.execute({"form": form})


def field_names(source: str) -> list[str]:
    """Return the names after `form.` in an expression, in order; text in quotes does not count."""
    return _FIELD.findall(_STRING.sub("''", source))


def other_names(source: str) -> list[str]:
    """Return the variables of an expression other than `form`, and `form` itself where no field follows."""
    variables = [name for name in cel.compile(source).variables() if name != "form"]
    bare = re.search(r"\bform\b(?!\.[A-Za-z_])", _STRING.sub("''", source))
    return [*variables, *(["form"] if bare else [])]


def compared_values(source: str) -> list[tuple[str, str]]:
    """Return each field with the quoted values it is compared with: `form.kind == 'yard'`, `'a' in form.b`."""
    found: list[tuple[str, str]] = re.findall(r"\bform\.(\w+)\s*[=!]=\s*['\"]([^'\"]*)['\"]", source)
    found += [(field, value) for value, field in re.findall(r"['\"]([^'\"]*)['\"]\s+in\s+form\.(\w+)", source)]
    for field, values in re.findall(r"\bform\.(\w+)\s+in\s+\[([^\]]*)\]", source):
        found += [(field, value) for value in re.findall(r"['\"]([^'\"]*)['\"]", values)]
    return found

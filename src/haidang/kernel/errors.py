"""
Anticipated failures, whose message a user may read.

    DomainError
    ├── Refused    the rules say no, and why                     403
    ├── Missing    there is none, or you may not know of it      404
    ├── Conflict   someone else was faster; the state has moved  409
    └── Invalid    what was typed cannot be used, field by field 422
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class DomainError(Exception):
    """A failure that was foreseen; `message` is a sentence for the person who caused it."""

    def __init__(self, message: StrOrPromise = "") -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class Refused(DomainError):
    """The rules do not allow it; the message says why."""


class Missing(DomainError):
    """There is no such thing, or the actor may not know of it."""


class Conflict(DomainError):
    """Somebody else changed the same thing first; the message says who and what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with one field: `field` is the key the form uses, "" for the whole."""

    field: str
    code: str
    message: StrOrPromise


class Invalid(DomainError):
    """What was typed cannot be used; `problems` names each field with the way out."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(str(problem.message) for problem in problems))
        self.problems = tuple(problems)

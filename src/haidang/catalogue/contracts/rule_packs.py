"""The rules of the one-stop mechanism in force on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haidang.catalogue.contracts.procedure import StandardForm
from haidang.clock.contracts import Length
from haidang.kernel.text import Text


class SupplementPolicy(StrEnum):
    """What a supplement after acceptance does to the legal term."""

    RESTART = "restart"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """A rule of the mechanism that people must keep and the program does not compute."""

    text: Text
    source: str
    confidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePack:
    """
    The general rules of the one-stop mechanism in force on a day; a dossier keeps its own for ever.

    `supplement_restarts_within`: only a request this soon after acceptance restarts the legal term
    (Decree 61/2018 art. 19(4)); a later one moves the promised date alone.
    `forms` maps receipt, supplement, refusal, apology, stop, control, book to their number and title.
    `code_pattern` holds {agency}, or {agency_right_to_left} as before Decision 20/2020/QĐ-TTg, {date} (six
    digits) and, last, {seq}.
    `sources` maps a rule's name to its source, `confidence` to how well it is known.
    """

    id: str
    name: Text
    valid_from: date
    valid_to: date | None
    reception: Length | None
    supplement_policy: SupplementPolicy
    supplement_restarts_within: Length
    supplements_at_most: int
    appointments_moved_at_most: int
    apology_before_end: Length
    close_without_reply: Length | None
    shows_officer: bool
    applicant_may_stop: bool
    forms: Mapping[str, StandardForm]
    code_pattern: str
    sources: Mapping[str, str]
    confidence: Mapping[str, str | None]
    principles: tuple[Principle, ...] = ()

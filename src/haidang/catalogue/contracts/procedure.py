"""One version of one procedure: what it asks for, whom, within which time, and the way it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from haidang.clock.contracts import Length
from haidang.directory.contracts import Duty
from haidang.kernel.errors import Problem
from haidang.kernel.text import Text

CONFIDENCE = ("sure", "secondary", "from memory", "uncertain", "design")
"""Marks of how well a fact is known; "design" is a setting of ours where the law is silent."""


PREFILLS = frozenset(
    {
        "business.tax_code",
        "business.name",
        "business.address",
        "business.phone",
        "business.email",
        "person.full_name",
        "person.email",
        "person.phone",
    }
)
"""Where a field's first value may come from."""


class FieldType(StrEnum):
    """
    What a form field holds, and so how it is drawn, checked and stored (as JSON).

    An HTML form names the parts of a compound field by dots: `key.0.column` for a table, `key.from` and
    `key.to` for a date range, `key.account` and `key.bank` for a bank account. A boolean is a question
    answered "true" or "false"; nothing sent means that it was not answered.
    """

    TEXT = "text"
    LONG_TEXT = "textarea"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    DATETIME = "datetime"
    DATE_RANGE = "date_range"
    BOOLEAN = "boolean"
    CHOICE = "select"
    CHOICES = "multiselect"
    TAX_CODE = "tax_code"
    PERSONAL_ID = "personal_id"
    EMAIL = "email"
    PHONE = "phone"
    COUNTRY = "country"
    BANK_ACCOUNT = "bank_account"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a field: `value` is stored, `label` shown."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """
    One field of a procedure's form.

    `when` is a CEL expression over `form`; a field whose condition is false is neither asked nor stored.
    `prefill` names where a first value comes from, one of `PREFILLS`.
    `columns` are the fields of one row where `type` is TABLE; stored as a list of objects.
    `minimum` and `maximum` bound a number, the rows of a table, or the days of a date range.
    """

    key: str
    type: FieldType
    label: Text
    required: bool
    confidence: str | None
    help: Text | None = None
    example: str | None = None
    section: Text | None = None
    unit: str | None = None
    options: tuple[Option, ...] = ()
    columns: tuple[Field, ...] = ()
    when: str | None = None
    prefill: str | None = None
    max_length: int = 500
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNeeded:
    """
    One paper a procedure asks for.

    `condition` is the pack's sentence on when it is needed, `when` the same as CEL where it can be computed.
    `signed`: the file must carry a digital signature. `original_shown`: the paper original is handed in or
    shown before the result is given out. Both are None where no source says.
    """

    key: str
    name: Text
    required: bool
    kind: str
    originals: int
    copies: int
    confidence: str | None
    form: str | None = None
    signed: bool | None = None
    original_shown: bool | None = None
    condition: Text | None = None
    when: str | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """
    One stage of the legal term. `starts` is "accepted", "<key of an earlier stage>_ended", or an event that a
    step of the route `records` (goods_presented); such an event also ends the stage before it.

    `length` is None where no statutory limit is known: then the unit promises a date. An `optional` stage may
    never begin (an inspection that is not ordered). `extension` is the most that the head may lengthen the stage
    by law. `after_supplement` is the shorter term a statute gives once a supplement is complete.
    """

    key: str
    name: Text
    starts: str
    length: Length | None
    source: str | None
    confidence: str | None
    optional: bool = False
    extension: Length | None = None
    after_supplement: Length | None = None


class Act(StrEnum):
    """What an officer does at a step of a route."""

    ASSIGN = "assign"
    WORK = "work"
    PROPOSE = "propose"
    APPROVE = "approve"
    RETURN = "return"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """
    One desk of a route. `then` names the next step, `back` where a leader sends it back to.

    `ends_stage` names the stage of the legal term that ends when this step is done (an inspection).
    `records` names events an officer may note at this step, each of which starts a stage.
    Its own time is internal, never of the law: `within`, as the internal process named in `source` states it
    (Circular 01/2018/TT-VPCP art. 8), or `share`, the step's part of the legal term in per cent. A step with
    neither has no clock.
    """

    key: str
    name: Text
    duty: Duty
    act: Act
    then: str | None
    back: str | None = None
    ends_stage: str | None = None
    share: int = 0
    within: Length | None = None
    source: str | None = None
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The desks a dossier travels after acceptance; `steps` in order, the first is where it enters."""

    key: str
    name: Text
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step:
        """Return the step of that key; a KeyError here means the pack was not checked."""
        return next(step for step in self.steps if step.key == key)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """A text the procedure rests on, with its articles."""

    act: str
    articles: str
    confidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """A fee in VND; `amount` None means none was found, shown as unconfirmed to editors."""

    amount: int | None
    per: str | None
    note: str | None
    confidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """
    One published version of a procedure, compiled. `version` is the id of its immutable row.

    `level` is the service level the administration printed. `confidence` is that of the title, `confidences`
    of the other facts by name (tier, level, valid, who, decided_by, result, conditions). `instead` says where
    to go when the procedure is not offered, `term_note` what must be known about the term beside its stages.
    `reception`, `supplement_notice` and `cancel_without_reply` are the procedure's own; None leaves the rule
    pack's. A procedure that is not offered has a route without steps.
    """

    version: int
    id: str
    source_id: str
    valid_from: date
    valid_to: date | None
    name: Text
    tier: int
    group: str
    group_name: Text
    level: int | None
    offered: bool
    offered_where: str | None
    not_offered_reason: Text | None
    who_may_file: frozenset[str]
    who: Text | None
    decided_by: Text | None
    how_to_file: Text | None
    sets: int | None
    steps: tuple[Text, ...]
    conditions: tuple[Text, ...]
    papers: tuple[PaperNeeded, ...]
    fields: tuple[Field, ...]
    form_note: str | None
    stages: tuple[Stage, ...]
    route: Route
    fees: tuple[Fee, ...]
    legal_basis: tuple[LegalBasis, ...]
    result_name: Text
    result_template: str
    object_kind: str | None
    object_valid_years: int | None
    supplement_notice: Length | None
    cancel_without_reply: Length | None
    reception: Length | None
    confidence: str | None
    note: str | None
    sha256: str
    aliases: tuple[str, ...] = ()
    instead: Text | None = None
    term_note: Text | None = None
    confidences: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def has_statutory_term(self) -> bool:
        """Whether the law gives every stage that must happen a length, so that a due date follows from acceptance."""
        known = {"accepted"}
        for stage in self.stages:
            if stage.length and stage.starts in known:
                known.add(f"{stage.key}_ended")
            elif not stage.optional:
                return False
        return bool(self.stages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A form as read: `values` by field key (JSON), `problems` for what cannot be used as typed."""

    values: Mapping[str, Any]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardForm:
    """One of the standard one-stop forms: its number in the rule pack ("" if unnumbered) and its printed title."""

    number: str
    title: Text

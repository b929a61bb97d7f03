"""
The papers this house sets, as the data each needs.

A shape is what `typesetting.render` takes for the template of the same name; keys that may be missing are
NotRequired. Moments are aware, days are dates; all words come from the caller (titles and numbers of the standard
forms from the rule pack of the dossier).
"""

# No postponed annotations here: TypedDict must see NotRequired itself to know which keys are required.
from datetime import date, datetime
from typing import NotRequired, TypedDict


class Heading(TypedDict):
    """Head of an administrative document (Decree 30/2020/NĐ-CP, appendix I): `number` is "152/QĐ-CHQ" or ""."""

    parent: str
    agency: str
    place: str
    number: str
    day: date


class FormOf(TypedDict):
    """Number and printed title of a standard form in the rule pack."""

    number: str
    title: str


class Binding(TypedDict):
    """
    What ties the paper to its dossier: code, hash of the head, and where anyone checks it (drawn as QR).

    `code_name` says what the code is where it is not the dossier code: before acceptance there is none; `bound_name`
    what the hash belongs to where it is no dossier.
    """

    code: str
    code_name: NotRequired[str]
    bound_name: NotRequired[str]
    head: str
    check_url: str


class Filer(TypedDict):
    """Whose dossier it is; `identity_name` says what `identity` is (tax code, personal number)."""

    name: str
    address: NotRequired[str]
    phone: NotRequired[str]
    email: NotRequired[str]
    identity_name: NotRequired[str]
    identity: NotRequired[str]


class Mark(TypedDict):
    """Who signs: `signs_as` "KT. CỤC TRƯỞNG" or "", `at` the moment of the digital signature, without it a gap."""

    title: str
    name: str
    signs_as: NotRequired[str]
    unit: NotRequired[str]
    at: NotRequired[datetime]


class Contact(TypedDict):
    """Whom to ask."""

    name: str
    phone: NotRequired[str]
    site: NotRequired[str]


class Fact(TypedDict):
    """One line of a table of particulars."""

    label: str
    value: str


class Paper(TypedDict):
    """What every paper has."""

    heading: Heading
    binding: Binding
    filer: Filer
    procedure: str
    signature: Mark


class Slip(Paper):
    """What every standard form of the one-stop mechanism has; `unit` is the one-stop unit in a sentence."""

    form: FormOf
    unit: str


class PaperLine(TypedDict):
    """One paper of the dossier: originals and copies asked for, files sent."""

    name: str
    originals: int
    copies: int
    files: int


class Book(TypedDict):
    """Where the register book names the dossier."""

    volume: str
    entry: str


class Receipt(Slip):
    """Receipt with the date of the result (form 01); `secret` goes with the code for the public look-up."""

    papers: list[PaperLine]
    sets: int
    term: str
    accepted_at: datetime
    due_at: datetime
    way_of_result: str
    submitted_by: str
    online: bool
    secret: NotRequired[str]
    book: NotRequired[Book]


class Lack(TypedDict):
    """One field or paper to supplement, and what is wrong with it."""

    what: str
    why: NotRequired[str]


class Supplement(Slip):
    """Request to supplement and complete the dossier (form 02)."""

    items: list[Lack]
    reason: str
    reply_by: NotRequired[datetime]
    contact: NotRequired[Contact]


class Refusal(Slip):
    """Refusal to receive, or after appraisal to grant (form 03); `legal` names the articles."""

    reasons: list[str]
    legal: str
    after_appraisal: bool
    contact: NotRequired[Contact]


class Apology(Slip):
    """Apology with a new date for the result (form 04); `due_at` is the date promised before, if there was one."""

    accepted_at: datetime
    due_at: datetime | None
    new_due_at: datetime
    reasons: list[str]


class Stop(Slip):
    """
    Notice that the dossier is stopped (form 05 since 2025); `asked_at` when the filer asked for it.

    `accepted_at` is when the dossier came in, if it was never accepted.
    """

    accepted_at: datetime
    stopped_at: datetime
    reason: str
    asked_at: NotRequired[datetime]
    legal: NotRequired[str]
    contact: NotRequired[Contact]


class RecognitionDecision(Paper):
    """
    Decision that recognises something (a bonded warehouse, an agent, a vehicle's paper).

    `authority` decides ("Cục trưởng Cục Hải quan"), each of `grounds` begins with "Căn cứ", `ruling` is the first
    article up to its colon. Of `recipients` the archive ("Lưu: …") comes last; it is added where it is missing.
    """

    subject: str
    authority: str
    grounds: list[str]
    accepted_at: datetime
    proposed_by: str
    ruling: str
    facts: list[Fact]
    valid_from: date
    valid_to: NotRequired[date | None]
    conditions: NotRequired[list[str]]
    implementers: list[str]
    recipients: list[str]


class WrittenAnswer(Paper):
    """Letter that answers a dossier; `answer` is a list of paragraphs, each of `grounds` begins with "Căn cứ"."""

    subject: str
    accepted_at: datetime
    answer: list[str]
    recipients: list[str]
    grounds: NotRequired[list[str]]
    facts: NotRequired[list[Fact]]


class LateDossier(TypedDict):
    """One line of a reminder letter; `due` is the end of the legal term in words, `late` by how much it is over."""

    code: str
    procedure: str
    filer: str
    due: str
    late: str


class ReminderLetter(TypedDict):
    """
    Letter that urges a unit to settle its late dossiers (công văn đôn đốc) and to answer until a day.

    `text` is a list of paragraphs; of `recipients` the archive ("Lưu: …") comes last.
    """

    heading: Heading
    binding: Binding
    signature: Mark
    to: str
    subject: str
    dossiers: list[LateDossier]
    text: list[str]
    answer_by: date
    recipients: list[str]


class ReportTable(TypedDict):
    """One division of a report; each row begins with its name and has a cell for each column."""

    title: str
    rows: list[list[str]]


class PeriodReport(TypedDict):
    """Report of a period as it was closed: what happened in it, what was open `until` its end, by several divisions."""

    heading: Heading
    binding: Binding
    signature: Mark
    title: str
    period: str
    until: datetime
    closed_at: datetime
    closed_by: str
    reason: str
    happened: list[Fact]
    at_end: list[Fact]
    columns: list[str]
    tables: list[ReportTable]
    recipients: list[str]


SHAPES: dict[str, type] = {
    "receipt": Receipt,
    "supplement": Supplement,
    "refusal": Refusal,
    "apology": Apology,
    "stop": Stop,
    "recognition-decision": RecognitionDecision,
    "written-answer": WrittenAnswer,
    "reminder-letter": ReminderLetter,
    "period-report": PeriodReport,
}

"""
The tables of the case engine.

Units, procedures and people are named by id without a foreign key: their rows are shared by every filing, and the
share lock of a key check would make filings in one unit wait for each other. A consistency test checks the ids.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import Exact, IsNull
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from haidang.dossiers.lifecycle import FINAL, STEPS, Status, can_take
from haidang.kernel import lookups, sql
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.errors import Conflict, Missing
from haidang.register import api as register
from haidang.register.contracts import Head

CHANNELS = ("online", "counter", "post")
# fmt: off
EMPTY_WHEN_FILED = (
    "code", "before_withdrawal", "step", "officer", "accepted_at", "decided_at", "closed_at", "legal_due_at",
    "promised_at", "proposal", "outcome", "timeliness", "result_number", "result_file", "result_secret", "receipt_file",
)
# fmt: on
"""Columns a filing leaves to the database: with more than fifty parameters psycopg reads a statement anew each time."""


def belongs_to(actor: Actor, tax_code: str) -> bool:
    """
    Return whether an officer is a member of the business of a tax code.

    A business and its dependent units are one: they share ten digits (Circular 105/2020/TT-BTC art. 5).
    """
    return bool(tax_code) and tax_code[:10] in {each[:10] for each in actor.belongs_to}


def submission_number(dossier_id: int) -> str:
    """Return the number a filer gets at once; it comes from the plain sequence of the rows."""
    return f"N{dossier_id:09d}"


class DossierManager(models.Manager["Dossier"]):
    """Loads dossiers for a use case."""

    def lock(self, dossier_id: int) -> Dossier:
        """
        Return the dossier, held until the end of the transaction, without its answers.

        :raises Missing: if there is no such dossier
        """
        row = sql.row(_LOCK, [dossier_id])
        if row is None:
            raise Missing(_("There is no such dossier."))
        return Dossier.from_db("default", _COLUMNS, row)


class Dossier(models.Model):
    """One application of one filer under one version of a procedure."""

    uid = models.UUIDField(unique=True)
    code = models.CharField(max_length=40, null=True)
    lookup_secret = models.CharField(max_length=16)
    idempotency_key = models.UUIDField()

    version = models.BigIntegerField()
    procedure = models.CharField(max_length=80)
    rule_pack = models.CharField(max_length=40)
    unit = models.BigIntegerField()
    channel = models.CharField(max_length=8)
    origin = models.CharField(max_length=8)

    person = models.BigIntegerField(null=True)  # nobody's account where an officer entered it on paper
    business = models.BigIntegerField(null=True)
    filer_name = models.CharField(max_length=300)
    filer_tax_code = models.CharField(max_length=20, blank=True)
    filer_email = models.CharField(max_length=254, blank=True)
    filer_phone = models.CharField(max_length=20, blank=True)
    filer_address = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=2, default="vi")

    status = models.CharField(max_length=24)
    before_withdrawal = models.CharField(max_length=24, null=True)
    step = models.CharField(max_length=40, null=True)
    officer = models.BigIntegerField(null=True)
    supplements = models.SmallIntegerField(default=0)

    submitted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    due_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    legal_due_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    channel_rank = models.SmallIntegerField(default=0)
    queued_at = models.DateTimeField()

    proposal = models.JSONField(null=True)
    outcome = models.CharField(max_length=10, null=True)
    timeliness = models.CharField(max_length=8, null=True)
    result_number = models.CharField(max_length=60, null=True)
    result_file = models.UUIDField(null=True)
    result_secret = models.CharField(max_length=16, null=True)
    receipt_file = models.UUIDField(null=True)

    answers = models.JSONField()
    head_seq = models.IntegerField()
    head_hash = models.BinaryField(max_length=32)

    objects: ClassVar[DossierManager] = DossierManager()

    class Meta:
        """The database repeats what the code promises."""

        constraints = [
            models.UniqueConstraint(
                fields=["person", "idempotency_key"], name="dossier_sent_once", nulls_distinct=False
            ),
            models.UniqueConstraint(fields=["code"], name="dossier_code_once", condition=Q(code__isnull=False)),
            models.UniqueConstraint(
                fields=["result_secret"], name="dossier_result_secret_once", condition=Q(result_secret__isnull=False)
            ),
            models.CheckConstraint(
                name="dossier_online_has_person", condition=Q(person__isnull=False) | ~Q(channel="online")
            ),
            models.CheckConstraint(
                name="dossier_status_known",  # a draft is no dossier
                condition=Q(status__one_of=[s.value for s in Status if s is not Status.DRAFT]),
            ),
            models.CheckConstraint(
                name="dossier_closed_says_when",
                condition=Exact(
                    IsNull(F("closed_at"), rhs=False), lookups.OneOf(F("status"), [s.value for s in sorted(FINAL)])
                ),
            ),
            models.CheckConstraint(
                name="dossier_accepted_has_code",
                condition=Q(accepted_at__isnull=True) | Q(code__isnull=False),
            ),
            models.CheckConstraint(
                name="dossier_returned_has_result",
                condition=~Q(status=Status.RETURNED.value)
                | Q(outcome__isnull=False, decided_at__isnull=False, result_file__isnull=False),
            ),
            models.CheckConstraint(name="dossier_channel_known", condition=Q(channel__one_of=CHANNELS)),
            models.CheckConstraint(
                name="dossier_times_in_order",
                condition=Q(accepted_at__gte=F("submitted_at"), decided_at__gte=F("accepted_at")),  # as far as known
            ),
        ]
        indexes = [
            models.Index(
                "unit",
                "due_on",
                "channel_rank",
                "queued_at",
                name="dossier_queue",
                condition=Q(closed_at__isnull=True),
                include=["status", "step", "officer", "due_at"],
            ),
            models.Index("person", F("submitted_at").desc(), name="dossier_of_person"),
            models.Index(
                "business",
                F("submitted_at").desc(),
                name="dossier_of_business",
                condition=Q(business__isnull=False),
            ),
            models.Index("unit", F("submitted_at").desc(), name="dossier_of_unit"),
            models.Index("unit", "decided_at", name="dossier_decided", condition=Q(decided_at__isnull=False)),
            models.Index("unit", "submitted_at", name="dossier_by_hand", condition=~Q(channel="online")),
            # What was accepted or closed last, of a unit or, unit by unit, of the nation. No filing pays for these two.
            models.Index("unit", "accepted_at", name="dossier_accepted", condition=Q(accepted_at__isnull=False)),
            models.Index("unit", "status", "closed_at", name="dossier_closed", condition=Q(closed_at__isnull=False)),
            models.Index("due_at", "id", name="dossier_due", condition=Q(closed_at__isnull=True)),
            models.Index(
                "due_at",
                "id",
                name="dossier_due_by_law",  # what a unit only promised is late by no law: late lists need not pass it
                condition=Q(closed_at__isnull=True) & (Q(accepted_at__isnull=True) | Q(legal_due_at__isnull=False)),
            ),
            models.Index(fields=["filer_tax_code"], name="dossier_of_tax_code"),
            models.Index(fields=["result_file"], name="dossier_of_result", condition=Q(result_file__isnull=False)),
            GinIndex(fields=["filer_name"], name="dossier_of_name", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.code or self.submission_number

    @property
    def submission_number(self) -> str:
        """The number given at once when filing; the dossier code follows at acceptance."""
        return submission_number(self.pk)

    @property
    def head(self) -> Head:
        """The end of this dossier's stream in the register."""
        return Head(self.head_seq, bytes(self.head_hash))

    def take(self, step: str, *, at: datetime) -> None:
        """Move the legal status along the lifecycle table: the only place that assigns it."""
        assert can_take(step, self.status), f"{step} from {self.status}: ask the rule first"
        if step == "ask_to_withdraw":
            self.before_withdrawal = self.status
        self.status = STEPS[step].moves[Status(self.status)] or self.before_withdrawal or self.status
        if step == "decline_withdrawal":
            self.before_withdrawal = None
        self.closed_at = at if self.status in FINAL else None

    def must_be_seen(self, seen: int | None) -> None:
        """
        Pass when the actor saw the newest state; `seen` is the sequence number the screen showed.

        What the system itself added meanwhile (a receipt made) surprises nobody and does not count.

        :raises Conflict: naming who was faster
        """
        if seen is None or seen == self.head_seq:
            return
        others = [
            each for each in register.list_entries(self.uid) if each.seq > seen and each.capacity != Capacity.SYSTEM
        ]
        if others:
            raise Conflict(
                _("%(name)s was faster and changed this dossier in the meantime. Look at the new state, then decide.")
                % {"name": others[-1].name}
            )

    def involves(self, actor: Actor) -> bool:
        """Return whether the actor is a party to the dossier, or belongs to the business that is."""
        is_filer = actor.person is not None and actor.person == self.person
        return is_filer or belongs_to(actor, self.filer_tax_code)

    def write(self, *names: str) -> None:
        """Store the named columns."""
        pairs = ", ".join(f'"{name}" = %s' for name in names)
        values: list[Any] = [_plain(name, getattr(self, name)) for name in names]
        sql.write(f"UPDATE dossiers_dossier SET {pairs} WHERE id = %s", [*values, self.pk])


class Paper(models.Model):
    """A file the filer handed in for one paper of the list; a later round replaces it without removing it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    file = models.UUIDField()
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    round = models.SmallIntegerField(default=0)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ClockEntry(models.Model):
    """One thing that started, moved or ended a clock of the dossier; never changed afterwards."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+", db_index=False)
    seq = models.SmallIntegerField()
    kind = models.CharField(max_length=24)
    at = models.DateTimeField()
    data = models.JSONField(default=dict)

    class Meta:
        """Entries of one dossier are numbered without a gap."""

        constraints = [models.UniqueConstraint(fields=["dossier", "seq"], name="clock_entry_numbered")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class StepClock(models.Model):
    """
    At which step of its route an open dossier is, since when, and when the step's own time ends.

    A table of its own: what is filed is at no step yet, and a filing shall not carry what comes later.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="+", primary_key=True)
    unit = models.BigIntegerField()
    step = models.CharField(max_length=40)
    since = models.DateTimeField()
    due_at = models.DateTimeField(null=True)

    class Meta:
        """Found by their end, in the nation and in one unit."""

        indexes = [
            models.Index("due_at", "dossier", name="step_clock_due", condition=Q(due_at__isnull=False)),
            models.Index("unit", "due_at", name="step_clock_of_unit", condition=Q(due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} at {self.step} since {self.since:%Y-%m-%d %H:%M}"


class UnitChange(models.Model):
    """A dossier that followed its unit's work to the successor: where it was until then."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    from_unit = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        """What happened before is found by the unit of that time."""

        indexes = [models.Index(fields=["from_unit"], name="unit_change_from")]

    def __str__(self) -> str:
        return f"{self.dossier_id} left {self.from_unit} {self.at:%Y-%m-%d %H:%M}"


class Correction(models.Model):
    """A moment of the clock that one officer says was recorded wrongly, and what another answered; both stay."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    number = models.SmallIntegerField()
    entry = models.SmallIntegerField()
    kind = models.CharField(max_length=24)
    was_at = models.DateTimeField()
    right_at = models.DateTimeField()
    reason = models.TextField()
    proposed_by = models.BigIntegerField()
    proposed_name = models.CharField(max_length=150)
    proposed_at = models.DateTimeField()
    answered_by = models.BigIntegerField(null=True)
    answered_name = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)
    is_countersigned = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    due_before = models.DateTimeField(null=True)
    due_after = models.DateTimeField(null=True)
    timeliness = models.CharField(max_length=8, null=True)

    class Meta:
        """One at a time, countersigned by somebody else."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="correction_numbered"),
            models.UniqueConstraint(
                fields=["dossier"], name="correction_one_waits", condition=Q(answered_at__isnull=True)
            ),
            models.CheckConstraint(
                name="correction_answered_by_another",
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="correction_answer_says_who_and_when",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, is_countersigned__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False, is_countersigned__isnull=False),
            ),
            models.CheckConstraint(name="correction_changes_something", condition=~Q(right_at=F("was_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.number}"


class Supplement(models.Model):
    """A request to complete the dossier, naming each field and paper, and its answer."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    round = models.SmallIntegerField()
    at_reception = models.BooleanField()
    items = models.JSONField()
    reason = models.TextField()
    fault = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)
    answer_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    restarts_term = models.BooleanField(default=False)

    class Meta:
        """One open request at a time; rounds are numbered."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "round"], name="supplement_numbered"),
            models.UniqueConstraint(
                fields=["dossier"], name="supplement_one_open", condition=Q(answered_at__isnull=True)
            ),
            models.CheckConstraint(name="supplement_fault_known", condition=Q(fault__in=["applicant", "agency"])),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.round}"


class Draft(models.Model):
    """What a filer has typed so far; nobody else sees it, and it is no dossier yet."""

    uid = models.UUIDField(unique=True)
    person = models.BigIntegerField()
    business = models.BigIntegerField(null=True)
    procedure = models.CharField(max_length=80)
    version = models.BigIntegerField()
    unit = models.BigIntegerField(null=True)
    answers = models.JSONField(default=dict)
    papers = models.JSONField(default=dict)
    revision = models.IntegerField(default=0)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        """A person's drafts, newest first."""

        indexes = [models.Index("person", F("saved_at").desc(), name="draft_of_person")]

    def __str__(self) -> str:
        return f"{self.procedure} {self.uid}"


class DeskDraft(models.Model):
    """What an officer has typed so far of something that came on paper; nobody else sees it, and it goes when old."""

    person = models.BigIntegerField()
    key = models.UUIDField()
    typed = models.JSONField(default=dict)
    papers = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        """One person, one paper."""

        constraints = [models.UniqueConstraint(fields=["person", "key"], name="desk_draft_once")]
        indexes = [models.Index(fields=["saved_at"], name="desk_draft_age")]

    def __str__(self) -> str:
        return f"{self.person} {self.key}"


class CodeCounter(models.Model):
    """The last number given under one prefix (agency and day, or agency and year); only goes up."""

    prefix = models.CharField(max_length=60, primary_key=True)
    last = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.prefix} {self.last}"


_LOCKED = [field.attname for field in Dossier._meta.concrete_fields if field.attname != "answers"]
_COLUMNS = _LOCKED
_LOCK = f"SELECT {', '.join(_LOCKED)} FROM dossiers_dossier WHERE id = %s FOR UPDATE"


def _plain(name: str, value: object) -> object:
    return Jsonb(value) if name in {"proposal", "answers"} and value is not None else value

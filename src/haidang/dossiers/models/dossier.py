"""The row of a dossier. Its state is one of the lifecycle, and the database repeats what the code promises."""

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
from haidang.kernel.words import WordField
from haidang.register import api as register
from haidang.register.contracts import Head

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
        return Dossier.from_db("default", _LOCKED, row)


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
    channel = WordField(max_length=8, words="dossier_channel")
    origin = models.CharField(max_length=8)

    person = models.BigIntegerField(null=True)  # nobody's account where an officer entered it on paper
    business = models.BigIntegerField(null=True)
    filer_name = models.CharField(max_length=300)
    filer_tax_code = models.CharField(max_length=20, blank=True)
    filer_email = models.CharField(max_length=254, blank=True)
    filer_phone = models.CharField(max_length=20, blank=True)
    filer_address = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=2, default="vi")

    status = WordField(max_length=24, words="dossier_status")  # a draft is no dossier
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
            models.Index("procedure", F("submitted_at").desc(), name="dossier_of_procedure"),  # lists of a rare one
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


_LOCKED = [field.attname for field in Dossier._meta.concrete_fields if field.attname != "answers"]
_LOCK = f"SELECT {', '.join(_LOCKED)} FROM dossiers_dossier WHERE id = %s FOR UPDATE"


def _plain(name: str, value: object) -> object:
    return Jsonb(value) if name in {"proposal", "answers"} and value is not None else value

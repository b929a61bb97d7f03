"""Reading dossiers. The row filter is inside every function; a stranger gets Missing, as if there were none."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from haidang.catalogue import api as catalogue
from haidang.directory import api as directory
from haidang.directory.contracts import Duty
from haidang.dossiers._visible import person_of, visible_to
from haidang.dossiers.contracts import Authentic, DossierRow, DraftSheet, Filed, Finished, Outcome, Queue
from haidang.dossiers.lifecycle import FINAL, Status
from haidang.dossiers.models import Dossier, Draft, submission_number
from haidang.kernel import sql
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.errors import Missing
from haidang.register.contracts import Head

ROW = (
    "d.id, d.code, d.procedure, d.version, d.unit, d.channel, d.filer_name, d.status, d.step, d.officer, "
    "d.submitted_at, d.due_at, d.due_on, d.legal_due_at, d.promised_at, d.outcome"
)
"""What `read_row` reads, of `d`."""
_QUEUE_ORDER = "d.due_on NULLS LAST, (d.due_at >= %(now)s), d.channel_rank, d.queued_at, d.id"
_TAB = """
CASE d.status WHEN 'submitted' THEN 'receive' WHEN 'accepted' THEN 'assign' WHEN 'decided' THEN 'return'
    WHEN 'withdrawal_asked' THEN 'withdrawal' WHEN 'in_process' THEN coalesce(d.step, 'work') ELSE 'waiting' END
"""


def list_queue(
    *,
    actor: Actor,
    now: datetime,
    unit_id: int | None = None,
    tab: str = "",
    mine: bool = False,
    page: int = 1,
    size: int = 50,
) -> Queue:
    """
    Return one page of the open dossiers of a unit, and exact counts.

    Order: overdue first, then by due day, within a day online before filed by hand (Decision 2151 III.6.3), then
    by moment. `tab` is one of the keys of `counts` (receive, assign, waiting, withdrawal, return, or a step's key).
    """
    condition, params = _queue_condition(actor, unit_id, now)
    counted = sql.rows(
        f"SELECT {_TAB} AS tab, count(*), count(*) FILTER (WHERE d.due_at < %(now)s), "
        f"count(*) FILTER (WHERE d.officer = %(officer)s) FROM dossiers_dossier d WHERE {condition} GROUP BY 1",
        params,
    )
    counts = {key: count for key, count, _overdue, _mine in counted}
    counts["mine"] = sum(row[3] for row in counted)
    where = condition + (f" AND {_TAB} = %(tab)s" if tab else "") + (" AND d.officer = %(officer)s" if mine else "")
    total = counts["mine"] if mine else counts.get(tab, 0) if tab else sum(row[1] for row in counted)
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    rows = sql.rows(
        f"SELECT {ROW} FROM dossiers_dossier d WHERE {where} ORDER BY {_QUEUE_ORDER} LIMIT %(size)s OFFSET %(skip)s",
        params | {"tab": tab, "size": size, "skip": (page - 1) * size},
    )
    return Queue(
        rows=tuple(read_row(*each) for each in rows),
        counts=counts,
        total=total,
        overdue=sum(row[2] for row in counted),
        page=page,
        pages=pages,
    )


def list_waiting_corrections(*, actor: Actor) -> list[DossierRow]:
    """Return the dossiers of a leader's unit with a correction of the clock that somebody else proposed."""
    if not actor.has(Duty.LEAD, unit=actor.unit):
        return []
    condition, params = visible_to(actor)
    rows = sql.rows(
        f"SELECT {ROW} FROM dossiers_correction c JOIN dossiers_dossier d ON d.id = c.dossier_id "
        f"WHERE c.answered_at IS NULL AND c.proposed_by <> %(person)s AND d.unit = %(unit)s AND {condition} "
        "ORDER BY c.proposed_at LIMIT 50",
        params | {"person": actor.person, "unit": actor.unit},
    )
    return [read_row(*each) for each in rows]


def list_dossiers_of_filer(*, actor: Actor, page: int = 1, size: int = 20) -> tuple[list[DossierRow], int]:
    """Return a page of the filer's own dossiers, newest first, and how many there are."""
    condition, params = visible_to(actor)
    params |= {"size": size, "skip": (max(page, 1) - 1) * size}
    rows = sql.rows(
        f"SELECT {ROW} FROM dossiers_dossier d WHERE {condition} "
        "ORDER BY d.submitted_at DESC LIMIT %(size)s OFFSET %(skip)s",
        params,
    )
    count = sql.row(f"SELECT count(*) FROM dossiers_dossier d WHERE {condition}", params)
    assert count is not None
    return [read_row(*each) for each in rows], count[0]


def search_dossiers(*, actor: Actor, text: str, size: int = 50) -> list[DossierRow]:
    """Return the dossiers in sight whose code, number, tax code or filer matches, newest first."""
    condition, params = visible_to(actor)
    wanted = text.replace("\0", "").strip()  # no text of the database holds it, so nothing is named by it
    params |= {
        "text": wanted,
        "like": f"%{wanted}%",
        "id": _id_of(wanted.upper()),
        "size": size,
    }
    match = "(d.code = %(text)s OR d.id = %(id)s OR d.filer_tax_code = %(text)s OR d.filer_name ILIKE %(like)s)"
    rows = sql.rows(
        f"SELECT {ROW} FROM dossiers_dossier d WHERE {condition} AND {match} "
        "ORDER BY d.submitted_at DESC LIMIT %(size)s",
        params,
    )
    return [read_row(*each) for each in rows]


def load(actor: Actor, dossier_id: int) -> Dossier:
    """
    Return the dossier with its answers, if the actor may know of it.

    :raises Missing: if there is none in sight
    """
    condition, params = visible_to(actor)
    names = [f.attname for f in Dossier._meta.concrete_fields]
    columns = ", ".join(f"d.{name}" for name in names)
    row = sql.row(
        f"SELECT {columns} FROM dossiers_dossier d WHERE d.id = %(id)s AND {condition}",
        params | {"id": dossier_id},
    )
    if row is None:
        raise Missing(_("There is no such dossier."))
    return Dossier.from_db("default", names, row)


def find_by_key(*, actor: Actor, key: UUID) -> Filed | None:
    """Return what this key has filed already, e.g. when a form was sent twice."""
    row = sql.row(
        "SELECT id, lookup_secret FROM dossiers_dossier WHERE person = %s AND idempotency_key = %s",
        [actor.person, key],
    )
    if row is None:
        return None
    return Filed(dossier=row[0], number=submission_number(row[0]), secret=row[1], is_new=False)


def find_finished(*, code: str, secret: str) -> Finished | None:
    """Return whether the dossier of this code and secret is finished: nothing more is public."""
    number = code.strip().upper()
    row = sql.row(
        "SELECT coalesce(code, %(code)s), status FROM dossiers_dossier "
        "WHERE (code = %(code)s OR id = %(id)s) AND lookup_secret = %(secret)s",
        {"code": number, "id": _id_of(number), "secret": secret.strip().upper()},
    )
    if row is None:
        return None
    return Finished(code=row[0], is_finished=row[1] in FINAL)


def find_authentic(*, secret: str) -> Authentic | None:
    """Return what the public check of a result tells, by the secret of its QR code."""
    row = sql.row(
        "SELECT d.result_number, d.version, d.unit, d.decided_at, d.outcome, f.data FROM dossiers_dossier d, "
        "LATERAL (SELECT body::jsonb -> 'data' ->> 'sha256' AS data FROM register_entry e "
        "WHERE e.stream = d.uid AND e.event = 'decided' ORDER BY e.seq DESC LIMIT 1) f WHERE d.result_secret = %s",
        [secret.strip().upper()],
    )
    if row is None:
        return None
    number, version, unit, decided_at, outcome, sha256 = row
    return Authentic(
        number=number,
        procedure=catalogue.get_procedure(version).name,
        unit=directory.get_unit(unit),
        decided_at=decided_at,
        outcome=Outcome(outcome),
        sha256=sha256,
    )


def get_draft(*, actor: Actor, uid: UUID, hold: bool = False) -> DraftSheet:
    """
    Return a draft of the actor's own; to `hold` it lets nothing be saved into it until the transaction ends.

    :raises Missing: if there is none
    """
    drafts = Draft.objects.select_for_update() if hold else Draft.objects
    draft = drafts.filter(uid=uid, person=person_of(actor)).first()
    if draft is None:
        raise Missing(_("There is no such draft. It may have been sent already: look among your dossiers."))
    return _draft(draft)


def list_drafts(*, actor: Actor) -> list[DraftSheet]:
    """Return the actor's drafts, newest first."""
    return [_draft(each) for each in Draft.objects.filter(person=person_of(actor)).order_by("-saved_at")[:50]]


def iter_heads() -> list[tuple[UUID, Head]]:
    """Return the end of every dossier's stream, for the proof of the register."""
    return [
        (uid, Head(seq, bytes(digest)))
        for uid, seq, digest in sql.rows("SELECT uid, head_seq, head_hash FROM dossiers_dossier")
    ]


def _queue_condition(actor: Actor, unit_id: int | None, now: datetime) -> tuple[str, dict[str, Any]]:
    condition, params = visible_to(actor)
    unit = unit_id if unit_id is not None else actor.unit
    params |= {"unit": unit, "now": now, "officer": actor.person}
    if actor.capacity is Capacity.OFFICER and unit not in actor.sees:
        return "false", params
    return f"d.unit = %(unit)s AND d.closed_at IS NULL AND {condition}", params


def read_row(
    dossier_id: int, code: str | None, procedure: str, version: int, unit: int, channel: str, filer_name: str,
    status: str, step: str | None, officer: int | None, submitted_at: datetime, due_at: datetime | None, due_on: Any,
    legal_due_at: datetime | None, promised_at: datetime | None, outcome: str | None,
) -> DossierRow:  # fmt: skip
    """Return the line of a list from the columns of `ROW`."""
    return DossierRow(
        id=dossier_id,
        number=submission_number(dossier_id),
        code=code,
        procedure=procedure,
        version=version,
        unit=unit,
        channel=channel,
        filer_name=filer_name,
        status=Status(status),
        step=step,
        officer=officer,
        submitted_at=submitted_at,
        due_at=due_at,
        due_on=due_on,
        legal_due_at=legal_due_at,
        promised_at=promised_at,
        outcome=Outcome(outcome) if outcome else None,
    )


def _draft(draft: Draft) -> DraftSheet:
    return DraftSheet(
        uid=draft.uid,
        procedure=draft.procedure,
        version=draft.version,
        unit=draft.unit,
        business=draft.business,
        answers=draft.answers,
        papers={key: [UUID(each) for each in ids] for key, ids in draft.papers.items()},
        revision=draft.revision,
        saved_at=draft.saved_at,
    )


def _id_of(number: str) -> int:
    digits = number.removeprefix("N")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 18 else -1

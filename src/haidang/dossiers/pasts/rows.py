"""The rows of told pasts as lines of COPY. Every table of a dossier's life has one statement here."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date

from haidang.documents import api as documents
from haidang.dossiers.events import Standing
from haidang.dossiers.lifecycle import Status
from haidang.dossiers.pasts.telling import Asked, Telling
from haidang.kernel import copying
from haidang.kernel.copying import NOTHING, cell, moment
from haidang.register import api as register

_DOSSIERS = """
COPY dossiers_dossier (
    id, uid, code, lookup_secret, idempotency_key, version, procedure, rule_pack, unit, channel, origin, person,
    business, filer_name, filer_tax_code, filer_email, filer_phone, filer_address, language, status,
    before_withdrawal, step, officer, supplements, submitted_at, accepted_at, decided_at, closed_at, due_at, due_on,
    legal_due_at, promised_at, channel_rank, queued_at, proposal, outcome, timeliness, result_number, result_file,
    result_secret, receipt_file, answers, head_seq, head_hash
) FROM STDIN
"""
_ENTRIES = "COPY dossiers_clockentry (dossier_id, seq, kind, at, data) FROM STDIN"
_PAPERS = "COPY dossiers_paper (dossier_id, key, file, name, media_type, size, sha256, round, added_at) FROM STDIN"
_STEPS = "COPY dossiers_stepclock (dossier_id, unit, step, since, due_at) FROM STDIN"
_SUPPLEMENTS = """
COPY dossiers_supplement (
    dossier_id, round, at_reception, items, reason, fault, asked_at, asked_by, answer_by, answered_at, restarts_term
) FROM STDIN
"""

Happened = tuple[int, str, str, str, date]
Open = tuple[int, str, str, Standing]


@dataclass(slots=True)
class Lines:
    """Lines by table, and what the figures are to count."""

    dossiers: list[str] = field(default_factory=list)
    ledger: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    supplements: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    register: list[str] = field(default_factory=list)
    happened: Counter[Happened] = field(default_factory=Counter)
    standing: Counter[Open] = field(default_factory=Counter)

    def add(self, told: Telling, dossier_id: int) -> None:
        """Add all rows of one dossier; its stream has gone to the register's lines while it was told."""
        self.dossiers.append(_dossier(told, dossier_id))
        self.ledger += [f"{dossier_id}\t{each}" for each in told.entered]
        for number, at, files in told.papers:
            added = moment(at)
            self.papers += [
                f"{dossier_id}\t{key}\t{f.id}\t{cell(f.name)}\t{f.media_type}\t{f.size}\t{f.sha256}\t{number}\t{added}\n"
                for key, f in files
            ]
        self.supplements += [_supplement(each, dossier_id) for each in told.asked]
        if time := told.step_time:
            due = time.own_due.at if time.own_due else None
            unit = told.past.filing.unit
            self.steps.append(f"{dossier_id}\t{unit}\t{time.step.key}\t{_iso(time.since)}\t{_iso(due)}\n")
        self._count(told)

    def write(self) -> None:
        """Store everything, the dossiers first."""
        copying.copy(_DOSSIERS, self.dossiers)
        copying.copy(_ENTRIES, self.ledger)
        copying.copy(_PAPERS, self.papers)
        copying.copy(_SUPPLEMENTS, self.supplements)
        copying.copy(_STEPS, self.steps)
        register.write_lines(self.register)

    def _count(self, told: Telling) -> None:
        filing = told.past.filing
        unit, procedure, channel = filing.unit, told.past.procedure.id, filing.channel
        for flow, day in told.flows:
            self.happened[(unit, procedure, channel, flow, day)] += 1
        if standing := told.standing:
            self.standing[(unit, procedure, channel, standing)] += 1


def _dossier(told: Telling, dossier_id: int) -> str:
    past, filing, filer = told.past, told.past.filing, told.past.filing.filer
    state = told.clock
    is_closed = told.closed_at is not None or told.status is Status.DECIDED
    due = None if is_closed else state.due
    legal = state.legal.at if state.legal else None
    return "\t".join(
        (
            str(dossier_id),
            told.uid,
            told.code or NOTHING,
            documents.new_secret(),
            str(filing.key),
            str(past.procedure.version),
            past.procedure.id,
            told.pack.id,
            str(filing.unit),
            filing.channel,
            filing.origin,
            str(past.by.person),
            _plain(past.by.on_behalf_of),
            cell(filer.name),
            filer.tax_code,
            cell(filer.email),
            cell(filer.phone),
            cell(filer.address),
            filing.language,
            told.status,
            told.before_withdrawal or NOTHING,
            told.step or NOTHING,
            _plain(told.officer),
            str(len(told.asked)),
            moment(past.at),
            _iso(told.accepted_at),
            _iso(told.decided_at),
            _iso(told.closed_at),
            _iso(due.at if due else None),
            _iso(due.day if due else None),
            _iso(legal),
            _iso(state.promised or legal),
            "0" if filing.channel == "online" else "1",
            moment(told.queued_at),
            cell(told.proposal),
            told.outcome or NOTHING,
            told.timeliness or NOTHING,
            cell(told.result_number) if told.decided_at else NOTHING,
            str(told.result.id) if told.result else NOTHING,
            documents.new_secret() if told.result else NOTHING,
            str(told.receipt.id) if told.receipt else NOTHING,
            cell(told.answers),
            str(told.stream.seq),
            f"\\\\x{told.stream.hash.hex()}\n",
        )
    )


def _supplement(asked: Asked, dossier_id: int) -> str:
    request = asked.deed.given
    return "\t".join(
        (
            str(dossier_id),
            str(asked.round),
            _flag(asked.at_reception),
            cell(register.dumped([asdict(item) for item in request.items])),
            cell(request.reason),
            request.fault,
            moment(asked.deed.at),
            cell(asked.deed.by.name),
            _iso(asked.answer_by),
            _iso(asked.answered_at),
            f"{_flag(asked.restarts)}\n",
        )
    )


def _iso(value: date | None) -> str:
    """Return a moment or a day."""
    return value.isoformat() if value else NOTHING


def _plain(number: int | None) -> str:
    return NOTHING if number is None else str(number)


def _flag(value: bool) -> str:  # noqa: FBT001
    return "t" if value else "f"

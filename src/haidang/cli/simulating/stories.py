"""How a simulated dossier lives: planned in office time, some quick, some late, some sent back for papers."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Act, Procedure
from haidang.cli.simulating.nation import Applicant, Era, Nation, Office
from haidang.cli.world.answers import answers_for
from haidang.clock import api as clock
from haidang.clock.contracts import Length, TermUnit
from haidang.dossiers.api import Deed, Past, Promise, Request
from haidang.dossiers.contracts import Filer, Filing, Outcome, Proposal, SupplementItem
from haidang.kernel.actor import SYSTEM, Actor
from haidang.kernel.ids import new_uid
from haidang.register.contracts import Origin

_HOUR = 3600
_DAY = 8 * _HOUR
_ENDINGS = {
    "granted": 900,
    "refused": 20,
    "not received": 14,
    "withdrawn": 12,
    "asked at reception": 36,
    "never answered": 5,
    "asked in process": 12,
    "stopped": 1,
}
_NAMES, _ENDS = tuple(_ENDINGS), list(accumulate(_ENDINGS.values()))
_CHANNELS = (("online", 0.86), ("counter", 0.97), ("post", 1.0))
_IN_TIME, _FORGOTTEN = 0.955, 0.25
_LENGTHS = {TermUnit.WORKING_DAYS: _DAY, TermUnit.CALENDAR_DAYS: _DAY * 5 // 7, TermUnit.WORKING_HOURS: _HOUR}
_PROMISED = Length(7, TermUnit.WORKING_DAYS)
_PROMISE_REASON = "Pháp luật không quy định thời hạn; đơn vị hẹn theo khối lượng công việc."
_NOTE = "Đã kiểm tra hồ sơ và thực tế; hai bên ký biên bản."
_NOT_RECEIVED = "Hồ sơ không thuộc thẩm quyền giải quyết của đơn vị. Đề nghị nộp đúng nơi tiếp nhận."
_INCOMPLETE = "Hồ sơ chưa đủ căn cứ để giải quyết."
_UNREADABLE = "Bản nộp bị mờ, không đọc được con dấu. Đề nghị quét lại."
_SILENT = "Người nộp không bổ sung hồ sơ theo yêu cầu."
_PLANS_CHANGED = "Doanh nghiệp thay đổi kế hoạch."
_REFUSAL = "Chưa đáp ứng điều kiện quy định đối với thủ tục; xem biên bản kiểm tra."
_VARIANTS = 12


@dataclass(frozen=True, slots=True)
class Form:
    """One way to fill a form in: the answers as they are read, which of them are the filer's own, and the papers."""

    answers: dict[str, Any]
    own: tuple[tuple[str, str], ...]
    papers: tuple[str, ...]

    def filled_by(self, applicant: Applicant) -> dict[str, Any]:
        """Return the answers of one filer."""
        filer = _filer_values(applicant)
        return {**self.answers, **{key: filer[prefill] for key, prefill in self.own}}


class Narrator:
    """Invents pasts of the nation's dossiers; the same seed and number tell the same."""

    def __init__(self, nation: Nation) -> None:
        self._nation = nation
        offered = {each.version: each for era in nation.eras for office in era.offices for each in office.procedures}
        self._forms = {version: self._forms_of(each) for version, each in offered.items()}
        self._terms = {version: _term(each) for version, each in offered.items()}

    def batch(self, number: int, *, of: int, size: int) -> list[Past]:
        """Return the n-th of so many equal parts of the period's dossiers."""
        chance = Random(f"{self._nation.seed}/{number}")  # noqa: S311 (stories, not secrets)
        shares = sorted(chance.random() for _ in range(size))
        return [self.past((number + share) / of, chance) for share in shares]

    def past(self, share: float, chance: Random) -> Past:
        """Return one dossier, filed at that share of all filings, as far as it has come by now."""
        nation = self._nation
        draw = chance.random()
        channel = next(name for name, end in _CHANNELS if draw < end)
        start = min(nation.seasons.moment(share, chance, online=channel == "online"), nation.now - 60)
        applicant = nation.applicants[int(len(nation.applicants) * chance.random() ** 2)]
        era = self._era(start)
        office = _pick(era, chance)
        story = self._story(office, applicant, start, channel, chance)
        if office.closes is not None and story.ends >= office.closes and office.closes < nation.now:
            # What a reorganisation would find open is filed with a unit of the new era instead.
            start = min(office.closes + int((1 + 40 * chance.random()) * 86_400), nation.now - 60)
            office = _pick(nation.eras[nation.eras.index(era) + 1], chance)
            story = self._story(office, applicant, start, channel, chance)
        return story.past

    def _era(self, start: int) -> Era:
        return next(era for era in self._nation.eras if start <= era.ends_at)

    def _story(self, office: Office, applicant: Applicant, start: int, channel: str, chance: Random) -> _Story:
        procedure = office.procedures[bisect(office.ends, chance.random() * office.ends[-1], hi=len(office.ends) - 1)]
        form = chance.choice(self._forms[procedure.version])
        filing = Filing(
            procedure=procedure.id,
            unit=office.unit.id,
            answers=form.filled_by(applicant),
            papers={key: [applicant.paper.id] for key in form.papers},
            key=new_uid(),
            filer=_filer(applicant),
            channel=channel,
            origin=Origin.DEMO,
        )
        plan = _Plan(self._nation, office, applicant, procedure, form, self._terms[procedure.version], start, chance)
        deeds = list(plan.deeds())
        done = [Deed(act, _moment(at), by, given) for at, act, by, given in deeds if at <= self._nation.now]
        past = Past(
            procedure=procedure,
            filing=filing,
            files=tuple((key, applicant.paper) for key in form.papers),
            by=applicant.actor,
            at=_moment(start),
            deeds=tuple(done),
        )
        return _Story(past, deeds[-1][0])

    def _forms_of(self, procedure: Procedure) -> list[Form]:
        chance = Random(f"{self._nation.seed}/{procedure.id}")  # noqa: S311 (stories, not secrets)
        begin = datetime.combine(self._nation.first, time(9), self._nation.calendar.zone)
        return [_form(procedure, self._nation.applicants[0], chance, begin) for _ in range(_VARIANTS)]


@dataclass(frozen=True, slots=True)
class _Story:
    """A past, and when all that was planned for it would be done."""

    past: Past
    ends: int


_Planned = tuple[int, str, Actor, Any]
"""A deed to come: its moment in seconds since 1970, and what a Deed holds."""


@dataclass(slots=True)
class _Plan:
    """What happens to one dossier; `at` is the office time that has passed since the nation's table begins."""

    nation: Nation
    office: Office
    applicant: Applicant
    procedure: Procedure
    form: Form
    term: int
    start: int
    chance: Random
    at: int = 0

    def deeds(self) -> Iterator[_Planned]:
        """Yield the deeds in their order, to the end of the story."""
        self.at = self.nation.table.office_seconds(self.start)
        ending = _NAMES[bisect(_ENDS, self.chance.random() * _ENDS[-1])]
        if not self.form.papers and ending in ("asked at reception", "never answered", "asked in process", "stopped"):
            ending = "granted"
        self._pass(0.2, 6.5 if self.chance.random() < 0.95 else 30)
        if ending == "not received":
            yield self._deed("refuse_at_reception", self.office.receiver, _NOT_RECEIVED)
            return
        if ending in ("asked at reception", "never answered"):
            yield self._ask(self.office.receiver)
            if ending == "never answered":
                self._pass(21 * 8, 30 * 8)
                yield self._deed("refuse_at_reception", self.office.receiver, _SILENT)
                return
            yield self._supplement()
            self._pass(0.3, 5)
        yield from self._accept()
        yield from self._handle(ending)

    def _accept(self) -> Iterator[_Planned]:
        promise = None
        if not self.procedure.has_statutory_term:
            accepted = _moment(self.nation.table.moment(self.at))
            due = clock.due(length=_PROMISED, calendar=self.nation.calendar, start=accepted)
            promise = Promise(due.at, _PROMISE_REASON)
        yield self._deed("accept_dossier", self.office.receiver, promise)
        yield self._deed("issue_receipt", SYSTEM, self.nation.receipt)

    def _handle(self, ending: str) -> Iterator[_Planned]:
        begun, pace = self.at, self._pace()
        handler = self.chance.choice(self.office.handlers)
        self._until(begun, 0.02 + 0.05 * self.chance.random())
        yield self._deed("assign_dossier", self.office.leader, (handler.person, handler.name))
        if ending == "withdrawn":
            self._pass(0.2, 8)
            yield self._deed("ask_to_withdraw", self.applicant.actor, _PLANS_CHANGED)
            self._pass(0.2, 8)
            yield self._deed("confirm_withdrawal", self.office.receiver)
            return
        if ending in ("asked in process", "stopped"):
            self._until(begun, 0.1 + 0.2 * self.chance.random())
            yield self._ask(handler)
            if ending == "stopped":
                self._pass(21 * 8, 30 * 8)
                yield self._deed("stop_dossier", self.office.leader, _SILENT)
                return
            yield self._supplement()
            begun = self.at
        for step in self.procedure.route.steps:
            if step.act is Act.WORK:
                self._until(begun, 0.6 * pace)
                yield self._deed("finish_step", handler, _NOTE)
            elif step.act is Act.PROPOSE:
                yield from self._propose(step.records, handler, ending, begun, pace)
        self._until(begun, pace)
        yield self._deed("decide", self.office.leader, self.nation.result)
        self._pass(*((0.2, 7) if self.chance.random() < 0.6 else (8, 100)))
        yield self._deed("return_result", self.office.receiver)

    def _propose(
        self, records: Sequence[str], handler: Actor, ending: str, begun: int, pace: float
    ) -> Iterator[_Planned]:
        if records and self.chance.random() < 0.97:
            self._until(begun, 0.3 * pace)
            yield self._deed("record_event", handler, records[0])
        self._until(begun, 0.85 * pace)
        yield self._deed("propose_result", handler, _proposal(self.procedure, granted=ending != "refused"))

    def _ask(self, by: Actor) -> _Planned:
        item = SupplementItem(kind="paper", key=self.form.papers[0], note=_UNREADABLE)
        return self._deed("ask_for_supplement", by, Request((item,), _INCOMPLETE))

    def _supplement(self) -> _Planned:
        self._pass(4, 160)
        files = ((self.form.papers[0], self.applicant.paper),)
        return self._deed("supplement_dossier", self.applicant.actor, files)

    def _pace(self) -> float:
        """Return which part of the term it takes: nearly always less than all of it."""
        if self.chance.random() < _IN_TIME:
            return 0.12 + 0.8 * self.chance.random()
        if self.chance.random() < _FORGOTTEN:
            return 4 + 36 * self.chance.random()
        return 1.1 + 1.6 * self.chance.random() ** 2

    def _pass(self, least: float, most: float) -> None:
        """Let some office hours pass."""
        self.at += int((least + (most - least) * self.chance.random()) * _HOUR)

    def _until(self, begun: int, part: float) -> None:
        """Let office time pass to a part of the term."""
        self.at = max(self.at + 60, begun + int(part * self.term))

    def _deed(self, act: str, by: Actor, given: Any = None) -> _Planned:
        return self.nation.table.moment(self.at), act, by, given


def _term(procedure: Procedure) -> int:
    """Return about how much office time the law or the unit gives a procedure, in seconds."""
    lengths = [stage.length for stage in procedure.stages if stage.length]
    known = sum(length.value * _LENGTHS[length.unit] for length in lengths if length.unit in _LENGTHS)
    return known if known and procedure.has_statutory_term else _PROMISED.value * _DAY


def _pick(era: Era, chance: Random) -> Office:
    return era.offices[bisect(era.ends, chance.random() * era.ends[-1], hi=len(era.ends) - 1)]


def _form(procedure: Procedure, applicant: Applicant, chance: Random, at: datetime) -> Form:
    typed = answers_for(procedure, applicant, chance, at)
    read = catalogue.read_answers(procedure, typed, complete=True)
    assert not read.problems, f"{procedure.id}: {read.problems}"
    known = _filer_values(applicant)
    own = tuple((f.key, f.prefill) for f in procedure.fields if f.prefill in known and f.key in read.values)
    papers = (paper.key for paper, is_needed in catalogue.papers_needed(procedure, read.values) if is_needed)
    return Form(dict(read.values), own, tuple(papers))


def _filer_values(applicant: Applicant) -> dict[str, str]:
    return {
        "business.tax_code": applicant.business.tax_code,
        "business.name": applicant.business.name,
        "business.address": applicant.business.address,
        "business.phone": applicant.phone,
        "business.email": applicant.email,
        "person.full_name": applicant.actor.name,
        "person.email": applicant.email,
        "person.phone": applicant.phone,
    }


def _filer(applicant: Applicant) -> Filer:
    business = applicant.business
    return Filer(
        name=business.name,
        tax_code=business.tax_code,
        email=applicant.email,
        phone=applicant.phone,
        address=business.address,
    )


@cache
def _granted(name: str) -> Proposal:
    return Proposal(outcome=Outcome.GRANTED, text=f"Chấp thuận đề nghị: {name}.")


_REFUSED = Proposal(outcome=Outcome.REFUSED, text="Chưa đủ điều kiện để giải quyết theo đề nghị.", reason=_REFUSAL)


def _proposal(procedure: Procedure, *, granted: bool) -> Proposal:
    return _granted(procedure.name.vi) if granted else _REFUSED


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

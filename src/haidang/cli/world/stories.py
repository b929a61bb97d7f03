"""How dossiers live in the demonstration: each story is a sequence of acts, some prompt, some late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from random import Random
from uuid import UUID

from django.core.files.base import File

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Act, Procedure
from haidang.cli.world.answers import a_paper, answers_for
from haidang.cli.world.people import Applicant, Staff
from haidang.clock import api as clock
from haidang.clock.contracts import Calendar, Length, TermUnit
from haidang.directory import api as directory
from haidang.documents import api as documents
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import ByHand, Filer, Filing, Outcome, Proposal, SupplementItem
from haidang.kernel.actor import Actor
from haidang.kernel.ids import new_uid
from haidang.register.contracts import Origin

ENDINGS = (
    "returned",
    "returned",
    "returned",
    "returned",
    "refused",
    "not received",
    "withdrawn",
    "supplement",
    "silent",
)


@dataclass(slots=True)
class Story:
    """One dossier's way; `acts` yields the moment of the next act and then does it when resumed."""

    procedure: Procedure
    staff: Staff
    applicant: Applicant
    chance: Random
    start: datetime
    number: int
    dossier: int = 0

    @property
    def calendar(self) -> Calendar:
        """The calendar of the office that handles it."""
        return directory.calendar_of(self.staff.unit.id)

    def acts(self) -> Iterator[datetime]:
        """Yield each moment, in order; after each the act of that moment is done."""
        ending = self.chance.choice(ENDINGS)
        slow = 9 if self.chance.random() < 0.22 else 1
        now = self.start
        yield now
        self._file(now)
        now = self._later(now, hours=self.chance.randint(1, 6) * slow)
        if ending == "not received":
            yield now
            reason = "Hồ sơ không thuộc thẩm quyền giải quyết của đơn vị. Đề nghị nộp tại đơn vị nơi đặt kho, bãi."
            return dossiers.refuse_at_reception(dossier_id=self.dossier, reason=reason, by=self.staff.receiver, now=now)
        if ending in ("supplement", "silent"):
            yield now
            self._ask(now)
            if ending == "silent":
                return None
            now = self._later(now, hours=self.chance.randint(8, 40))
            yield now
            self._supplement(now)
            now = self._later(now, hours=self.chance.randint(1, 5))
        yield now
        self._accept(now)
        yield from self._handle(now, ending, slow)

    def _handle(self, now: datetime, ending: str, slow: int) -> Iterator[datetime]:
        handler = self.chance.choice(self.staff.handlers)
        assert handler.person is not None, "officers have accounts"
        now = self._later(now, hours=self.chance.randint(1, 6))
        yield now
        dossiers.assign_dossier(dossier_id=self.dossier, officer_id=handler.person, by=self.staff.assigner, now=now)
        if ending == "withdrawn":
            now = self._later(now, hours=3)
            yield now
            reason = "Doanh nghiệp thay đổi kế hoạch."
            dossiers.ask_to_withdraw(dossier_id=self.dossier, reason=reason, by=self.applicant.actor, now=now)
            now = self._later(now, hours=4)
            yield now
            return dossiers.confirm_withdrawal(dossier_id=self.dossier, by=self.staff.receiver, now=now)
        for step in self.procedure.route.steps:
            if step.act is Act.ASSIGN:
                continue
            now = self._later(now, hours=self._pace() * slow)
            yield now
            self._take(step.act, handler, ending, now)
        return None

    def _take(self, act: Act, handler: Actor, ending: str, now: datetime) -> None:
        if act is Act.WORK:
            note = "Đã kiểm tra hồ sơ và thực tế; hai bên ký biên bản."
            dossiers.finish_step(dossier_id=self.dossier, note=note, by=handler, now=now)
        elif act is Act.PROPOSE:
            dossiers.propose_result(
                dossier_id=self.dossier, proposal=_proposal(ending, self.procedure), by=handler, now=now
            )
        elif act is Act.APPROVE:
            dossiers.approve_result(dossier_id=self.dossier, by=self.staff.leader, now=now)
        else:
            dossiers.return_result(dossier_id=self.dossier, by=self.staff.receiver, now=now)

    def _file(self, now: datetime) -> None:
        is_online = self.chance.random() < 0.85
        sender = self.applicant.actor if is_online else self.staff.receiver
        answers = answers_for(self.procedure, self.applicant, self.chance, now)
        read = catalogue.read_answers(self.procedure, answers, complete=True)
        papers: dict[str, list[UUID]] = {}
        for needed, is_needed in catalogue.papers_needed(self.procedure, read.values):
            if is_needed:
                papers[needed.key] = [self._upload(needed.name.vi, now, by=sender)]
        business = self.applicant.business
        filer = Filer(
            name=business.name,
            tax_code=business.tax_code,
            email=self.applicant.email,
            phone=self.applicant.phone,
            address=business.address,
        )
        filing = Filing(
            procedure=self.procedure.id,
            unit=self.staff.unit.id,
            answers=answers,
            papers=papers,
            key=new_uid(),
            filer=filer,
            channel="online" if is_online else "counter",
            origin=Origin.DEMO,
            by_hand=None if is_online else ByHand(handed_in_at=now, followed_by=business.id),
        )
        file = dossiers.submit_dossier if is_online else dossiers.enter_dossier
        self.dossier = file(filing=filing, by=sender, now=now).dossier

    def _accept(self, now: datetime) -> None:
        if self.procedure.has_statutory_term:
            dossiers.accept_dossier(dossier_id=self.dossier, by=self.staff.receiver, now=now)
            return
        promised = clock.due(length=Length(7, TermUnit.WORKING_DAYS), calendar=self.calendar, start=now).at
        reason = "Pháp luật không quy định thời hạn; đơn vị hẹn theo khối lượng công việc."
        dossiers.accept_dossier(
            dossier_id=self.dossier, by=self.staff.receiver, now=now, promised_at=promised, promise_reason=reason
        )

    def _ask(self, now: datetime) -> None:
        paper = self.procedure.papers[0] if self.procedure.papers else None
        item = (
            SupplementItem(kind="paper", key=paper.key, note="Bản nộp bị mờ, không đọc được con dấu. Đề nghị quét lại.")
            if paper
            else SupplementItem(
                kind="field", key=self.procedure.fields[0].key, note="Thông tin chưa khớp với giấy tờ kèm theo."
            )
        )
        reason = "Hồ sơ chưa đủ căn cứ để tiếp nhận."
        dossiers.ask_for_supplement(
            dossier_id=self.dossier, items=[item], reason=reason, by=self.staff.receiver, now=now
        )

    def _supplement(self, now: datetime) -> None:
        answers = answers_for(self.procedure, self.applicant, self.chance, now)
        asked = dossiers.get_sheet(actor=self.applicant.actor, dossier_id=self.dossier).open_supplement
        assert asked is not None, "the story has just asked"
        papers = {item.key: [self._upload("Bản nộp lại", now)] for item in asked.items if item.kind == "paper"}
        fields = {item.key: answers[item.key] for item in asked.items if item.kind == "field"}
        dossiers.supplement_dossier(
            dossier_id=self.dossier, answers=fields, papers=papers, by=self.applicant.actor, now=now
        )

    def _upload(self, title: str, now: datetime, *, by: Actor | None = None) -> UUID:
        number = self.chance.randint(1, 40)
        content = File(BytesIO(a_paper("Demonstration paper", number)), name=f"giay-to-mau-{number}.pdf")
        return documents.store_upload(
            file=content,
            name=f"giay-to-mau-{number}.pdf",
            limits=documents.upload_limits(),
            by=by or self.applicant.actor,
            now=now,
        ).id

    def _later(self, now: datetime, *, hours: int) -> datetime:
        wait = Length(hours, TermUnit.WORKING_HOURS)
        moment = clock.due(length=wait, calendar=self.calendar, start=now).at
        return moment - timedelta(minutes=self.chance.randint(0, 25))

    def _pace(self) -> int:
        """Return working hours a step takes: about a third of the term in all."""
        stage = self.procedure.stages[0].length if self.procedure.stages else None
        if stage is None or stage.unit in (TermUnit.WORKING_HOURS, TermUnit.CLOCK_HOURS):
            return 1
        return max(1, self.chance.randint(1, stage.value + 2))


def _proposal(ending: str, procedure: Procedure) -> Proposal:
    if ending == "refused":
        reason = "Chưa đáp ứng điều kiện quy định đối với thủ tục; xem biên bản kiểm tra."
        return Proposal(outcome=Outcome.REFUSED, text="Chưa đủ điều kiện để giải quyết theo đề nghị.", reason=reason)
    return Proposal(outcome=Outcome.GRANTED, text=f"Chấp thuận đề nghị: {procedure.name.vi}.")

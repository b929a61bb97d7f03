"""A small real world for tests of the rooms: the pack, officers of a few units, a filer, and how to file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any
from uuid import UUID

from django.core.files.base import File

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Procedure
from haidang.cli.world import people
from haidang.cli.world.answers import a_paper, answers_for
from haidang.cli.world.people import Applicant, Staff
from haidang.directory import api as directory
from haidang.documents import api as documents
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import ByHand, Filer, Filing, Outcome, Proposal, SupplementItem
from haidang.kernel.actor import Actor
from haidang.kernel.ids import new_uid
from support.procedures import at

MONDAY = at("2026-06-01 08:30")
TODAY = MONDAY.date()
WAREHOUSE, VALUE, CANCEL = "kho-ngoai-quan.thanh-lap", "tri-gia.tham-van-cuc", "to-khai.huy"


def load_pack() -> None:
    """Load units and procedures as an installation does at its first start."""
    directory.load_units()
    catalogue.load_pack(now=at("2016-01-01 08:00"))


@dataclass
class World:
    """Officers of the headquarters and of two regions, and two filers; acts at the moments it is told."""

    staff: dict[str, Staff] = field(default_factory=dict)
    applicants: list[Applicant] = field(default_factory=list)
    supervisor: Actor | None = None

    @classmethod
    def populated(cls, *, on: datetime = MONDAY, codes: tuple[str, ...] = ("CHQ", "KV01", "KV03")) -> World:
        """Return the world with its people."""
        world = cls()
        since = on - timedelta(days=30)
        for code in codes:
            unit = directory.get_unit_by_code(code, on=on.date())
            world.staff[code] = people.post_staff(unit, since=since.date(), now=since)
        headquarters = world.staff[codes[0]].unit
        world.supervisor = people.post_supervisor(headquarters, since=since.date(), now=since)
        world.applicants = people.open_applicants(now=since)[:3]
        return world

    @property
    def filer(self) -> Applicant:
        """The first filer."""
        return self.applicants[0]

    def procedure(self, key: str = WAREHOUSE, on: date = TODAY) -> Procedure:
        """Return a procedure in force."""
        found = catalogue.find_current(key, on=on)
        assert found is not None
        return found

    def upload(
        self, name: str = "giay-to.pdf", *, number: int = 1, by: Actor | None = None, now: datetime = MONDAY
    ) -> UUID:
        """Upload a small PDF as the filer."""
        content = BytesIO(a_paper(name, number))
        return documents.store_upload(
            file=File(content, name=name),
            name=name,
            limits=documents.upload_limits(),
            by=by or self.filer.actor,
            now=now,
        ).id

    def filing(self, key: str = WAREHOUSE, *, unit: str = "CHQ", now: datetime = MONDAY, **changes: Any) -> Filing:
        """Return a complete filing of the first filer; `changes` replace its parts."""
        procedure, filer = self.procedure(key, now.date()), self.filer
        answers = answers_for(procedure, filer, Random(7), now)
        read = catalogue.read_answers(procedure, answers, complete=True)
        papers = {
            paper.key: [self.upload(f"{paper.key}.pdf", now=now)]
            for paper, is_needed in catalogue.papers_needed(procedure, read.values)
            if is_needed
        }
        business = filer.business
        given: dict[str, Any] = {
            "procedure": key,
            "unit": self.staff[unit].unit.id,
            "answers": answers,
            "papers": papers,
            "key": new_uid(),
            "filer": Filer(name=business.name, tax_code=business.tax_code, email=filer.email, address=business.address),
        }
        return Filing(**(given | changes))

    def submitted(self, key: str = WAREHOUSE, *, unit: str = "CHQ", now: datetime = MONDAY) -> int:
        """Return the id of a dossier that was just filed."""
        filing = self.filing(key, unit=unit, now=now)
        return dossiers.submit_dossier(filing=filing, by=self.filer.actor, now=now).dossier

    def handed_in(
        self, key: str = WAREHOUSE, *, unit: str = "CHQ", at: datetime = MONDAY, now: datetime | None = None
    ) -> int:
        """Return the id of a dossier on paper handed in at the counter and entered then, or later, `now`."""
        receiver, now = self.staff[unit].receiver, now or at
        filing = self.filing(key, unit=unit, now=at, channel="counter", by_hand=ByHand(handed_in_at=at))
        scans = {key: [self.upload(f"{key}.pdf", by=receiver, now=now)] for key in filing.papers}
        return dossiers.enter_dossier(filing=replace(filing, papers=scans), by=receiver, now=now).dossier

    def accepted(self, key: str = WAREHOUSE, *, unit: str = "CHQ", now: datetime = MONDAY) -> int:
        """Return the id of a dossier accepted an hour after it was filed."""
        dossier = self.submitted(key, unit=unit, now=now)
        promised = {}
        if not self.procedure(key, now.date()).has_statutory_term:
            promised = {"promised_at": now + timedelta(days=10), "promise_reason": "Không có thời hạn luật định."}
        dossiers.accept_dossier(
            dossier_id=dossier, by=self.staff[unit].receiver, now=now + timedelta(hours=1), **promised
        )
        return dossier

    def assigned(self, key: str = WAREHOUSE, *, unit: str = "CHQ", now: datetime = MONDAY) -> int:
        """Return the id of a dossier assigned to the unit's first handling officer."""
        dossier, staff = self.accepted(key, unit=unit, now=now), self.staff[unit]
        handler = staff.handlers[0].person
        assert handler is not None
        dossiers.assign_dossier(dossier_id=dossier, officer_id=handler, by=staff.assigner, now=now + timedelta(hours=2))
        return dossier

    def proposed(self, key: str = WAREHOUSE, *, unit: str = "CHQ", now: datetime = MONDAY) -> int:
        """Return the id of a dossier with a granted result proposed a day after it was filed."""
        dossier, handler = self.assigned(key, unit=unit, now=now), self.staff[unit].handlers[0]
        later = now + timedelta(days=1)
        step = dossiers.get_sheet(actor=handler, dossier_id=dossier).step
        if step is not None and step.act == "work":
            dossiers.finish_step(dossier_id=dossier, note="Đã kiểm tra.", by=handler, now=later)
        proposal = Proposal(outcome=Outcome.GRANTED, text="Chấp thuận đề nghị")
        dossiers.propose_result(dossier_id=dossier, proposal=proposal, by=handler, now=later + timedelta(hours=1))
        return dossier

    def decided(self, key: str = WAREHOUSE, *, unit: str = "CHQ", now: datetime = MONDAY) -> int:
        """Return the id of a dossier whose result was signed two days after it was filed."""
        dossier = self.proposed(key, unit=unit, now=now)
        dossiers.approve_result(dossier_id=dossier, by=self.staff[unit].leader, now=now + timedelta(days=2))
        return dossier


def a_request(*keys: str) -> list[SupplementItem]:
    """Return items to supplement: "paper:key" or "field:key"."""
    return [
        SupplementItem(kind=kind, key=key, note="Không đọc được, đề nghị nộp lại.")
        for kind, key in (each.split(":") for each in keys)
    ]

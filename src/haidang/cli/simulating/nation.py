"""Who lives in the simulated nation: offices with their officers, filers with their businesses, one specimen paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random

from haidang.accounts import api as accounts
from haidang.accounts.contracts import BusinessCard, NewFiler
from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Procedure
from haidang.cli.simulating.profiles import Profile
from haidang.cli.simulating.seasons import Seasons
from haidang.cli.world import people
from haidang.cli.world.answers import a_paper
from haidang.clock import api as clock
from haidang.clock.contracts import Calendar
from haidang.directory import api as directory
from haidang.directory.contracts import Duty, NewPosting, UnitCard
from haidang.documents import api as documents
from haidang.documents.contracts import StoredFile
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.errors import Refused
from haidang.kernel.text import Text
from haidang.register.contracts import Origin

EARLIEST = date(2018, 2, 1)
"""Since then the pack knows procedures that are filed online."""

_TIER_SHARES = {1: 0.06, 2: 0.29, 3: 0.65}
_STEEP = 0.85
_DESKS = (
    ("tiep-nhan", "Tiếp Nhận", frozenset({Duty.RECEIVE, Duty.ISSUE}), Text("Công chức tiếp nhận", "Receiving officer")),
    ("xu-ly", "Xử Lý", frozenset({Duty.HANDLE}), Text("Công chức xử lý", "Handling officer")),
    ("lanh-dao", "Lãnh Đạo", frozenset({Duty.LEAD, Duty.ASSIGN}), Text("Lãnh đạo đơn vị", "Head of the unit")),
)
_MORE = ("xu-ly-2", "Thụ Lý", frozenset({Duty.HANDLE}), Text("Công chức xử lý", "Handling officer"))
_BRANCH = 3
_Desk = tuple[str, str, frozenset[Duty], Text]
_GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khánh", "Linh", "Minh", "Nga", "Phong", "Quang", "Thảo", "Yến")
_LINES = ("Kho vận", "Tiếp vận", "Sản xuất", "Thương mại", "Xuất nhập khẩu", "Vận tải biển", "Điện tử", "Dệt may")


@dataclass(frozen=True, slots=True)
class Office:
    """A unit with its officers and what is filed there; `ends` are running sums of the procedures' weights."""

    unit: UnitCard
    receiver: Actor
    leader: Actor
    handlers: tuple[Actor, ...]
    procedures: tuple[Procedure, ...]
    ends: tuple[float, ...]
    closes: int | None


@dataclass(frozen=True, slots=True)
class Applicant(people.Applicant):
    """A filer acting for the own business, with the specimen among the uploads."""

    paper: StoredFile


@dataclass(frozen=True, slots=True)
class Era:
    """The offices of one time, until the next reorganisation; `ends` are running sums of their weights."""

    ends_at: int
    offices: tuple[Office, ...]
    ends: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Nation:
    """Everything the stories need, so that planning one asks nobody."""

    first: date
    now: int
    eras: tuple[Era, ...]
    applicants: tuple[Applicant, ...]
    result: StoredFile
    receipt: StoredFile
    seasons: Seasons
    calendar: Calendar
    table: clock.OfficeTable
    seed: int

    def office_of(self, unit_id: int) -> Office | None:
        """Return the office of a unit, if the stories know it."""
        found = (office for era in self.eras for office in era.offices if office.unit.id == unit_id)
        return next(found, None)


def settle(profile: Profile, *, seed: int, now: datetime, units: int | None = None) -> Nation:
    """
    Open the offices and the accounts, and return the nation; `units` is how many of each tier and era at most.

    :raises Refused: if the catalogue knows nothing to file that long ago
    """
    first = (now - timedelta(days=round(profile.years * 365.25))).date()
    if first < EARLIEST:
        raise Refused(f"The catalogue knows procedures from {EARLIEST:%d/%m/%Y} on. Take fewer years.")
    moment = datetime.combine(first, time(), UTC)
    eras = tuple(_eras(first, now.date(), seed, units))
    applicants = _applicants(profile.filers, seed=seed, now=moment)
    specimen = documents.store_generated(pdf=a_paper("Specimen", 0), name="ban-mau.pdf", now=moment)
    calendar, table = clock.laid_out(
        directory.calendar_of(eras[0].offices[0].unit.id), first=first - timedelta(days=15), last=now.date()
    )
    return Nation(
        first=first,
        now=int(now.timestamp()),
        eras=eras,
        applicants=applicants,
        result=specimen,
        receipt=specimen,
        seasons=Seasons(calendar, first=first, last=now.date()),
        calendar=calendar,
        table=table,
        seed=seed,
    )


def _eras(first: date, last: date, seed: int, units: int | None) -> list[Era]:
    """Return the eras of the period, the earlier first: an era ends when units of it are wound up."""
    eras, day = list[Era](), first
    while day <= last:
        living = [unit for unit in directory.list_units(on=day) if unit.tier > 1 or unit.parent is None]
        end = min((unit.valid_to for unit in living if unit.valid_to), default=last)
        weighted = [pair for tier in _TIER_SHARES for pair in _weighted(living, tier, seed, units)]
        staff = _staff([unit for unit, _weight in weighted], day)
        offices = [(_office(unit, staff[unit.id], day, end, seed), weight) for unit, weight in weighted]
        able = [(office, weight) for office, weight in offices if office.procedures]
        midnight = datetime.combine(end + timedelta(days=1), time(), directory.calendar_of(living[0].id).zone)
        ends = accumulate(weight for _office, weight in able)
        eras.append(Era(int(midnight.timestamp()) - 1, tuple(office for office, _weight in able), tuple(ends)))
        day = end + timedelta(days=1)
    return eras


def _weighted(living: Sequence[UnitCard], tier: int, seed: int, units: int | None) -> list[tuple[UnitCard, float]]:
    """Return the units of a tier, the largest first: a few large ones, many small ones."""
    found = sorted((unit for unit in living if unit.tier == tier), key=lambda unit: unit.code)
    _chance(seed, tier).shuffle(found)
    found = found[:units]
    sizes = [1 / (rank + 1) ** _STEEP for rank in range(len(found))]
    return [(unit, _TIER_SHARES[tier] * size / sum(sizes)) for unit, size in zip(found, sizes, strict=True)]


def _office(unit: UnitCard, staff: Sequence[Actor], day: date, end: date, seed: int) -> Office:
    procedures = _procedures(unit, day, end)
    _chance(seed, unit.id).shuffle(procedures)
    closes = datetime.combine(unit.valid_to, time(9), UTC) if unit.valid_to else None
    return Office(
        unit=unit,
        receiver=next(each for each in staff if Duty.RECEIVE in each.duties),
        leader=next(each for each in staff if Duty.LEAD in each.duties),
        handlers=tuple(each for each in staff if Duty.HANDLE in each.duties),
        procedures=tuple(procedures),
        ends=tuple(accumulate(1 / (rank + 1) for rank in range(len(procedures)))),
        closes=int(closes.timestamp()) if closes else None,
    )


def _procedures(unit: UnitCard, day: date, end: date) -> list[Procedure]:
    """Return what is filed with a unit all through an era; what recognises an object is left to the use cases."""
    cards = catalogue.list_procedures(on=day, offered=True, tier=unit.tier)
    found = (catalogue.find_current(card.id, on=day) for card in cards)
    whole = [each for each in found if each and (each.valid_to is None or each.valid_to >= end)]
    return [each for each in whole if each.object_kind is None]


def _staff(units: Sequence[UnitCard], day: date) -> dict[int, list[Actor]]:
    """Return the officers of each unit, posting them where no earlier run did."""
    staff, desks = dict[int, list[Actor]](), list[tuple[UnitCard, _Desk]]()
    for unit in units:
        serving = directory.list_officers(unit_id=unit.id, on=day)
        staff[unit.id] = [_actor(unit, each.person, each.name, each.duties) for each in serving]
        wanted = _DESKS if unit.tier == _BRANCH else (*_DESKS, _MORE)
        if not {duty for desk in wanted for duty in desk[2]} <= {duty for each in serving for duty in each.duties}:
            desks += [(unit, desk) for desk in wanted]
    for actor in _post(desks, day):
        staff[actor.unit or 0].append(actor)
    return staff


def _post(desks: Sequence[tuple[UnitCard, _Desk]], day: date) -> list[Actor]:
    names = {_email(unit, desk): f"{people.family_name(unit.id)} {desk[1]}" for unit, desk in desks}
    opened = accounts.open_accounts(names=names, encoded_password=people.encoded_password())
    posted = [(unit, desk, opened[_email(unit, desk)]) for unit, desk in desks]
    postings = [
        NewPosting(
            person=person.id,
            unit=unit.id,
            duties=desk[2],
            title=desk[3],
            since=max(unit.valid_from, day - timedelta(days=30)),
        )
        for unit, desk, person in posted
    ]
    directory.post_new_officers(postings=postings, now=datetime.combine(day, time(), UTC), origin=Origin.DEMO)
    return [_actor(unit, person.id, person.full_name, desk[2]) for unit, desk, person in posted]


def _email(unit: UnitCard, desk: _Desk) -> str:
    return f"{desk[0]}.{unit.code.lower()}.{unit.id}@mo-phong.example"


def _actor(unit: UnitCard, person: int, name: str, duties: frozenset[Duty]) -> Actor:
    sees, held = frozenset({unit.id}), frozenset(str(duty) for duty in duties)
    return Actor(person=person, name=name, capacity=Capacity.OFFICER, unit=unit.id, sees=sees, duties=held)


def _applicants(many: int, *, seed: int, now: datetime) -> tuple[Applicant, ...]:
    opened = accounts.open_filers(
        filers=_new_filers(many, seed), encoded_password=people.encoded_password(), now=now, origin=Origin.DEMO
    )
    first = _filer(opened[0][0].id, opened[0][0].full_name, opened[0][1])
    paper = documents.store_bytes(content=a_paper("Specimen", 1), name="giay-to-mau.pdf", by=first, now=now)
    papers = documents.hand_out(file=paper, to=[person.id for person, _business in opened], now=now)
    return tuple(
        Applicant(
            _filer(person.id, person.full_name, business), person.email, person.phone, business, papers[person.id]
        )
        for person, business in opened
    )


def _filer(person: int, name: str, business: BusinessCard) -> Actor:
    return Actor(
        person=person,
        name=name,
        capacity=Capacity.FILER,
        on_behalf_of=business.id,
        on_behalf_of_name=business.name,
    )


def _new_filers(many: int, seed: int) -> list[NewFiler]:
    """Return so many filers; the same seed gives the same, so that a second run finds them again."""
    chance, block = _chance(seed, "filers"), seed % 89
    codes = people.tax_codes(100_000 * (block + 1))
    return [
        NewFiler(
            email=f"nguoi-nop-{block}-{number}@mo-phong.example",
            full_name=f"{people.family_name(chance.randrange(99))} {chance.choice(_GIVEN)}",
            phone=f"09{block:02}{number:06}",
            tax_code=next(codes),
            business=f"Công ty {chance.choice(('TNHH', 'cổ phần'))} {chance.choice(_LINES)} Mẫu {block}-{number}",
            address=f"Số {chance.randint(1, 400)} đường Ví Dụ, phường Mẫu",
        )
        for number in range(1, many + 1)
    ]


def _chance(seed: int, of: object) -> Random:
    return Random(f"{seed}/{of}")  # noqa: S311 (stories, not secrets)

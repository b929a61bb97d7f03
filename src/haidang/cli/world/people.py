"""Who lives in the demonstration: officers of a few units, and filers with their businesses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import count

from django.contrib.auth.hashers import make_password

from haidang.accounts import api as accounts
from haidang.accounts.contracts import BusinessCard
from haidang.directory import api as directory
from haidang.directory.contracts import Duty, TeamDuty, UnitCard
from haidang.kernel.actor import SYSTEM, Actor, Capacity
from haidang.kernel.text import Text
from haidang.register.contracts import Origin

PASSWORD = "hai-dang-demo"  # noqa: S105 (printed at every start of the demonstration)
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)

UNIT_CODES = {
    1: ("TCHQ", "CHQ"),
    2: ("0100", "0300", "KV01", "KV03"),
    3: ("03CC", "02CI"),
}
"""By tier, the codes of the units that have officers in the demonstration: those of them that exist on its day."""

_DESKS = (
    ("tiep-nhan", "Tiếp Nhận", (Duty.RECEIVE, Duty.ISSUE), Text("Công chức tiếp nhận", "Receiving officer"), ""),
    ("truong-phong", "Phân Công", (Duty.ASSIGN,), Text("Trưởng phòng", "Head of division"), ""),
    ("xu-ly", "Xử Lý", (Duty.HANDLE,), Text("Công chức xử lý", "Handling officer"), ""),
    ("xu-ly-2", "Thụ Lý", (Duty.HANDLE,), Text("Công chức xử lý", "Handling officer"), ""),
)
_LEADER_TITLES = {
    1: Text("Cục trưởng", "Director General"),
    2: Text("Cục trưởng", "Director"),
    3: Text("Chi cục trưởng", "Head of branch"),
}
_FAMILY = ("Nguyễn Mẫu", "Trần Mẫu", "Lê Mẫu", "Phạm Mẫu", "Hoàng Mẫu", "Võ Mẫu", "Đặng Mẫu", "Bùi Mẫu")
_BUSINESSES = (
    ("Công ty TNHH Kho vận Hải Đăng Mẫu", "Số 1 đường Ví Dụ, phường Mẫu, Hải Phòng"),
    ("Công ty cổ phần Tiếp vận Ví Dụ Biển Đông", "Số 12 đường Mẫu, Thành phố Hồ Chí Minh"),
    ("Công ty TNHH Sản xuất Mẫu Sông Hồng", "Lô 5 khu công nghiệp Ví Dụ, Hà Nội"),
    ("Công ty cổ phần Đại lý hải quan Thử Nghiệm", "Số 88 đường Thử Nghiệm, Đà Nẵng"),
    ("Công ty TNHH Vận tải Minh Họa", "Số 7 đường Minh Họa, Quảng Ninh"),
    ("Tổ chức quốc tế Ví Dụ tại Hà Nội", "Số 3 phố Ngoại Giao Mẫu, Hà Nội"),
)


@dataclass(frozen=True, slots=True)
class Staff:
    """The officers of one unit, as actors."""

    unit: UnitCard
    receiver: Actor
    assigner: Actor
    handlers: tuple[Actor, ...]
    leader: Actor


@dataclass(frozen=True, slots=True)
class Applicant:
    """A filer, acting for a business."""

    actor: Actor
    email: str
    phone: str
    business: BusinessCard


def tax_code(number: int) -> str:
    """Return a tax code nobody has: province number 99, nine digits and their check digit."""
    while True:
        digits = f"99{number:07d}"
        check = 10 - sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11
        if check < 10:
            return f"{digits}{check}"
        number += 1


def tax_codes(number: int) -> Iterator[str]:
    """Yield tax codes nobody has, each once, from a number on."""
    for each in count(number):
        code = tax_code(each)
        if code.startswith(f"99{each:07d}"):
            yield code


def family_name(number: int) -> str:
    """Return a family name that says it is invented."""
    return _FAMILY[number % len(_FAMILY)]


def units_of_day(day: date) -> list[UnitCard]:
    """Return the units that have officers in the demonstration on that day."""
    wanted = {code for codes in UNIT_CODES.values() for code in codes}
    return [unit for unit in directory.list_units(on=day) if unit.code in wanted]


def post_staff(unit: UnitCard, *, since: date, now: datetime) -> Staff:
    """Open accounts for the officers of a unit and post them."""
    actors = [
        _post(unit, key, f"{family_name(unit.id)} {word}", duties, title, signs_as, since=since, now=now)
        for key, word, duties, title, signs_as in _DESKS
    ]
    duties: tuple[Duty, ...] = (Duty.LEAD, Duty.ASSIGN)
    title = (
        Text("Chi cục trưởng", "Head") if unit.tier == 2 and unit.valid_from.year >= 2025 else _LEADER_TITLES[unit.tier]
    )
    name = f"{family_name(unit.id + 3)} Lãnh Đạo"
    leader = _post(unit, "lanh-dao", name, duties, title, "", since=since, now=now)
    return Staff(unit, actors[0], actors[1], (actors[2], actors[3]), leader)


def post_supervisor(unit: UnitCard, *, since: date, now: datetime) -> Actor:
    """Post the headquarters officer who watches every unit."""
    title = Text("Công chức giám sát dịch vụ công", "Monitoring officer")
    return _post(unit, "giam-sat", "Đỗ Mẫu Giám Sát", (Duty.SUPERVISE,), title, "", since=since, now=now)


def name_team(unit: UnitCard, *, since: date, now: datetime) -> None:
    """Name the roll-out team of a unit, whom headquarters telephones; the numbers are nobody's."""
    for duty, word in ((TeamDuty.HEAD, "Tổ Trưởng"), (TeamDuty.TECHNICAL, "Kỹ Thuật")):
        directory.name_member(
            unit_id=unit.id,
            name=f"{family_name(unit.id + 5)} {word}",
            duty=duty,
            phone=f"0900 000 {unit.id:03d}",
            notice="Văn bản mẫu của bản chạy thử",
            since=since,
            by=SYSTEM,
            now=now,
            origin=Origin.DEMO,
        )


def email_of(unit: UnitCard, key: str) -> str:
    """Return the sign-in of one desk of one unit."""
    return f"{key}.{unit.code.lower()}@haiquan.example"


def open_applicants(*, now: datetime) -> list[Applicant]:
    """Open the accounts of the filers and register their businesses."""
    applicants = []
    for number, (name, address) in enumerate(_BUSINESSES, start=1):
        email, phone = f"doanh-nghiep-{number}@congty.example", f"09000000{number:02d}"
        person = accounts.register_person(
            email=email,
            full_name=f"{family_name(number)} Đại Diện {number}",
            encoded_password=encoded_password(),
            phone=phone,
        )
        alone = Actor(person=person.id, name=person.full_name, capacity=Capacity.FILER)
        accounts.register_business(
            tax_code=tax_code(number * 1111), name=name, address=address, phone=phone, email=email, by=alone, now=now
        )
        _person, business = accounts.get_filer(person_id=person.id, business_id=None)
        assert business is not None, "the only business of a person is the one acted for"
        actor = Actor(
            person=person.id,
            name=person.full_name,
            capacity=Capacity.FILER,
            on_behalf_of=business.id,
            on_behalf_of_name=business.name,
        )
        applicants.append(Applicant(actor, email, phone, business))
    return applicants


@cache
def encoded_password() -> str:
    """Return the one password of all demonstration accounts as it is stored."""
    return make_password(PASSWORD)


def _post(
    unit: UnitCard,
    key: str,
    name: str,
    duties: tuple[Duty, ...],
    title: Text,
    signs_as: str,
    *,
    since: date,
    now: datetime,
) -> Actor:
    person = accounts.create_officer_account(
        email=email_of(unit, key), full_name=name, encoded_password=encoded_password()
    )
    directory.post_officer(
        person_id=person.id,
        unit_id=unit.id,
        duties=duties,
        title=title,
        since=since,
        by=SYSTEM,
        now=now,
        signs_as=signs_as,
        origin=Origin.DEMO,
    )
    actor = directory.find_officer_actor(person_id=person.id, on=now)
    assert actor is not None, "just posted"
    return actor

"""A reminder letter as it is set, signed and stored (Decree 30/2020/NĐ-CP, appendix I). Runs outside transactions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from haidang.catalogue import api as catalogue
from haidang.clock import api as clock
from haidang.clock.contracts import Calendar
from haidang.directory import api as directory
from haidang.documents import api as documents
from haidang.documents.contracts import Signer, StoredFile
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import DossierRow
from haidang.follow_up.models import Letter
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Refused

SUBJECT = "đôn đốc giải quyết hồ sơ quá hạn"
_OFFICE_DAY = 8 * 60


def make_letter(
    letter: Letter, about: Sequence[int], *, number: str, secret: str, by: Actor, now: datetime
) -> StoredFile:
    """
    Return the letter under its number, signed by the leader in the capacity of the posting, and stored.

    `secret` is what anyone checks it by: it stands under the QR code.

    :raises Refused: if the leader holds no posting in the unit that day
    """
    signer, data = _signer(letter, by, now), _data(letter, about, number=number, by=by, now=now)
    data["binding"]["check_url"] = f"{settings.BASE_URL}/xac-thuc/#{secret}"
    mark = {"title": signer.title, "name": signer.name, "signs_as": signer.signs_as, "unit": signer.unit_name}
    pdf = documents.render(template="reminder-letter", data=data | {"signature": mark | {"at": now}}, now=now)
    signed = documents.sign(
        pdf=pdf, signer=signer, reason=f"Công văn {number}", at=now, bound_to=data["binding"]["head"]
    )
    name = f"cong-van-don-doc-{number.replace('/', '-')}.pdf"
    return documents.store_generated(pdf=signed, name=name, now=now, may_go=True)


def _data(letter: Letter, about: Sequence[int], *, number: str, by: Actor, now: datetime) -> dict[str, Any]:
    unit, to = directory.get_unit(letter.from_unit), directory.get_unit(letter.unit)
    calendar = directory.calendar_of(to.id)
    return {
        "heading": {
            "parent": directory.get_unit(unit.parent).name.vi if unit.parent else "Bộ Tài chính",
            "agency": unit.name.vi,
            "place": dossiers.place_of(unit),
            "number": number,
            "day": now.astimezone(calendar.zone).date(),
        },
        "binding": {
            "code": number,
            "code_name": "Số công văn",
            "bound_name": "Gắn với sổ sự kiện",
            "head": bytes(letter.head_hash).hex(),
        },
        "to": to.name.vi,
        "subject": SUBJECT,
        "dossiers": [_line(row, calendar, now) for row in dossiers.list_named(actor=by, dossier_ids=about)],
        "text": [line for line in letter.text.splitlines() if line.strip()],
        "answer_by": letter.answer_by,
        "recipients": ["Như trên", f"Lưu: VT, {unit.code}"],
    }


def _line(row: DossierRow, calendar: Calendar, now: datetime) -> dict[str, str]:
    due = row.due_at
    return {
        "code": row.code or row.number,
        "procedure": catalogue.get_procedure(row.version).name.vi,
        "filer": row.filer_name,
        "due": _moment(due, calendar.zone) if due else "đã giải quyết",
        "late": _late(clock.working_minutes(calendar=calendar, start=due, end=now)) if due and due < now else "",
    }


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M, %d/%m/%Y}"


def _late(minutes: int) -> str:
    days, rest = divmod(minutes, _OFFICE_DAY)
    return f"quá {days} ngày làm việc" if days else f"quá {max(rest // 60, 1)} giờ làm việc"


def _signer(letter: Letter, by: Actor, now: datetime) -> Signer:
    day = now.astimezone(directory.calendar_of(letter.from_unit).zone).date()
    officers = directory.list_officers(unit_id=letter.from_unit, on=day)
    posting = next((each for each in officers if each.person == by.person), None)
    if posting is None:
        raise Refused(_("Only a leader of the unit that writes signs its letters."))
    return Signer(
        name=posting.name,
        title=posting.title.vi,
        unit_name=directory.get_unit(letter.from_unit).name.vi,
        signs_as=posting.signs_as,
    )

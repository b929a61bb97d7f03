"""What is hashed: the same bytes on every machine and in every release, or the register could not be proved."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from haidang.kernel import sql
from haidang.kernel.actor import Actor, Capacity
from haidang.register import api as register
from haidang.register.contracts import Fact, Head, Origin

STREAM = UUID("0190a6f0-0000-7000-8000-000000000001")
BY = Actor(person=7, name="Nguyễn Mẫu", capacity=Capacity.FILER)
AT = datetime(2026, 6, 1, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
DATA = {"b": [1, 2.5, True, None], "a": "kho “ngoại quan”\n", "day": date(2026, 6, 1), "file": STREAM, "pair": ("x", 1)}
BYTES = (
    '{"at":"2026-06-01T01:30:00.000000+00:00",'
    '"by":{"capacity":"filer","for":"","name":"Nguyễn Mẫu","person":7,"unit":null},'
    '"data":{"a":"kho “ngoại quan”\\n","b":[1,2.5,true,null],"day":"2026-06-01",'
    '"file":"0190a6f0-0000-7000-8000-000000000001","pair":["x",1]},'
    '"event":"noted","origin":"live","seq":1,"stream":"0190a6f0-0000-7000-8000-000000000001"}'
)


@pytest.mark.django_db
def test_keys_are_sorted_moments_in_utc_and_letters_as_they_are():
    head = register.append(STREAM, Head(), [Fact("noted", DATA)], by=BY, at=AT, origin=Origin.LIVE)

    assert sql.row("SELECT body FROM register_entry WHERE stream = %s", [STREAM]) == (BYTES,)
    assert head.hash == sha256(bytes(32) + BYTES.encode()).digest()


def test_python_itself_writes_the_same():
    moment = datetime(2026, 6, 1, tzinfo=UTC)
    told = {**DATA, "at": moment}

    assert register.dumped(told) == json.dumps(
        told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )

"""A stream written by COPY holds the bytes and hashes that appending its entries one by one would have given."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.copying import moment
from haidang.register import api as register
from haidang.register.contracts import Fact, Head, Origin

AT = datetime(2026, 6, 1, 1, 30, tzinfo=UTC)
BY = Actor(person=7, name='Nguyễn "Mẫu" \\ An', capacity=Capacity.OFFICER, unit=3)
FACTS = [
    Fact("noted", {"note": 'dòng một\ndòng hai\tcột "ba" \\N \\. é 🏮', "n": 1}),
    Fact("noted", {"note": "\\", "at": None, "list": [1, {"b": 2, "a": 1}]}),
    Fact("ended"),
]


def test_whatever_is_written_in_them(db):
    one, many, lines = uuid4(), uuid4(), list[str]()
    head = register.append(one, Head(), FACTS, by=BY, at=AT, origin=Origin.DEMO)
    stream, signature = register.Stream(str(many), origin=Origin.DEMO, lines=lines), register.Signature.of(BY)
    for fact in FACTS:
        stream.add(fact.event, register.dumped(fact.data), by=signature, at=moment(AT))
    register.write_lines(lines)

    assert list(register.verify(lambda: [(one, head), (many, stream.head)])) == []
    appended, copied = register.list_entries(one), register.list_entries(many)
    assert [(e.seq, e.event, e.at, e.person, e.unit, e.name, e.origin, e.data) for e in copied] == [
        (e.seq, e.event, e.at, e.person, e.unit, e.name, e.origin, e.data) for e in appended
    ]

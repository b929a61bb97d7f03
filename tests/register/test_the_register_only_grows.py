"""What was written stays as it was written: nobody changes, removes or empties it, not even the owner of the tables."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest

from haidang.cli.serving.roles import OWNER
from haidang.kernel import sql
from haidang.kernel.actor import Actor, Capacity
from haidang.register import api as register
from haidang.register.contracts import Fact, Head, Origin

NOON = datetime(2026, 11, 18, 5, 0, tzinfo=UTC)
OFFICER = Actor(person=7, name="Trần Thị Bình", capacity=Capacity.OFFICER, unit=3, on_behalf_of_name="")


def test_an_entry_tells_who_did_what_when_and_why(db):
    stream = uuid4()

    head = register.append(stream, Head(), [Fact("asked", {"reason": "Bản vẽ mờ."})], by=OFFICER, at=NOON)

    (entry,) = register.list_entries(stream)
    assert head.seq == 1
    assert (entry.event, entry.data["reason"], entry.at) == ("asked", "Bản vẽ mờ.", NOON)
    assert (entry.person, entry.name, entry.capacity, entry.unit) == (7, "Trần Thị Bình", "officer", 3)
    assert entry.origin is Origin.LIVE
    assert entry.recorded_at != NOON


def test_entries_of_one_change_follow_each_other_and_the_head_is_the_last(db):
    stream, first = uuid4(), Fact("submitted")

    head = register.append(stream, Head(), [first, Fact("papers_added")], by=OFFICER, at=NOON)
    further = register.append(stream, head, [Fact("accepted")], by=OFFICER, at=NOON, origin=Origin.DEMO)

    assert [entry.seq for entry in register.list_entries(stream)] == [1, 2, 3]
    assert register.latest_entry(stream).event == "accepted"
    assert (head.seq, further.seq) == (2, 3)
    assert head.hash != further.hash


def test_entries_of_some_kinds_are_read_stream_by_stream(db):
    streams = sorted([uuid4(), uuid4()])
    for stream in streams:
        register.append(stream, Head(), [Fact("submitted"), Fact("noted"), Fact("decided")], by=OFFICER, at=NOON)

    found = [(entry.stream, entry.event) for entry in register.iter_entries(events=["submitted", "decided"])]

    assert found == [(stream, event) for stream in streams for event in ("submitted", "decided")]
    assert register.count_entries() == 6


@pytest.mark.parametrize(
    "statement",
    ["UPDATE register_entry SET event = 'granted'", "DELETE FROM register_entry", "TRUNCATE register_entry"],
)
def test_the_application_may_not_touch_what_is_written(db, statement):
    register.append(uuid4(), Head(), [Fact("refused")], by=OFFICER, at=NOON)

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        sql.execute(statement)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE register_entry SET event = 'granted'", "DELETE FROM register_entry", "TRUNCATE register_entry"],
)
def test_the_owner_of_the_tables_is_refused_too(own_database, cluster, statement):
    register.append(uuid4(), Head(), [Fact("refused")], by=OFFICER, at=NOON)
    name = psycopg.conninfo.conninfo_to_dict(own_database)["dbname"]

    with psycopg.connect(cluster.url(str(name), OWNER)) as owner, pytest.raises(psycopg.Error, match="only grows"):
        owner.execute(statement)

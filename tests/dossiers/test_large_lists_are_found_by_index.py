"""What is looked for among millions is found by an index: the most urgent of the nation, its steps, a filer's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from haidang.kernel import sql
from support.procedures import at

if TYPE_CHECKING:
    from support.database import TestCluster
    from support.world import World

_USED = "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = %s"


_COPIES = """
INSERT INTO dossiers_dossier
SELECT copied.* FROM dossiers_dossier d, generate_series(1, 5000) AS number,
jsonb_populate_record(d, jsonb_build_object(
    'id', d.id + number, 'uid', gen_random_uuid(), 'idempotency_key', gen_random_uuid(), 'code', 'X-' || number,
    'filer_name', 'Công ty số ' || number, 'filer_tax_code', '9' || number,
    'due_at', d.due_at + make_interval(hours => number),
    'submitted_at', d.submitted_at - make_interval(hours => number),
    'accepted_at', d.accepted_at - make_interval(mins => number)
)) AS copied
"""


_STEPS = """
INSERT INTO dossiers_stepclock
SELECT d.id, d.unit, s.step, s.since, s.due_at + make_interval(hours => CAST(d.id - s.dossier_id AS int))
FROM dossiers_stepclock s, dossiers_dossier d WHERE d.id > s.dossier_id
"""


@pytest.fixture(scope="module")
def busy(module_database: str, cluster: TestCluster) -> World:
    """A world with thousands of open dossiers of as many filers."""
    from support.world import World, load_pack

    load_pack()
    world = World.populated()
    world.accepted()
    sql.execute(_COPIES)
    sql.execute(_STEPS)
    here = sql.row("SELECT current_database()")
    assert here is not None
    with cluster.admin(here[0]) as admin:
        admin.execute("VACUUM ANALYZE dossiers_dossier, dossiers_stepclock")
    return world


def uses(index: str, ask: Callable[[], object]) -> bool:
    """Return whether a question was answered by this index, as the server counts."""
    before = _scans(index)
    ask()
    return _scans(index) > before


def _scans(index: str) -> int:
    sql.execute("SELECT pg_stat_force_next_flush()")
    found = sql.row(_USED, [index])
    assert found is not None
    return int(found[0])


@pytest.mark.parametrize("figure", ["late", "soon", "in_time"])
def test_the_most_urgent_of_the_nation(busy: World, figure: str):
    from haidang.dossiers import api as dossiers

    actor, later = busy.supervisor, at("2026-09-01 08:00")
    assert actor is not None

    assert uses(
        "dossier_due_by_law",
        lambda: dossiers.list_counted(
            actor=actor,
            figure=figure,
            units=dict.fromkeys(actor.sees, later),
            since=at("2026-01-01 00:00"),
            until=later,
            late_until=later,
        ),
    )


def test_the_steps_that_take_too_long(busy: World):
    from haidang.dossiers import api as dossiers

    actor, soon = busy.supervisor, at("2026-06-04 08:00")
    assert actor is not None
    units = dict.fromkeys(actor.sees, soon)

    assert uses(
        "step_clock_due",
        lambda: dossiers.list_steps_running_out(actor=actor, after=at("2026-06-01 08:00"), until=soon, now=soon),
    )
    assert uses(
        "step_clock_due", lambda: dossiers.list_steps_over(actor=actor, units=units, is_late=True, now=soon, size=1)
    )
    assert dossiers.list_steps_over(actor=actor, units=units, is_late=True, now=soon)[1] > 0


@pytest.mark.parametrize(
    ("figure", "index"),
    [
        ("received", "dossier_of_unit"),
        ("accepted", "dossier_accepted"),
        ("decided", "dossier_decided"),
        ("returned", "dossier_closed"),
        ("withdrawn", "dossier_closed"),
        ("carried_over", "dossier_of_unit"),
    ],
)
def test_what_happened_last_in_the_nation(busy: World, figure: str, index: str):
    from haidang.dossiers import api as dossiers

    actor, later = busy.supervisor, at("2026-09-01 08:00")
    assert actor is not None

    assert uses(
        index,
        lambda: dossiers.list_counted(
            actor=actor,
            figure=figure,
            units=dict.fromkeys(actor.sees, later),
            since=at("2026-05-31 00:00"),
            until=later,
            late_until=later,
        ),
    )


_ANOTHER = """
UPDATE dossiers_dossier SET procedure = 'hiem-gap.mot', channel = CASE WHEN id %% 1000 = 0 THEN 'post' ELSE 'online' END
WHERE id %% 500 = 0
"""


def test_a_procedure_that_is_rarely_filed(busy: World, cluster: TestCluster):
    from haidang.dossiers import api as dossiers

    actor, later = busy.supervisor, at("2026-09-01 08:00")
    assert actor is not None
    sql.execute(_ANOTHER)
    here = sql.row("SELECT current_database()")
    assert here is not None
    with cluster.admin(here[0]) as admin:
        admin.execute("VACUUM ANALYZE dossiers_dossier")

    def rare(**options: object) -> list[int]:
        found = dossiers.list_counted(
            actor=actor,
            figure="received",
            units=dict.fromkeys(actor.sees, later),
            since=at("2025-01-01 00:00"),
            until=later,
            late_until=later,
            procedures=["hiem-gap.mot"],
            **options,
        )
        return [row.id for row in found]

    assert uses("dossier_of_procedure", rare)
    told = "SELECT id FROM dossiers_dossier WHERE procedure = 'hiem-gap.mot' AND submitted_at >= %s"
    newest_first = " ORDER BY submitted_at DESC, id"
    since = [at("2025-01-01 00:00")]
    assert rare() == [row[0] for row in sql.rows(told + newest_first, since)] != []
    for channel in ("post", "online"):
        by_it = f"{told} AND channel = %s{newest_first}"
        assert rare(channel=channel) == [row[0] for row in sql.rows(by_it, [*since, channel])] != rare()


_AT_ONE_MOMENT = """
UPDATE dossiers_dossier SET submitted_at = '2026-03-01 08:00+07', accepted_at = '2026-05-30 08:00+07'
WHERE id %% 4 = 1
"""
_LONG_AGO = """
UPDATE dossiers_dossier SET submitted_at = '2023-03-01 08:00+07' WHERE id = (SELECT max(id) FROM dossiers_dossier)
"""


@pytest.mark.parametrize(
    ("figure", "since", "moment", "condition"),
    [
        ("received", "2022-12-01 00:00", "submitted_at", "submitted_at >= %s"),
        ("accepted", "2026-05-01 00:00", "accepted_at", "accepted_at >= %s"),
        ("carried_over", "2026-04-01 00:00", "submitted_at", "submitted_at < %s AND closed_at IS NULL"),
    ],
)
def test_the_pages_together_hold_each_once_newest_first(
    busy: World, figure: str, since: str, moment: str, condition: str
):
    from haidang.dossiers import api as dossiers

    actor, until = busy.supervisor, at("2026-06-08 08:00")
    assert actor is not None
    sql.execute(_AT_ONE_MOMENT)
    sql.execute(_LONG_AGO)
    pages: list[list[int]] = []
    while not pages or pages[-1]:
        found = dossiers.list_counted(
            actor=actor,
            figure=figure,
            units=dict.fromkeys(actor.sees, until),
            since=at(since),
            until=until,
            late_until=until,
            page=len(pages) + 1,
            size=400,
        )
        pages.append([row.id for row in found])

    listed = [row for page in pages for row in page]
    expected = f"SELECT id FROM dossiers_dossier WHERE {condition} ORDER BY {moment} DESC, id"
    assert len(listed) > 800
    assert listed == [row[0] for row in sql.rows(expected, [at(since)])]


@pytest.mark.parametrize(("text", "index"), [("số 4711", "dossier_of_name"), ("94711", "dossier_of_tax_code")])
def test_a_filer_by_part_of_the_name_or_tax_code(busy: World, text: str, index: str):
    from haidang.dossiers import api as dossiers

    actor = busy.supervisor
    assert actor is not None

    assert uses(index, lambda: dossiers.search_dossiers(actor=actor, text=text))
    assert [row.filer_name for row in dossiers.search_dossiers(actor=actor, text=text)] == ["Công ty số 4711"]

"""A simulated nation has exactly the rows that the use cases leave, its register and figures prove themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from psycopg import sql as names
from typer.testing import CliRunner

from support.database import TestCluster, connected_to
from support.procedures import at

if TYPE_CHECKING:
    from haidang.cli.simulating.nation import Nation
    from haidang.dossiers.api import Past

NOW = at("2026-11-18 15:20")
MANY, YEARS, UNITS = 240, 2.2, 2  # across the reorganisation of 01/3/2025, with what is open today


@pytest.fixture(scope="module")
def nation(module_database: str) -> Nation:
    """A nation of a few units without a dossier."""
    from haidang.cli.simulating.nation import settle
    from haidang.cli.simulating.profiles import Profile
    from support.world import load_pack
    from support.worlds import _forget

    _forget()
    load_pack()
    return settle(Profile(dossiers=MANY, years=YEARS, filers=30), seed=7, now=NOW, units=UNITS)


@pytest.fixture(scope="module")
def pasts(nation: Nation) -> list[Past]:
    """Stories of every kind."""
    from haidang.cli.simulating.stories import Narrator

    narrator = Narrator(nation)
    return [past for number in range(2) for past in narrator.batch(number, of=2, size=MANY // 2)]


@pytest.fixture(scope="module")
def lived(nation: Nation, pasts: list[Past], cluster: TestCluster) -> dict[str, Any]:
    """What the use cases leave of the stories, in a copy of the nation."""
    from haidang.figures import api as figures
    from support.pasts import live, rows_left

    with _copy(cluster) as url, connected_to(url):
        live(pasts)
        figures.fold(now=NOW)
        return rows_left() | {"figure_total": _totals()}


@pytest.fixture(scope="module")
def copied(nation: Nation, pasts: list[Past], lived: dict[str, Any]) -> dict[str, Any]:
    """What the fast path leaves of the same stories."""
    from haidang.dossiers.api import PastWriter
    from haidang.figures import api as figures
    from support.pasts import rows_left

    assert PastWriter({nation.calendar.key: nation.calendar}).write(pasts) == MANY
    figures.fold(now=NOW)
    return rows_left() | {"figure_total": _totals()}


def test_the_stories_are_of_every_kind(lived):
    statuses = {row["status"] for row in lived["dossiers_dossier"]}
    timeliness = {row["timeliness"] for row in lived["dossiers_dossier"]}

    assert {"returned", "refused_at_reception", "withdrawn", "in_process"} <= statuses
    assert timeliness == {"early", "on_time", "late", None}
    assert {row["channel"] for row in lived["dossiers_dossier"]} == {"online", "counter", "post"}
    assert lived["dossiers_supplement"]


@pytest.mark.parametrize(
    "table",
    [
        "dossiers_dossier", "dossiers_clockentry", "dossiers_paper", "dossiers_supplement", "dossiers_stepclock",
        "dossiers_codecounter", "register_entry", "figure_total",
    ],
)  # fmt: skip
def test_the_fast_path_leaves_the_rows_of_the_use_cases(lived, copied, table):
    assert copied[table] == lived[table]


def test_register_and_figures_prove_themselves(copied):
    from haidang.cli.figures import figures_app
    from haidang.cli.register import register_app

    for app in (register_app, figures_app):
        told = CliRunner().invoke(app, ["verify"])
        assert told.exit_code == 0, told.output
        assert "ok" in told.output


def _totals() -> list[Any]:
    from haidang.kernel import sql

    return sorted(
        sql.rows(
            "SELECT unit, procedure, channel, measure, span, day::text, coalesce(due_slot, -1), value FROM figure_total"
        ),
        key=repr,
    )


@contextmanager
def _copy(cluster: TestCluster) -> Iterator[str]:
    """Lend a copy of the present database; nobody may be connected to it for a moment."""
    from django.db import connection

    name, copy = connection.settings_dict["NAME"], f"copy_{uuid4().hex[:12]}"
    connection.close()
    with cluster.admin() as admin:
        statement = names.SQL("CREATE DATABASE {} TEMPLATE {} OWNER haidang_owner STRATEGY file_copy")
        admin.execute(statement.format(names.Identifier(copy), names.Identifier(name)))
    yield cluster.url(copy)
    with cluster.admin() as admin:
        admin.execute(names.SQL("DROP DATABASE {} WITH (FORCE)").format(names.Identifier(copy)))

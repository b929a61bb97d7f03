"""`haidang figures` and `haidang register` say in a line that all is well, or name what is not and end with 1."""

from __future__ import annotations

import psycopg
import pytest
from typer.testing import CliRunner

from haidang.kernel import sql


@pytest.fixture
def run(own_database: str):
    """Run a command on a world with one filed dossier, an officer posted and a business registered."""
    from haidang.cli.figures import figures_app
    from haidang.cli.register import register_app
    from support.world import World, load_pack

    load_pack()
    World.populated().submitted()
    apps = {"figures": figures_app, "register": register_app}

    def ran(name: str, *words: str) -> tuple[int, str]:
        result = CliRunner().invoke(apps[name], words)
        return result.exit_code, result.output

    return ran


def test_a_sound_installation_is_told_in_a_line(run):
    assert run("figures", "verify") == (0, "figures: ok\n")
    code, told = run("register", "verify")
    assert code == 0
    assert told.startswith("register: ok, ")


def test_a_wrong_figure_is_named_with_its_unit_and_mended(run):
    sql.execute("UPDATE figure_change SET delta = 2 WHERE measure = 'received'")

    code, told = run("figures", "verify")

    assert code == 1
    assert "CHQ" in told
    assert "received" in told
    assert "kept 2, counted 1" in told
    assert run("figures", "rebuild")[0] == 0
    assert run("figures", "verify") == (0, "figures: ok\n")


def test_a_broken_chain_is_named_with_its_entry(run, own_database, cluster):
    with cluster.admin(psycopg.conninfo.conninfo_to_dict(own_database)["dbname"]) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("UPDATE register_entry SET body = replace(body, 'online', 'post') WHERE event = 'submitted'")

    code, told = run("register", "verify")

    assert code == 1
    assert "entry 1: the entry does not match its hash" in told
    assert told.endswith("register: broken\n")

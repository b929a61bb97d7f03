"""The database that `haidang up` brings along keeps its data whatever happens to its processes."""

import os
import re
import signal
import time
from pathlib import Path

import psycopg
import pytest

from support.running import Installation


def _note(installation, text: str) -> None:
    with psycopg.connect(installation.state()["database"]["DATABASE_OWNER_URL"]) as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS note (text text)")
        owner.execute("INSERT INTO note VALUES (%s)", [text])


def _notes(installation) -> list[str]:
    with psycopg.connect(installation.state()["database"]["DATABASE_OWNER_URL"]) as owner:
        return [row[0] for row in owner.execute("SELECT text FROM note")]


def _gone(pids: list[int]) -> bool:
    until = time.monotonic() + 20
    while any(Path(f"/proc/{pid}/fd").exists() for pid in pids) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(Path(f"/proc/{pid}/fd").exists() for pid in pids)


@pytest.fixture(scope="module")
def running():
    """One database for the tests that only look."""
    lent = Installation()
    lent.start("--database-only")
    yield lent
    lent.remove()


def test_it_asks_for_a_password_and_checks_its_pages(running):
    with psycopg.connect(running.state()["database"]["admin"]) as admin:
        shown = {
            name: admin.execute(f"SHOW {name}").fetchone()[0]
            for name in ("data_checksums", "listen_addresses", "server_encoding")
        }
        ways = {row[0] for row in admin.execute("SELECT auth_method FROM pg_hba_file_rules")}
        locale = admin.execute("SELECT datlocprovider, datlocale FROM pg_database LIMIT 1").fetchone()

    assert shown == {"data_checksums": "on", "listen_addresses": "", "server_encoding": "UTF8"}
    assert ways == {"scram-sha-256"}
    assert locale == ("b", "C.UTF-8")


def test_the_operator_alone_reads_the_secrets(running):
    modes = {name: (running.data / name).stat().st_mode & 0o777 for name in ("secrets.json", "state.json")}

    assert modes == {"secrets.json": 0o600, "state.json": 0o600}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_leaves_no_process_and_keeps_the_data(installation, number):
    installation.start("--database-only")
    _note(installation, "kept")

    installation.signal(number)
    code, said = installation.end()

    assert (code, installation.processes()) == (0, [])
    assert "The data stays" in said
    installation.start("--database-only")
    assert _notes(installation) == ["kept"]


def test_after_kill_9_of_the_parent_nothing_lingers(installation):
    installation.start("--database-only")
    _note(installation, "kept")
    children = installation.processes()

    installation.signal(signal.SIGKILL)
    installation.end()

    assert _gone(children)
    installation.start("--database-only")
    assert _notes(installation) == ["kept"]


def test_after_kill_9_of_everything_the_next_start_recovers(installation):
    """In a container the numbers of processes repeat: the old lock file may even name a living stranger."""
    installation.start("--database-only")
    _note(installation, "kept")
    for pid in installation.processes():
        os.kill(pid, signal.SIGKILL)
    installation.end()
    lock = installation.data / "postgres/pages/postmaster.pid"
    lock.write_text(re.sub(r"\A\d+", str(os.getpid()), lock.read_text()))

    installation.start("--database-only")

    assert _notes(installation) == ["kept"]


def test_when_the_database_ends_by_itself_so_does_the_parent(installation):
    installation.start("--database-only")
    server = int((installation.data / "postgres/pages/postmaster.pid").read_text().splitlines()[0])

    os.kill(server, signal.SIGINT)
    code, said = installation.end()

    assert (code, installation.processes()) == (1, [])
    assert "The database has ended" in said


def test_a_second_start_on_the_same_data_is_told_so(running):
    second = running.run("up", "--data", str(running.data))

    assert second.returncode == 1
    assert "already runs" in second.stderr


def test_a_folder_that_holds_something_else_is_left_alone(installation):
    installation.data.mkdir()
    (installation.data / "thesis.txt").write_text("three years of work")

    refused = installation.run("up", "--data", str(installation.data), "--reset")

    assert refused.returncode == 1
    assert "holds something else" in refused.stderr
    assert (installation.data / "thesis.txt").read_text() == "three years of work"


def test_reset_begins_anew(installation):
    installation.start("--database-only")
    _note(installation, "gone")
    installation.signal(signal.SIGTERM)
    installation.end()

    installation.start("--database-only", "--reset")

    with pytest.raises(psycopg.errors.UndefinedTable):
        _notes(installation)

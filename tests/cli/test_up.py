"""`haidang up` starts a whole installation on one machine and takes all of it down again."""

import os
import signal
import socket
import urllib.error
import urllib.request

import pytest


@pytest.fixture
def taken_port():
    """A port another program listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def _get(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_it_answers_on_the_next_free_port_and_stops_without_a_trace(installation, taken_port):
    installation.start("--port", str(taken_port), "--ready-file", str(installation.folder / "ready"))
    address = installation.state()["address"]

    assert (installation.folder / "ready").read_text() == address
    assert taken_port < int(address.rpartition(":")[2]) < taken_port + 100
    assert _get(f"{address}/") < 500

    installation.signal(signal.SIGTERM)
    code, said = installation.end()

    assert (code, installation.processes()) == (0, [])
    assert address in said
    assert not (installation.data / "postgres/socket").exists()


def test_commands_in_another_terminal_find_what_runs(installation):
    installation.start()

    verified = installation.run("register", "verify")

    assert verified.returncode == 0, verified.stderr
    assert "register: ok" in verified.stdout


@pytest.mark.parametrize("part", ["web", "worker"])
def test_when_a_part_ends_by_itself_everything_stops_and_says_which(installation, part):
    installation.start()

    os.kill(installation.state()["pids"][part], signal.SIGKILL)
    code, said = installation.end()

    assert (code, installation.processes()) == (1, [])
    assert f"The part “{part}” has ended" in said


@pytest.mark.parametrize("moment", ["yesterday", "2018-03-05T08:30"])
def test_a_moment_it_cannot_read_is_refused_with_the_way_to_write_it(installation, moment):
    refused = installation.run("up", "--data", str(installation.data), "--now", moment)

    assert refused.returncode == 1
    assert "+07:00" in refused.stderr

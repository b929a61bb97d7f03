"""The command `haidang` names everything it can do, and says in a sentence what it cannot."""

import subprocess

import pytest

from haidang.cli.main import PARTS
from support.running import command, environment


def _run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    told = environment(HAIDANG_DATA="/nonexistent", TERM="dumb", COLUMNS="200", **more)
    return subprocess.run(command(*words), env=told, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def help_lines():
    """The first word of each line of the help."""
    return [line.strip(" │|") for line in _run("--help").stdout.splitlines()]


@pytest.mark.parametrize("part", [part for part in PARTS if not part.is_hidden], ids=lambda part: part.name)
def test_help_lists_each_command_with_a_line(help_lines, part):
    found = [line.split("  ")[-1].strip() for line in help_lines if line.split(" ")[0] == part.name]

    assert found
    assert all(found)


def test_an_unknown_command_is_refused():
    refused = _run("fly")

    assert refused.returncode == 2
    assert "No such command" in refused.stderr


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_program_without_its_environment_lists_what_is_missing(name):
    refused = _run(name)

    assert refused.returncode == 1
    assert all(name in refused.stderr for name in ("DATABASE_URL", "SECRET_KEY", "FILES_DIR", "KEYS_DIR"))


def test_migrating_needs_the_owner():
    refused = _run("migrate")

    assert refused.returncode == 1
    assert "DATABASE_OWNER_URL" in refused.stderr


def test_a_server_that_does_not_answer_is_named_in_a_sentence():
    refused = _run("migrate", DATABASE_OWNER_URL="postgresql://haidang_owner@/haidang?host=/nonexistent")

    assert refused.returncode == 1
    assert "No database answers" in refused.stderr
    assert "Traceback" not in refused.stderr

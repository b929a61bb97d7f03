"""The legal status moves along one table that leads everywhere it should and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import haidang
from haidang.dossiers.lifecycle import FINAL, LABEL, NATIONAL_CODE, STEPS, Status, can_take

SOURCE = Path(haidang.__file__).parent


def targets(status):
    return {step.moves[status] for step in STEPS.values() if status in step.moves}


@pytest.mark.parametrize("status", list(Status))
def test_every_status_is_final_or_can_be_left_and_none_is_both(status):
    assert (status in FINAL) != bool(targets(status))


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.DRAFT}))
def test_every_status_can_be_reached(status):
    assert any(status in step.moves.values() for step in STEPS.values())


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_word_and_a_national_code(status):
    assert LABEL[status]
    assert status in NATIONAL_CODE


def test_a_decision_exists_only_after_process():
    assert [s for s in Status if can_take("decide", s)] == [Status.IN_PROCESS]


def test_a_decided_dossier_cannot_be_withdrawn():
    assert not can_take("ask_to_withdraw", Status.DECIDED)


def test_only_the_lifecycle_assigns_a_status():
    writers = [
        path.relative_to(SOURCE)
        for path in SOURCE.glob("**/*.py")
        if re.search(r"\.status = (?!')", path.read_text(encoding="utf-8")) and "migrations" not in path.parts
    ]

    # a dossier moves in its model; a past that is told at once moves by the same table
    assert sorted(writers) == [Path("dossiers/models/dossier.py"), Path("dossiers/pasts/telling.py")]

"""The main job is done without a person, and each thing that is damaged on purpose is noticed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CHECK = Path(__file__).parents[2] / "script" / "check_main_job.py"


def check(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the check as a person would; it starts and removes installations of its own."""
    command = [sys.executable, str(CHECK), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)


def test_it_is_done_on_both_days_and_all_six_damages_are_noticed():
    ran = check("--break", "all")

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.splitlines()[-1] == "main job: all damages noticed"


def test_one_damage_ends_it_at_the_step_that_notices():
    ran = check("--break", "clock")

    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert ran.stdout.splitlines()[-1] == "main job: failed at “the due dates are those of the law”"

"""
The main job without a person: `script/demo --check [--break PART]`.

A dossier of March 2018 and one of today go from the first search to the checked result, over HTTP and public
commands, on temporary installations. `--break` damages one thing, which must be noticed: the run ends with 1 and
names the step. `--break all` does one damage after the other in the second dossier's run, and ends with 0 if each
was noticed.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from types import FrameType

from main_job import damage
from main_job.eras import IN_2018, Era, today
from main_job.installation import Installation, ask_command
from main_job.steps import ALL, Failed, Steps, Unnoticed, must_equal
from main_job.story import Story

FAILED, UNNOTICED, STOPPED = 1, 2, 130


def main(words: Sequence[str]) -> int:
    """Run the check and return its exit code; whatever was started is gone afterwards."""
    reader = argparse.ArgumentParser(prog="script/demo --check", description=__doc__)
    reader.add_argument("--break", dest="breaking", choices=(*damage.NAMES, ALL), default="", metavar="PART",
                        help=f"damage one of {', '.join(damage.NAMES)}, or {ALL}")  # fmt: skip
    breaking = reader.parse_args(words).breaking
    signal.signal(signal.SIGTERM, _stop)
    begun = time.monotonic()
    try:
        _check(breaking)
    except Failed as failure:
        print(f"FAILED {failure.step}\n  expected: {failure.expected}\n  seen: {failure.seen}", flush=True)
        print(f"main job: failed at “{failure.step}”")
        return FAILED
    except Unnoticed as unnoticed:
        print(f"main job: {unnoticed}")
        return UNNOTICED
    except KeyboardInterrupt:
        print("main job: stopped")
        return STOPPED
    print(f"{time.monotonic() - begun:.0f} s in all")
    print("main job: all damages noticed" if breaking else "main job: ok")
    return 0


def _check(breaking: str) -> None:
    """The second installation starts while the first is used. One damage alone needs today alone."""
    _two_due_dates(Steps("clock"))
    eras = (IN_2018, today()) if breaking in ("", ALL) else (today(),)
    installations: list[Installation] = []
    try:
        for era in eras:
            installations.append(Installation(now=era.now))
        for era, installation in zip(eras, installations, strict=True):
            _tell(era, installation, "" if era is IN_2018 else breaking)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for installation in installations:
            installation.ask_to_stop()
        for installation in installations:
            installation.stop()


def _tell(era: Era, installation: Installation, breaking: str) -> None:
    steps = Steps(era.label, breaking=breaking)
    try:
        steps.do("an installation starts" + (f" on {era.now}" if era.now else ""), installation.wait_until_ready)
        Story(era, installation, steps).run()
    except Failed as failure:
        if str(failure.seen).startswith("500"):
            print(installation.latest_complaints())
        raise
    if breaking == ALL:
        must_equal(sorted(damage.NAMES), sorted(steps.noticed))


def _two_due_dates(steps: Steps) -> None:
    """Two terms of the domain's own examples, written as literals."""

    def explain(*words: str) -> object:
        return ask_command("clock", "explain", *words)["due"]

    steps.do(
        "accepted on Thursday 31/8/2017, 5 working days over the holiday: due 8/9 at closing (V1)",
        lambda: must_equal("2017-09-08T17:00:00+07:00", explain("--days", "5", "--from", "2017-08-31T10:00+07:00")),
    )
    steps.do(
        "submitted on Friday 30/6/2017 at 15:30, 8 working hours: due Monday 15:30 (V6)",
        lambda: must_equal("2017-07-03T15:30:00+07:00", explain("--hours", "8", "--from", "2017-06-30T15:30+07:00")),
    )


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

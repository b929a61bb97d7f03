"""What is checked, step by step: each printed with its time; the first that fails says what was expected and seen."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")
ALL = "all"


class Failed(Exception):
    """A step did not find what it expected."""

    def __init__(self, expected: object, seen: object) -> None:
        super().__init__(f"expected {expected}, seen {seen}")
        self.step = ""
        self.expected = expected
        self.seen = seen


class Unnoticed(Exception):
    """Something was damaged and no step noticed it."""


class Damage(Protocol):
    """One thing that is made wrong on purpose, and can be made right again."""

    name: str

    def apply(self) -> None:
        """Make it wrong."""

    def undo(self) -> None:
        """Make it right again."""


class Steps:
    """
    Runs the steps of one run. `breaking` names the damage to do, "" for none, "all" for one after the other.

    With one damage the run ends at the step that notices it. With all of them each is undone, and the step proved
    to pass again, before the run goes on.
    """

    def __init__(self, label: str, *, breaking: str = "") -> None:
        self._label = label
        self._breaking = breaking
        self.noticed: list[str] = []

    def do(self, name: str, act: Callable[[], T]) -> T:
        """
        Run one step and print it.

        :raises Failed: with the name of the step
        """
        begun = time.monotonic()
        try:
            done = act()
        except Failed as failure:
            failure.step = name
            raise
        self._tell("ok", name, time.monotonic() - begun)
        return done

    def prove(self, name: str, proof: Callable[[], None], damage: Damage) -> None:
        """Run a step that reads alone, with the damage it has to notice where that was asked for."""
        if self._breaking == damage.name:
            damage.apply()
            self.do(name, proof)
            raise Unnoticed(f"{damage.name} was damaged, and the step “{name}” passed")
        self.do(name, proof)
        if self._breaking == ALL:
            self._notice(name, proof, damage)

    def _notice(self, name: str, proof: Callable[[], None], damage: Damage) -> None:
        begun = time.monotonic()
        damage.apply()
        try:
            proof()
        except Failed as failure:
            damage.undo()
            self._tell("hit", f"{damage.name} damaged: noticed, {failure}", time.monotonic() - begun)
        else:
            raise Unnoticed(f"{damage.name} was damaged, and the step “{name}” passed")
        self.noticed.append(damage.name)
        self.do(f"{name}, mended", proof)

    def _tell(self, mark: str, name: str, seconds: float) -> None:
        print(f"{mark:>4} {seconds:6.1f} s  [{self._label}] {_shortened(name)}", flush=True)


def must_equal(expected: object, seen: object) -> None:
    """
    Pass when both are the same.

    :raises Failed: otherwise
    """
    if expected != seen:
        raise Failed(repr(expected), repr(seen))


def must_hold(*wanted: str, text: str) -> None:
    """
    Pass when a text holds every one of some words.

    :raises Failed: naming the first that is missing, and the text
    """
    for words in wanted:
        if words not in text:
            raise Failed(f"“{words}”", _shortened(text, 600))


def must_match(pattern: str, text: str) -> str:
    """
    Return the first group of a pattern found in a text.

    :raises Failed: if it is not there
    """
    found = re.search(pattern, text)
    if found is None:
        raise Failed(f"something like {pattern}", _shortened(text, 600))
    return found[1]


def wait_for(what: str, look: Callable[[], T | None], *, seconds: float = 60, pause: float = 0.15) -> T:
    """
    Return what is looked for as soon as it is there.

    :raises Failed: if it does not come in time
    """
    ends = time.monotonic() + seconds
    while True:
        found = look()
        if found is not None:
            return found
        if time.monotonic() > ends:
            raise Failed(f"{what} within {seconds:.0f} s", "nothing")
        time.sleep(pause)


def _shortened(text: str, most: int = 220) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else f"{one_line[:most]} …"

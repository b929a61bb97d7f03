"""Words of the workspace: steps of the queue, channels, roles, what an officer records."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from haidang.catalogue import api as catalogue
from haidang.directory.contracts import Duty
from haidang.kernel.text import Text
from haidang.look.parts import Tone

if TYPE_CHECKING:
    from haidang.look.parts import Words

STEPS: dict[str, Words] = {
    "receive": _("To receive"),
    "assign": _("To assign"),
    "propose": _("To propose"),
    "approve": _("To sign"),
    "return": _("To return"),
    "waiting": _("Waiting for the filer"),
    "withdrawal": _("Withdrawals"),
    "work": _("To handle"),
}
"""What waits at the steps that every route has; the others are called as the route calls them."""

ORDER = ("receive", "withdrawal", "assign", "work", "propose", "approve", "return", "waiting")
"""The order of the tabs; the steps of handling stand between `assign` and `propose`."""

OF_DUTY = {
    Duty.RECEIVE: ("receive", "withdrawal"),
    Duty.ASSIGN: ("assign",),
    Duty.LEAD: ("approve",),
    Duty.ISSUE: ("return",),
}
"""Which steps are waiting for whom; who handles begins with the dossiers assigned to the officer."""

CHANNELS: dict[str, Words] = {"online": _("online"), "counter": _("at the counter"), "post": _("by post")}

EVENTS: dict[str, Words] = {"goods_presented": _("The goods were presented in full")}

OUTCOMES: dict[str, Words] = {"granted": _("granted"), "refused": _("refused")}

TIMELINESS: dict[str, tuple[Tone, Words]] = {
    "early": (Tone.OK, _("early")),
    "on_time": (Tone.OK, _("on time")),
    "late": (Tone.LATE, _("late")),
}


def step_name(key: str, on: date) -> Words:
    """Return what a tab calls a step."""
    return STEPS.get(key) or _route_steps(on).get(key) or key


def event_name(key: str) -> Words:
    """Return what an officer calls an event that starts a stage; an unknown one by its key in plain words."""
    return EVENTS.get(key) or key.replace("_", " ")


@lru_cache(maxsize=4)
def _route_steps(on: date) -> dict[str, Text]:
    versions = [card.version for card in catalogue.list_procedures(on=on)]
    steps = [step for version in versions for step in catalogue.get_procedure(version).route.steps]
    return {step.key: step.name for step in reversed(steps)}

"""Who may read figures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from haidang.directory.contracts import Duty
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.verdict import ALLOWED, Verdict


def may_read_figures(actor: Actor) -> Verdict:
    """Return whether the actor may read the figures of the units in sight: who leads or supervises, and the system."""
    if actor.capacity is Capacity.SYSTEM:
        return ALLOWED
    if actor.capacity is not Capacity.OFFICER:
        return Verdict(_("Only officers read figures."))
    if actor.duties.isdisjoint({Duty.LEAD, Duty.SUPERVISE}):
        return Verdict(_("Only officers who lead or supervise read figures."))
    return ALLOWED

"""Who may say who acts for a business."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from haidang.accounts.models import Membership, Role
from haidang.kernel.actor import Actor
from haidang.kernel.verdict import ALLOWED, Verdict


def may_confirm(actor: Actor, member: Membership, *, owner_id: int | None) -> Verdict:
    """Return whether the actor may let this person act for the business."""
    if actor.person is None or actor.person != owner_id:
        return Verdict(_("Only the person who registered this business may say who acts for it."))
    if member.confirmed_at is not None:
        return Verdict(_("This person already acts for the business."))
    return ALLOWED


def may_remove(actor: Actor, member: Membership, *, owner_id: int | None) -> Verdict:
    """Return whether the actor may end this membership; everybody may leave, the owner may remove others."""
    if actor.person is None or actor.person not in (owner_id, member.user_id):
        return Verdict(_("Only the person who registered this business may say who acts for it."))
    if member.role == Role.OWNER:
        return Verdict(_("The owner cannot leave the business; ask the customs office to name another owner first."))
    return ALLOWED

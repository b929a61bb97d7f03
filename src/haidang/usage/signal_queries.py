"""Reading signals. The row filter is inside; who oversees no unit learns of none."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from haidang.figures import api as figures
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Missing
from haidang.kernel.text import Text
from haidang.usage.contracts import SignalRule, SignalSheet, SignalState
from haidang.usage.models import Signal


def list_signals(
    *,
    actor: Actor,
    state: SignalState,
    rule: SignalRule | None = None,
    units: Iterable[int] | None = None,
    page: int = 1,
    size: int = 50,
) -> tuple[list[SignalSheet], int]:
    """Return a page of the signals in sight, the latest first, and how many there are; of one rule if one is named."""
    rows = _seen(actor, units).filter(state=state.value)
    if rule is not None:
        rows = rows.filter(rule=rule.value)
    skip = (max(page, 1) - 1) * size
    return [_sheet(each) for each in rows.order_by("-happened_at", "-id")[skip : skip + size]], rows.count()


def count_signals(*, actor: Actor, units: Iterable[int] | None = None) -> dict[tuple[SignalState, SignalRule], int]:
    """Return how many signals in sight there are of each state and rule."""
    rows = _seen(actor, units).values_list("state", "rule").annotate(found=Count("id")).order_by("state", "rule")
    return {(SignalState(state), SignalRule(rule)): found for state, rule, found in rows}


def get_signal(*, actor: Actor, signal_id: int) -> SignalSheet:
    """
    Return one signal.

    :raises Missing: if there is none in sight
    """
    row = _seen(actor, None).filter(pk=signal_id).first()
    if row is None:
        raise Missing(_("There is no such signal."))
    return _sheet(row)


def _seen(actor: Actor, units: Iterable[int] | None) -> QuerySet[Signal]:
    if not figures.may_read_figures(actor):
        return Signal.objects.none()
    return Signal.objects.filter(unit__in=sorted(actor.sees if units is None else actor.sees.intersection(units)))


def _sheet(row: Signal) -> SignalSheet:
    return SignalSheet(
        id=row.pk,
        uid=row.uid,
        rule=SignalRule(row.rule),
        dossier=row.dossier,
        number=row.number,
        unit=row.unit,
        procedure=row.procedure,
        reason=Text(row.reason_vi, row.reason_en),
        happened_at=row.happened_at,
        found_at=row.found_at,
        state=SignalState(row.state),
        answered_by=row.answered_name,
        answered_at=row.answered_at,
        answer=row.answer,
    )

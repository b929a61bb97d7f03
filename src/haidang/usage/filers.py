"""Filers who still file by hand: who was approached, with what result, who has filed online since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q

from haidang.directory import api as directory
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import FilerUse
from haidang.figures import api as figures
from haidang.kernel.actor import Actor
from haidang.usage.contracts import ApproachOutcome, ApproachSheet, FilerByHand
from haidang.usage.models import Approach


def list_filers(
    *, actor: Actor, units: Iterable[int], since: datetime, until: datetime, page: int = 1, size: int = 50
) -> tuple[list[FilerByHand], int]:
    """Return a page of those who filed by hand in a period, who does it most first, and how many there are."""
    if not figures.may_read_figures(actor):
        return [], 0
    found, count = dossiers.list_filers_by_hand(
        actor=actor, units=units, since=since, until=until, page=page, size=size
    )
    approached = _latest(actor, found)
    return [FilerByHand(filer=each, approach=approached.get(_key(each.tax_code, each.name))) for each in found], count


def list_approaches(
    *, actor: Actor, tax_code: str | None = None, name: str = "", page: int = 1, size: int = 50
) -> tuple[list[ApproachSheet], int]:
    """Return a page of the approaches in sight, newest first; of one filer if a code (or "" and a name) is given."""
    rows = Approach.objects.filter(unit__in=sorted(actor.sees))
    if tax_code is not None:
        rows = rows.filter(tax_code=tax_code) if tax_code else rows.filter(tax_code="", name=name)
    skip = (max(page, 1) - 1) * size
    shown = list(rows.order_by("-approached_on", "-id")[skip : skip + size])
    online = dossiers.latest_online(actor=actor, filers=[(each.tax_code, each.name) for each in shown])
    return [_sheet(each, online.get((each.tax_code, each.name))) for each in shown], rows.count()


def _latest(actor: Actor, filers: Iterable[FilerUse]) -> Mapping[tuple[str, str], ApproachSheet]:
    """Return the latest approach to each filer by key."""
    by_key = {_key(each.tax_code, each.name): each for each in filers}
    codes, names = {code for code, _name in by_key if code}, {name for _code, name in by_key if name}
    rows = Approach.objects.filter(
        Q(tax_code__in=codes) | Q(tax_code="", name__in=names), unit__in=sorted(actor.sees)
    ).order_by("approached_on", "id")
    found = {_key(each.tax_code, each.name): each for each in rows}
    return {key: _sheet(each, by_key[key].latest_online) for key, each in found.items()}


def _key(tax_code: str, name: str) -> tuple[str, str]:
    """Return by what a filer is known: the tax code, or the name where there is none."""
    return tax_code, "" if tax_code else name


def _sheet(row: Approach, online: datetime | None) -> ApproachSheet:
    zone = directory.calendar_of(row.unit).zone
    has_changed = online is not None and online.astimezone(zone).date() >= row.approached_on
    return ApproachSheet(
        tax_code=row.tax_code,
        name=row.name,
        unit=row.unit,
        approached_on=row.approached_on,
        outcome=ApproachOutcome(row.outcome),
        text=row.text,
        by=row.by_name,
        changed_at=online if has_changed else None,
    )

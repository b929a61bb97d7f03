"""Which version of a procedure a filing on paper is drawn and checked with: the one in force when it was handed in."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import datetime

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Procedure, ProcedureCard
from haidang.clock.contracts import Calendar
from haidang.dossiers import api as dossiers
from haidang.kernel.errors import Missing
from haidang.look.addresses import number_in
from haidang.look.typed import Sent, answers


def list_enterable(query: str = "", *, calendar: Calendar, now: datetime) -> list[ProcedureCard]:
    """Return what is in force today, and what has ended since the first moment that may still be entered."""
    earliest = dossiers.earliest_entry(calendar=calendar, now=now)
    current, ended = (
        catalogue.search(query, on=day) if query else catalogue.list_procedures(on=day)
        for day in (each.astimezone(calendar.zone).date() for each in (now, earliest))
    )
    known = {card.id for card in current}
    return [*current, *(card for card in ended if card.id not in known)]


def version_for(
    procedure_id: str, *, handed_in: datetime | None, drawn: Procedure | None, calendar: Calendar, now: datetime
) -> Procedure | None:
    """
    Return the version in force at the moment handed in, as the use case will look for it.

    Where that moment says nothing (not typed, out of reach) the page stays as it was `drawn`; a new one begins with
    today's version, or with the one that ended while it may still be entered.
    """
    earliest, zone = dossiers.earliest_entry(calendar=calendar, now=now), calendar.zone
    if handed_in is not None and earliest <= handed_in <= now:
        found = catalogue.find_current(procedure_id, on=handed_in.astimezone(zone).date())
        if found is not None:
            return found
    if drawn is not None:
        return drawn
    days = (now.astimezone(zone).date(), earliest.astimezone(zone).date())
    return next(filter(None, (catalogue.find_current(procedure_id, on=day) for day in days)), None)


def find_drawn(procedure_id: str, version: str) -> Procedure | None:
    """Return the version a page says it was drawn with; None for what is no version of this procedure."""
    number = number_in(version)
    if number is None:
        return None
    try:
        found = catalogue.get_procedure(number)
    except Missing:
        return None
    return found if procedure_id in (found.id, found.source_id) else None


def no_longer_asked(drawn: Procedure, procedure: Procedure, sent: Sent, scanned: Container[str]) -> Sequence[str]:
    """Return what was typed into one version, or attached, that the other does not ask for, by label."""
    typed = {name.partition(".")[0] for name, value in answers(drawn.fields, sent).items() if value}
    asked = {field.key for field in procedure.fields}
    papers = {paper.key for paper in procedure.papers}
    fields = [str(field.label) for field in drawn.fields if field.key in typed - asked]
    return [*fields, *(str(each.name) for each in drawn.papers if each.key in scanned and each.key not in papers)]

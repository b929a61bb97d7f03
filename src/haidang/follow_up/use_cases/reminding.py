"""
Officers are reminded before and after the time of a dossier ends: each once, each in the register.

It is the clock of the law that runs now, or the internal time of the step the dossier is at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction

from haidang.accounts import api as accounts
from haidang.catalogue import api as catalogue
from haidang.clock import api as clock
from haidang.clock.contracts import Calendar, Length, TermUnit
from haidang.directory import api as directory
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import RunningOut
from haidang.figures import api as figures
from haidang.follow_up.contracts import Level
from haidang.follow_up.events import Reminded, RemindersGiven
from haidang.follow_up.models import Reminder
from haidang.follow_up.recipients import Recipients
from haidang.kernel.actor import SYSTEM, Actor
from haidang.kernel.events import announce
from haidang.kernel.ids import new_uid
from haidang.register import api as register
from haidang.register.contracts import Fact, Head, Origin

HEAD_AFTER = Length(1, TermUnit.WORKING_DAYS)
HEADQUARTERS_AFTER = Length(3, TermUnit.WORKING_DAYS)

LOOKS_BACK = timedelta(days=21)
"""Longer than three working days and any row of days off; what is overdue for longer was told at every level."""

LOOKS_AHEAD = timedelta(days=14)
"""Longer than any row of days off, so that the next working day lies in it."""

MOST_IN_A_RUN = 5_000
"""The next run goes on where a run stopped, so that other jobs have their turn after a day of many ends."""


def remind(*, now: datetime) -> int:
    """
    Remind whoever should know of each dossier or step that is due by the end of the next working day, or overdue.

    Return how many reminders were given. One that was given already is not given again; killed at any point, the
    next run gives what is missing.
    """
    recipients = Recipients(on=now.astimezone(clock.standard_calendar().zone).date())
    given = 0
    for page in _pages(now):
        given += _remind_page(page, recipients, now=now)
        if given >= MOST_IN_A_RUN:
            break
    return given


def mark_seen(*, uids: Iterable[UUID], by: Actor, now: datetime) -> int:
    """Mark those of the officer's own reminders as seen that were shown, and return how many are new to it."""
    assert by.person is not None, "an officer has an account"
    return Reminder.objects.filter(uid__in=list(uids), person=by.person, seen_at__isnull=True).update(seen_at=now)


def level_of(due_at: datetime, *, calendar: Calendar, soon_until: datetime, now: datetime) -> list[Level]:
    """Return every level of reminder that a clock which ends at `due_at` has reached by now."""
    if due_at > now:
        return [Level.SOON] if due_at <= soon_until else []
    found = [Level.LATE]
    for level, length in ((Level.HEAD, HEAD_AFTER), (Level.HEADQUARTERS, HEADQUARTERS_AFTER)):
        if clock.due(length=length, calendar=calendar, start=due_at).at <= now:
            found.append(level)
    return found


def _pages(now: datetime) -> Iterator[list[RunningOut]]:
    for ask in (dossiers.list_running_out, partial(dossiers.list_steps_running_out, now=now)):
        page = ask(actor=SYSTEM, after=now - LOOKS_BACK, until=now + LOOKS_AHEAD)
        while page:
            yield page
            last = page[-1]
            page = ask(actor=SYSTEM, after=last.due_at, after_id=last.row.id, until=now + LOOKS_AHEAD)


@transaction.atomic
def _remind_page(page: Sequence[RunningOut], recipients: Recipients, *, now: datetime) -> int:
    wanted = [
        (each, level, person) for each in page for level in _levels(each, now) for person in recipients.of(each, level)
    ]
    told = set(
        Reminder.objects.filter(dossier__in={each.row.id for each in page}).values_list(
            "dossier", "step", "due_at", "level", "person"
        )
    )
    new: dict[int, list[tuple[RunningOut, Level]]] = defaultdict(list)
    for each, level, person in wanted:
        if (each.row.id, _key(each), each.due_at, level.value, person) not in told:
            _give(each, level, person, now=now)
            new[person].append((each, level))
    for person, reminders in new.items():
        _tell(person, [pair for pair in reminders if pair[0].origin is Origin.LIVE], now=now)
    return sum(map(len, new.values()))


def _levels(each: RunningOut, now: datetime) -> list[Level]:
    unit = each.row.unit
    calendar, soon_until = directory.calendar_of(unit), figures.soon_until(unit_id=unit, now=now)
    if each.since is not None and now < each.due_at and not _is_half_over(each.since, each.due_at, calendar, now):
        return []
    return level_of(each.due_at, calendar=calendar, soon_until=soon_until, now=now)


def _is_half_over(since: datetime, due_at: datetime, calendar: Calendar, now: datetime) -> bool:
    """Return whether half of a step's time is used: who has just got a dossier need not be reminded of it."""
    used = clock.working_minutes(calendar=calendar, start=since, end=now)
    return used >= clock.working_minutes(calendar=calendar, start=now, end=due_at)


def _key(each: RunningOut) -> str:
    return each.step.key if each.step else ""


def _give(each: RunningOut, level: Level, person: int, *, now: datetime) -> None:
    row, step = each.row, _key(each)
    uid, number = new_uid(), row.code or row.number
    fact = {"dossier": row.id, "number": number, "level": level.value, "due": each.due_at.isoformat(), "to": person}
    fact |= {"step": step} if step else {}
    head = register.append(uid, Head(), [Fact("reminded", fact)], by=SYSTEM, at=now, origin=each.origin)
    Reminder.objects.create(
        uid=uid,
        dossier=row.id,
        step=step,
        due_at=each.due_at,
        level=level.value,
        person=person,
        number=number,
        at=now,
        origin=each.origin.value,
        head_seq=head.seq,
        head_hash=head.hash,
    )


def _tell(person: int, reminders: Iterable[tuple[RunningOut, Level]], *, now: datetime) -> None:
    """Announce what one person was reminded of, all of it in one fact: one mail tells them together."""
    told = tuple(
        Reminded(
            dossier=each.row.id,
            number=each.row.code or each.row.number,
            procedure=catalogue.get_procedure(each.row.version).name.vi,
            level=level,
            due_at=each.due_at,
            step=each.step.name if each.step else None,
        )
        for each, level in reminders
    )
    if told:
        officer = accounts.get_person(person)
        announce(RemindersGiven(person=person, name=officer.full_name, address=officer.email, dossiers=told, at=now))

"""`haidang clock`: due dates that explain themselves. Needs no database, and for a bare term no Django either."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand

from haidang.cli import installation
from haidang.clock import api as clock
from haidang.clock.contracts import Calendar, Due, Length, Pause, TermUnit, Uncountable
from haidang.kernel.text import Text

_DIGITS = 7

clock_app = typer.Typer(help="The legal clock: when a term ends, and why.", no_args_is_help=True)


class _PausesInPairs(TyperCommand):
    """Reads `--pause FROM TO` as the ISO 8601 interval `--pause FROM/TO`, which may be written as well."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Join the two moments behind each `--pause` before the options are read."""
        joined: list[str] = []
        rest = list(args)
        while rest:
            word = rest.pop(0)
            if word == "--pause":
                pair: list[str] = []
                while rest and len(pair) < 2 and "/" not in "".join(pair) and not rest[0].startswith("--"):
                    pair.append(rest.pop(0))
                word = f"--pause={'/'.join(pair)}"
            joined.append(word)
        return super().parse_args(ctx, joined)


@clock_app.callback()
def clock_commands() -> None:
    """The legal clock: when a term ends, and why."""


@clock_app.command(cls=_PausesInPairs)
def explain(
    *,
    days: Annotated[str | None, typer.Option(metavar="N", help="A term of N working days.")] = None,
    hours: Annotated[str | None, typer.Option(metavar="N", help="A term of N working hours.")] = None,
    calendar_days: Annotated[str | None, typer.Option(metavar="N", help="A term of N calendar days.")] = None,
    procedure: Annotated[
        str | None, typer.Option(metavar="ID", help="The whole term of a procedure, with --unit CODE.")
    ] = None,
    unit: Annotated[str | None, typer.Option(metavar="CODE", help="The unit whose office hours count.")] = None,
    start: Annotated[
        str,
        typer.Option("--from", metavar="ISO", help="When it begins; without an offset, time of Vietnam."),
    ] = "",
    pause: Annotated[
        list[str] | None,
        typer.Option(metavar="ISO ISO", help="The clock stands still between two moments; may be repeated."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print due and reasons as JSON.")] = False,
    english: Annotated[bool, typer.Option("--english", help="Give the reasons in English.")] = False,
) -> None:
    """Say when a term ends, and why."""
    calendar = clock.standard_calendar()
    bare = {TermUnit.WORKING_DAYS: days, TermUnit.WORKING_HOURS: hours, TermUnit.CALENDAR_DAYS: calendar_days}
    if procedure is not None or unit is not None:
        due = _whole_term(procedure, unit, [*bare.values(), *(pause or ())], start)
        typer.echo(_as_json(due, english=english) if as_json else _as_lines(due, english=english))
        return
    length = _length(bare)
    begins = _moment(start, calendar, option="--from")
    pauses = [_pause(interval, calendar) for interval in pause or ()]
    try:
        due = clock.due(length=length, calendar=calendar, start=begins, pauses=pauses)
    except Uncountable as refusal:
        _refuse(refusal.text)
    typer.echo(_as_json(due, english=english) if as_json else _as_lines(due, english=english))


def _whole_term(procedure: str | None, unit: str | None, others: list[str | None], start: str) -> Due:
    """Return the due date of a procedure in a unit; the rooms are loaded for this alone."""
    if procedure is None or unit is None or any(others):
        _refuse(
            Text(
                "--procedure ID và --unit CODE đi cùng nhau, không kèm thời hạn hay --pause.",
                "--procedure ID and --unit CODE come together, without a bare term or --pause.",
            )
        )
    begins = _moment(start, clock.standard_calendar(), option="--from")
    installation.find()
    installation.load_rooms()
    due = import_module("haidang.cli.procedure_term").explain(procedure=procedure, unit=unit, accepted_at=begins)
    assert isinstance(due, Due)
    return due


def _length(given: Mapping[TermUnit, str | None]) -> Length:
    """Read the one length that was given."""
    found = [(unit, value) for unit, value in given.items() if value is not None]
    if len(found) != 1:
        _refuse(
            Text(
                "Cần đúng một thời hạn: --days N, --hours N hoặc --calendar-days N.",
                "Exactly one term is needed: --days N, --hours N or --calendar-days N.",
            )
        )
    unit, value = found[0]
    if not value.isascii() or not value.isdigit() or len(value) > _DIGITS:
        _refuse(
            Text(
                f"Thời hạn “{value}” không phải là số nguyên từ 0 đến {10**_DIGITS - 1}.",
                f"The term “{value}” is not a whole number from 0 to {10**_DIGITS - 1}.",
            )
        )
    return Length(int(value), unit)


def _pause(interval: str, calendar: Calendar) -> Pause:
    """Read one pause, written FROM/TO."""
    start, slash, end = interval.partition("/")
    if not slash:
        _refuse(
            Text(
                "--pause cần hai thời điểm: bắt đầu và kết thúc.",
                "--pause needs two moments: its beginning and its end.",
            )
        )
    return Pause(_moment(start, calendar, option="--pause"), _moment(end, calendar, option="--pause"))


def _moment(written: str, calendar: Calendar, *, option: str) -> datetime:
    """Read an ISO 8601 moment; without an offset it is the time of the calendar's zone."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        _refuse(
            Text(
                f"{option} cần một ngày giờ có thật theo ISO 8601, ví dụ 2017-08-31T10:00; nhận được “{written}”.",
                f"{option} needs a real ISO 8601 date and time, such as 2017-08-31T10:00; it was “{written}”.",
            )
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=calendar.zone)


def _as_json(due: Due, *, english: bool) -> str:
    reasons = [_in_language(reason, english=english) for reason in due.reasons]
    return json.dumps({"due": due.at.isoformat(), "reasons": reasons}, ensure_ascii=False, indent=2)


def _as_lines(due: Due, *, english: bool) -> str:
    return "\n".join([due.at.isoformat(), *(f"- {_in_language(reason, english=english)}" for reason in due.reasons)])


def _in_language(text: Text, *, english: bool) -> str:
    return (text.en or text.vi) if english else text.vi


def _refuse(text: Text) -> NoReturn:
    typer.echo(f"Lỗi: {text.vi}\nError: {text.en}", err=True)
    raise typer.Exit(2)

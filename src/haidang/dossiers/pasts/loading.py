"""Many pasts stored at once, all or none of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from haidang.clock.contracts import Calendar
from haidang.dossiers import codes
from haidang.dossiers.events import DossiersLoaded
from haidang.dossiers.pasts.ground import Ground
from haidang.dossiers.pasts.past import Past
from haidang.dossiers.pasts.rows import Lines
from haidang.dossiers.pasts.telling import Telling
from haidang.kernel import sql
from haidang.kernel.events import announce
from haidang.kernel.ids import new_uid

_IDS = "SELECT nextval(pg_get_serial_sequence('dossiers_dossier', 'id')) FROM generate_series(1, %s)"


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A number that is due: to which past, when, counted under what; a result's has a symbol, a code none."""

    past: int
    at: datetime
    prefix: str
    symbol: str = ""


class PastWriter:
    """
    Stores pasts as the use cases would have left them, by COPY.

    `calendars` may hold calendars laid out beforehand (`clock.laid_out`), by key. One process keeps one writer.
    """

    def __init__(self, calendars: Mapping[str, Calendar] | None = None) -> None:
        self._ground = Ground(calendars or {})

    def write(self, pasts: Sequence[Past]) -> int:
        """
        Store some thousands of pasts and return how many: rows, ledgers, streams and figures in one transaction.

        Nothing is asked, nobody is notified, no paper is made. Codes and numbers are taken beforehand in a
        transaction of their own, so that two writers do not wait for each other; a crash leaves a gap.
        """
        numbers = self._numbers(pasts)
        with transaction.atomic():
            ids = [row[0] for row in sql.rows(_IDS, [len(pasts)])]
            lines = Lines()
            for index, (past, dossier_id) in enumerate(zip(pasts, ids, strict=True)):
                code, result_number = numbers.get((index, "")), numbers.get((index, "result"))
                told = Telling(
                    past,
                    uid=str(new_uid()),
                    code=code,
                    result_number=result_number,
                    ground=self._ground,
                    entries=lines.register,
                )
                lines.add(told, dossier_id)
            lines.write()
            announce(DossiersLoaded(happened=lines.happened, standing=lines.standing))
        return len(ids)

    def _numbers(self, pasts: Sequence[Past]) -> dict[tuple[int, str], str]:
        """Return each dossier's code and result number, in the order of the moments they were given."""
        due = sorted(self._due(pasts), key=lambda each: each.at)
        with transaction.atomic():
            last = Counter(codes.reserve(Counter(each.prefix for each in due)))
        given: dict[tuple[int, str], str] = {}
        for each in due:
            last[each.prefix] += 1
            number = last[each.prefix]
            if each.symbol:
                given[(each.past, "result")] = codes.result_number(number, each.symbol)
            else:
                given[(each.past, "")] = codes.dossier_code(each.prefix, number)
        return given

    def _due(self, pasts: Sequence[Past]) -> Iterator[_Numbered]:
        ground = self._ground
        for index, past in enumerate(pasts):
            unit, outcome = past.filing.unit, ""
            for deed in past.deeds:
                if deed.act == "accept_dossier":
                    yield _Numbered(index, deed.at, ground.code_prefix(unit, ground.day(unit, deed.at)))
                elif deed.act == "propose_result":
                    outcome = deed.given.outcome
                elif deed.act == "decide":
                    symbol = ground.symbol(past.procedure.version, unit, outcome)
                    prefix = codes.result_prefix(ground.unit(unit), ground.day(unit, deed.at), symbol)
                    yield _Numbered(index, deed.at, prefix, symbol)

"""The tables of open data as files: CSV for people and spreadsheets, Parquet for programs that read typed columns."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from io import BytesIO, StringIO
from itertools import accumulate

from arro3.core import Array, DataType, Table, list_array
from arro3.io import write_parquet

from haidang.reports.contracts import PublishedRow

Span = tuple[date, date]
Line = tuple[Span | None, PublishedRow]
"""A row with the days it counts; in the table of a month no row names any."""

_DAYS = ("first", "last")
_COLUMNS = ("measure", "division", "keys", "names", "count")
_EPOCH = date(1970, 1, 1)


class Kind(StrEnum):
    """How a table is written: the ending of its address."""

    CSV = "csv"
    PARQUET = "parquet"


CONTENT_TYPE = {Kind.CSV: "text/csv; charset=utf-8", Kind.PARQUET: "application/vnd.apache.parquet"}


def written(kind: Kind, lines: Iterable[Line], *, with_days: bool) -> bytes:
    """Return a table as the bytes of a file, with the columns `first` and `last` before the others if asked for."""
    return _WRITERS[kind](list(lines), with_days)


def _csv(lines: Sequence[Line], with_days: bool) -> bytes:  # noqa: FBT001
    held = StringIO()
    table = csv.writer(held)
    table.writerow([*(_DAYS if with_days else ()), *_COLUMNS])
    for span, row in lines:
        table.writerow([*(span or ()), row.measure, row.division, ";".join(row.keys), ";".join(row.names), row.count])
    return held.getvalue().encode()


def _parquet(lines: Sequence[Line], with_days: bool) -> bytes:  # noqa: FBT001
    rows, spans = [row for _span, row in lines], [span for span, _row in lines if span]
    columns = {name: _dates([span[end] for span in spans]) for end, name in enumerate(_DAYS)} if with_days else {}
    columns |= {
        "measure": Array([row.measure for row in rows], DataType.utf8()),
        "division": Array([row.division for row in rows], DataType.utf8()),
        "keys": _lists([row.keys for row in rows]),
        "names": _lists([row.names for row in rows]),
        "count": Array([row.count for row in rows], DataType.int64()),
    }
    held = BytesIO()
    write_parquet(Table.from_arrays([*columns.values()], names=[*columns]), held, compression="snappy")
    return held.getvalue()


def _dates(days: Sequence[date]) -> Array:
    return Array([(day - _EPOCH).days for day in days], DataType.int32()).cast(DataType.date32())


def _lists(values: Sequence[Sequence[str]]) -> Array:
    ends = Array([0, *accumulate(len(each) for each in values)], DataType.int32())
    return list_array(ends, Array([text for each in values for text in each], DataType.utf8()))


_WRITERS: dict[Kind, Callable[[Sequence[Line], bool], bytes]] = {Kind.CSV: _csv, Kind.PARQUET: _parquet}

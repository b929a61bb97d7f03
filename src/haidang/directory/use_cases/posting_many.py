"""The officers of many units at once, none of whom was posted before: for an invented nation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from haidang.directory.contracts import NewPosting
from haidang.kernel import copying
from haidang.kernel.actor import SYSTEM
from haidang.kernel.copying import NOTHING, cell, moment
from haidang.kernel.ids import new_uid
from haidang.register import api as register
from haidang.register.contracts import Origin

_COPY = """
COPY directory_posting (
    person_id, unit_id, division, title_vi, title_en, duties, signs_as, valid_from, stream, head_seq, head_hash
) FROM STDIN
"""


@transaction.atomic
def post_new_officers(*, postings: Sequence[NewPosting], now: datetime, origin: Origin) -> None:
    """Post people who have just got their accounts, as the system; what `post_officer` asks is not asked."""
    at, by = moment(now), register.Signature.of(SYSTEM)
    lines, entries = list[str](), list[str]()
    for each in postings:
        stream, duties = register.Stream(str(new_uid()), origin=origin, lines=entries), sorted(each.duties)
        data = {"person": each.person, "unit": each.unit, "duties": duties, "since": each.since.isoformat()}
        stream.add("officer_posted", register.dumped(data), by=by, at=at)
        titles = f"{cell(each.title.vi)}\t{cell(each.title.en) if each.title.en else NOTHING}"
        lines.append(
            f"{each.person}\t{each.unit}\t\t{titles}\t{{{','.join(duties)}}}\t\t{each.since}\t"
            f"{stream.uid}\t{stream.seq}\t\\\\x{stream.hash.hex()}\n"
        )
    copying.copy(_COPY, lines)
    register.write_lines(entries)

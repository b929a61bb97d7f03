"""
The entries of a dossier's clock ledger: which stand after corrections, in which order, and what was waited for.

What they say under the rules of a dossier is read in `ledger.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from haidang.clock.contracts import Pause
from haidang.dossiers.contracts import CORRECTABLE, SENT_ONLINE, EntryKind, LedgerEntry

K = EntryKind


def in_order(entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """Return the entries by their moments; those of one moment as they were written."""
    return sorted(entries, key=lambda each: (each.at, each.seq))


def standing_entries(entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """Return the entries in order, as they are read after all corrections."""
    return in_order(as_corrected(entries, [each for each in entries if each.kind is K.CORRECTED]))


def as_corrected(entries: Sequence[LedgerEntry], corrections: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """Return the entries at their right moments: the corrected one stays in the ledger, the later one is read."""
    right = {each.data["entry"]: moment_of(each.data["right_at"]) for each in corrections}
    standing = [each for each in entries if each.kind is not K.CORRECTED]
    return [replace(each, at=right.get(each.seq, each.at)) for each in standing] if right else standing


def correctable(entries: Sequence[LedgerEntry], *, channel: str) -> list[LedgerEntry]:
    """Return the entries whose moment may be corrected, as they are read after all corrections."""
    kinds = set(CORRECTABLE) - (SENT_ONLINE if channel == "online" else set())
    return [each for each in standing_entries(entries) if each.kind in kinds]


def latest_of(entries: Sequence[LedgerEntry], kind: EntryKind) -> LedgerEntry | None:
    """Return the last entry of a kind, if there is one."""
    return next((each for each in reversed(entries) if each.kind is kind), None)


def rounds(entries: Sequence[LedgerEntry]) -> list[tuple[LedgerEntry, LedgerEntry]]:
    """Return each completed supplement with the request it answers."""
    asked = {each.data["round"]: each for each in entries if each.kind is K.SUPPLEMENT_ASKED}
    return [(each, asked[each.data["round"]]) for each in entries if each.kind is K.SUPPLEMENT_COMPLETE]


def paid_waits(entries: Sequence[LedgerEntry]) -> list[Pause]:
    """Return when a payment was waited for that came."""
    pauses: list[Pause] = []
    asked_at: datetime | None = None
    for each in entries:
        if each.kind is K.PAYMENT_ASKED:
            asked_at = each.at
        elif each.kind is K.PAID and asked_at:
            pauses.append(Pause(asked_at, each.at))
            asked_at = None
    return pauses


def waits_for_filer(entries: Sequence[LedgerEntry]) -> list[Pause]:
    """Return when the filer was waited for, for a supplement or a payment; one that goes on has no end."""
    standing = standing_entries(entries)
    closed = [Pause(asked.at, complete.at) for complete, asked in rounds(standing)]
    open_one = open_wait(standing)
    return [*closed, *paid_waits(standing), *([Pause(open_one.at, None)] if open_one else [])]


def open_wait(entries: Sequence[LedgerEntry]) -> LedgerEntry | None:
    """Return the request to the filer that is not answered yet: for a supplement or a payment."""
    opened = [each for each in entries if each.kind in (K.SUPPLEMENT_ASKED, K.PAYMENT_ASKED)]
    closed = [each for each in entries if each.kind in (K.SUPPLEMENT_COMPLETE, K.PAID)]
    return opened[-1] if opened and (not closed or closed[-1].seq < opened[-1].seq) else None


def moment_of(text: str) -> datetime:
    """Return a moment as an entry keeps it."""
    return datetime.fromisoformat(text)

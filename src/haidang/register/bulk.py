"""
Whole streams written from their beginning, many at once, as lines of COPY.

The same bytes and hashes as `append` gives one entry at a time; a test holds them against each other. For invented
or imported pasts: what happens live goes through `append`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from haidang.kernel import copying
from haidang.kernel.actor import Actor
from haidang.register._chain import dumped
from haidang.register.contracts import Head, Origin

_COPY = "COPY register_entry (stream, seq, event, occurred_at, origin, person, unit, body, hash) FROM STDIN"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who acts, ready to be written: in the body, and in the searched columns."""

    told: str
    columns: str

    @classmethod
    def of(cls, by: Actor) -> Signature:
        """Return an actor's signature; it is made once and used for every entry of theirs."""
        told = {
            "person": by.person,
            "name": by.name,
            "capacity": by.capacity.value,
            "unit": by.unit,
            "for": by.on_behalf_of_name,
        }
        columns = (copying.NOTHING if each is None else str(each) for each in (by.person, by.unit))
        return cls(dumped(told), "\t".join(columns))


class Stream:
    """One stream in the making; its lines go to the end of the list it is given."""

    __slots__ = ("_lines", "_origin", "hash", "seq", "uid")

    def __init__(self, uid: str, *, origin: Origin, lines: list[str]) -> None:
        self.uid = uid
        self.seq = 0
        self.hash = bytes(32)
        self._origin = origin.value
        self._lines = lines

    def add(self, event: str, data: str, *, by: Signature, at: str) -> None:
        """Add an entry: `data` as `dumped`, `at` in UTC with microseconds."""
        self.seq = seq = self.seq + 1
        body = (
            f'{{"at":"{at}","by":{by.told},"data":{data},"event":"{event}",'
            f'"origin":"{self._origin}","seq":{seq},"stream":"{self.uid}"}}'
        )
        self.hash = sha256(self.hash + body.encode()).digest()
        escaped = body.replace("\\", "\\\\")
        self._lines.append(
            f"{self.uid}\t{seq}\t{event}\t{at}\t{self._origin}\t{by.columns}\t{escaped}\t\\\\x{self.hash.hex()}\n"
        )

    @property
    def head(self) -> Head:
        """The end of the stream, for its own row."""
        return Head(self.seq, self.hash)


def write_lines(lines: Iterable[str]) -> None:
    """Store the lines of streams that are new, in the transaction that stores their own rows."""
    copying.copy(_COPY, lines)

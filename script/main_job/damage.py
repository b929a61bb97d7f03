"""What can be made wrong on purpose: past the program, by SQL as the cluster's administrator or in a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from main_job.installation import Installation
from main_job.papers import make_pdf
from main_job.steps import wait_for

NAMES = ("signature", "receipt", "register", "figures", "filter", "clock")


@dataclass
class FileDamage:
    """The kept bytes of one paper of a dossier are replaced by others."""

    name: str
    installation: Installation
    column: str
    dossier: int
    change: Callable[[bytes], bytes]
    _good: bytes = b""

    def apply(self) -> None:
        """Replace them where they are kept."""
        path = self._path()
        self._good = path.read_bytes()
        path.write_bytes(self.change(self._good))

    def undo(self) -> None:
        """Put the right ones back."""
        self._path().write_bytes(self._good)

    def _path(self) -> Any:
        statement = (
            f"SELECT f.sha256 FROM documents_file f JOIN dossiers_dossier d ON f.id = d.{self.column} WHERE d.id = %s"
        )
        return self.installation.kept_file(self.installation.sql(statement, [self.dossier])[0][0])


@dataclass
class SqlDamage:
    """Rows are changed. `before` and `after` are statements around each change; `ready` waits for the rows."""

    name: str
    installation: Installation
    wrong: str
    right: str
    values: Sequence[object]
    before: str = ""
    after: str = ""
    ready: Callable[[], object] = field(default=lambda: None)

    def apply(self) -> None:
        """Change them."""
        self.ready()
        self._change(self.wrong)

    def undo(self) -> None:
        """Change them back."""
        self._change(self.right)

    def _change(self, statement: str) -> None:
        if self.before:
            self.installation.sql(self.before)
        changed = self.installation.sql(f"{statement} RETURNING 1", self.values)
        if self.after:
            self.installation.sql(self.after)
        assert len(changed) == 1, f"{self.name}: {len(changed)} rows were changed"


def signature(installation: Installation, dossier: int) -> FileDamage:
    """One byte of the signed result is another."""
    return FileDamage("signature", installation, "result_file", dossier, _one_byte_changed)


def receipt(installation: Installation, dossier: int) -> FileDamage:
    """Another PDF stands in place of the receipt."""
    return FileDamage("receipt", installation, "receipt_file", dossier, lambda _good: make_pdf("Another receipt"))


def register(installation: Installation, dossier: int) -> SqlDamage:
    """An entry says that the dossier was returned where it was accepted."""
    change = (
        'UPDATE register_entry e SET body = replace(body, \'"event":"{}"\', \'"event":"{}"\') '
        "FROM dossiers_dossier d WHERE d.id = %s AND d.uid = e.stream AND e.event = 'accepted'"
    )
    wrong, right = change.format("accepted", "returned"), change.format("returned", "accepted")
    return SqlDamage(
        "register", installation, wrong, right, [dossier],
        before="ALTER TABLE register_entry DISABLE TRIGGER register_entry_only_grows",
        after="ALTER TABLE register_entry ENABLE TRIGGER register_entry_only_grows",
    )  # fmt: skip


def figures(installation: Installation) -> SqlDamage:
    """The board tells of one dossier more than was received."""
    change = (
        "UPDATE figure_total SET value = value {} 1 "
        "WHERE measure = 'received' AND span = 'year' AND procedure = '' AND channel = ''"
    )

    def folded() -> object:
        return wait_for(
            "the figures to be folded",
            lambda: True if not installation.sql("SELECT 1 FROM figure_change LIMIT 1") else None,
        )

    return SqlDamage("figures", installation, change.format("+"), change.format("-"), [], ready=folded)


def row_filter(installation: Installation, *, stranger: str, own_unit: str, other_unit: str) -> SqlDamage:
    """An officer of another unit is posted where the dossier lies, without anybody having done so."""
    change = (
        "UPDATE directory_posting p SET unit_id = t.id FROM accounts_user u, directory_unit f, directory_unit t "
        "WHERE u.email = %s AND p.person_id = u.id AND f.id = p.unit_id AND f.code = '{}' AND t.code = '{}' "
        "AND t.valid_from <= p.valid_from AND coalesce(t.valid_to, 'infinity') >= p.valid_from"
    )
    wrong, right = change.format(other_unit, own_unit), change.format(own_unit, other_unit)
    return SqlDamage("filter", installation, wrong, right, [stranger])


def clock(installation: Installation, dossier: int) -> SqlDamage:
    """The clock of the dossier began a week earlier than it was accepted."""
    change = "UPDATE dossiers_clockentry SET at = at {} interval '7 days' WHERE dossier_id = %s AND kind = 'accepted'"
    return SqlDamage("clock", installation, change.format("-"), change.format("+"), [dossier])


def _one_byte_changed(good: bytes) -> bytes:
    place = len(good) // 3
    return good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :]

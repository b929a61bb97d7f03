"""Publishing stands in the register: each procedure has a stream of its own, the general rules share one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from haidang.catalogue.models import ProcedureVersion, Publication, RulePackVersion
from haidang.kernel.actor import Actor
from haidang.register import api as register
from haidang.register.contracts import Fact, Head

RULES = "rule-packs"

Version = ProcedureVersion | RulePackVersion


class Publications:
    """The streams of what is published, held until the transaction ends; `store` writes their new ends."""

    def __init__(self) -> None:
        self._known = {row.name: row for row in Publication.objects.select_for_update().order_by("name")}
        self._changed: dict[str, Publication] = {}
        self._begun = frozenset(self._known)

    def unrecorded(self, versions: Iterable[Version]) -> list[Version]:
        """Return those of some published versions that were published before publishing was recorded."""
        return [each for each in versions if _name(each) not in self._begun]

    def published(self, version: Version, *, by: Actor, at: datetime) -> None:
        """Record that a version is published, by the hash of its content."""
        self._add(version, "version_published", by=by, at=at)

    def ended(self, version: Version, *, by: Actor, at: datetime) -> None:
        """Record that a published version got a last day, or another one."""
        self._add(version, "version_ended", by=by, at=at)

    def store(self) -> None:
        """Write where the streams end now."""
        Publication.objects.bulk_create(
            self._changed.values(),
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["head_seq", "head_hash"],
        )

    def _add(self, version: Version, event: str, *, by: Actor, at: datetime) -> None:
        row = self._known.setdefault(_name(version), Publication(name=_name(version)))
        told = {
            "version": version.procedure if isinstance(version, ProcedureVersion) else version.pk,
            "valid_from": version.valid_from.isoformat(),
            "valid_to": version.valid_to.isoformat() if version.valid_to else None,
            "sha256": version.sha256,
        }
        head = register.append(row.stream, Head(row.head_seq, bytes(row.head_hash)), [Fact(event, told)], by=by, at=at)
        row.head_seq, row.head_hash = head.seq, head.hash
        self._changed[row.name] = row


def _name(version: Version) -> str:
    return version.procedure if isinstance(version, ProcedureVersion) else RULES

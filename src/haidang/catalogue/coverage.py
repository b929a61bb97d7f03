"""What is offered online: counted from the pack itself, beside the figures the administration has published."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from haidang.catalogue import compiling
from haidang.catalogue.compiling import text
from haidang.catalogue.contracts import Coverage, Procedure, PublishedFigure
from haidang.catalogue.pack import Document, last_day, read_pack, resolve


def read_procedures(folder: Path | None = None) -> list[Procedure]:
    """Return every version in the files of a pack, by source id; no database is asked, so `version` is 0."""
    pack = read_pack(folder)
    documents = pack.procedures.values()
    compiled = [compiling.procedure(resolve(each, pack), valid_to=last_day(each)) for each in documents]
    return sorted(compiled, key=lambda each: (each.source_id, each.valid_from))


def coverage(*, on: date, folder: Path | None = None) -> Coverage:
    """Return what the files of a pack offer on a day, and the published figures."""
    pack = read_pack(folder)
    found = [each for each in read_procedures(folder) if _is_in_force(each, on)]
    offered = [each for each in found if each.offered]
    own_forms = {document["id"] for document in pack.procedures.values() if isinstance(document.get("form"), list)}
    return Coverage(
        on=on,
        procedures=len(found),
        offered=len(offered),
        not_offered=len(found) - len(offered),
        by_tier=dict(Counter(each.tier for each in offered)),
        by_level=dict(Counter(each.level for each in offered)),
        with_statutory_term=sum(each.has_statutory_term for each in offered),
        with_own_form=sum(each.id in own_forms for each in offered),
        published=tuple(_published(each) for each in pack.coverage["published"]),
    )


def _is_in_force(procedure: Procedure, on: date) -> bool:
    return procedure.valid_from <= on and (procedure.valid_to is None or on <= procedure.valid_to)


def _published(item: Document) -> PublishedFigure:
    return PublishedFigure(
        when=item["when"],
        text=text(item["text"]),
        offered=item["offered"],
        total=item.get("of"),
        level_4=item.get("level_4"),
        source=item["source"],
        confidence=item["confidence"],
    )

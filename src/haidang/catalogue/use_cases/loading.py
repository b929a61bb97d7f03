"""Loading a pack: what is new is published, what is there stays as it is, what was changed is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.catalogue import compiling, queries
from haidang.catalogue.checking import check_pack
from haidang.catalogue.contracts import BadPack, LoadReport
from haidang.catalogue.models import ProcedureVersion, RulePackVersion
from haidang.catalogue.pack import Document, Pack, content_hash, last_day, read_pack, resolve, resolve_rule_packs
from haidang.catalogue.use_cases.recording import Publications, Version
from haidang.kernel import sql
from haidang.kernel.actor import SYSTEM
from haidang.kernel.errors import Refused

Progress = Callable[[int, int], None]
"""Told how many of how many files are done."""

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('haidang.catalogue.load'))"
_PAPERS_IN_SEARCH = 4000


@transaction.atomic
def load_pack(*, now: datetime, folder: Path | None = None, progress: Progress | None = None) -> LoadReport:
    """
    Publish every version of the pack that is not there yet; a second run changes nothing.

    :raises BadPack: if the pack has mistakes
    :raises Refused: if the content of a published version has changed
    """
    pack = read_pack(folder)
    mistakes = check_pack(pack.folder)
    if mistakes:
        raise BadPack(tuple(mistakes))
    sql.execute(_ONE_AT_A_TIME)

    procedures = list(_procedure_rows(pack, now, progress))
    rules = list(_rule_pack_rows(pack, now))
    known = _known(procedures)
    known_rules = {row.pk: row for row in RulePackVersion.objects.order_by("pk")}
    _refuse_changes([(row, known.get((row.procedure, row.valid_from))) for row in procedures], rules, known_rules)

    ended = [
        *(_end(known.get((row.procedure, row.valid_from)), row.valid_to) for row in procedures),
        *(_end(known_rules.get(row.pk), row.valid_to) for row in rules),
    ]
    new = [row for row in procedures if (row.procedure, row.valid_from) not in known]
    new_rules = [row for row in rules if row.pk not in known_rules]
    ProcedureVersion.objects.bulk_create(new)
    RulePackVersion.objects.bulk_create(new_rules)
    _record([*known.values(), *known_rules.values()], [*new, *new_rules], [each for each in ended if each], now)

    queries.forget()
    return LoadReport(
        added=tuple(row.procedure for row in new),
        unchanged=len(procedures) - len(new),
        rule_packs_added=tuple(row.pk for row in new_rules),
    )


def _procedure_rows(pack: Pack, now: datetime, progress: Progress | None) -> Iterator[ProcedureVersion]:
    for done, document in enumerate(pack.procedures.values(), start=1):
        yield _procedure_row(resolve(document, pack), last_day(document), now)
        if progress:
            progress(done, len(pack.procedures))


def _procedure_row(body: Document, valid_to: date | None, now: datetime) -> ProcedureVersion:
    compiled = compiling.procedure(body)
    papers = " ".join(paper.name.vi for paper in compiled.papers)
    numbers = compiled.source_id.replace("-", " ")
    return ProcedureVersion(
        procedure=compiled.id,
        source_id=compiled.source_id,
        valid_from=compiled.valid_from,
        valid_to=valid_to,
        sha256=compiled.sha256,
        body=body,
        title=compiled.name.vi,
        aliases=" ".join([*compiled.aliases, compiled.name.en or ""]),
        subject=f"{compiled.group_name.vi} {compiled.group_name.en or ''} {numbers}",
        papers=papers[:_PAPERS_IN_SEARCH],
        loaded_at=now,
    )


def _rule_pack_rows(pack: Pack, now: datetime) -> Iterator[RulePackVersion]:
    for document, body in zip(pack.rule_packs, resolve_rule_packs(pack), strict=True):
        yield RulePackVersion(
            id=body["id"],
            valid_from=date.fromisoformat(body["valid"]["from"]),
            valid_to=last_day(document),
            sha256=content_hash(body),
            body=body,
            loaded_at=now,
        )


def _known(procedures: list[ProcedureVersion]) -> dict[tuple[str, date], ProcedureVersion]:
    names = {row.procedure for row in procedures}
    rows = ProcedureVersion.objects.filter(procedure__in=names).defer("body").order_by("pk")
    return {(row.procedure, row.valid_from): row for row in rows}


def _refuse_changes(
    procedures: list[tuple[ProcedureVersion, ProcedureVersion | None]],
    rules: list[RulePackVersion],
    known_rules: dict[str, RulePackVersion],
) -> None:
    changed = [
        _("%(name)s, in force from %(day)s") % {"name": row.procedure, "day": f"{row.valid_from:%d/%m/%Y}"}
        for row, published in procedures
        if published and published.sha256 != row.sha256
    ]
    changed += [row.pk for row in rules if row.pk in known_rules and known_rules[row.pk].sha256 != row.sha256]
    if changed:
        message = _(
            "A published version is never changed, and these differ from what was published: %(changed)s. "
            "Restore the files, and write a new version with its own first day."
        )
        raise Refused(message % {"changed": "; ".join(changed)})


def _end(published: Version | None, valid_to: date | None) -> Version | None:
    """Set the last day of a published version where the pack has learnt it, and return it if that was so."""
    if published is None or published.valid_to == valid_to:
        return None
    published.valid_to = valid_to
    published.save(update_fields=["valid_to"])
    return published


def _record(known: list[Version], new: list[Version], ended: list[Version], now: datetime) -> None:
    publications = Publications()
    for version in publications.unrecorded(known):
        publications.published(version, by=SYSTEM, at=version.loaded_at)
    for version in new:
        publications.published(version, by=SYSTEM, at=now)
    for version in ended:
        publications.ended(version, by=SYSTEM, at=now)
    publications.store()

"""
Reading the catalogue.

Versions never change, so they are compiled once per process; which of them is in force is asked anew every few
seconds, so that a running process sees a pack that was loaded meanwhile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from time import monotonic
from uuid import UUID

from django.utils.translation import gettext as _

from haidang.catalogue import compiling, rule_packs
from haidang.catalogue.contracts import GroupCard, Procedure, ProcedureCard, RulePack
from haidang.catalogue.models import ProcedureVersion, RulePackVersion
from haidang.kernel import sql
from haidang.kernel.errors import Missing
from haidang.kernel.text import fold
from haidang.register.contracts import Head

_IN_FORCE = """
SELECT id FROM catalogue_procedureversion
WHERE valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s) ORDER BY id
"""
_IN_FORCE_BETWEEN = """
SELECT id FROM catalogue_procedureversion
WHERE valid_from <= %(last)s AND (valid_to IS NULL OR valid_to >= %(first)s) ORDER BY valid_from, id
"""
_ENDED = """
SELECT id FROM catalogue_procedureversion
WHERE %(name)s IN (procedure, source_id) AND valid_to < %(before)s ORDER BY valid_to DESC LIMIT 1
"""

_LATEST = (
    "SELECT DISTINCT ON (procedure) id FROM catalogue_procedureversion ORDER BY procedure, valid_from DESC, id DESC"
)

_REMEMBERED_SECONDS = 5
_compiled: dict[int, Procedure] = {}


def get_procedure(version: int) -> Procedure:
    """
    Return one published version.

    :raises Missing: if there is no such version
    """
    if version not in _compiled:
        _compile([version])
    try:
        return _compiled[version]
    except KeyError:
        raise Missing(_("There is no such procedure.")) from None


def find_current(procedure: str, *, on: date) -> Procedure | None:
    """Return the version of a procedure in force on a day, by our id or by the id of the source, e.g. HQ36A-I-16."""
    version = _versions_on(on).get(procedure)
    return get_procedure(version) if version else None


def find_ended(procedure: str, *, before: date) -> Procedure | None:
    """Return the latest version of a procedure whose last day is past, by our id or by the id of the source."""
    version = sql.row(_ENDED, {"name": procedure, "before": before})
    return get_procedure(version[0]) if version else None


def list_procedures(
    *, on: date, offered: bool | None = None, group: str | None = None, tier: int | None = None
) -> list[ProcedureCard]:
    """Return what is in force on a day, in the order of the source's numbers."""
    found = [
        each
        for each in _procedures_on(on)
        if offered in (None, each.offered) and group in (None, each.group) and tier in (None, each.tier)
    ]
    return [card(each) for each in sorted(found, key=lambda each: each.source_id)]


def list_offered_between(*, first: date, last: date, tier: int | None = None) -> list[ProcedureCard]:
    """Return what was offered on at least one day, by the latest version that was, in the order of the source."""
    versions = [version for (version,) in sql.rows(_IN_FORCE_BETWEEN, {"first": first, "last": last})]
    _compile(versions)
    latest = {each.id: each for each in map(get_procedure, versions) if each.offered and tier in (None, each.tier)}
    return [card(each) for each in sorted(latest.values(), key=lambda each: each.source_id)]


def list_ever(*, group: str | None = None) -> list[ProcedureCard]:
    """Return every procedure there ever was by its latest version, of one group if one is named, by its id."""
    latest = [version for (version,) in sql.rows(_LATEST)]
    _compile(latest)
    return [card(each) for each in map(get_procedure, latest) if group in (None, each.group)]


def list_groups(*, on: date) -> list[GroupCard]:
    """Return the groups that hold a procedure on a day, in the order of their Vietnamese names."""
    procedures = _procedures_on(on)
    total, offered = Counter(p.group for p in procedures), Counter(p.group for p in procedures if p.offered)
    names = {each.group: each.group_name for each in procedures}
    return [
        GroupCard(key=key, name=names[key], procedures=total[key], offered=offered[key])
        for key in sorted(names, key=lambda key: fold(names[key].vi))
    ]


def card(procedure: Procedure) -> ProcedureCard:
    """Return what a list shows of a procedure."""
    return ProcedureCard(
        version=procedure.version,
        id=procedure.id,
        source_id=procedure.source_id,
        name=procedure.name,
        tier=procedure.tier,
        group=procedure.group,
        group_name=procedure.group_name,
        level=procedure.level,
        offered=procedure.offered,
        offered_where=procedure.offered_where,
        not_offered_reason=procedure.not_offered_reason,
        who_may_file=procedure.who_may_file,
        confidence=procedure.confidence,
    )


def versions_in_force(on: date) -> list[int]:
    """Return the ids of the versions in force on a day."""
    return sorted(set(_versions_on(on).values()))


def _rule_packs() -> Sequence[RulePack]:
    return _rule_packs_at(_tick())


@lru_cache(maxsize=2)
def _rule_packs_at(_moment: int) -> Sequence[RulePack]:
    rows = RulePackVersion.objects.order_by("valid_from").values_list("body", "valid_to")
    return [rule_packs.rule_pack(body, valid_to=valid_to) for body, valid_to in rows]


def rule_pack_on(day: date) -> RulePack:
    """Return the general rules in force on a day."""
    return rule_packs.in_force(_rule_packs(), day)


def get_rule_pack(pack: str) -> RulePack:
    """
    Return a rule pack by its id: the one a dossier was accepted under.

    :raises Missing: if there is no such pack
    """
    for each in _rule_packs():
        if each.id == pack:
            return each
    raise Missing(_("There is no such set of rules."))


def iter_heads() -> list[tuple[UUID, Head]]:
    """Return the end of every procedure's stream and of that of the rules, for the proof of the register."""
    return [
        (stream, Head(seq, bytes(digest)))
        for stream, seq, digest in sql.rows("SELECT stream, head_seq, head_hash FROM catalogue_publication")
    ]


def forget() -> None:
    """Forget what was read, because a pack has been loaded."""
    _compiled.clear()
    _versions_at.cache_clear()
    _rule_packs_at.cache_clear()


def _tick() -> int:
    """Return a number that changes every few seconds: how long a process may believe what it read."""
    return int(monotonic() // _REMEMBERED_SECONDS)


def _versions_on(on: date) -> Mapping[str, int]:
    return _versions_at(on, _tick())


@lru_cache(maxsize=64)
def _versions_at(on: date, _moment: int) -> Mapping[str, int]:
    versions = [version for (version,) in sql.rows(_IN_FORCE, {"on": on})]
    _compile(versions)
    found = [_compiled[version] for version in versions]
    return {name: each.version for each in found for name in (each.id, each.source_id)}


def _procedures_on(on: date) -> Iterable[Procedure]:
    return [get_procedure(version) for version in versions_in_force(on)]


def _compile(versions: Sequence[int]) -> None:
    unknown = [version for version in versions if version not in _compiled]
    rows = ProcedureVersion.objects.filter(pk__in=unknown).order_by("pk").values_list("pk", "body", "valid_to")
    for version, body, valid_to in rows:
        _compiled[version] = compiling.procedure(body, version=version, valid_to=valid_to)

"""What pasts stand on: units, rule packs and prefixes, each looked up once however many dossiers need it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Procedure, RulePack
from haidang.clock.contracts import Calendar, Due, TermUnit
from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.dossiers import codes, papers
from haidang.dossiers.ledger import Rules, latest_legal_due
from haidang.kernel.actor import Actor
from haidang.register.api import Signature

_IN_DAYS = (TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS)


class Ground:
    """Looks up what does not change while pasts are written; `calendars` may hold some that are laid out."""

    def __init__(self, calendars: Mapping[str, Calendar]) -> None:
        self._calendars = calendars
        self.unit = lru_cache(maxsize=None)(directory.get_unit)
        self.pack_on = lru_cache(maxsize=None)(catalogue.rule_pack_on)
        self.zone = lru_cache(maxsize=None)(self._zone)
        self.rules = lru_cache(maxsize=None)(self._rules)
        self.code_prefix = lru_cache(maxsize=4096)(self._code_prefix)
        self.symbol = lru_cache(maxsize=None)(self._symbol)
        self._due: dict[tuple[int, str, date], Due | None] = {}
        self.signature = _Signatures().of

    def day(self, unit_id: int, moment: datetime) -> date:
        """Return the day of a moment where the unit's office is."""
        return moment.astimezone(self.zone(unit_id)).date()

    def _calendar(self, unit_id: int) -> Calendar:
        own = directory.calendar_of(unit_id)
        return self._calendars.get(own.key, own)

    def _zone(self, unit_id: int) -> ZoneInfo:
        return self._calendar(unit_id).zone

    def _rules(self, version: int, pack: str, unit_id: int) -> Rules:
        return Rules(
            procedure=catalogue.get_procedure(version),
            pack=catalogue.get_rule_pack(pack),
            calendar=self._calendar(unit_id),
        )

    def _code_prefix(self, unit_id: int, day: date) -> str:
        return codes.code_prefix(self.pack_on(day), self.unit(unit_id), day)

    def _symbol(self, version: int, unit_id: int, outcome: str) -> str:
        procedure: Procedure = catalogue.get_procedure(version)
        unit: UnitCard = self.unit(unit_id)
        return papers.result_symbol(procedure, unit, {"outcome": outcome})

    def legal_due(self, rules: Rules, unit_id: int, accepted_at: datetime) -> Due | None:
        """Return the date the receipt shows; terms in days are counted once for each day of acceptance."""
        if not rules.procedure.has_statutory_term:
            return None
        if any(stage.length.unit not in _IN_DAYS for stage in rules.procedure.stages if stage.length):
            return latest_legal_due(accepted_at, rules)
        key = (rules.procedure.version, rules.calendar.key, self.day(unit_id, accepted_at))
        if key not in self._due:
            self._due[key] = latest_legal_due(accepted_at, rules)
        return self._due[key]

    def pack(self, unit_id: int, moment: datetime) -> RulePack:
        """Return the general rules in force where and when something happens."""
        found: RulePack = self.pack_on(self.day(unit_id, moment))
        return found


class _Signatures(dict[int, Signature]):
    """Signatures by the identity of their actors, which are kept so that no other takes it."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: list[Actor] = []

    def of(self, actor: Actor) -> Signature:
        """Return an actor's signature."""
        found = self.get(id(actor))
        if found is None:
            found = self[id(actor)] = Signature.of(actor)
            self._kept.append(actor)
        return found

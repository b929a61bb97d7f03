"""What an index divides by what: each measure that the data of this system carry, by the name the pack gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from haidang.catalogue.contracts import Procedure
from haidang.figures.contracts import Counts
from haidang.indices.contracts import CostVersion, Part
from haidang.indices.facts import Facts

_DAY, _HOUR = 86_400, 3_600
Fraction = tuple[Part, Part]


def _part(counts: Counts, *names: str, channel: str = "") -> Part:
    told = tuple((name, int(getattr(counts, name))) for name in names)
    return Part(value=sum(value for _, value in told), figures=told, channel=channel)


def _in_time(facts: Facts) -> Fraction:
    timed = ("decided_early", "decided_on_time", "decided_late", "in_time", "late")
    return _part(facts.counts, "decided_early", "decided_on_time", "in_time"), _part(facts.counts, *timed)


def _satisfaction(facts: Facts) -> Fraction:
    in_time = _part(facts.counts, "decided_early", "decided_on_time")
    disliked = sum(each.disliked for each in facts.rated if each.timeliness != "late")
    good = Part(value=max(0, in_time.value - disliked), figures=in_time.figures, disliked=disliked)
    return good, _part(facts.counts, "decided_early", "decided_on_time", "decided_late", "late")


def _satisfied_answers(facts: Facts) -> Fraction:
    answered = sum(each.answers for each in facts.rated)
    disliked = sum(each.disliked for each in facts.rated)
    return Part(value=answered - disliked, behind="survey"), Part(value=answered, behind="survey")


def _decided_in_time(facts: Facts) -> Fraction:
    timed = ("decided_early", "decided_on_time", "decided_late")
    return _part(facts.counts, *timed[:2]), _part(facts.counts, *timed)


def _overdue_open(facts: Facts) -> Fraction:
    return _part(facts.counts, "late"), _part(facts.counts, "in_time", "late")


def _sent_back(facts: Facts) -> Fraction:
    return Part(value=facts.sent_back, behind="sent_back"), _decided(facts)


def _average_days(facts: Facts) -> Fraction:
    return Part(value=round(facts.digital.seconds / _DAY)), _decided(facts)


def _average_hours(facts: Facts) -> Fraction:
    return Part(value=round(facts.digital.seconds / _HOUR)), _decided(facts)


def _online_share(facts: Facts) -> Fraction:
    return _part(facts.online.total, "received", channel="online"), _part(facts.counts, "received")


def _electronic_results(facts: Facts) -> Fraction:
    return Part(value=facts.digital.with_result, behind="result"), _decided(facts)


def _digitised(facts: Facts) -> Fraction:
    return Part(value=facts.digital.with_papers, behind="papers"), _decided(facts)


def _decided(facts: Facts) -> Part:
    names = ("decided_early", "decided_on_time", "decided_late", "decided_untimed")
    return Part(value=facts.digital.decided, figures=_part(facts.counts, *names).figures)


def _complete_procedures(facts: Facts) -> Fraction:
    return _procedures(sum(not missing_parts(each) for each in facts.procedures), "complete"), _in_force(facts)


def _offered_procedures(facts: Facts) -> Fraction:
    return _procedures(sum(each.offered for each in facts.procedures), "offered"), _in_force(facts)


def _used_services(facts: Facts) -> Fraction:
    offered = {each.id for each in facts.procedures if each.offered}
    used = {row.key for row in facts.online.rows if row.counts.received}
    return _procedures(len(offered & used), "used"), _procedures(len(offered), "offered")


def _papers(facts: Facts) -> Fraction:
    return _procedures(sum(len(each.papers) for each in facts.procedures), "all"), _in_force(facts)


def _hours_once(facts: Facts) -> Fraction:
    return _weighed(facts, lambda each: each.cost.hours_once)


def _cost_once(facts: Facts) -> Fraction:
    return _weighed(facts, lambda each: each.cost.once)


def _fees_once(facts: Facts) -> Fraction:
    return _weighed(facts, lambda each: each.inputs.fees)


def _weighed(facts: Facts, of: Callable[[CostVersion], Decimal]) -> Fraction:
    """Return what all filings of the period took together, over those of procedures whose costs are known."""
    filings = {row.key: row.counts.received for row in facts.by_procedure.rows if row.key in facts.costs}
    whole = sum((of(facts.costs[key]) * count for key, count in filings.items()), Decimal(0))
    return Part(value=round(whole), behind="costs"), Part(value=sum(filings.values()), behind="costs")


def _in_force(facts: Facts) -> Part:
    return _procedures(len(facts.procedures), "all")


def _procedures(value: int, which: str) -> Part:
    return Part(value=value, behind=f"procedures:{which}")


def missing_parts(procedure: Procedure) -> tuple[str, ...]:
    """Return which of the parts that a procedure must have are not known (Decree 63/2010 art. 8(2))."""
    parts = {
        "steps": procedure.steps,
        "how_to_file": procedure.how_to_file,
        "papers": procedure.papers,
        "sets": procedure.sets,
        "term": procedure.has_statutory_term,
        "who": procedure.who,
        "decided_by": procedure.decided_by,
        "result": procedure.result_name,
    }
    return tuple(name for name, known in parts.items() if not known)


MEASURES: Mapping[str, Callable[[Facts], Fraction]] = {
    "in_time": _in_time,
    "satisfaction": _satisfaction,
    "average_days": _average_days,
    "online_share": _online_share,
    "electronic_results": _electronic_results,
    "digitised": _digitised,
    "complete_procedures": _complete_procedures,
    "offered_procedures": _offered_procedures,
    "used_services": _used_services,
    "decided_in_time": _decided_in_time,
    "overdue_open": _overdue_open,
    "sent_back": _sent_back,
    "satisfied_answers": _satisfied_answers,
    "average_hours": _average_hours,
    "papers": _papers,
    "hours_once": _hours_once,
    "cost_once": _cost_once,
    "fees_once": _fees_once,
}
"""By the name an index gives in the pack."""

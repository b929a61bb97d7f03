"""Reading the answers to the survey: counts and means, never who answered; too few are not shown at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Avg, Count, Q, QuerySet

from haidang.dossiers.contracts import Sheet
from haidang.figures import api as figures
from haidang.indices.contracts import Remark, SurveyLine
from haidang.indices.models import Answer
from haidang.indices.pack import survey_rules
from haidang.indices.rules import may_answer
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.verdict import Verdict

Moments = tuple[datetime, datetime]
DIVISIONS = ("unit", "procedure", "channel")
_RATINGS = (1, 2, 3, 4, 5)
_TENTH = Decimal("0.1")
_REMARKS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """How many dossiers of a unit and officer were rated, and how many of them badly."""

    unit: int
    officer: int | None
    timeliness: str | None
    answers: int
    disliked: int


def may_answer_survey(actor: Actor, sheet: Sheet) -> Verdict:
    """Return whether the actor may rate this dossier now."""
    verdict = may_answer(actor, sheet, has_answered=False)
    if not verdict:
        return verdict
    return may_answer(actor, sheet, has_answered=Answer.objects.filter(dossier=sheet.id).exists())


def count_rated(*, actor: Actor, units: Iterable[int], period: Moments) -> list[Rated]:
    """Return how many dossiers in sight, decided in the period, were rated, and how many badly."""
    rows = _visible(actor, units, period).values_list("unit", "officer", "timeliness")
    badly = Q(satisfaction__lte=survey_rules().dislike_at_most)
    return [
        Rated(unit=unit, officer=officer, timeliness=how, answers=answers, disliked=disliked)
        for unit, officer, how, answers, disliked in rows.annotate(
            answers=Count("id"), disliked=Count("id", filter=badly)
        ).order_by("unit", "officer", "timeliness")
    ]


def complaints_among(rated: Iterable[Rated]) -> list[Rated]:
    """
    Return those with a bad rating; none while all together are too few answers to show.

    Otherwise the score of a unit with a handful of dossiers would tell who complained.
    """
    found = list(rated)
    return [each for each in found if each.disliked] if are_enough(found) else []


def are_enough(rated: Iterable[Rated]) -> bool:
    """Return whether these are answers enough to show what they say."""
    return sum(each.answers for each in rated) >= survey_rules().fewest_shown


def survey_results(
    *,
    actor: Actor,
    units: Iterable[int],
    period: Moments,
    division: str,
) -> tuple[SurveyLine, list[SurveyLine]]:
    """Return all answers about dossiers decided in the period, together and by unit, procedure or channel."""
    assert division in DIVISIONS, "the face offers these alone"
    visible = _visible(actor, units, period)
    counted = {
        "answers": Count("id"),
        "mean_time": Avg("time"),
        "mean_satisfaction": Avg("satisfaction"),
        **{f"rated_{rating}": Count("id", filter=Q(satisfaction=rating)) for rating in _RATINGS},
    }
    rows = visible.values(division).annotate(**counted).order_by("-answers", division)
    total = visible.aggregate(**counted)
    return _line("", total), _none_by_difference([_line(str(row[division]), row) for row in rows])


def list_remarks(*, actor: Actor, units: Iterable[int], period: Moments) -> list[Remark]:
    """Return what was written, the newest first, by month alone; nothing while there are too few answers."""
    visible = _visible(actor, units, period)
    if visible.count() < survey_rules().fewest_shown:
        return []
    rows = visible.exclude(text="").order_by("-answered_at")[:_REMARKS]
    return [
        Remark(text=each.text, satisfaction=each.satisfaction, month=each.answered_at.date().replace(day=1))
        for each in rows
    ]


def _none_by_difference(lines: list[SurveyLine]) -> list[SurveyLine]:
    """
    Hide more lines, the smallest first, until those that are hidden are enough answers together.

    Otherwise all together less the lines shown would tell what a hidden one holds.
    """
    hidden = sum(each.answers for each in lines if each.by_rating is None)
    for each in sorted((each for each in lines if each.by_rating is not None), key=lambda line: line.answers):
        if not 0 < hidden < survey_rules().fewest_shown:
            break
        lines[lines.index(each)] = SurveyLine(
            key=each.key, answers=each.answers, time=None, satisfaction=None, by_rating=None
        )
        hidden += each.answers
    return lines


def _line(key: str, row: dict[str, object]) -> SurveyLine:
    answers = row["answers"]
    assert isinstance(answers, int)
    if answers < survey_rules().fewest_shown:
        return SurveyLine(key=key, answers=answers, time=None, satisfaction=None, by_rating=None)
    return SurveyLine(
        key=key,
        answers=answers,
        time=_mean(row["mean_time"]),
        satisfaction=_mean(row["mean_satisfaction"]),
        by_rating=tuple(int(str(row[f"rated_{rating}"])) for rating in _RATINGS),
    )


def _mean(value: object) -> Decimal:
    return Decimal(str(value)).quantize(_TENTH, ROUND_HALF_UP)


def _visible(actor: Actor, units: Iterable[int], period: Moments) -> QuerySet[Answer]:
    """Return the answers about dossiers of units in sight, for who may read figures."""
    if not figures.may_read_figures(actor):
        return Answer.objects.none()
    seen = set(units) if actor.capacity is Capacity.SYSTEM else actor.sees.intersection(units)
    return Answer.objects.filter(unit__in=seen, decided_at__gte=period[0], decided_at__lt=period[1])

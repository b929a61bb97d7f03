"""Learns from what has ended which open dossiers tend to be late, and measures how well that does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import PastCourse
from haidang.figures import _chances
from haidang.figures._chances import Rates
from haidang.figures.contracts import Proof
from haidang.figures.models import LatenessProof, LatenessRate

_LEARNT = timedelta(days=730)
"""Two years: each season twice, and nothing from before the last reorganisation but one."""
_HELD_BACK_MONTHS = 3


@transaction.atomic
def foresee(*, now: datetime) -> Proof:
    """
    Replace the rates by those of the last two years, and return how well the rates of before the last months did.

    What is shown is learnt from everything; the proof is of rates that had not seen the months they are held against.
    """
    since, held_back_from = (now - _LEARNT).date(), _months_before(now.date(), _HELD_BACK_MONTHS)
    courses = list(dossiers.iter_past_courses(since=datetime.combine(since, time.min, UTC), now=now))
    border = datetime.combine(held_back_from, time.min, UTC)
    held_back = [course for course in courses if course.known_at >= border]

    _write_rates(_chances.learn(courses))
    proof = _proof(
        _chances.learn(course for course in courses if course.known_at < border),
        held_back,
        Proof(
            computed_at=now,
            since=since,
            held_back_from=held_back_from,
            dossiers=len(courses),
            held_back=len(held_back),
            brier=None,
            brier_of_share=None,
            lines=(),
        ),
    )
    LatenessProof.objects.create(**asdict(proof))
    return proof


def _write_rates(rates: Rates) -> None:
    LatenessRate.objects.all().delete()
    LatenessRate.objects.bulk_create(
        [
            LatenessRate(procedure=procedure, step=step, band=band, seen=seen.many, late=seen.late)
            for (procedure, step, band), seen in sorted(rates.places.items())
        ],
        batch_size=1_000,
    )


def _proof(rates: Rates, held_back: Sequence[PastCourse], proof: Proof) -> Proof:
    told = [
        (rates.chance(place), course.is_late) for course in held_back for place in sorted(_chances.places_of(course))
    ]
    if not told or not rates.places:
        return proof
    return replace(
        proof,
        brier=_chances.brier(told),
        brier_of_share=_chances.brier([(rates.of_all, is_late) for _chance, is_late in told]),
        lines=tuple(_chances.calibration(told)),
    )


def _months_before(day: date, months: int) -> date:
    past = day.year * 12 + day.month - 1 - months
    return date(past // 12, past % 12 + 1, 1)

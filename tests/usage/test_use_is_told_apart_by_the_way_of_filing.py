"""Online filings stand against those by hand, entered singly or only counted, per unit, procedure and month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from haidang.figures import api as figures
from haidang.kernel.actor import PUBLIC
from haidang.usage import api as usage
from haidang.usage.contracts import Use
from support.world import VALUE, WAREHOUSE
from usage.conftest import IN_AUGUST, JULY, YEAR

DAY = date(2026, 7, 14)


@pytest.fixture
def filed(world, unit, received):
    """Three online, one at the counter, one by post; two of them returned; four more only counted."""
    received(unit, DAY, "online", "online", "online", "counter", "post")
    received(unit, DAY, "online", "counter", flow="returned")
    receiver = world.staff["KV01"].receiver
    usage.report_month(unit_id=unit, month=JULY, counts={VALUE: 4}, by=receiver, now=IN_AUGUST)


def use_of(world, unit, period=YEAR):
    return usage.use_of_units(actor=world.supervisor, now=IN_AUGUST, period=period).get(unit, Use())


@pytest.mark.usefixtures("filed")
def test_each_way_of_filing_is_shown_apart(world, unit):
    use = use_of(world, unit)

    assert (use.online, use.counter, use.post, use.reported, use.returned) == (3, 1, 1, 4, 2)
    assert (use.received, use.by_hand, use.all) == (5, 6, 9)


@pytest.mark.usefixtures("filed")
def test_the_online_share_counts_what_was_only_reported(world, unit):
    use = use_of(world, unit)

    assert (use.online_share, use.returned_share) == (Decimal("33.3"), Decimal("40.0"))


def test_nothing_filed_has_no_share():
    assert (Use().online_share, Use().returned_share) == (None, None)


@pytest.mark.usefixtures("filed")
def test_folding_changes_nothing(world, unit):
    before = use_of(world, unit)

    figures.fold(now=IN_AUGUST)

    assert use_of(world, unit) == before


@pytest.mark.usefixtures("filed")
@pytest.mark.parametrize(
    ("period", "found"),
    [
        ((date(2026, 7, 14), date(2026, 7, 14)), (5, 0)),
        ((date(2026, 7, 1), date(2026, 7, 31)), (5, 4)),
        ((date(2026, 7, 2), date(2026, 8, 31)), (5, 0)),
        ((date(2026, 7, 15), date(2026, 12, 31)), (0, 0)),
        ((date(1900, 1, 1), date(2999, 12, 31)), (5, 4)),
    ],
)
def test_a_reported_month_counts_in_a_period_that_holds_it_whole(world, unit, period, found):
    use = use_of(world, unit, period)

    assert (use.received, use.reported) == found


@pytest.mark.usefixtures("filed")
def test_procedures_and_months_add_up_to_the_units(world, unit):
    procedures = usage.use_of_procedures(actor=world.supervisor, now=IN_AUGUST, period=YEAR)
    months = usage.use_by_month(actor=world.supervisor, first=date(2026, 1, 1), last=date(2026, 12, 31))

    assert (procedures[WAREHOUSE].received, procedures[VALUE].reported) == (5, 4)
    assert [(each.unit, each.month, each.use.all) for each in months] == [(unit, JULY, 9)]


@pytest.mark.usefixtures("filed")
def test_who_oversees_nothing_reads_nothing(world):
    strangers = [world.filer.actor, PUBLIC, world.staff["KV01"].receiver, world.staff["KV03"].leader]

    assert [usage.use_of_units(actor=each, now=IN_AUGUST, period=YEAR) for each in strangers] == [{}] * 4


def test_a_unit_of_low_use_is_one_below_the_share_of_the_pack():
    uses = [Use(online=1, reported=9), Use(online=3, counter=7), Use(counter=1), Use(), Use(online=1)]

    assert [usage.is_low(use) for use in uses] == [True, False, True, False, False]

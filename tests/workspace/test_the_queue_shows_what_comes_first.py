"""An officer sees at once what to do first: overdue, then by due day, online before filed by hand, with counts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from haidang.kernel.now import now
from support.desks import text

QUEUE = "/can-bo/"


@pytest.fixture
def staff(world):
    """The officers of headquarters."""
    return world.staff["CHQ"]


def numbers(page):
    """The ids of the dossiers in the order of the page."""
    return [int(found) for found in re.findall(r'id="row-(\d+)"', page)]


def tab(page, label):
    """The count that stands beside a tab."""
    return int(re.search(rf'{label} <span class="count">(\d+)</span>', page)[1])


def file_by(world, channel, now):
    from haidang.dossiers import api as dossiers

    return dossiers.submit_dossier(filing=world.filing(channel=channel, now=now), by=world.filer.actor, now=now).dossier


def test_overdue_stands_first_then_online_before_filed_by_hand(world, staff, sign_in):
    from haidang.clock import api as clock

    today = clock.opens_at_or_after(calendar=clock.standard_calendar(), moment=now() - timedelta(minutes=9))
    by_hand = file_by(world, "counter", now=today - timedelta(minutes=20))
    online = file_by(world, "online", now=today - timedelta(minutes=10))
    overdue = world.submitted()

    page = text(sign_in(staff.receiver).get(QUEUE))

    assert numbers(page) == [overdue, online, by_hand]
    assert "1 dossier of this unit is overdue. It stands first." in page
    assert "at the counter" in page


def test_it_begins_with_what_waits_for_the_officers_own_duty(world, staff, sign_in):
    received, assigned = world.submitted(), world.assigned()

    for_receiver = numbers(text(sign_in(staff.receiver).get(QUEUE)))
    for_handler = numbers(text(sign_in(staff.handlers[0]).get(QUEUE)))

    assert for_receiver == [received]
    assert for_handler == [assigned]


def test_each_step_has_its_tab_with_an_exact_count(world, staff, sign_in):
    world.submitted(), world.submitted(), world.accepted(), world.assigned(), world.proposed()

    page = text(sign_in(staff.receiver).get(QUEUE))

    assert (tab(page, "All open"), tab(page, "To receive"), tab(page, "To assign"), tab(page, "To sign")) == (
        5,
        2,
        1,
        1,
    )
    assert tab(page, "Check of papers and site") == 1


def test_a_line_says_whose_it_is_and_how_late(world, staff, sign_in):
    world.assigned()

    page = text(sign_in(staff.leader).get(f"{QUEUE}?buoc=inspect"))

    assert staff.handlers[0].name in page
    assert "overdue by" in page
    assert "Công ty TNHH Kho vận Hải Đăng Mẫu" in page


def test_an_empty_step_says_what_will_appear(world, staff, sign_in):
    page = text(sign_in(staff.receiver).get(f"{QUEUE}?buoc=receive"))

    assert "Nothing is waiting here" in page
    assert "A dossier appears here as soon as it reaches this step" in page


def test_search_finds_by_number_filer_and_tax_code(world, staff, sign_in):
    dossier, browser = world.submitted(), sign_in(staff.leader)
    number, tax_code = f"N{dossier:09d}", world.filer.business.tax_code

    found = [numbers(text(browser.get(QUEUE, {"q": each}))) for each in (number, "Kho vận", tax_code, "không có ai")]

    assert found == [[dossier], [dossier], [dossier], []]


def test_the_live_part_is_the_same_list_as_the_page(world, staff, sign_in):
    world.submitted()
    browser = sign_in(staff.receiver)

    whole = text(browser.get(QUEUE))
    live = text(browser.get(QUEUE, headers={"HX-Request": "true"}))

    assert "<html" not in live
    assert numbers(live) == numbers(whole)
    assert re.search(r'<div id="queue".*</table>', live)[0].split("csrf")[0] in whole


def test_a_link_carries_the_place_in_the_queue_along(world, staff, sign_in):
    dossier = world.submitted()

    page = text(sign_in(staff.receiver).get(f"{QUEUE}?buoc=tat-ca"))

    assert f'href="/can-bo/ho-so/{dossier}/?buoc=tat-ca"' in page


def test_several_dossiers_are_assigned_at_once_each_on_its_own(world, staff, sign_in):
    one, other, refused = world.accepted(), world.accepted(), world.submitted()
    officer = staff.handlers[1].person

    page = text(
        sign_in(staff.assigner).post(
            "/can-bo/phan-cong/?buoc=assign", {"dossier": [one, other, refused], "officer": officer}, follow=True
        )
    )

    assert "2 dossiers assigned." in page
    assert f"N{refused:09d}: Not possible now." in page


def test_a_head_of_several_units_chooses_the_unit(world, sign_in):
    region = world.staff["KV01"]
    elsewhere = world.submitted("phuong-tien.so-giam-sat", unit="KV01")

    page = text(sign_in(world.supervisor).get(f"{QUEUE}?don-vi={region.unit.id}"))

    assert numbers(page) == [elsewhere]
    assert '<select id="unit" name="don-vi">' in page


def test_fifty_dossiers_cost_at_most_eight_statements(world, staff, sign_in, statements):
    for _ in range(4):
        world.assigned()
    browser = sign_in(staff.handlers[0])
    browser.get(QUEUE)

    seen = statements(lambda: browser.get(f"{QUEUE}?buoc=inspect"))

    assert len(seen) <= 8, seen

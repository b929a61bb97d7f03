"""A form on paper is typed for half an hour and the session ends: it comes back to who typed it, and to nobody else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from haidang.kernel.now import now
from support.by_hand import CHOOSE, entered, typed_for
from support.desks import address, text
from support.procedures import at
from support.world import WAREHOUSE, a_request

ADDRESS = "Số 9 đường Kho, Hải Phòng"


@pytest.fixture
def staff(world):
    """The officers of headquarters."""
    return world.staff["CHQ"]


@pytest.fixture
def desk(staff, sign_in):
    """The receiving officer's browser with a filing on paper begun, and its address."""
    browser = sign_in(staff.receiver)
    return browser, browser.get(f"{CHOOSE}{WAREHOUSE}/")["Location"]


@pytest.fixture
def typed(world):
    """All that is typed, without the scans."""
    return {key: value for key, value in typed_for(world).items() if isinstance(value, str | int)}


def typist(browser, page):
    """What the page carries about whose it is."""
    return re.search(r'name="filer-typist" value="([^"]+)"', browser.get(page).content.decode())[1]


def sign_out(browser):
    """Let the session end while the page stays open."""
    from haidang.accounts.models import Session

    Session.objects.all().delete()
    browser.cookies.pop("haidang_session")


def sign_in_again(browser, actor):
    from haidang.accounts.models import User

    browser.force_login(User.objects.get(pk=actor.person))


def test_what_was_typed_and_scanned_is_there_after_signing_in(world, desk, typed, staff):
    browser, page = desk
    token = typist(browser, page)
    browser.post(page, {"layout": typed_for(world)["layout"]}, headers={"HX-Request": "true"})
    sign_out(browser)

    asked = browser.post(page, typed | {"site_address": ADDRESS, "filer-typist": token})
    sign_in_again(browser, staff.receiver)
    shown = browser.get(page)

    assert asked.status_code == 302
    assert asked["Location"] == f"/tai-khoan/login/?next={page}"
    assert "What you typed before is here again." in text(shown)
    assert f'value="{ADDRESS}"' in text(shown)
    assert 'value="0901234567"' in text(shown)
    assert "layout.pdf" in text(shown)


def test_whoever_else_signs_in_on_that_computer_reads_nothing_of_it(world, desk, typed, staff):
    browser, page = desk
    token = typist(browser, page)
    sign_out(browser)

    asked = browser.post(page, typed | {"site_address": ADDRESS, "filer-typist": token}, follow=True)
    sign_in_again(browser, staff.leader)
    for_leader = browser.get(page)
    sign_in_again(browser, world.staff["KV01"].receiver)
    for_region = browser.get(page)

    assert ADDRESS not in text(asked)
    assert for_leader.status_code == 403
    assert ADDRESS not in text(for_region)
    assert "What you typed before" not in text(for_region)


def test_a_page_left_open_is_not_sent_by_the_next_who_signs_in(desk, typed, staff, sign_in, world):
    from haidang.dossiers.models import Dossier

    browser, page = desk
    token = typist(browser, page)
    sign_in_again(browser, staff.leader)

    answer = browser.post(page, typed | {"site_address": ADDRESS, "filer-typist": token}, follow=True)

    assert "Somebody else typed into that page" in text(answer)
    assert not Dossier.objects.exists()
    assert f'value="{ADDRESS}"' in text(sign_in(staff.receiver).get(page))


@pytest.mark.parametrize("token", ["", "1", "WzEsImEiXQ:1x:y"])
def test_without_a_page_of_ours_nothing_is_kept(desk, typed, token):
    from haidang.dossiers.models import DeskDraft

    browser, page = desk
    sign_out(browser)

    answer = browser.post(page, typed | {"filer-typist": token})

    assert answer.status_code == 302
    assert not DeskDraft.objects.exists()


def test_once_it_is_entered_nothing_of_it_is_kept(world, desk):
    from haidang.dossiers.models import DeskDraft

    browser, page = desk
    whole = typed_for(world)
    browser.post(page, whole | {"site_address": ""})
    begun = DeskDraft.objects.count()

    entered(browser.post(page, {key: value for key, value in whole.items() if isinstance(value, str | int)}))

    assert (begun, DeskDraft.objects.count()) == (1, 0)


def test_a_paper_nobody_goes_on_with_is_forgotten_after_a_week(desk, typed):
    from haidang.dossiers.models import DeskDraft
    from haidang.dossiers.use_cases.keeping import forget_old_typed

    browser, page = desk
    browser.post(page, typed | {"go": "look"})

    after = [forget_old_typed(now=now() + timedelta(days=days)) for days in (6, 8)]

    assert after == [0, 1]
    assert not DeskDraft.objects.exists()


def test_five_papers_may_be_begun_at_a_time(staff, sign_in, typed):
    from haidang.dossiers.models import DeskDraft

    browser = sign_in(staff.receiver)

    for _number in range(6):
        browser.post(browser.get(f"{CHOOSE}{WAREHOUSE}/")["Location"], typed | {"go": "look"})

    assert DeskDraft.objects.count() == 5


def test_a_supplement_on_paper_comes_back_too(world, staff, sign_in):
    from haidang.dossiers import api as dossiers

    dossier, browser = world.handed_in(), sign_in(staff.receiver)
    dossiers.ask_for_supplement(
        dossier_id=dossier,
        items=a_request("field:site_address"),
        reason="Thiếu số nhà.",
        by=staff.receiver,
        now=at("2026-06-01 10:00"),
    )
    page = f"{address(dossier)}nop-bo-sung/"
    token = typist(browser, page)
    sign_out(browser)

    asked = browser.post(page, {"site_address": ADDRESS, "filer-typist": token, "go": "send"})
    sign_in_again(browser, staff.receiver)
    shown = text(browser.get(page))

    assert asked.status_code == 302
    assert f'value="{ADDRESS}"' in shown
    assert "What you typed before is here again." in shown

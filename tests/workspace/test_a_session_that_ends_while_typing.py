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

PASSWORD = "mot-mat-khau-dai-de-thu"
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


def signed_in_for_real(actor):
    """Return a browser that Django holds to its tokens, signed in through the page."""
    from django.test import Client

    from haidang.accounts.models import User

    browser = Client(enforce_csrf_checks=True)
    sign_in_by_page(browser, User.objects.get(pk=actor.person))
    return browser


def sign_in_by_page(browser, user):
    browser.cookies.pop("haidang_session", None)
    user.set_password(PASSWORD)
    user.save()
    form = browser.get("/tai-khoan/login/").content.decode()
    fields = {"csrfmiddlewaretoken": token_in(form), "login": user.email, "password": PASSWORD}
    assert browser.post("/tai-khoan/login/", fields).status_code == 302


def token_in(page: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]


@pytest.mark.parametrize("who", ["receiver", "leader"])
def test_a_page_from_before_signing_in_again_is_kept_for_its_typist(desk, typed, staff, sign_in, who):
    from haidang.accounts.models import User

    browser, (_first, page) = signed_in_for_real(staff.receiver), desk
    left_open = browser.get(page).content.decode()
    told = typed | {"site_address": ADDRESS, "csrfmiddlewaretoken": token_in(left_open)}
    told["filer-typist"] = re.search(r'name="filer-typist" value="([^"]+)"', left_open)[1]
    sign_in_by_page(browser, User.objects.get(pk=getattr(staff, who).person))

    answer = browser.post(page, told, follow=True)

    assert (f'value="{ADDRESS}"' in text(answer)) == (who == "receiver")
    assert f'value="{ADDRESS}"' in text(sign_in(staff.receiver).get(page))


def test_a_stale_form_of_any_other_page_is_refused(staff):
    browser = signed_in_for_real(staff.receiver)

    answer = browser.post("/tai-khoan/logout/", {"filer-typist": "WzEsImEiXQ:1x:y"})

    assert answer.status_code == 403


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


def test_what_was_scanned_for_one_request_does_not_answer_the_next(world, staff, sign_in):
    from haidang.dossiers import api as dossiers

    dossier, browser = world.handed_in(), sign_in(staff.receiver)
    page = f"{address(dossier)}nop-bo-sung/"

    def ask(when: str) -> None:
        now = at(when)
        items, reason = a_request("field:site_address", "paper:layout"), "Bản vẽ mờ, thiếu số nhà."
        dossiers.ask_for_supplement(dossier_id=dossier, items=items, reason=reason, by=staff.receiver, now=now)

    ask("2026-06-01 10:00")
    browser.post(page, {"layout": typed_for(world)["layout"]}, headers={"HX-Request": "true"})
    begun = text(browser.get(page))
    answer = {"site_address": ADDRESS}
    papers = {"layout": [world.upload("ban-ve-moi.pdf", number=9, by=staff.receiver)]}
    dossiers.supplement_dossier(
        dossier_id=dossier, answers=answer, papers=papers, by=staff.receiver, now=at("2026-06-01 11:00")
    )
    ask("2026-06-01 14:00")

    assert ("layout.pdf" in begun, "What you typed before is here again." in begun) == (True, True)
    assert "layout.pdf" not in text(browser.get(page))

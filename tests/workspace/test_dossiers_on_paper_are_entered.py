"""An officer at the counter types in what came on paper: the same form, the same dossier, nothing lost on the way."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from io import BytesIO

import pytest

from haidang.kernel.now import now
from support.by_hand import CHOOSE, entered, typed_for
from support.desks import address, sheet_of, text
from support.procedures import at
from support.world import WAREHOUSE, a_request


@pytest.fixture
def staff(world):
    """The officers of headquarters."""
    return world.staff["CHQ"]


@pytest.fixture
def desk(world, staff, sign_in):
    """The receiving officer's browser with a filing on paper begun, and its address."""
    browser = sign_in(staff.receiver)
    return browser, browser.get(f"{CHOOSE}{WAREHOUSE}/")["Location"]


@pytest.fixture
def typed(world):
    """Everything an officer types and scans for a complete dossier of the first filer's business."""
    return typed_for(world)


def local(moment: datetime) -> datetime:
    from haidang.look import wording

    return wording.local(moment)


def test_the_way_to_it_is_on_the_queue_for_who_receives_and_for_nobody_else(staff, sign_in):
    receiver, handler = sign_in(staff.receiver), sign_in(staff.handlers[0])

    assert f'href="{CHOOSE}"' in text(receiver.get("/can-bo/"))
    assert f'href="{CHOOSE}"' not in text(handler.get("/can-bo/"))
    assert handler.get(CHOOSE).status_code == 403


def test_a_filer_finds_no_such_page(world, sign_in):
    assert sign_in(world.filer.actor).get(CHOOSE).status_code == 404


def test_only_procedures_this_unit_handles_are_offered(world, sign_in):
    for_headquarters = text(sign_in(world.staff["CHQ"].receiver).get(CHOOSE, {"thu-tuc": "kho ngoai quan"}))
    for_region = text(sign_in(world.staff["KV01"].receiver).get(CHOOSE, {"thu-tuc": "kho ngoai quan"}))

    assert f"{CHOOSE}{WAREHOUSE}/" in for_headquarters
    assert f"{CHOOSE}{WAREHOUSE}/" not in for_region


def test_it_becomes_a_dossier_of_the_unit_that_says_how_it_came_and_who_entered_it(desk, typed, staff):
    browser, page = desk

    answer = browser.post(page, typed)

    sheet = sheet_of(entered(answer), staff.receiver)
    shown = text(browser.get(address(sheet.id)))
    assert (sheet.channel, sheet.unit.id, sheet.person) == ("post", staff.unit.id, None)
    assert sheet.submitted_at <= now()
    assert f"entered by {staff.receiver.name}" in shown
    assert "by post" in text(browser.get("/can-bo/?buoc=tat-ca"))


def test_sent_twice_it_is_one_dossier(desk, typed):
    browser, page = desk
    first = browser.post(page, typed)
    [scan.seek(0) for scan in typed.values() if isinstance(scan, BytesIO)]

    second = browser.post(page, typed)

    assert entered(second) == entered(first)


def test_nothing_typed_and_no_scan_is_lost_when_something_is_wrong(desk, typed):
    browser, page = desk

    wrong = browser.post(page, {**typed, "filer-tax_code": "0100112438", "land_area": "nhiều"})
    shown = text(wrong)
    scans = [key for key, value in typed.items() if isinstance(value, BytesIO)]
    again = browser.post(page, {key: value for key, value in typed.items() if key not in scans})

    assert wrong.status_code == 422
    assert "its tenth digit does not fit" in shown
    assert 'href="#id_filer-tax_code"' in shown
    assert 'value="nhiều"' in shown
    assert "layout.pdf" in shown
    assert again.status_code == 302


def test_what_the_use_case_cannot_use_stands_beside_its_field(desk, typed):
    browser, page = desk
    tomorrow = local(now() + timedelta(days=1))

    shown = text(browser.post(page, {**typed, "filer-handed_in": f"{tomorrow:%d/%m/%Y %H:%M}"}))

    assert 'href="#id_filer-handed_in"' in shown
    assert shown.count("This moment lies in the future.") == 2


def test_a_moment_that_cannot_be_read_says_how_to_write_it(desk, typed):
    browser, page = desk

    shown = text(browser.post(page, {**typed, "filer-handed_in": "hôm qua"}))

    assert "for example 27/06/2026 09:30" in shown
    assert 'value="hôm qua"' in shown


def test_the_tax_code_brings_what_is_known_of_the_business(world, desk):
    browser, page = desk

    shown = text(browser.post(page, {"filer-tax_code": world.filer.business.tax_code, "go": "look"}))

    assert "This business has an account here:" in shown
    assert f'name="filer-name" value="{world.filer.business.name}"' in shown
    assert re.search(f'name="tax_code"[^>]* value="{world.filer.business.tax_code}"', shown)
    assert 'name="filer-followed"' in shown


def test_the_business_follows_it_when_the_officer_says_so(world, desk, typed, sign_in):
    browser, page = desk

    dossier = entered(browser.post(page, {**typed, "filer-followed": "on"}))

    assert sign_in(world.filer.actor).get(f"/ho-so/{dossier}/").status_code == 200


def test_a_scan_can_be_taken_off_again(desk, typed):
    browser, page = desk
    browser.post(page, {"layout": typed["layout"], "go": "look"})
    shown = text(browser.get(page))
    drop = re.search(r'value="(layout:[0-9a-f-]+)"', shown)[1]

    after = text(browser.post(page, {"remove": drop}))

    assert "layout.pdf" not in after


def test_a_live_upload_is_answered_with_its_control_alone(desk, typed):
    browser, page = desk

    answer = browser.post(page, {"layout": typed["layout"]}, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert "<html" not in text(answer)
    assert "layout.pdf" in text(answer)


def test_the_supplement_of_somebody_without_an_account_is_entered_too(world, desk, typed, staff):
    from haidang.dossiers import api as dossiers
    from haidang.dossiers.lifecycle import Status

    browser, page = desk
    dossier = entered(browser.post(page, typed))
    dossiers.ask_for_supplement(
        dossier_id=dossier, items=a_request("paper:layout", "field:phone"), reason="Mờ.", by=staff.receiver, now=now()
    )
    typed["layout"].seek(0)
    form = f"{address(dossier)}nop-bo-sung/"

    way = text(browser.get(address(dossier)))
    incomplete = browser.post(form, {"phone": "0243 111 2222", "go": "send"})
    complete = browser.post(form, {"phone": "0243 111 2222", "layout": typed["layout"], "go": "send"})

    assert form in way
    assert incomplete.status_code == 422
    assert 'value="0243 111 2222"' in text(incomplete)
    assert complete.status_code == 302
    assert sheet_of(dossier, staff.receiver).status is Status.SUBMITTED


def test_scans_of_a_supplement_stay_until_it_is_complete(desk, typed, staff):
    from haidang.dossiers import api as dossiers

    browser, page = desk
    dossier = entered(browser.post(page, typed))
    dossiers.ask_for_supplement(
        dossier_id=dossier, items=a_request("paper:layout"), reason="Mờ.", by=staff.receiver, now=now()
    )
    typed["layout"].seek(0)
    form = f"{address(dossier)}nop-bo-sung/"

    alone = browser.post(form, {"layout": typed["layout"]}, headers={"HX-Request": "true"})
    shown = text(browser.get(form))
    drop = re.search(r'value="(layout:[0-9a-f-]+)"', shown)[1]
    after = text(browser.post(form, {"remove": drop}))

    assert (alone.status_code, "<html" in text(alone)) == (200, False)
    assert "layout.pdf" in shown
    assert "layout.pdf" not in after


def test_an_officer_of_the_own_business_is_told_why_not_and_keeps_what_was_typed(world, desk, typed, staff):
    from dataclasses import replace

    from haidang.accounts import api as accounts
    from haidang.kernel.actor import Capacity

    as_filer = replace(staff.receiver, capacity=Capacity.FILER)
    asked = accounts.join_business(tax_code=world.filer.business.tax_code, by=as_filer, now=now())
    accounts.confirm_member(member_id=asked.id, by=world.filer.actor, now=now())
    browser, page = desk

    answer = browser.post(page, typed)

    assert answer.status_code == 403
    assert "You belong to the business that files this dossier" in text(answer)
    assert 'value="0901234567"' in text(answer)


def test_a_procedure_that_is_not_in_force_is_not_found(desk):
    browser, page = desk

    assert browser.get(page.replace(WAREHOUSE, "khong-co")).status_code == 404


def test_a_withdrawal_on_paper_is_recorded_by_the_officer(desk, typed, staff, take):
    from haidang.dossiers.lifecycle import Status

    browser, page = desk
    dossier = entered(browser.post(page, typed))

    take(staff.receiver, dossier, "nhan-don-rut", reason="Doanh nghiệp nộp đơn xin rút ngày 1/6.")

    assert sheet_of(dossier, staff.receiver).status is Status.WITHDRAWAL_ASKED


def test_an_online_dossier_is_supplemented_by_its_filer_alone(world, staff, sign_in):
    from haidang.dossiers import api as dossiers

    dossier = world.submitted()
    dossiers.ask_for_supplement(
        dossier_id=dossier, items=a_request("paper:layout"), reason="Mờ.", by=staff.receiver, now=at("2026-06-01 10:00")
    )

    assert sign_in(staff.receiver).get(f"{address(dossier)}nop-bo-sung/").status_code == 403

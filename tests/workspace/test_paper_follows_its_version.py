"""A form on paper is drawn and checked with the version in force when it was handed in, not when it is typed in."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from haidang.kernel.now import now
from support.by_hand import CHOOSE, entered, typed_for
from support.desks import sheet_of, text
from support.world import WAREHOUSE

NEW = {"key": "new_duty", "type": "text", "label": {"vi": "Câu hỏi mới", "en": "The new question"}, "required": True}


@pytest.fixture
def staff(world):
    """The officers of headquarters."""
    return world.staff["CHQ"]


@pytest.fixture
def ended(world):
    """The procedure ended yesterday; its version."""
    from haidang.catalogue import queries
    from haidang.catalogue.models import ProcedureVersion

    version = world.procedure().version
    ProcedureVersion.objects.filter(pk=version).update(valid_to=local(now()).date() - timedelta(days=1))
    queries.forget()
    yield version
    queries.forget()


@pytest.fixture
def versions(ended):
    """Since today a new version is in force that asks `new_duty` instead of the land area; both versions."""
    from haidang.catalogue import queries
    from haidang.catalogue.models import ProcedureVersion

    row, begins = ProcedureVersion.objects.get(pk=ended), local(now()).date()
    body = row.body | {"valid": {"from": begins.isoformat()}}
    body["form"] = [each for each in body["form"] if each.get("key") != "land_area"]
    body["form"].append(NEW | {"confidence": "uncertain"})
    second = ProcedureVersion(
        **{
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if field.attname not in {"id", "valid_from", "valid_to", "body"}
        },
        valid_from=begins,
        body=body,
    )
    second.save()
    queries.forget()
    return ended, second.pk


@pytest.fixture
def desk(versions, staff, sign_in):
    """The receiving officer's browser with a filing on paper begun, and its address."""
    browser = sign_in(staff.receiver)
    return browser, browser.get(f"{CHOOSE}{WAREHOUSE}/")["Location"]


def local(moment: datetime) -> datetime:
    from haidang.look import wording

    return wording.local(moment)


def drawn_with(answer) -> int:
    """The version a page was drawn with."""
    return int(re.search(r'name="filer-version" value="(\d+)"', answer.content.decode())[1])


def without_scans(typed):
    return {key: value for key, value in typed.items() if isinstance(value, str | int)}


def yesterday(**typed):
    return typed | {"filer-handed_in": f"{local(now()) - timedelta(days=1):%d/%m/%Y} 10:00"}


def test_a_page_begins_with_the_version_of_today(desk, versions):
    browser, page = desk

    shown = browser.get(page)

    assert drawn_with(shown) == versions[1]
    assert "The new question" in text(shown)


def test_another_day_brings_its_version_and_says_so_with_all_that_still_fits(world, desk, versions):
    browser, page = desk
    typed = typed_for(world) | {"new_duty": "Chưa từng hỏi", "filer-version": str(versions[1])}

    answer = browser.post(page, yesterday(**typed))

    shown = text(answer)
    assert answer.status_code == 422
    assert "Another version of the procedure applies" in shown
    assert "This version does not ask for: The new question" in shown
    assert drawn_with(answer) == versions[0]
    assert 'name="land_area"' in shown
    assert f'value="{typed["site_address"]}"' in shown
    assert 'value="0901234567"' in shown
    assert "layout.pdf" in shown


def test_sent_again_it_is_filed_under_the_version_it_was_drawn_with(world, desk, versions, staff):
    browser, page = desk
    typed = typed_for(world)

    answer = browser.post(page, yesterday(**typed) | {"filer-version": str(versions[0])})

    assert sheet_of(entered(answer), staff.receiver).procedure.version == versions[0]


def test_what_was_handed_in_today_is_checked_with_the_version_of_today(world, desk, versions, staff):
    browser, page = desk
    typed = typed_for(world) | {"filer-version": str(versions[1])}
    del typed["land_area"]

    unanswered = browser.post(page, typed)
    answered = browser.post(page, without_scans(typed) | {"new_duty": "Có"})

    assert unanswered.status_code == 422
    assert "Another version" not in text(unanswered)
    assert sheet_of(entered(answered), staff.receiver).procedure.version == versions[1]


def test_a_moment_that_cannot_be_leaves_the_page_as_it_was_drawn(world, desk, versions):
    browser, page = desk
    typed = typed_for(world) | {"filer-version": str(versions[0]), "filer-handed_in": "01/01/1900 08:00"}

    answer = browser.post(page, typed)

    assert answer.status_code == 422
    assert "too long past" in text(answer)
    assert drawn_with(answer) == versions[0]


def test_a_paper_sent_live_is_drawn_with_the_version_of_its_page(world, desk, versions):
    browser, page = desk
    scan = typed_for(world)["layout"]

    answer = browser.post(f"{page}?filer-version={versions[0]}", {"layout": scan}, headers={"HX-Request": "true"})

    assert f"{page}?filer-version={versions[0]}" in text(answer)


def test_what_was_handed_in_before_a_procedure_ended_can_still_be_entered(world, staff, sign_in, ended):
    browser, typed = sign_in(staff.receiver), typed_for(world)

    chosen = browser.get(CHOOSE)
    page = browser.get(f"{CHOOSE}{WAREHOUSE}/")["Location"]
    today = browser.post(page, typed | {"filer-version": str(ended)})
    before = browser.post(page, yesterday(**without_scans(typed)) | {"filer-version": str(ended)})

    assert f"{CHOOSE}{WAREHOUSE}/" in text(chosen)
    assert today.status_code == 422
    assert "On that day the procedure was not in force." in text(today)
    assert sheet_of(entered(before), staff.receiver).procedure.version == ended

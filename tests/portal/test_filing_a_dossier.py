"""A filer goes from the page of a procedure to a dossier: unit, form, papers, check, sending."""

from __future__ import annotations

from io import BytesIO
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from haidang.kernel.errors import Missing

if TYPE_CHECKING:
    from support.world import World

WAREHOUSE, BRANCH = "kho-ngoai-quan.thanh-lap", "to-khai.huy"


def a_file(name: str, number: int = 1) -> BytesIO:
    from haidang.cli.world.answers import a_paper

    found = BytesIO(a_paper(name, number))
    found.name = name
    return found


def begin(client: Client, world: World, procedure: str = WAREHOUSE, **more: Any) -> str:
    """Begin a draft through the page and return its uid."""
    page = client.get(reverse("portal:start", args=[procedure]))
    business = page.context["form"].fields["business"].choices[0][0]
    sent = {"unit": page.context["units"][0].unit.id, "business": business} | more
    answer = client.post(reverse("portal:start", args=[procedure]), sent)
    assert answer.status_code == 302
    return str(answer["Location"]).split("/")[2]


def typed(world: World, procedure: str = WAREHOUSE) -> dict[str, Any]:
    """Return what a person types into the form."""
    from haidang.cli.world.answers import answers_for
    from haidang.kernel.now import now

    return answers_for(world.procedure(procedure), world.filer, Random(7), now())


def fill(client: Client, world: World, uid: str, **changes: Any) -> HttpResponse:
    """Send the form."""
    return client.post(reverse("portal:draft", args=[uid]), typed(world) | changes | {"go": "next"})


def attach_all(client: Client, world: World, uid: str) -> HttpResponse:
    """Send every paper in one go, as a browser without scripts does."""
    files = {paper.key: a_file(f"{paper.key}.pdf", n) for n, paper in enumerate(world.procedure().papers)}
    return client.post(reverse("portal:papers", args=[uid]), files | {"go": "next"})


def ready(client: Client, world: World) -> str:
    """Return a draft that can be sent."""
    uid = begin(client, world)
    fill(client, world, uid)
    attach_all(client, world, uid)
    return uid


def _above(unit: Any) -> str:
    from haidang.directory import api as directory

    return str(directory.get_unit(unit.parent).name)


def test_where_one_unit_is_competent_the_filer_is_told_which_and_why(filer: Client):
    page = filer.get(reverse("portal:start", args=[WAREHOUSE])).content.decode()

    assert "Cục Hải quan" in page
    assert "hồ sơ của cả nước nộp tại đây" in page


def test_among_many_units_one_is_found_without_accents(filer: Client):
    page = filer.get(reverse("portal:start", args=[BRANCH]), {"tim": "hai phong"})

    assert page.context["found"]
    assert {_above(each.unit) for each in page.context["found"]} == {"Chi cục Hải quan khu vực III"}
    assert len(page.context["found"]) < len(page.context["units"])


def test_a_unit_must_be_chosen(filer: Client):
    page = filer.post(reverse("portal:start", args=[BRANCH]), {"business": "0"})

    assert page.status_code == 422
    assert "Hãy chọn đơn vị hải quan giải quyết hồ sơ." in page.content.decode()


def test_the_form_begins_with_what_the_account_knows(filer: Client, world: World):
    uid = begin(filer, world)

    page = filer.get(reverse("portal:draft", args=[uid])).content.decode()

    assert world.filer.business.tax_code in page
    assert world.filer.business.name in page


def test_from_the_first_page_to_the_confirmation(filer: Client, world: World):
    uid = begin(filer, world)

    assert fill(filer, world, uid)["Location"] == reverse("portal:papers", args=[uid])
    assert attach_all(filer, world, uid)["Location"] == reverse("portal:check", args=[uid])
    check = filer.get(reverse("portal:check", args=[uid])).content.decode()
    assert world.filer.business.name in check
    assert "fire-safety.pdf" in check
    sent = filer.post(reverse("portal:check", args=[uid]))
    page = filer.get(sent["Location"]).content.decode()

    assert "Đã gửi hồ sơ" in page
    assert "Số nộp hồ sơ" in page
    assert "Chậm nhất" in page
    assert "Mã bí mật để tra cứu" in page


def test_pressing_twice_makes_one_dossier(filer: Client, world: World):
    from haidang.dossiers import api as dossiers

    uid = ready(filer, world)

    first = filer.post(reverse("portal:check", args=[uid]))
    second = filer.post(reverse("portal:check", args=[uid]))

    assert first["Location"] == second["Location"]
    assert dossiers.list_dossiers_of_filer(actor=world.filer.actor)[1] == 1


def test_the_page_of_a_sent_draft_leads_to_the_dossier(filer: Client, world: World):
    uid = ready(filer, world)
    sent = filer.post(reverse("portal:check", args=[uid]))

    assert filer.get(reverse("portal:check", args=[uid]))["Location"] == sent["Location"]


def test_what_is_missing_is_named_with_the_way_to_it(filer: Client, world: World):
    uid = begin(filer, world)

    page = filer.post(reverse("portal:check", args=[uid]))

    text = page.content.decode()
    assert page.status_code == 422
    assert reverse("portal:draft", args=[uid]) + "#id_site_address" in text
    assert reverse("portal:papers", args=[uid]) + "#id_paper-fire-safety" in text


def test_a_wrong_answer_stays_in_its_field_with_the_reason(filer: Client, world: World):
    uid = begin(filer, world)

    page = fill(filer, world, uid, tax_code="0100112438")

    text = page.content.decode()
    assert page.status_code == 422
    assert "0100112438" in text
    assert "chữ số thứ mười không khớp" in text
    assert 'href="#id_tax_code"' in text


def test_a_paste_of_600_pages_is_answered_at_the_field_and_kept(filer: Client, world: World):
    uid = begin(filer, world)
    paste = "Điều khoản dài. " * 100_000

    page = fill(filer, world, uid, site_address=paste)

    assert page.status_code == 422
    assert "1.599.999 ký tự" in page.content.decode()
    assert filer.get(reverse("portal:draft", args=[uid])).context["values"]["site_address"] == paste


def test_a_draft_put_aside_is_found_among_the_dossiers(filer: Client, world: World):
    uid = begin(filer, world)

    filer.post(reverse("portal:draft", args=[uid]), {"site_address": "Lô C2", "go": "later"})

    assert reverse("portal:draft", args=[uid]) in filer.get(reverse("portal:dossiers")).content.decode()
    assert "Lô C2" in filer.get(reverse("portal:draft", args=[uid])).content.decode()


def test_a_draft_can_be_thrown_away_after_a_warning(filer: Client, world: World):
    from haidang.dossiers import api as dossiers

    uid = begin(filer, world)

    assert "mất hẳn" in filer.get(reverse("portal:discard", args=[uid])).content.decode()
    filer.post(reverse("portal:discard", args=[uid]))

    with pytest.raises(Missing):
        dossiers.get_draft(actor=world.filer.actor, uid=uid)


def test_an_officer_is_told_to_file_with_another_account(world: World, sign_in: Any):
    officer = sign_in(world.staff["CHQ"].receiver.person)

    page = officer.get(reverse("portal:start", args=[WAREHOUSE]))

    assert page.status_code == 403
    assert "tài khoản cá nhân" in page.content.decode()


def test_a_question_that_depends_on_another_appears_with_its_answer(filer: Client, world: World):
    uid, live = begin(filer, world), {"HX-Request": "true"}
    before = filer.get(reverse("portal:draft", args=[uid])).content.decode()

    answer = filer.post(reverse("portal:save", args=[uid]), {"kind": "specialised", "version": "0"}, headers=live)

    assert 'name="warehouse_volume"' not in before
    assert 'name="warehouse_volume"' in answer.content.decode()

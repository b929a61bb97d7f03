"""A person chooses the business to act for, adds one, and says who else may; each lands on the right face."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

if TYPE_CHECKING:
    from support.world import World

BUSINESSES = "portal:businesses"
FREE_TAX_CODE = "0100112437"


def test_a_new_business_may_be_acted_for_at_once(filer: Client, world: World):
    answer = filer.post(reverse(BUSINESSES), {"tax_code": FREE_TAX_CODE, "name": "Công ty Ví Dụ", "next": "/thu-tuc/"})

    assert answer["Location"] == "/thu-tuc/"
    assert "Công ty Ví Dụ" in filer.get(reverse("portal:dossiers")).content.decode()


def test_a_wrong_tax_code_is_answered_at_its_field(filer: Client):
    page = filer.post(reverse(BUSINESSES), {"tax_code": "0100112438", "name": "Công ty Ví Dụ"})

    assert page.status_code == 422
    assert "chữ số thứ mười không khớp" in page.content.decode()


def test_one_may_act_for_oneself_again(filer: Client, world: World):
    filer.post(reverse(BUSINESSES), {"choose": "0"})

    assert filer.get(reverse(BUSINESSES)).wsgi_request.session["business"] == 0


def test_the_owner_confirms_who_asks(filer: Client, stranger: Client, world: World):
    taken = world.filer.business.tax_code
    stranger.post(reverse(BUSINESSES), {"tax_code": taken, "name": "Tên khác"})
    asked = filer.get(reverse(BUSINESSES)).context["requests"]

    filer.post(reverse(BUSINESSES), {"confirm": asked[0].id})

    assert world.filer.business.name in stranger.get(reverse(BUSINESSES)).content.decode()
    assert filer.get(reverse(BUSINESSES)).context["requests"] == []


def test_an_address_outside_is_never_gone_to(filer: Client, world: World):
    answer = filer.post(reverse(BUSINESSES), {"choose": "0", "next": "https://example.com/"})

    assert answer["Location"] == reverse(BUSINESSES)


FACES = [("filer", "/ho-so/"), ("receiver", "/can-bo/"), ("supervisor", "/giam-sat/")]


@pytest.mark.parametrize(("who", "where"), FACES)
def test_each_lands_on_the_face_that_is_theirs(world: World, sign_in: Any, who: str, where: str):
    people = {
        "filer": world.filer.actor,
        "receiver": world.staff["CHQ"].receiver,
        "supervisor": world.supervisor,
    }

    assert sign_in(people[who].person).get(reverse("after_sign_in"))["Location"] == where

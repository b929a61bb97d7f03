"""After the result was returned the page of a dossier offers two questions, once, without scripts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from support.world import MONDAY, VALUE

if TYPE_CHECKING:
    from support.world import World

GOOD = {"time": "5", "satisfaction": "4", "text": "Nhanh."}


@pytest.fixture
def returned(world: World) -> int:
    """A dossier whose result was returned."""
    from haidang.dossiers import api as dossiers

    dossier = world.decided(VALUE, unit="KV01")
    later = MONDAY + timedelta(days=2, hours=1)
    dossiers.return_result(dossier_id=dossier, by=world.staff["KV01"].receiver, now=later)
    return dossier


def test_the_page_offers_the_questions_until_they_are_answered(filer, returned):
    page = f"/ho-so/{returned}/"
    before = filer.get(page).content.decode()

    answered = filer.post(f"{page}danh-gia/", GOOD, follow=True).content.decode()

    assert f'href="{page}danh-gia/"' in before
    assert "Xin cảm ơn" in answered
    assert "danh-gia" not in answered
    assert filer.get(f"{page}danh-gia/").status_code == 403
    assert filer.post(f"{page}danh-gia/", GOOD).status_code == 403


def test_the_questions_are_a_plain_form(filer, returned):
    page = filer.get(f"/ho-so/{returned}/danh-gia/").content.decode()

    assert page.count('type="radio"') == 10
    assert "rất hài lòng" in page
    assert "Xin đừng ghi tên" in page


def test_a_question_left_out_is_told_at_its_place_and_the_rest_is_kept(filer, returned):
    response = filer.post(f"/ho-so/{returned}/danh-gia/", {"time": "5", "text": "Nhanh."})

    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="id_satisfaction_error"' in page
    assert "Hãy chọn một trong năm mức." in page
    assert "Nhanh." in page


def test_before_the_result_nothing_is_offered(filer, world):
    dossier = world.accepted(VALUE, unit="KV01")

    assert "danh-gia" not in filer.get(f"/ho-so/{dossier}/").content.decode()
    assert filer.get(f"/ho-so/{dossier}/danh-gia/").status_code == 403


def test_another_filer_finds_no_such_page(stranger, public, returned):
    assert stranger.get(f"/ho-so/{returned}/danh-gia/").status_code == 404
    assert stranger.post(f"/ho-so/{returned}/danh-gia/", GOOD).status_code == 404
    assert public.get(f"/ho-so/{returned}/danh-gia/").status_code == 302

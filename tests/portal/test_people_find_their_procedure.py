"""Anyone finds a procedure as people type, and reads everything needed before filing."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from support.world import CANCEL, WAREHOUSE


def test_the_first_page_shows_subjects_and_what_can_be_filed(public: Client):
    page = public.get(reverse("portal:home"))

    assert "Kho ngoại quan" in page.content.decode()
    assert reverse("portal:procedures") in page.content.decode()


def test_a_search_without_accents_finds_it_first(public: Client):
    page = public.get(reverse("portal:procedures"), {"q": "kho ngoai quan"})

    assert "Thủ tục thành lập kho ngoại quan" in str(page.context["found"][0].name)
    assert reverse("portal:procedure", args=[WAREHOUSE]) in page.content.decode()


def test_a_search_that_finds_nothing_shows_the_way_on(public: Client):
    page = public.get(reverse("portal:procedures"), {"q": "xyzzy qwrt"}).content.decode()

    assert "Không có thủ tục nào khớp" in page
    assert "?nhom=" in page


def test_a_subject_lists_its_procedures_only(public: Client):
    page = public.get(reverse("portal:procedures"), {"nhom": "kho-ngoai-quan"})

    assert {card.group for card in page.context["found"]} == {"kho-ngoai-quan"}


def test_the_page_of_a_procedure_says_all_that_filing_needs(public: Client):
    page = public.get(reverse("portal:procedure", args=[WAREHOUSE])).content.decode()

    assert "Giấy chứng nhận đủ điều kiện phòng cháy" in page
    assert "10 ngày làm việc" in page
    assert "NĐ 68/2016" in page
    assert "Tổng cục trưởng Tổng cục Hải quan" in page
    assert reverse("portal:start", args=[WAREHOUSE]) in page


def test_the_example_dates_follow_one_another(public: Client):
    example = public.get(reverse("portal:procedure", args=[WAREHOUSE])).context["example"]

    inspection, decision = example.stages
    assert example.received.at < inspection.due.at < decision.due.at == example.latest.at


def test_marks_of_certainty_are_for_editors_alone(public: Client):
    page = public.get(reverse("portal:procedure", args=[CANCEL])).content.decode()

    assert "chưa kiểm chứng" not in page


def test_a_procedure_not_filed_here_says_why_and_where_to_go(public: Client):
    page = public.get(reverse("portal:procedure", args=["hanh-ly.that-lac"])).content.decode()

    assert "Thủ tục này không nộp tại đây" in page
    assert "Nơi làm thủ tục" in page
    assert "/nop/" not in page


def test_an_unknown_procedure_is_told_kindly(public: Client):
    page = public.get(reverse("portal:procedure", args=["khong-co"]))

    assert page.status_code == 404
    assert "không còn hiệu lực" in page.content.decode()

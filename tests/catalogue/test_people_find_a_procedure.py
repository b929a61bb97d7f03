"""People find a procedure as they type: without accents, in pieces, with mistakes; and lists show what is in force."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from haidang.catalogue import api as catalogue

DAY = date(2026, 3, 2)


@pytest.fixture(scope="module", autouse=True)
def _pack_loaded(module_database: str) -> Iterator[None]:
    catalogue.load_pack(now=datetime(2026, 3, 2, 5, 0, tzinfo=UTC))
    yield
    catalogue.forget()


def found(query: str) -> list[str]:
    """Return the source ids a search finds."""
    return [card.source_id for card in catalogue.search(query, on=DAY)]


@pytest.mark.parametrize(
    "query",
    [
        "kho ngoai quan",
        "Kho Ngoại Quan",
        unicodedata.normalize("NFD", "kho ngoại quan"),
        "thanh lap kho ngoai quan",
        "  KHO  ngoai-quan ",
    ],
)
def test_a_bonded_warehouse_is_found_first_with_and_without_accents(query):
    first = catalogue.search(query, on=DAY)[0]

    assert first.name.vi == "Thủ tục thành lập kho ngoại quan"


def test_letters_with_a_stroke_fold_too():
    assert found("dai ly lam thu tuc")[0] == "HQ36A-I-18"


@pytest.mark.parametrize("typed", ["kho ngoai qaun", "huy to khaj hai quan", "tham vam tri gia"])
def test_typing_mistakes_still_find(typed):
    assert found(typed)


def test_the_number_of_the_decision_finds_its_row():
    assert found("HQ36A-I-29")[0] == "HQ36A-I-29"


def test_english_words_find():
    assert found("bonded warehouse")[0] == "HQ36A-I-16"


def test_a_paper_it_needs_finds_a_procedure():
    assert "HQ36A-I-25" in found("sổ định mức miễn thuế")


def test_what_is_not_offered_is_found_and_says_why():
    card = next(card for card in catalogue.search("tau lien van nhap canh", on=DAY))

    assert not card.offered
    assert "Internet" in card.not_offered_reason.vi


@pytest.mark.parametrize("query", ["", "   ", "!!! & | :*", "';--", "(" * 400, "kho' | 'x"])
def test_odd_typing_breaks_nothing(query):
    assert isinstance(catalogue.search(query, on=DAY), list)


def test_before_the_plan_started_its_procedures_are_not_found():
    early = {card.source_id for card in catalogue.search("kho ngoai quan", on=date(2018, 1, 31))}

    assert "HQ36A-I-16" not in early
    assert [card.source_id for card in catalogue.search("huy to khai", on=date(2017, 3, 1))] == ["HQ-X-095"]


def test_lists_are_filtered_by_group_tier_and_offer():
    assert len(catalogue.list_procedures(on=DAY)) == 53
    assert len(catalogue.list_procedures(on=DAY, offered=True)) == 43
    assert len(catalogue.list_procedures(on=DAY, offered=False)) == 10
    assert {card.tier for card in catalogue.list_procedures(on=DAY, tier=3)} == {3}
    assert [card.source_id for card in catalogue.list_procedures(on=DAY, group="cfs")] == ["HQ36A-I-17"]


def test_groups_say_how_many_can_be_filed():
    groups = {group.key: group for group in catalogue.list_groups(on=DAY)}

    assert (groups["bien-gioi"].procedures, groups["bien-gioi"].offered) == (4, 1)
    assert sum(group.procedures for group in groups.values()) == 53


def test_a_procedure_is_found_by_our_id_and_by_that_of_the_source():
    ours = catalogue.find_current("to-khai.huy", on=DAY)

    assert ours == catalogue.find_current("HQ-X-095", on=DAY)
    assert catalogue.find_current("khong-co", on=DAY) is None


def test_lists_and_searches_cost_few_questions(django_assert_max_num_queries):
    catalogue.list_procedures(on=DAY)
    catalogue.rule_pack_on(DAY)

    # What is in force is asked anew every few seconds: at most the two questions of one such moment.
    with django_assert_max_num_queries(2):
        catalogue.list_procedures(on=DAY)
        catalogue.list_groups(on=DAY)
        catalogue.find_current("to-khai.huy", on=DAY)
        catalogue.rule_pack_on(DAY)

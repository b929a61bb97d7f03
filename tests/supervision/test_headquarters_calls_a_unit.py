"""From the late list headquarters sees whom to telephone, records the call, and closes what was agreed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from haidang.kernel.now import now
from haidang.look import wording

CALL = re.compile(r'href="(/giam-sat/cuoc-goi/[0-9a-f-]{36}/)"')
TICK = re.compile(r'name="ho-so" value="(\d+)"')


def text_of(response) -> str:
    return response.content.decode()


def day(ahead: int) -> str:
    return f"{wording.local(now()) + timedelta(days=ahead):%d/%m/%Y}"


@pytest.fixture
def region(world):
    return world.staff["KV01"].unit


@pytest.fixture
def late_dossier(headquarters, region):
    """The late dossier of region I."""
    return TICK.findall(text_of(headquarters.get(f"/giam-sat/don-doc/?don-vi={region.id}")))[0]


def record(client, dossier, **changes):
    typed = {
        "reached": "Bà Lê Mẫu",
        "at": f"{wording.local(now()):%d/%m/%Y} 00:00",
        "agreed": "Trả kết quả hôm nay.",
        "until": day(0),
    }
    return client.post(f"/giam-sat/cuoc-goi/ghi/?ho-so={dossier}", typed | changes)


def test_the_late_list_says_whom_to_telephone_and_why_it_is_late(headquarters, world, region):
    given = {"name": "Ông Trần Mẫu", "duty": "head", "phone": "0900000009", "notice": "3/TB", "since": day(-1)}
    headquarters.post(f"/giam-sat/to-trien-khai/{region.id}/", given)

    page = text_of(headquarters.get("/giam-sat/don-doc/"))

    assert 'href="tel:0900000009"' in page
    assert world.staff["KV01"].leader.name in page
    assert "Chưa gọi ai về hồ sơ này." in page
    assert '<ol class="reasons"><li>' in page
    assert "vượt thời hạn luật định" in page


def test_the_list_behind_a_late_figure_leads_to_whom_to_telephone(headquarters, region):
    page = text_of(headquarters.get(f"/giam-sat/ho-so/?muc=late&don-vi={region.id}"))

    assert f'href="/giam-sat/don-doc/?muc=late&amp;don-vi={region.id}"' in page


def test_a_call_is_recorded_comes_back_and_is_closed(headquarters, late_dossier):
    made = record(headquarters, late_dossier)
    due = text_of(headquarters.get("/giam-sat/cuoc-goi/"))
    unread = [text_of(headquarters.get(f"/giam-sat/cuoc-goi/?loc={other}")) for other in ("coming", "trouble")]

    assert [made.url in CALL.findall(other) for other in unread] == [False, False]
    assert made.url in CALL.findall(text_of(headquarters.get("/giam-sat/cuoc-goi/?loc=all")))
    assert made.url in CALL.findall(due)
    assert "Đến hạn hôm nay hoặc quá hạn" in due
    assert "Đã gọi Bà Lê Mẫu" in text_of(headquarters.get("/giam-sat/don-doc/"))

    closed = headquarters.post(f"{made.url}ket-luan/", {"kept": "kept", "found": "Đã trả."}, follow=True)

    assert "đã giữ" in text_of(closed)
    assert "Không có cam kết nào đến hạn" in text_of(headquarters.get("/giam-sat/cuoc-goi/"))


def test_more_calls_than_a_page_holds_are_on_the_next(headquarters, late_dossier, region):
    for number in range(51):
        record(headquarters, late_dossier, agreed=f"Việc {number}.")

    pages = [text_of(headquarters.get(f"/giam-sat/cuoc-goi/?page={page}")) for page in (1, 2)]

    assert [len(CALL.findall(page)) for page in pages] == [50, 1]
    assert "Trang 1 trên 2" in pages[0]
    of_unit = text_of(headquarters.get(f"/giam-sat/cuoc-goi/?don-vi={region.id}"))
    assert f'href="?loc=due&amp;don-vi={region.id}"' in of_unit
    assert "Ghi cuộc gọi tới đơn vị này" in of_unit


def test_what_was_typed_stays_where_something_is_missing(headquarters, late_dossier):
    page = text_of(record(headquarters, late_dossier, reached="", until=day(-3)))

    assert "Hãy ghi đã gặp ai." in page
    assert "Trả kết quả hôm nay." in page


def test_a_broken_agreement_needs_words_and_the_second_reaches_the_leader(headquarters, look, world, late_dossier):
    first, second = (
        record(headquarters, late_dossier).url,
        record(headquarters, late_dossier, agreed="Trả tuần này.").url,
    )
    refused = text_of(headquarters.post(f"{first}ket-luan/", {"kept": "broken", "found": ""}))
    headquarters.post(f"{first}ket-luan/", {"kept": "broken", "found": "Chưa trả."})
    marked = headquarters.post(f"{second}ket-luan/", {"kept": "broken", "found": "Chưa trả."}, follow=True)
    leader = look(world.staff["CHQ"].leader.person)

    assert f'name="ho-so" value="{late_dossier}"' in text_of(headquarters.get(second))  # to call again about it

    decided = leader.post(f"{second}y-kien/", {"decided": "Mời lãnh đạo đơn vị làm việc."}, follow=True)

    assert "Hãy ghi nội dung này" in refused
    assert "báo lãnh đạo" in text_of(marked)
    assert "Mời lãnh đạo đơn vị làm việc." in text_of(decided)


def test_dossiers_of_two_units_are_not_called_about_at_once(headquarters):
    ids = TICK.findall(text_of(headquarters.get("/giam-sat/don-doc/")))

    response = headquarters.get("/giam-sat/cuoc-goi/ghi/?" + "&".join(f"ho-so={each}" for each in ids))

    assert response.status_code == 403
    assert "của một đơn vị" in text_of(response)


def test_nothing_ticked_is_told(headquarters):
    assert headquarters.get("/giam-sat/cuoc-goi/ghi/").status_code == 404


def test_teams_are_named_exported_and_missed(headquarters, region):
    given = {"name": "=Ông Mẫu", "duty": "member", "phone": "0900000009", "notice": "3/TB", "since": day(-1)}
    headquarters.post(f"/giam-sat/to-trien-khai/{region.id}/", given)

    page, table = headquarters.get("/giam-sat/to-trien-khai/"), headquarters.get("/giam-sat/to-trien-khai/?dang=csv")

    assert "1 đơn vị đã cử Tổ triển khai." in text_of(page)
    assert "đơn vị chưa có Tổ triển khai" in text_of(page)
    assert "'=Ông Mẫu" in text_of(table)
    assert "chưa cử Tổ triển khai" in text_of(table)
    assert table["Content-Type"].startswith("text/csv")


def test_who_leaves_the_team_is_no_longer_called(headquarters, region):
    given = {"name": "Ông Mẫu", "duty": "member", "phone": "0900000009", "notice": "3/TB", "since": day(-5)}
    page = text_of(headquarters.post(f"/giam-sat/to-trien-khai/{region.id}/", given, follow=True))
    member = re.search(r'name="member" value="(\d+)"', page)

    headquarters.post(f"/giam-sat/to-trien-khai/{region.id}/roi-to/", {"member": member.group(1), "last_day": day(-1)})

    assert "0900000009" not in text_of(headquarters.get("/giam-sat/don-doc/"))


PAGES = ("/giam-sat/don-doc/", "/giam-sat/cuoc-goi/", "/giam-sat/to-trien-khai/")


@pytest.mark.parametrize("page", PAGES)
def test_for_officers_and_filers_these_pages_do_not_exist(look, world, page):
    assert look(world.staff["KV01"].handlers[0].person).get(page).status_code == 404
    assert look(world.filer.actor.person).get(page).status_code == 404


def test_another_unit_s_call_and_team_do_not_exist_for_a_leader(headquarters, look, world, late_dossier):
    call = record(headquarters, late_dossier).url
    other = look(world.staff["KV03"].leader.person)

    assert other.get(call).status_code == 404
    assert other.get(f"/giam-sat/cuoc-goi/ghi/?ho-so={late_dossier}").status_code == 404
    assert other.get(f"/giam-sat/to-trien-khai/{world.staff['KV01'].unit.id}/").status_code == 404


@pytest.mark.parametrize("page", ["/giam-sat/don-doc/", "/giam-sat/cuoc-goi/"])
def test_a_page_asks_the_database_a_few_times_however_long_it_is(headquarters, late_dossier, statements, page):
    record(headquarters, late_dossier)

    told = statements(lambda: headquarters.get(page))

    assert len(told) <= 14

"""The pages of the indices show fractions, reasons and lists; only headquarters enters values and costs."""

from __future__ import annotations

import re
from html import unescape

import pytest

COSTS = {
    "papers": "4",
    "hours_per_paper": "2",
    "trips": "2",
    "hours_per_trip": "4",
    "cost_per_trip": "0",
    "fees": "0",
    "filings_per_year": "62.500",
    "wage_per_day": "240.000",
    "source": "Khảo sát năm 2020",
    "confidence": "uncertain",
}
PAGES = ["", "cham-diem/", "cham-diem/ho-so/", "dau-vao/", "thu-tuc/", "khao-sat/", "do-phu/", "thoi-gian/", "chi-phi/"]


def text_of(response) -> str:
    return response.content.decode()


def plain(page: str) -> str:
    """Return the words of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_opens_for_who_supervises_in_both_languages(headquarters, page, language):
    headquarters.cookies["haidang_language"] = language

    response = headquarters.get(f"/giam-sat/chi-so/{page}")

    assert response.status_code == 200
    assert "%%" not in text_of(response)


@pytest.mark.parametrize("page", [*PAGES, "gia-tri/2.1/", "chi-phi/kho-ngoai-quan.thanh-lap/"])
def test_for_everybody_else_there_is_no_such_page(look, world, page):
    handler, filer = world.staff["CHQ"].handlers[0].person, world.filer.actor.person

    assert look(handler).get(f"/giam-sat/chi-so/{page}").status_code == 404
    assert look(filer).get(f"/giam-sat/chi-so/{page}").status_code == 404


def test_each_figure_of_a_fraction_leads_to_as_many_dossiers(headquarters):
    page = text_of(headquarters.get("/giam-sat/chi-so/"))

    addends = re.findall(r'<li><a href="([^"]+)">[^<]*: (\d+)</a></li>', page)

    assert addends
    for url, told in addends:
        assert text_of(headquarters.get(unescape(url))).count('<tr class="is-') == int(told)


def test_what_is_not_carried_says_so_and_no_grade_is_given(headquarters):
    page = plain(text_of(headquarters.get("/giam-sat/chi-so/")))

    assert "Chưa có dữ liệu: hệ thống chưa lưu hồ sơ đã đồng bộ lên Cổng quốc gia." in page
    assert "Chưa xếp loại vì chưa tính được đủ điểm" in page
    assert "mẫu số bằng 0" not in page


def test_a_period_without_dossiers_shows_no_value(headquarters):
    page = plain(text_of(headquarters.get("/giam-sat/chi-so/?tu=2016-01-01&den=2016-12-31")))

    assert "chưa có dữ liệu: mẫu số bằng 0" in page


def test_a_unit_out_of_sight_has_no_indices(look, world):
    leader = look(world.staff["KV01"].leader.person)

    assert leader.get(f"/giam-sat/chi-so/?don-vi={world.staff['KV03'].unit.id}").status_code == 404
    assert leader.get("/giam-sat/chi-so/").status_code == 200


def test_headquarters_enters_a_value_published_elsewhere(headquarters):
    told = {"value": "98,5", "source": "Cổng Dịch vụ công quốc gia"}

    response = headquarters.post("/giam-sat/chi-so/gia-tri/2.1/", told, follow=True)

    page = plain(text_of(response))
    assert "98,5 Cổng Dịch vụ công quốc gia" in page
    assert response.redirect_chain[0][0].endswith("#i-2.1")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [({"value": "abc", "source": "x"}, "Hãy nhập số"), ({"value": "1", "source": ""}, "Hãy ghi nguồn"),
     ({"value": "1,234", "source": "x"}, "bớt chữ số"), ({"value": "20.000", "source": "x"}, "từ 0 đến dưới 10.000")],
)  # fmt: skip
def test_a_value_that_cannot_be_meant_is_told_at_its_field(headquarters, wrong, told):
    response = headquarters.post("/giam-sat/chi-so/gia-tri/2.1/", wrong)

    assert response.status_code == 422
    assert told in text_of(response)


def test_a_leader_below_headquarters_may_look_and_not_enter(look, world):
    leader = look(world.staff["KV01"].leader.person)

    assert "/giam-sat/chi-so/gia-tri/" not in text_of(leader.get("/giam-sat/chi-so/"))
    assert leader.post("/giam-sat/chi-so/gia-tri/2.1/", {"value": "1", "source": "x"}).status_code == 403
    shown = plain(text_of(leader.get("/giam-sat/chi-so/chi-phi/kho-ngoai-quan.thanh-lap/")))
    assert "được nhập mục này" in shown
    assert leader.post("/giam-sat/chi-so/chi-phi/kho-ngoai-quan.thanh-lap/", COSTS).status_code == 403


def test_the_nine_indices_show_scores_grade_officers_and_dossiers(headquarters, world):
    page = text_of(headquarters.get("/giam-sat/chi-so/cham-diem/"))

    shown = plain(page)
    assert "Thời gian giải quyết so với quy định" in shown
    assert "tổng cộng 18 điểm" in shown
    assert "Xếp loại" in shown
    listed = text_of(headquarters.get("/giam-sat/chi-so/cham-diem/ho-so/"))
    assert listed.count('<th scope="row"><a class="code"') == 1
    assert world.staff["CHQ"].handlers[0].name in listed


def test_coverage_shows_every_published_figure_beside_what_the_catalogue_counts(headquarters):
    page = plain(text_of(headquarters.get("/giam-sat/chi-so/do-phu/")))

    for figure in ("46", "126", "168", "178", "202", "238", "215", "237", "123", "196", "209"):
        assert f" {figure} " in page
    assert "chưa có dữ liệu ngày đó" in page
    assert "báo chí hải quan" in page


def test_a_time_study_shows_the_steps_of_the_procedure_asked_for(headquarters):
    empty = plain(text_of(headquarters.get("/giam-sat/chi-so/thoi-gian/")))
    page = plain(text_of(headquarters.get("/giam-sat/chi-so/thoi-gian/?thutuc=kho-ngoai-quan.thanh-lap")))

    assert "Hãy chọn một thủ tục" in empty
    assert "Tiếp nhận 1 giờ làm việc" in page
    assert "90 %" in page


def test_two_versions_of_inputs_show_the_published_saving(headquarters):
    address = "/giam-sat/chi-so/chi-phi/kho-ngoai-quan.thanh-lap/"

    headquarters.post(address, COSTS)
    headquarters.post(address, COSTS | {"trips": "0", "source": "Khảo sát năm 2021"})

    own = plain(text_of(headquarters.get(address)))
    whole = plain(text_of(headquarters.get("/giam-sat/chi-so/chi-phi/")))
    assert "15.000.000.000 đ" in own
    assert "62.500" in own
    assert whole.count("15.000.000.000 đ") >= 2


@pytest.mark.parametrize(("field", "typed"), [("papers", "nhiều"), ("filings_per_year", "1,5"), ("source", "")])
def test_inputs_that_cannot_be_read_keep_what_was_typed(headquarters, field, typed):
    response = headquarters.post("/giam-sat/chi-so/chi-phi/kho-ngoai-quan.thanh-lap/", COSTS | {field: typed})

    assert response.status_code == 422
    assert f'id="id_{field}_error"' in text_of(response)
    assert 'value="240.000"' in text_of(response)


def test_an_unknown_procedure_or_index_is_not_there(headquarters):
    assert headquarters.get("/giam-sat/chi-so/chi-phi/khong.co/").status_code == 404
    assert headquarters.get("/giam-sat/chi-so/gia-tri/9.9/").status_code == 404


def test_a_page_of_indices_asks_the_database_a_bounded_number_of_times(headquarters, statements):
    headquarters.get("/giam-sat/chi-so/")

    made = statements(lambda: headquarters.get("/giam-sat/chi-so/"))

    assert len(made) <= 25


def test_inputs_of_other_indices_name_their_source_or_that_none_is_confirmed(headquarters):
    shown = plain(text_of(headquarters.get("/giam-sat/chi-so/dau-vao/")))

    assert "QĐ 1500/QĐ-TCHQ" in shown
    assert "Nguồn: chưa kiểm chứng." in shown
    assert "Tiêu chí và trọng số: chưa kiểm chứng." in shown
    assert "hệ thống chưa lưu thời gian thông quan của tờ khai. Nơi có dữ liệu: hệ thống VNACCS/VCIS." in shown


@pytest.mark.parametrize("page", ["", "dau-vao/"])
def test_every_count_leads_to_as_many_dossiers_or_procedures(headquarters, page):
    shown = text_of(headquarters.get(f"/giam-sat/chi-so/{page}"))

    told = re.findall(r'<a href="(/giam-sat/chi-so/[^"]+)"><b>(\d+)</b></a>', shown)

    assert {"co", "muc"} <= {name for url, _count in told for name in re.findall(r"&amp;(co|muc)=", url)}
    for url, count in told:
        listed = text_of(headquarters.get(unescape(url)))
        if "khao-sat" not in url and "chi-phi" not in url and int(count) <= 53:
            assert len(re.findall(r'<th scope="row">', listed)) == int(count), url


def test_the_inputs_are_a_table_for_every_unit(headquarters, world):
    answer = headquarters.get("/giam-sat/chi-so/dau-vao/?dang=csv")

    table = answer.content.decode("utf-8-sig")
    assert answer["Content-Type"].startswith("text/csv")
    assert "PAR-1" in table
    assert world.staff["KV01"].unit.name.vi in table
    assert "phản ánh, kiến nghị" in table


def test_headquarters_enters_what_others_publish_beside_an_input(headquarters):
    told = {"value": "1.024.000", "source": "Báo cáo năm 2025"}

    response = headquarters.post("/giam-sat/chi-so/gia-tri/TAB-4/", told, follow=True)

    assert "1.024.000 Báo cáo năm 2025" in plain(text_of(response))
    assert response.redirect_chain[0][0].endswith("#i-TAB-4")


def test_a_list_nobody_knows_is_not_there(headquarters):
    assert headquarters.get("/giam-sat/chi-so/cham-diem/ho-so/?co=x").status_code == 404


def test_two_officers_record_what_the_system_does_not_count(headquarters, look, world):
    address = "/giam-sat/chi-so/ghi-nhan/8/?tu=2026-04-01&den=2026-06-30"
    told = {"whole": "12", "part": "12", "evidence": "Báo cáo số 12 ngày 02/7/2026"}

    wrong = headquarters.post(address, told | {"part": "13"})
    page = plain(text_of(headquarters.post(address, told, follow=True)))
    leader = look(world.staff["CHQ"].leader.person)
    settling = re.search(r'action="([^"]*ghi-nhan/8/\d+/[^"]*)"', text_of(leader.get(address)))

    assert (wrong.status_code, "từ 0 đến số ở dòng đầu" in text_of(wrong)) == (422, True)
    assert "Công chức khác xác nhận số liệu bạn đã ghi nhận." in page
    assert settling is not None
    assert "lý do từ chối" in plain(text_of(leader.post(unescape(settling[1]), {"refuse": "1"}, follow=True)))
    assert "đã xác nhận" in plain(text_of(leader.post(unescape(settling[1]), {"confirm": "1"}, follow=True)))
    assert "ghi nhận thủ công" in plain(text_of(headquarters.get("/giam-sat/chi-so/cham-diem/")))

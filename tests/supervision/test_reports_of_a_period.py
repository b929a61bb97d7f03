"""A supervisor opens a period, downloads it, closes it; afterwards it stands as it was closed."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest

from haidang.kernel.now import now
from supervision.test_headquarters_sees_the_nation import text_of

HOME, PERIOD, CLOSE = "/giam-sat/bao-cao/", "/giam-sat/bao-cao/ky/", "/giam-sat/bao-cao/khoa/"


@pytest.fixture
def asked(world):
    """The address of a period that began before everything and is over since yesterday, for the nation."""
    from datetime import timedelta

    last = now().date() - timedelta(days=2)
    return {"don-vi": world.staff["CHQ"].unit.id, "tu": "2020-01-01", "den": last.isoformat()}


def test_the_first_page_offers_the_usual_periods(headquarters):
    page = text_of(headquarters.get(HOME))

    assert "Tháng trước" in page
    assert "Quý trước" in page
    assert "Chưa có báo cáo nào được khóa" in page


def test_a_period_shows_its_figures_and_that_it_is_not_closed(headquarters, asked):
    page = text_of(headquarters.get(PERIOD, asked))

    assert "Chưa khóa" in page
    assert "Theo thủ tục hành chính" not in page
    assert "Theo đơn vị" in page
    assert "Khóa báo cáo" in page


def test_what_happened_in_the_period_leads_to_as_many_dossiers(headquarters, asked):
    page = text_of(headquarters.get(PERIOD, asked))

    told = re.findall(r'<a href="(/giam-sat/ho-so/[^"]+)">(\d+)</a>', page)

    assert told
    for url, count in told:
        assert text_of(headquarters.get(unescape(url))).count('<tr class="is-') == int(count), url


def test_the_figures_of_a_closed_report_lead_nowhere_for_lists_read_today(headquarters, asked):
    closed = text_of(headquarters.post(CLOSE, asked | {"reason": "Báo cáo quý."}, follow=True))

    assert "/giam-sat/ho-so/?" not in closed.split("<main")[1]


def test_it_is_a_table_and_a_workbook(headquarters, asked):
    table = text_of(headquarters.get(PERIOD, asked | {"dang": "csv"}))
    book = headquarters.get(PERIOD, asked | {"dang": "xlsx"})

    texts = ZipFile(BytesIO(book.content)).read("xl/sharedStrings.xml").decode()
    assert "Kỳ trước chuyển sang" in table
    assert "Chưa khóa" in table
    assert "Cục Hải quan" in texts
    assert book["Content-Disposition"].endswith('.xlsx"')


def test_closing_leads_to_the_report_that_stands(headquarters, asked):
    response = headquarters.post(CLOSE, asked | {"reason": "Báo cáo quý."}, follow=True)

    page = text_of(response)
    assert response.status_code == 200
    assert "Đã khóa" in page
    assert "Báo cáo quý." in page
    assert "Từ lúc khóa đến nay không có thay đổi." in page
    assert headquarters.get(PERIOD, asked)["Location"] == response.redirect_chain[-1][0]
    assert response.redirect_chain[-1][0] in text_of(headquarters.get(HOME))


def test_who_closes_it_second_is_led_to_the_report_that_stands(headquarters, asked):
    first = headquarters.post(CLOSE, asked | {"reason": "Báo cáo quý."})

    second = headquarters.post(CLOSE, asked | {"reason": "Báo cáo quý, lần nữa."}, follow=True)

    assert second.redirect_chain == [(first["Location"], 302)]
    assert "đã được khóa" in text_of(second)
    assert "Báo cáo quý." in text_of(second)


def test_without_a_reason_the_form_says_what_is_missing(headquarters, asked):
    response = headquarters.post(CLOSE, asked | {"reason": ""})

    assert response.status_code == 422
    assert "Ghi lý do khóa báo cáo." in text_of(response)


def test_a_period_that_is_not_over_says_why_it_cannot_be_closed(headquarters, asked):
    page = text_of(headquarters.get(PERIOD, asked | {"den": "2999-12-31"}))

    assert "Kỳ báo cáo chưa kết thúc" in page
    refused = headquarters.post(CLOSE, asked | {"den": "2999-12-31", "reason": "Báo cáo sớm."})
    assert refused.status_code == 403
    assert "Báo cáo sớm." in text_of(refused)


def test_a_period_nobody_can_mean_is_told_at_its_field(headquarters, asked):
    assert "từ 1900 đến 2999" in text_of(headquarters.get(PERIOD, asked | {"tu": "1000-01-01"}))
    assert "trước ngày đầu" in text_of(headquarters.get(PERIOD, asked | {"tu": "2998-01-01", "den": "2020-01-01"}))


def test_strangers_find_nothing(look, world, headquarters, asked):
    report = headquarters.post(CLOSE, asked | {"reason": "Báo cáo."})["Location"]
    officer, leader = look(world.staff["KV01"].receiver.person), look(world.staff["KV01"].leader.person)

    assert [officer.get(page).status_code for page in (HOME, PERIOD, report, report + "ban-ky.pdf")] == [404] * 4
    assert leader.get(report).status_code == 404
    assert leader.get(report + "ban-ky.pdf").status_code == 404


def test_who_asks_for_a_report_by_mail_sees_it_and_ends_it(headquarters, world):
    wish = {"unit": world.staff["CHQ"].unit.id, "kind": "quarter"}

    asked = text_of(headquarters.post("/giam-sat/bao-cao/thu/", wish, follow=True))
    ended = text_of(headquarters.post("/giam-sat/bao-cao/thu/", wish | {"what": "end"}, follow=True))

    assert "Bạn sẽ nhận báo cáo này vào ngày làm việc đầu tiên sau mỗi kỳ." in asked
    assert "Hủy nhận" in asked
    assert "Hủy nhận" not in ended
    assert headquarters.post("/giam-sat/bao-cao/thu/", wish | {"unit": 999999}).status_code == 404

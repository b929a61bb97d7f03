"""How far the service is used: each count is as long as the list it leads to; units report what came by hand."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest

from supervision.test_headquarters_sees_the_nation import COUNT, figures_of, text_of

USE = "/giam-sat/su-dung/"
PAGES = (USE, f"{USE}don-vi/", f"{USE}thu-tuc/", f"{USE}so-bao-cao/", f"{USE}bao-cao-thang/")
YEARS = "tu=2025-01-01&den=2027-12-31"


@pytest.fixture
def unit(world):
    """The unit that reports."""
    return world.staff["KV01"].unit


@pytest.fixture
def last_month(world):
    """The first day of the month that ended last."""
    from haidang.kernel.now import now
    from haidang.look import wording
    from haidang.usage import api as usage

    return usage.previous_month(wording.local(now()).date())


@pytest.fixture
def opened(world, unit, last_month):
    """Headquarters has opened the last month, whatever day it is."""
    from haidang.kernel.now import now
    from haidang.usage import api as usage

    moment = now()
    usage.open_month(
        unit_id=unit.id,
        month=last_month,
        until=(moment + timedelta(days=3)).date(),
        reason="Thử.",
        by=world.supervisor,
        now=moment,
    )
    return f"{USE}bao-cao-thang/{unit.id}/{last_month:%Y-%m}/"


def count_on(page: str) -> int:
    return int(COUNT.findall(page)[0].replace(".", ""))


@pytest.mark.parametrize("page", ["", "don-vi/", "thu-tuc/"])
def test_each_count_leads_to_as_many_dossiers(headquarters, page):
    found = figures_of(text_of(headquarters.get(f"{USE}{page}?{YEARS}")))

    lists = {cell: text_of(headquarters.get(url)) for cell, (url, _) in found.items()}

    assert found
    assert {cell: count_on(page) for cell, page in lists.items()} == {cell: told for cell, (_, told) in found.items()}


def test_the_overview_counts_units_and_leads_to_them(headquarters):
    page = text_of(headquarters.get(f"{USE}?{YEARS}"))
    found = re.findall(r'figure-number"><a href="([^"]+)">([\d.]+)</a>', page)

    told = [int(number.replace(".", "")) for _, number in found]
    shown = [text_of(headquarters.get(unescape(url))) for url, _ in found]

    assert len(found) == 4
    assert [each.count('<tr class="is-unit">') for each in shown[:3]] == told[:3]
    assert shown[3].count('<th scope="row">') - 1 == told[3]


def test_a_leader_counts_the_own_unit_alone(look, world, unit):
    leader = look(world.staff["KV01"].leader.person)

    found = figures_of(text_of(leader.get(f"{USE}?{YEARS}")))

    assert found["total-received"][1] == 1


@pytest.mark.parametrize("page", PAGES)
def test_others_find_nothing(look, world, page):
    for person in (world.staff["KV01"].receiver.person, world.filer.actor.person):
        assert look(person).get(page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_headquarters_opens_every_page(headquarters, page):
    assert headquarters.get(page).status_code == 200


def test_a_receiver_reports_the_month_and_corrects_it(look, world, unit, opened, headquarters):
    receiver = look(world.staff["KV01"].receiver.person)
    page = text_of(receiver.get(opened))
    name = re.findall(r'<input type="number" name="([^"]+)"', page)[0]

    assert receiver.post(opened, {name: "4"}).status_code == 302
    refused = receiver.post(opened, {name: "6"})
    assert refused.status_code == 422
    assert "Vì sao" in text_of(refused)
    assert receiver.post(opened, {name: "6", "reason": "Sót hai hồ sơ."}).status_code == 302

    page = text_of(receiver.get(opened))
    assert "Sót hai hồ sơ." in page
    counts = text_of(headquarters.get(f"{USE}so-bao-cao/?{YEARS}"))
    assert count_on(counts) == 6
    assert "trước đó: 4" in counts
    found = figures_of(text_of(headquarters.get(f"{USE}?{YEARS}")))
    assert found["total-reported"][1] == 6
    assert count_on(text_of(headquarters.get(found[f"{unit.id}-reported"][0]))) == 6


def test_the_own_report_is_one_link_away(look, world, unit, last_month):
    receiver = look(world.staff["KV01"].receiver.person)

    response = receiver.get(f"{USE}bao-cao-thang/don-vi-toi/")

    assert response.url == f"{USE}bao-cao-thang/{unit.id}/{last_month:%Y-%m}/"
    assert "don-vi-toi" in text_of(receiver.get("/can-bo/"))


def test_headquarters_sees_who_has_not_reported_and_opens_the_month(headquarters, world, unit, last_month):
    page = text_of(headquarters.get(f"{USE}bao-cao-thang/"))
    address = f"{USE}bao-cao-thang/{unit.id}/2026-05/"

    assert "chưa có gì" in page
    assert "Tháng đã khóa" in text_of(headquarters.get(address)) or "Chỉ lãnh đạo" in text_of(headquarters.get(address))
    wrong = headquarters.post(f"{address}mo/", {"until": "01/01/2026", "reason": "Mất điện."})
    assert wrong.status_code == 422
    done = headquarters.post(f"{address}mo/", {"until": "31/12/2099", "reason": "Mất điện."})
    assert done.status_code == 302
    assert "31/12/2099" in text_of(headquarters.get(address))


def test_a_month_of_another_unit_is_not_there(look, world, unit):
    stranger = look(world.staff["KV03"].receiver.person)

    assert stranger.get(f"{USE}bao-cao-thang/{unit.id}/2026-07/").status_code == 404
    assert look(world.filer.actor.person).get(f"{USE}bao-cao-thang/{unit.id}/2026-07/").status_code == 404
    assert stranger.get(f"{USE}bao-cao-thang/{world.staff['KV03'].unit.id}/2026-13/").status_code == 404


def test_use_can_be_taken_away_as_a_table(headquarters):
    lines = text_of(headquarters.get(f"{USE}?{YEARS}&dang=csv")).splitlines()

    assert lines[1].startswith("Đơn vị,Nhập trên hệ thống,")
    assert any(line.endswith(",100.0,0,0.0") for line in lines[2:])


def test_the_overview_costs_few_statements(headquarters, statements):
    headquarters.get(USE)

    spent = statements(lambda: headquarters.get(USE))

    assert len([each for each in spent if not each.startswith(("SAVEPOINT", "RELEASE"))]) <= 10, spent


def test_the_form_of_a_month_holds_what_ended_on_its_first_day(look, world, opened, last_month):
    from haidang.catalogue.models import ProcedureVersion
    from support.world import VALUE

    receiver, ended = look(world.staff["KV01"].receiver.person), ProcedureVersion.objects.filter(procedure=VALUE)
    ended.update(valid_to=last_month)
    inside = text_of(receiver.get(opened))
    ended.update(valid_to=last_month - timedelta(days=1))

    assert f'name="{VALUE}"' in inside
    assert f'name="{VALUE}"' not in text_of(receiver.get(opened))


def test_a_measure_is_recorded_on_the_page_of_its_unit(headquarters, unit):
    address = f"{USE}don-vi/{unit.id}/"

    refused = headquarters.post(address, {"kind": "phoned", "taken_on": "01/01/2099", "text": "x"})
    done = headquarters.post(address, {"kind": "phoned", "taken_on": "01/09/2026", "text": "Gọi chị Ví Dụ."})

    assert refused.status_code == 422
    assert "Ngày này chưa đến" in text_of(refused)
    assert done.status_code == 302
    assert "Gọi chị Ví Dụ." in text_of(headquarters.get(address))
    listed = text_of(headquarters.get(f"{USE}don-vi/"))
    assert f'href="{address}#measures">01/09/2026: Gọi điện</a>' in listed
    assert "trước đó không có hồ sơ → 10/2026: 100 %" in listed


def test_a_filer_who_comes_to_the_counter_is_listed_and_approached(headquarters, world):
    from dataclasses import replace

    from haidang.dossiers import api as dossiers
    from haidang.dossiers.contracts import ByHand, Filer
    from haidang.kernel.now import now

    moment, receiver = now() - timedelta(days=1), world.staff["KV01"].receiver
    exam = "dai-ly-hai-quan.thi-chung-chi"  # only a person may file it
    filing = world.filing(exam, unit="KV01", now=moment, filer=Filer(name="Ông Trần Ví Dụ"), channel="counter")
    scans = {key: [world.upload(f"{key}.pdf", by=receiver, now=moment)] for key in filing.papers}
    filing = replace(filing, papers=scans, by_hand=ByHand(handed_in_at=moment))
    dossiers.enter_dossier(filing=filing, by=receiver, now=moment)

    page = text_of(headquarters.get(f"{USE}nguoi-nop/?{YEARS}"))
    address = unescape(re.findall(r'href="(/giam-sat/su-dung/nguoi-nop/tiep-can/[^"]+)"', page)[0])
    assert "Ông Trần Ví Dụ" in page
    assert "chỉ biết theo tên" in page
    assert "người trùng tên sẽ hiện chung ở đây" in text_of(headquarters.get(address))
    given = {"approached_on": "01/09/2026", "outcome": "needs_help", "text": "Chưa có chữ ký số."}
    assert headquarters.post(address, given).status_code == 302
    assert "Cần hỗ trợ" in text_of(headquarters.get(f"{USE}nguoi-nop/?{YEARS}"))
    assert "Chưa có chữ ký số." in text_of(headquarters.get(f"{USE}nguoi-nop/da-tiep-can/"))
    assert headquarters.get(f"{USE}nguoi-nop/tiep-can/?ten=Ai").status_code == 404


@pytest.mark.usefixtures("look")
@pytest.mark.parametrize(("asked", "chosen"), [("kho-ngoai-quan.thanh-lap", True), ("khong-co", False)])
def test_a_procedure_that_is_not_in_force_on_the_day_can_still_be_asked_for(asked, chosen):
    from datetime import date

    from django.http import QueryDict

    from haidang.supervision.choice import read_choice

    choice = read_choice(QueryDict(f"thutuc={asked}&{YEARS}"), on=date(2015, 1, 1))

    assert (choice.procedure == asked, choice.form.is_valid()) == (chosen, chosen)

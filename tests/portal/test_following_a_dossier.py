"""The filer follows a dossier: where it is, how long it has, what is asked, what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from portal.test_filing_a_dossier import a_file

if TYPE_CHECKING:
    from support.world import World


def page_of(client: Client, dossier: int) -> str:
    return client.get(reverse("portal:dossier", args=[dossier])).content.decode()


def test_my_dossiers_show_the_state_and_the_unit(filer: Client, world: World):
    world.accepted()

    page = filer.get(reverse("portal:dossiers")).content.decode()

    assert "Thủ tục thành lập kho ngoại quan" in page
    assert "Cục Hải quan" in page


def test_nobody_elses_dossiers_are_listed(stranger: Client, world: World):
    world.accepted()

    assert "kho ngoại quan" not in stranger.get(reverse("portal:dossiers")).content.decode()


@pytest.mark.parametrize("name", ["dossier", "supplement", "withdraw"])
def test_a_stranger_finds_nothing(stranger: Client, world: World, name: str):
    dossier = world.submitted()

    assert stranger.get(reverse(f"portal:{name}", args=[dossier])).status_code == 404
    assert stranger.post(reverse(f"portal:{name}", args=[dossier])).status_code in (404, 405)


def test_a_stranger_gets_no_file(stranger: Client, filer: Client, world: World):
    dossier = world.submitted()
    file = filer.get(reverse("portal:dossier", args=[dossier])).context["papers"][0].file

    assert stranger.get(reverse("portal:document", args=[dossier, file])).status_code == 404


def test_who_has_not_signed_in_is_asked_to_and_comes_back(public: Client, world: World):
    address = reverse("portal:dossier", args=[world.submitted()])

    assert public.get(address)["Location"] == f"{reverse('account_login')}?next={address}"


def test_after_acceptance_the_code_the_due_date_and_its_reasons_are_there(filer: Client, world: World):
    from haidang.dossiers import api as dossiers

    dossier = world.accepted()
    sheet = dossiers.get_sheet(actor=world.filer.actor, dossier_id=dossier)

    page = filer.get(reverse("portal:dossier", args=[dossier]))

    assert sheet.code in page.content.decode()
    assert page.context["clock"].due == sheet.clock.legal.at
    assert "Hạn này được tính thế nào" in page.content.decode()


def test_the_live_part_is_quiet_while_nothing_changes(filer: Client, world: World):
    from haidang.dossiers import api as dossiers

    dossier = world.submitted()
    seen = dossiers.get_sheet(actor=world.filer.actor, dossier_id=dossier).seen
    address = reverse("portal:dossier", args=[dossier])

    assert filer.get(address, {"seen": seen}, headers={"HX-Request": "true"}).status_code == 204
    changed = filer.get(address, {"seen": seen - 1}, headers={"HX-Request": "true"}).content.decode()
    assert 'id="live"' in changed
    assert "<html" not in changed


def test_what_the_unit_asks_is_there_as_a_signed_paper_beside_its_step(filer: Client, world: World):
    from haidang.dossiers import api as dossiers
    from support.slips import make_slips
    from support.world import MONDAY, a_request

    dossier, receiver = world.submitted(), world.staff["CHQ"].receiver
    items, now = a_request("paper:layout"), MONDAY + timedelta(hours=1)
    dossiers.ask_for_supplement(dossier_id=dossier, items=items, reason="Bị mờ.", by=receiver, now=now)
    (slip,) = make_slips(dossier)

    page = filer.get(reverse("portal:dossier", args=[dossier]))

    address = reverse("portal:document", args=[dossier, slip.file])
    paper = b"".join(filer.get(address).streaming_content)
    told = next(each for each in page.context["events"] if each.papers)
    assert page.content.decode().count("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ") >= 2
    assert (str(told.title), told.papers[0].url) == ("Yêu cầu bổ sung", address)
    assert paper.startswith(b"%PDF")


def test_officers_inner_work_is_not_told(filer: Client, world: World):
    from haidang.dossiers import api as dossiers

    dossier = world.assigned()
    handler = world.staff["CHQ"].handlers[0]
    dossiers.add_note(dossier_id=dossier, note="Chỉ trong nội bộ.", by=handler, now=_later(dossier, world))

    page = page_of(filer, dossier)

    assert "Chỉ trong nội bộ." not in page
    assert handler.name not in page


def test_a_request_for_supplements_is_the_first_thing_seen(filer: Client, world: World):
    dossier = _asked(world, "paper:layout", "field:site_address")

    page = page_of(filer, dossier)

    assert "Bổ sung 2 mục" in page
    assert reverse("portal:supplement", args=[dossier]) in filer.get(reverse("portal:dossiers")).content.decode()


def test_a_supplement_asks_only_for_what_was_named_and_shows_the_old_answer(filer: Client, world: World):
    dossier = _asked(world, "paper:layout", "field:site_address")

    page = filer.get(reverse("portal:supplement", args=[dossier])).content.decode()

    assert 'name="layout"' in page
    assert 'name="site_address"' in page
    assert 'name="tax_code"' not in page
    assert page.count("Không đọc được, đề nghị nộp lại.") == 2
    assert "Trước đây bạn ghi:" in page


def test_a_supplement_is_sent_field_by_field_and_paper_by_paper(filer: Client, world: World):
    from haidang.dossiers import api as dossiers

    dossier = _asked(world, "paper:layout", "field:site_address")
    address = reverse("portal:supplement", args=[dossier])

    incomplete = filer.post(address, {"site_address": "", "layout": a_file("so-do-moi.pdf", 9), "go": "send"})
    assert incomplete.status_code == 422
    assert "so-do-moi.pdf" in incomplete.content.decode()
    sent = filer.post(address, {"site_address": "Lô D4", "go": "send"})

    sheet = dossiers.get_sheet(actor=world.filer.actor, dossier_id=dossier)
    assert sent["Location"] == reverse("portal:dossier", args=[dossier])
    assert sheet.answers["site_address"] == "Lô D4"
    assert sheet.papers[-1].name == "so-do-moi.pdf"
    assert sheet.open_supplement is None


def test_without_a_request_there_is_nothing_to_supplement(filer: Client, world: World):
    page = filer.get(reverse("portal:supplement", args=[world.submitted()]))

    assert page.status_code == 403


def test_a_withdrawal_says_what_it_means_and_wants_a_reason(filer: Client, world: World):
    dossier = world.accepted()
    address = reverse("portal:withdraw", args=[dossier])

    assert "không có kết quả" in filer.get(address).content.decode()
    assert filer.post(address, {"reason": " "}).status_code == 422
    filer.post(address, {"reason": "Đổi kế hoạch."})

    assert "Bạn đề nghị rút hồ sơ" in page_of(filer, dossier)


def test_a_paper_is_handed_out_safely_under_its_own_name(filer: Client, world: World):
    dossier = world.submitted()
    file = filer.get(reverse("portal:dossier", args=[dossier])).context["papers"][0].file
    address = reverse("portal:document", args=[dossier, file])

    saved, seen = filer.get(address), filer.get(address, {"xem": "1"})

    assert saved["Content-Disposition"].startswith("attachment")
    assert seen["Content-Disposition"].startswith("inline")
    assert saved["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in seen["Content-Security-Policy"]
    assert b"".join(saved.streaming_content).startswith(b"%PDF-")
    assert b"".join(seen.streaming_content).startswith(b"%PDF-")


def _asked(world: World, *keys: str) -> int:
    from haidang.dossiers import api as dossiers
    from support.world import MONDAY, a_request

    dossier = world.submitted()
    dossiers.ask_for_supplement(
        dossier_id=dossier,
        items=a_request(*keys),
        reason="Hồ sơ chưa rõ.",
        by=world.staff["CHQ"].receiver,
        now=MONDAY + timedelta(hours=2),
    )
    return dossier


def _later(_dossier: int, _world: World):
    from support.world import MONDAY

    return MONDAY + timedelta(hours=5)


def test_what_was_due_at_closing_on_friday_is_late_on_saturday(world: World):
    from haidang.dossiers import api as dossiers
    from haidang.portal import clocks
    from support.procedures import at

    world.submitted(now=at("2026-06-05 08:00"))
    (row,), _count = dossiers.list_dossiers_of_filer(actor=world.filer.actor)

    shown = clocks.of_row(row, at("2026-06-06 10:00"))

    assert row.due_at == at("2026-06-05 17:00")
    assert shown is not None
    assert shown.state == "late"

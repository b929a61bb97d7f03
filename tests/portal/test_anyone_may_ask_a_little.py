"""Without signing in one learns whether a dossier is finished and whether a result is genuine, nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

if TYPE_CHECKING:
    from support.world import World

LOOK_UP, AUTHENTICITY = "portal:look_up", "portal:authenticity"


def known(world: World) -> dict[str, str]:
    from haidang.dossiers import api as dossiers

    sheet = dossiers.get_sheet(actor=world.filer.actor, dossier_id=world.accepted())
    return {"code": str(sheet.code), "secret": sheet.secret}


def test_code_and_secret_tell_whether_it_is_finished(public: Client, world: World):
    page = public.post(reverse(LOOK_UP), known(world)).content.decode()

    assert "Chưa giải quyết xong" in page


def test_nothing_more_is_told(public: Client, world: World):
    page = public.post(reverse(LOOK_UP), known(world)).content.decode()

    assert world.filer.business.name not in page
    assert "kho ngoại quan" not in page
    assert world.filer.email not in page


def test_a_wrong_secret_and_a_wrong_code_sound_the_same(public: Client, world: World):
    right = known(world)

    wrong_secret = public.post(reverse(LOOK_UP), right | {"secret": "SAI"}).context["form"].errors
    wrong_code = public.post(reverse(LOOK_UP), right | {"code": "SAI"}).context["form"].errors

    assert wrong_secret == wrong_code


def test_the_secret_is_not_taken_from_an_address(public: Client, world: World):
    page = public.get(reverse(LOOK_UP), known(world)).content.decode()

    assert "Chưa giải quyết xong" not in page


@pytest.mark.parametrize("name", [LOOK_UP, AUTHENTICITY])
def test_too_many_attempts_are_stopped(public: Client, world: World, name: str):
    from haidang.portal.views.public import ATTEMPTS_A_MINUTE

    tries = range(ATTEMPTS_A_MINUTE * 2 + 1)
    answers = [public.post(reverse(name), {"code": "X", "secret": "Y"}).status_code for _ in tries]

    assert answers[0] != 429
    assert answers[-1] == 429


def test_a_header_that_anyone_can_send_buys_no_further_attempts(public: Client, world: World):
    from haidang.portal.views.public import ATTEMPTS_A_MINUTE

    for number in range(ATTEMPTS_A_MINUTE * 2 + 1):
        answer = public.post(
            reverse(LOOK_UP), {"code": "X", "secret": "Y"}, headers={"X-Forwarded-For": f"203.0.113.{number}"}
        )

    assert answer.status_code == 429


def test_an_attempt_to_look_up_does_not_count_as_one_to_check(public: Client, world: World):
    from haidang.portal.views.public import ATTEMPTS_A_MINUTE

    for _ in range(ATTEMPTS_A_MINUTE * 2 + 1):
        public.post(reverse(LOOK_UP), {"code": "X", "secret": "Y"})

    assert public.post(reverse(AUTHENTICITY), {"secret": "Y"}).status_code == 200


def test_a_genuine_result_is_known_by_its_secret_and_its_file(public: Client, world: World):
    from haidang.documents import api as documents
    from haidang.dossiers import api as dossiers

    sheet = dossiers.get_sheet(actor=world.staff["CHQ"].leader, dossier_id=world.decided())
    _stored, content = documents.open_file(sheet.result_file)
    with content:
        page = public.post(reverse(AUTHENTICITY), {"secret": sheet.result_secret, "file": content}).content.decode()

    assert str(sheet.result_number) in page
    assert "Tệp đúng là văn bản đã ban hành" in page
    assert "Không bị sửa từ khi ký" in page
    assert "Gắn với hồ sơ" in page


def test_of_a_letter_it_is_told_who_issued_it_when_and_under_which_number_and_no_more(public: Client, world: World):
    from haidang.documents import api as documents
    from haidang.follow_up import api as follow_up
    from haidang.follow_up.models import Letter
    from support.procedures import at
    from support.world import VALUE

    late, now = world.accepted(VALUE, unit="KV01"), at("2026-07-20 09:00")
    uid = follow_up.prepare_letter(
        unit_id=world.staff["KV01"].unit.id,
        dossier_ids=[late],
        text="Đã gọi hai lần.",
        answer_by=now.date(),
        by=world.supervisor,
        now=now,
    )
    follow_up.sign_letter(uid=uid, by=world.staff["CHQ"].leader, now=now)
    letter = Letter.objects.get(uid=uid)
    _stored, content = documents.open_file(letter.file)
    with content:
        page = public.post(reverse(AUTHENTICITY), {"secret": letter.secret, "file": content}).content.decode()

    assert "1/CHQ-ĐĐ" in page
    assert "20/07/2026" in page
    assert str(world.staff["CHQ"].unit.name) in page
    assert "Tệp đúng là văn bản đã ban hành" in page
    assert "Gắn với sổ sự kiện của hệ thống" in page
    assert str(world.staff["KV01"].unit.name) not in page
    assert world.filer.business.name not in page
    assert "Đã gọi hai lần." not in page


def test_a_changed_file_is_found_out(public: Client, world: World):
    from io import BytesIO

    from haidang.documents import api as documents
    from haidang.dossiers import api as dossiers

    sheet = dossiers.get_sheet(actor=world.staff["CHQ"].leader, dossier_id=world.decided())
    _stored, content = documents.open_file(sheet.result_file)
    with content:
        changed = BytesIO(content.read() + b"\n% sau khi ky")
    changed.name = "ket-qua.pdf"

    page = public.post(reverse(AUTHENTICITY), {"secret": sheet.result_secret, "file": changed}).content.decode()

    assert "không phải là văn bản đã ban hành" in page


def test_an_unknown_secret_is_told_plainly(public: Client, world: World):
    page = public.post(reverse(AUTHENTICITY), {"secret": "KHONG-CO"}).content.decode()

    assert "không phải do chúng tôi ban hành" in page


def test_what_a_decision_recognises_is_published(public: Client, world: World):
    from haidang.dossiers import api as dossiers

    sheet = dossiers.get_sheet(actor=world.staff["CHQ"].leader, dossier_id=world.decided())

    page = public.get(reverse("portal:recognised"), {"loai": "bonded-warehouse"}).content.decode()

    assert str(sheet.result_number) in page

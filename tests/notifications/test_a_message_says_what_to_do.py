"""Each message says what happened, what to do next and where, in the filer's language and without a secret link."""

import re
from datetime import date

import pytest
from django.core import mail
from django.urls import reverse

from haidang.dossiers.events import (
    DossierAccepted,
    DossierRefusedAtReception,
    DossierStopped,
    DossierSubmitted,
    DossierSupplemented,
    PromiseMoved,
    ResultReturned,
    SupplementAsked,
    WithdrawalAnswered,
)
from haidang.kernel.actor import SYSTEM
from haidang.notifications import api as notifications
from haidang.notifications import handlers
from notifications.facts import ADDRESS, NOON, SECRET, a_fact

CODE = "G12.99.00.000-260302-0001"
LINK = re.compile(r"https?://\S+")


@pytest.fixture
def told(world):
    """Tell the filer a fact and return the mail."""
    from haidang.catalogue import api as catalogue
    from haidang.directory import api as directory

    version = catalogue.find_current("kho-ngoai-quan.thanh-lap", on=date(2026, 3, 2)).version
    unit = directory.get_unit_by_code("CHQ", on=date(2026, 3, 2)).id

    def send(handler, kind, **more):
        handler(a_fact(kind, **({"version": version, "unit": unit} | more)))
        [message] = notifications.list_messages_of(actor=SYSTEM, dossier_id=17)
        notifications.send_message(message_id=message.id, now=NOON)
        [letter] = mail.outbox
        return letter

    return send


def test_a_filing_is_acknowledged_with_its_number_and_secret(told):
    letter = told(handlers.on_dossier_submitted, DossierSubmitted, secret=SECRET)

    assert letter.to == [ADDRESS]
    assert letter.subject == "Đã nhận hồ sơ của bạn (N000000017)"
    assert "Kính gửi Công ty TNHH Mẫu," in letter.body
    assert "lúc 12:00 ngày 02/03/2026" in letter.body
    assert f"Mã bí mật để tra cứu không cần đăng nhập: {SECRET}" in letter.body
    assert "Thủ tục thành lập kho ngoại quan" in letter.body


def test_an_acceptance_tells_the_code_and_the_due_date(told):
    letter = told(handlers.on_dossier_accepted, DossierAccepted, code=CODE, due_at=NOON)

    assert letter.subject == f"Hồ sơ đã được tiếp nhận ({CODE})"
    assert "Hẹn trả kết quả chậm nhất lúc 12:00 ngày 02/03/2026." in letter.body
    assert "giấy tiếp nhận" in letter.body


def test_the_same_in_english_for_who_filed_in_english(told):
    letter = told(handlers.on_dossier_accepted, DossierAccepted, code=CODE, due_at=NOON, language="en")

    assert letter.subject == f"Your dossier has been accepted ({CODE})"
    assert "The result is due by 12:00 on 2 March 2026." in letter.body
    assert letter.extra_headers["Content-Language"] == "en"


def test_a_request_for_supplements_says_why_and_until_when(told):
    letter = told(handlers.on_supplement_asked, SupplementAsked, round=1, reason="Sơ đồ mờ & thiếu", answer_by=NOON)

    assert "Sơ đồ mờ & thiếu" in letter.body
    assert "Xin bổ sung trước 12:00 ngày 02/03/2026" in letter.body
    assert "\n\n\n" not in letter.body


@pytest.mark.parametrize(
    ("handler", "kind", "more"),
    [
        (handlers.on_supplement_asked, SupplementAsked, {"round": 1, "reason": "Mờ.", "answer_by": NOON}),
        (handlers.on_dossier_refused_at_reception, DossierRefusedAtReception, {"reason": "Sai cơ quan."}),
        (handlers.on_promise_moved, PromiseMoved, {"promised_at": NOON, "reason": "x"}),
        (handlers.on_withdrawal_answered, WithdrawalAnswered, {"is_confirmed": True, "reason": ""}),
        (handlers.on_dossier_stopped, DossierStopped, {"reason": "Quá hạn bổ sung."}),
    ],
)
def test_the_signed_paper_that_goes_with_it_is_named(told, handler, kind, more):
    letter = told(handler, kind, **more, slip="Phiếu của cơ quan")

    assert "Văn bản có ký số “Phiếu của cơ quan” (PDF) có tại trang hồ sơ của bạn." in letter.body
    assert "\n\n\n" not in letter.body


@pytest.mark.parametrize(
    ("handler", "kind", "more", "sentence"),
    [
        (handlers.on_dossier_refused_at_reception, DossierRefusedAtReception, {"reason": "Sai cơ quan."}, "khiếu nại"),
        (handlers.on_dossier_supplemented, DossierSupplemented, {"round": 1}, "đã nhận phần bổ sung"),
        (handlers.on_promise_moved, PromiseMoved, {"promised_at": NOON, "reason": "x"}, "Chúng tôi xin lỗi"),
        (handlers.on_withdrawal_answered, WithdrawalAnswered, {"is_confirmed": True, "reason": ""}, "đã được rút"),
        (handlers.on_withdrawal_answered, WithdrawalAnswered, {"is_confirmed": False, "reason": "Đã ký."}, "Đã ký."),
        (handlers.on_dossier_stopped, DossierStopped, {"reason": "Quá hạn bổ sung."}, "Quá hạn bổ sung."),
        (handlers.on_result_returned, ResultReturned, {"result_number": "12/QĐ-CHQ"}, "số 12/QĐ-CHQ"),
    ],
)
def test_every_other_message_tells_its_fact_and_the_page_of_the_dossier(told, handler, kind, more, sentence):
    letter = told(handler, kind, **more)

    assert sentence in letter.body
    assert f"http://testserver{reverse('portal:dossier', args=[17])}" in letter.body
    assert "N000000017" in letter.subject
    assert "\n\n\n" not in letter.body


def test_no_link_carries_the_secret(told):
    letter = told(handlers.on_dossier_submitted, DossierSubmitted, secret=SECRET)

    assert LINK.findall(letter.body)
    assert not [link for link in LINK.findall(letter.body) if SECRET in link]
    assert SECRET not in letter.subject

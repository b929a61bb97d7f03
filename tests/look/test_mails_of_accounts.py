"""The mails about an account say what happened and what to do if it was somebody else."""

import pytest
from django.template.loader import get_template
from django.utils.translation import override

from look import pages

LETTERS = {
    "email_confirmation": {"activate_url": "https://example.vn/x"},
    "email_confirmation_signup": {"activate_url": "https://example.vn/x"},
    "password_reset_key": {"password_reset_url": "https://example.vn/x"},
    "account_already_exists": {"email": "an@vidu.vn", "password_reset_url": "https://example.vn/x"},
    "unknown_account": {"email": "an@vidu.vn", "signup_url": "https://example.vn/x"},
}
NOTICES = {
    "password_changed": {},
    "password_reset": {},
    "password_set": {},
    "email_confirm": {},
    "email_changed": {"from_email": "an@vidu.vn", "to_email": "binh@vidu.vn"},
    "email_deleted": {"deleted_email": "an@vidu.vn"},
}
ORIGIN = {"timestamp": pages.DUE, "ip": "203.0.113.7", "user_agent": "Trình duyệt"}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", [*LETTERS, *NOTICES])
def test_the_subject_is_one_line_and_plain_text(name, language):
    with override(language):
        subject = get_template(f"account/email/{name}_subject.txt").render({}).strip()

    assert 5 < len(subject) < 70
    assert "\n" not in subject
    assert "&" not in subject


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_carries_its_link_unharmed(name, language):
    link = "https://example.vn/a?b=1&c=2"
    context = {key: link if key.endswith("url") else value for key, value in LETTERS[name].items()}

    with override(language):
        assert link in get_template(f"account/email/{name}_message.txt").render(context)


@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_says_when_from_where_and_what_to_do(name):
    text = get_template(f"account/email/{name}_message.txt").render({**NOTICES[name], **ORIGIN})

    assert "17:00, 27/11/2026" in text
    assert "203.0.113.7" in text
    assert "đặt mật khẩu mới ngay" in text

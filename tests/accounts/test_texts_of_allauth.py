"""What allauth says to people is said in Vietnamese, although it knows none."""

from __future__ import annotations

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from django.utils import translation
from django.utils.translation import gettext

from haidang.accounts.wording import TEXTS

NEVER_SHOWN = {
    "phone_password_mismatch",
    "incorrect_code",
    "phone_taken",
    "unknown_email",
    "unknown_phone",
    "username_blacklisted",
    "username_password_mismatch",
    "username_taken",
    "select_only_one",
}
"""Names, codes and telephone numbers as sign-in, which are switched off."""


@pytest.mark.parametrize("key", sorted(DefaultAccountAdapter.error_messages.keys() - NEVER_SHOWN))
def test_every_refusal_people_may_meet_is_translated(key):
    with translation.override("en"):
        english = str(DefaultAccountAdapter.error_messages[key])

    assert english in TEXTS


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_has_its_vietnamese(text):
    with translation.override("vi"):
        assert gettext(text) != text

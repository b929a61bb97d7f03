"""What Django says to a person in our forms is said in our words, with what to do."""

from pathlib import Path

import django
from django.utils.translation import gettext, override

from haidang.config import messages

DJANGO = Path(django.__file__).parent
BORROWED = messages.PACKAGE / "look/borrowed/locale/vi/LC_MESSAGES/django.po"
SOURCES = ("forms/fields.py", "forms/models.py", "core/validators.py", "contrib/auth/password_validation.py")


def test_no_translation_outlives_the_part_it_belongs_to():
    known = {
        text
        for name in SOURCES
        for message in messages.extract_file(DJANGO / name)
        for text in (message.msgid, message.plural)
    }

    stale = [entry.id for entry in messages.read(BORROWED) if entry.id and not {*messages.ids(entry)} <= known]

    assert stale == []


def test_an_empty_field_is_answered_in_our_words_not_in_those_of_the_framework():
    with override("vi"):
        answer = gettext("This field is required.")

    assert answer == "Chưa có câu trả lời. Hãy điền ô này."

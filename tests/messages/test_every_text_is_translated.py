"""Every text of the program has its Vietnamese, and every Vietnamese text is still used."""

from haidang.config import messages


def test_no_text_lacks_its_vietnamese():
    found = {app: [(message.msgid, message.where) for message in texts] for app, texts in messages.missing().items()}

    assert found == {}


def test_no_translation_outlives_its_text():
    assert messages.leftover() == {}


def test_a_translation_has_the_placeholders_of_its_text():
    assert messages.unlike() == []


def test_a_text_is_translated_the_same_way_everywhere():
    assert messages.contradictions() == []

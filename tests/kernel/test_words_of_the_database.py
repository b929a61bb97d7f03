"""The database knows the same words as the code, and no others."""

from __future__ import annotations

import psycopg
import pytest
from django.db import transaction

from haidang.dossiers.lifecycle import Status
from haidang.kernel import sql
from haidang.notifications.contracts import Kind

pytestmark = pytest.mark.django_db
KNOWN = {
    "dossier_status": [each.value for each in Status if each is not Status.DRAFT],  # a draft is no dossier
    "dossier_channel": ["online", "counter", "post"],
    "message_kind": [each.value for each in Kind],
}


LISTED = r"""
SELECT substring(pg_get_constraintdef(c.oid) FROM '\{(.*)\}') FROM pg_constraint c WHERE c.conname = %s
"""


@pytest.mark.parametrize("words", KNOWN)
def test_the_database_knows_the_words_of_the_code_and_no_more(words: str):
    told = sql.row(LISTED, [f"{words}_known"])

    assert told is not None
    assert sorted(told[0].split(",")) == sorted(KNOWN[words])


@pytest.mark.parametrize("words", KNOWN)
@pytest.mark.parametrize("word", ["", "draft", "lost"])
def test_no_other_word_is_stored(words: str, word: str):
    with pytest.raises(psycopg.errors.CheckViolation, match=f"{words}_known"), transaction.atomic():
        sql.row(f"SELECT %s::{words}", [word])

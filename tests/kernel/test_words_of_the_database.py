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


@pytest.mark.parametrize("words", KNOWN)
def test_each_word_of_the_code_is_known(words: str):
    for word in KNOWN[words]:
        assert sql.row(f"SELECT %s::{words}", [word]) == (word,)


@pytest.mark.parametrize("words", KNOWN)
@pytest.mark.parametrize("word", ["", "draft", "lost"])
def test_no_other_word_is(words: str, word: str):
    with pytest.raises(psycopg.errors.CheckViolation, match=f"{words}_known"), transaction.atomic():
        sql.row(f"SELECT %s::{words}", [word])

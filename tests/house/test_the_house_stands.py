"""The promises of the architecture that no import contract can see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

import haidang

SOURCE = Path(haidang.__file__).parent
ORDER = ["kernel", "register", "accounts", "directory", "documents", "catalogue", "dossiers", "objects", "figures"]
ORDER += ["usage", "indices", "reports", "follow_up", "notifications"]
PUBLIC = (
    r"^(tai-khoan|ngon-ngu|rest/v1)/",
    r"^(thu-tuc|tra-cuu|xac-thuc|cong-nhan|du-lieu-mo)/",
    r"^ban-nhap/<uuid:uid>/$",
    r"^can-bo/ho-so-giay/<str:procedure_id>/<uuid:key>/$",
    r"^can-bo/ho-so/<int:dossier_id>/nop-bo-sung/$",
    r"^$",
)
"""
What a person may open without signing in; the REST face answers 401 itself, and a draft whose session has expired
asks to sign in and keeps what is sent; so does what an officer types from paper.
"""


def source_files():
    return [path for path in SOURCE.glob("**/*.py") if "migrations" not in path.parts]


def foreign_keys():
    for model in apps.get_models():
        if model.__module__.startswith("haidang."):
            for field in model._meta.get_fields():
                if field.many_to_one and field.concrete:
                    yield model, field


def room_of(model):
    return model.__module__.split(".")[1]


def test_foreign_keys_point_down_and_leave_no_reverse_name():
    wrong = [
        f"{model.__name__}.{field.name}"
        for model, field in foreign_keys()
        if ORDER.index(room_of(field.related_model)) > ORDER.index(room_of(model)) or not field.remote_field.hidden
    ]

    assert wrong == []


def test_no_hot_table_holds_a_key_to_a_row_that_filings_share():
    hot = {"Dossier", "Entry", "FigureChange", "Paper", "ClockEntry"}
    keys = {(model.__name__, field.related_model.__name__) for model, field in foreign_keys() if model.__name__ in hot}

    assert keys == {("Paper", "Dossier"), ("ClockEntry", "Dossier")}


@pytest.mark.parametrize("word", [r"\bcurrent_date\b", r"::date\b", r"TruncDate", r"\bdate_trunc\("])
def test_the_day_of_anything_is_computed_in_python(word):
    found = [
        str(path.relative_to(SOURCE)) for path in source_files() if re.search(word, path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_rooms_have_no_views_and_no_addresses():
    rooms = [SOURCE / name for name in ORDER]

    assert [path for room in rooms for path in room.glob("**/*.py") if path.stem in {"views", "urls", "admin"}] == []


def test_nobody_listens_through_signals():
    listeners = [
        path for path in source_files() if re.search(r"@receiver\b|post_save|pre_save", path.read_text("utf-8"))
    ]

    assert listeners == []


def patterns(resolver, prefix=""):
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each, prefix + str(each.pattern))
        else:
            assert isinstance(each, URLPattern)
            yield prefix + str(each.pattern).lstrip("^"), each.callback


def test_every_address_asks_who_you_are_unless_it_is_public():
    closed = [
        path
        for path, view in patterns(get_resolver())
        if getattr(view, "login_required", True) is False and not any(re.match(each, path) for each in PUBLIC)
    ]

    assert closed == []

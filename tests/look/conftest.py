"""Vietnamese as the reader sees it, and plain addresses of the static files."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from haidang.config import messages


@pytest.fixture(scope="session", autouse=True)
def _compiled() -> None:
    messages.compile_all()


@pytest.fixture(autouse=True)
def _plain_static(settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield

"""Vietnamese as the reader sees it, plain addresses of the static files, a browser."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation
from playwright.sync_api import Browser, sync_playwright

from haidang.config import messages


@pytest.fixture(scope="session", autouse=True)
def _compiled() -> None:
    messages.compile_all()


@pytest.fixture(autouse=True)
def _plain_static(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.STATIC_ROOT = tmp_path_factory.getbasetemp()
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def own_addresses(settings: Any) -> None:
    """Draw pages that no face belongs to."""
    settings.ROOT_URLCONF = "look.addresses"


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser: Debian's where there is one, otherwise Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        )
        yield browser
        browser.close()

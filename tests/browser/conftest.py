"""
A real browser against a real `haidang up` with a small demonstration world; nothing here touches the ORM.

One installation serves every browser test. Its clock stands on a Wednesday morning, so that offices are open.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect, sync_playwright

from support import journey
from support.browsing import ASSIGNER, FILER, RECEIVER, SUPERVISOR, Visitors, launch
from support.running import Installation

_NOW = "2026-11-25T09:30+07:00"
_DOSSIERS = "25"

expect.set_options(timeout=30_000)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the browser tests together and in front: xdist gives the first piece of the list to one process."""
    for item in items:
        if "/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: "/browser/" not in item.nodeid)


@pytest.fixture(scope="package")
def installation() -> Iterator[Installation]:
    """A running `haidang up`."""
    started = Installation()
    try:
        started.start("--now", _NOW)
        yield started
    finally:
        started.remove()


@pytest.fixture(scope="package")
def visitors(installation: Installation) -> Iterator[Visitors]:
    """A started browser, and the people of the demonstration world who may sit in front of it."""
    loaded = installation.run("demo", "load", "--dossiers", _DOSSIERS)
    assert loaded.returncode == 0, loaded.stderr
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield Visitors(installation.state()["address"], loaded.stdout.split()[-1], browser)
        browser.close()


@pytest.fixture
def visit(visitors: Visitors, installation: Installation) -> Iterator[Visitors]:
    """Open windows for people; afterwards none may have broken a script, a rule of content or a border."""
    yield visitors
    complaints = visitors.leave()
    assert not complaints, f"{complaints}\n{(installation.data / 'logs/web.log').read_text()[-3000:]}"


@pytest.fixture(scope="package")
def waiting(visitors: Visitors) -> list[str]:
    """Two dossiers that wait to be received and that no test touches; their paths on the filer's side."""
    return [journey.file_dossier(visitors(FILER)) for _ in range(2)]


@pytest.fixture(scope="package")
def scenes(visitors: Visitors, waiting: list[str]) -> dict[str, tuple[str, str]]:
    """Return who sees each of the eight screens, and where."""
    page = visitors(FILER)
    journey.begin(page)
    empty = page.url
    journey.begin(page)
    journey.fill_in(page)
    journey.attach(page)
    ready = page.url
    in_process = journey.file_dossier(page)
    desk = journey.at_the_desk(in_process)
    journey.act(visitors(RECEIVER, desk), "Tiếp nhận")
    journey.assign(visitors(ASSIGNER, desk))
    return {
        "home": ("", "/"),
        "procedure": ("", journey.WAREHOUSE),
        "form": (FILER, empty),
        "check": (FILER, ready),
        "dossier": (FILER, in_process),
        "queue": (RECEIVER, "/can-bo/?buoc=tat-ca"),
        "desk": (RECEIVER, journey.at_the_desk(waiting[0])),
        "board": (SUPERVISOR, "/giam-sat/"),
    }

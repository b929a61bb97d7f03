"""The units of the pack and a few officers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest

from haidang.directory.contracts import Duty, UnitCard
from support.statements import statements  # noqa: F401  a fixture of these tests

TODAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
LAST_OLD_DAY, FIRST_NEW_DAY = date(2025, 2, 28), date(2025, 3, 1)


@pytest.fixture(autouse=True)
def _units_read_anew() -> Iterator[None]:
    """What one test changed and rolled back must not stay in the table of the process."""
    from haidang.directory import table

    table.forget()
    yield
    table.forget()


@pytest.fixture(scope="module")
def _loaded(module_database: str) -> None:
    """Load the units once for a file of tests."""
    from haidang.directory import api as directory

    directory.load_units()


@pytest.fixture
def pack(_loaded: None, db: None) -> None:
    """The units of the pack; what a test does to them is rolled back."""


@pytest.fixture
def unit(pack: None) -> Callable[..., UnitCard]:
    """Find a unit by its code."""
    from haidang.directory import api as directory

    def found(code: str, on: date = TODAY) -> UnitCard:
        return directory.get_unit_by_code(code, on=on)

    return found


@pytest.fixture
def person(db: None) -> Callable[[str], int]:
    """Open an officer's account and return its id."""
    from haidang.accounts import api as accounts

    def opened(name: str) -> int:
        email, password = f"{name}@example.vn", "không-dùng-đến"
        return accounts.create_officer_account(email=email, full_name=name.title(), password=password).id

    return opened


@pytest.fixture
def post(unit: Callable[..., UnitCard], person: Callable[[str], int]) -> Callable[..., int]:
    """Post a new officer to the unit of a code and return the person's id."""
    from haidang.directory import api as directory
    from haidang.kernel.actor import SYSTEM
    from haidang.kernel.text import Text

    def posted(name: str, code: str, *duties: Duty, since: date = date(2026, 1, 5), **more: str) -> int:
        who = person(name)
        directory.post_officer(
            person_id=who,
            unit_id=unit(code, since).id,
            duties=duties,
            title=Text("Công chức", "Officer"),
            since=since,
            by=SYSTEM,
            now=NOON,
            **more,
        )
        return who

    return posted


@pytest.fixture(autouse=True)
def _quick_passwords(settings: pytest.FixtureDef) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

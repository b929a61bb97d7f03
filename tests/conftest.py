"""The ground of every test: its environment, its database, and what it may not do."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from datetime import UTC, datetime

import django
import pytest
from pytest_django.plugin import DjangoDbBlocker

from haidang.config import messages
from support import guards
from support.database import TestCluster, connected_to
from support.worlds import world, world_database

__all__ = ["world", "world_database"]

_NO_TRUNCATION = "Nothing truncates here: take the fixture `own_database` for real commits."
_CLUSTER = pytest.StashKey[TestCluster]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the cluster and describe it in the environment, before Django reads its settings."""
    if config.getoption("version", 0) or config.option.help or config.option.collectonly:
        _set_environment(folder="/nonexistent", url="postgresql:///none")
    else:
        cluster = config.stash[_CLUSTER] = TestCluster.start()
        config.add_cleanup(cluster.stop)
        _set_environment(folder=str(cluster.folder), url=cluster.url("postgres"))
        guards.refuse_the_network()
    messages.compile_all()
    django.setup()
    from django.conf import settings

    # Real hashing is meant to be slow; the sign-in tests check that it is configured.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


MOMENT = datetime.fromisoformat("2026-11-25T09:30+07:00")
"""A Wednesday morning in office time: what a test finds does not depend on the hour in which it is run."""


def _set_environment(*, folder: str, url: str) -> None:
    os.environ.update(
        DJANGO_SETTINGS_MODULE="haidang.config.settings",
        DATABASE_URL=url,
        SECRET_KEY="the-tests-sign-with-this-and-nothing-else-does-at-all",
        BASE_URL="http://testserver",
        ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
        FILES_DIR=f"{folder}/files",
        KEYS_DIR=f"{folder}/keys",
        MAIL_URL=f"file://{folder}/mail",
        HAIDANG_MODE="development",
        HAIDANG_CLOCK_OFFSET=str((MOMENT - datetime.now(UTC)).total_seconds()),
        POOL_SIZE="0",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count a skipped browser test as a failure where everything is meant to run (CI=true)."""
    report = yield
    if report.skipped and item.get_closest_marker("browser") and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"With CI=true no browser test may be skipped: {report.longrepr}"
    return report


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Refuse tests that would truncate."""
    marker = item.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        pytest.fail(_NO_TRUNCATION, pytrace=False)


@pytest.fixture
def transactional_db() -> None:
    """Stand in for pytest-django's fixture, which truncates."""
    pytest.fail(_NO_TRUNCATION, pytrace=False)


@pytest.fixture(scope="session")
def cluster(pytestconfig: pytest.Config) -> TestCluster:
    """The PostgreSQL cluster of this run, for tests that need an address or the administrator."""
    return pytestconfig.stash[_CLUSTER]


@pytest.fixture(scope="session")
def django_db_setup(cluster: TestCluster, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give this process a migrated database of its own; ordinary tests roll back what they did in it."""
    with django_db_blocker.unblock(), cluster.clone() as name, connected_to(cluster.url(name)):
        yield


@pytest.fixture
def own_database(django_db_setup: None, cluster: TestCluster, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Give one test a database of its own, with real commits and many connections; yields its address."""
    with django_db_blocker.unblock(), cluster.clone() as name, connected_to(cluster.url(name)):
        yield cluster.url(name)


@pytest.fixture(scope="module")
def module_database(django_db_setup: None, cluster: TestCluster, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Give one file of tests a database of its own, with real commits; yields its address."""
    with django_db_blocker.unblock(), cluster.clone() as name, connected_to(cluster.url(name)):
        yield cluster.url(name)


@pytest.fixture(scope="session", autouse=True)
def _strict_templates() -> None:
    """Fail where a template names something that is not there."""
    from django.template import engines

    engines["django"].engine.string_if_invalid = guards.UndefinedVariable()


@pytest.fixture(autouse=True)
def _get_never_writes() -> Iterator[None]:
    """Fail where a view that answers GET writes."""
    from django.core.signals import request_finished, request_started
    from django.db import connection

    guard = guards.ReadOnlyGet()
    request_started.connect(guard.started)
    request_finished.connect(guard.finished)
    with connection.execute_wrapper(guard):
        yield
    request_started.disconnect(guard.started)
    request_finished.disconnect(guard.finished)

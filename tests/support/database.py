"""
One PostgreSQL cluster per run of pytest, one migrated template, and a clone of it wherever tests need one.

Nothing truncates: the application's role could not, and clones are quicker. xdist's workers share the
cluster, which the controlling process starts and describes to them in the environment.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql

from haidang.cli.serving import roles
from haidang.cli.serving.postgres import SETTINGS, Cluster

HANDED_ON = "HAIDANG_TEST_CLUSTER"
TEMPLATE = "haidang_template"
PASSWORD = "only-for-tests"
_QUICK = {
    **SETTINGS,
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
}


class TestCluster:
    """The cluster of this run: in the process that started it, or as handed on to a worker of xdist."""

    __test__ = False

    def __init__(self, folder: Path, cluster: Cluster | None, urls: dict[str, str]) -> None:
        self.folder = folder
        self._cluster = cluster
        self._urls = urls

    @classmethod
    def start(cls) -> TestCluster:
        """Start a new cluster, or join the one the controlling process started."""
        if HANDED_ON in os.environ:
            told = json.loads(os.environ[HANDED_ON])
            return cls(Path(told["folder"]), None, told["urls"])
        folder = Path(tempfile.mkdtemp(prefix="hd-test-"))
        folder.chmod(0o711)
        cluster = Cluster(folder / "postgres", password=PASSWORD, settings=_QUICK)
        try:
            cluster.start()
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        roles.create_roles(cluster, {roles.OWNER: PASSWORD, roles.APP: PASSWORD})
        urls = {role: cluster.url(role, PASSWORD, "{database}") for role in (roles.OWNER, roles.APP)}
        urls["admin"] = cluster.url("haidang_admin", PASSWORD, "{database}")
        os.environ[HANDED_ON] = json.dumps({"folder": str(folder), "urls": urls})
        return cls(folder, cluster, urls)

    def stop(self) -> None:
        """Stop the cluster and remove its files; a worker leaves that to the controlling process."""
        if self._cluster is not None:
            del os.environ[HANDED_ON]
            self._cluster.stop()
            shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str, role: str = roles.APP) -> str:
        """Return the address of a database for one of the roles, or for "admin"."""
        return self._urls[role].replace("{database}", database)

    def admin(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """Return a connection of the administrator, for what no role of ours may do."""
        return psycopg.connect(self.url(database, "admin"), autocommit=True)

    def make_template(self) -> None:
        """Migrate the template as its owner, once per run however many workers ask."""
        with (self.folder / "template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = self.folder / "template.done"
            if not done.exists():
                self._create_template()
                _migrate(self.url(TEMPLATE, roles.OWNER))
                done.touch()

    @contextmanager
    def clone(self) -> Iterator[str]:
        """Lend a fresh database with everything migrated; it is dropped afterwards."""
        self.make_template()
        name = f"test_{uuid4().hex[:12]}"
        with self.admin() as admin:
            admin.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy").format(
                    sql.Identifier(name), sql.Identifier(TEMPLATE), sql.Identifier(roles.OWNER)
                )
            )
        yield name
        with self.admin() as admin:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _create_template(self) -> None:
        with self.admin() as admin:
            admin.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(TEMPLATE), sql.Identifier(roles.OWNER))
            )
        with self.admin(TEMPLATE) as admin:
            admin.execute("CREATE EXTENSION pg_stat_statements")


def _migrate(url: str) -> None:
    from django.core.management import call_command

    with psycopg.connect(url, autocommit=True) as owner:
        roles.prepare(owner)
    with connected_to(url):
        call_command("migrate", verbosity=0)


@contextmanager
def connected_to(url: str) -> Iterator[None]:
    """Point Django's connection, in this thread and new ones, at another database for a while.

    What runs in an event loop asks the database in one thread of its own, which outlives the test: its connection
    ends with this thread's, or the next test meets one to a database that is gone.
    """
    from asgiref.sync import SyncToAsync
    from django.db import connections

    from haidang.config import env

    here = connections["default"]
    told = here.settings_dict
    before = {key: told[key] for key in ("NAME", "USER", "PASSWORD", "HOST")}
    aside = SyncToAsync.single_thread_executor
    here.close()
    aside.submit(connections.close_all).result()
    told.update({key: value for key, value in env.database(url).items() if key in before})
    try:
        yield
    finally:
        here.close()
        aside.submit(connections.close_all).result()
        told.update(before)

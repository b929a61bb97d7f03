"""An agency's own PostgreSQL server takes Hải Đăng by its address alone."""

import subprocess

import psycopg
import pytest
from psycopg import sql

from haidang.cli.serving.roles import OWNER
from support.running import command, environment


@pytest.fixture
def empty_database(cluster):
    """A database as a server's administrator makes it for us: empty, owned by haidang_owner."""
    with cluster.admin() as admin:
        admin.execute(sql.SQL("CREATE DATABASE agency OWNER {}").format(sql.Identifier(OWNER)))
    yield "agency"
    with cluster.admin() as admin:
        admin.execute("DROP DATABASE agency WITH (FORCE)")


def test_migrating_creates_everything_and_gives_the_application_its_rights(cluster, empty_database):
    told = environment(DATABASE_OWNER_URL=cluster.url(empty_database, OWNER), HAIDANG_DATA="/nonexistent")

    migrated = subprocess.run(command("migrate"), env=told, capture_output=True, text=True, check=False)

    assert migrated.returncode == 0, migrated.stderr
    with psycopg.connect(cluster.url(empty_database)) as app:
        assert app.execute("SELECT count(*) FROM register_entry").fetchone() == (0,)
        extensions = {row[0] for row in app.execute("SELECT extname FROM pg_extension")}
    assert {"unaccent", "pg_trgm", "btree_gist"} <= extensions

"""
The two roles of the database, the same everywhere.

`haidang_owner` owns the database and migrates; `haidang_app` runs and may read and write rows, no more. What
it may not do even then (change the register) each room's migrations take away again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql

from haidang.cli.serving.postgres import Cluster
from haidang.kernel.errors import Refused

OWNER, APP = "haidang_owner", "haidang_app"
DATABASE = "haidang"
OLDEST_SERVER = 170000
_TRUSTED_EXTENSIONS = ("unaccent", "pg_trgm", "btree_gist")

Connection = psycopg.Connection[Any]


def create_roles(cluster: Cluster, passwords: Mapping[str, str]) -> None:
    """Create both roles, or give them these passwords."""
    with cluster.admin() as admin:
        for role in (OWNER, APP):
            known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            command = sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}" if known else "CREATE ROLE {} LOGIN PASSWORD {}")
            admin.execute(command.format(sql.Identifier(role), sql.Literal(passwords[role])))


def create_database(cluster: Cluster, name: str = DATABASE) -> None:
    """Create a database of the owner, when missing, with what only an administrator may add."""
    database = sql.Identifier(name)
    with cluster.admin() as admin:
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            admin.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, sql.Identifier(OWNER)))
        admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        admin.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(APP)))
    with cluster.admin(name) as admin:
        admin.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")


def prepare(owner: Connection) -> None:
    """
    Give the application's role its rights on what the owner has and will create; run before each migration.

    :raises Refused: if the server is too old or the role is missing
    """
    if owner.info.server_version < OLDEST_SERVER:
        raise Refused(f"Hải Đăng needs PostgreSQL 17 or later; this server is {owner.info.server_version // 10000}.")
    if not owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP]).fetchone():
        raise Refused(f"The server has no role {APP}. Its administrator creates it: CREATE ROLE {APP} LOGIN PASSWORD …")
    for extension in _TRUSTED_EXTENSIONS:
        owner.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    for right in (
        "GRANT USAGE ON SCHEMA public TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {}",
    ):
        owner.execute(sql.SQL(right).format(sql.Identifier(APP)))

"""Where the data lives: in a cluster that starts and stops with us, or on a server the operator names."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Protocol

from haidang.cli.serving import roles
from haidang.cli.serving.folder import DataFolder
from haidang.cli.serving.postgres import Cluster
from haidang.kernel.errors import Refused


class Database(Protocol):
    """What `haidang up` needs of a database."""

    def start(self) -> None:
        """Make it answer."""

    def stop(self) -> None:
        """Leave it as `start` found it."""

    def is_running(self) -> bool:
        """Return whether it can still be used."""

    def addresses(self) -> dict[str, str]:
        """Return the environment variables by which programs reach it."""

    def operator_addresses(self) -> dict[str, str]:
        """Return further addresses, for the operator alone."""


class OwnDatabase:
    """A cluster in the data folder."""

    def __init__(self, folder: DataFolder, *, tell: Callable[[str], None], is_cancelled: Callable[[], bool]) -> None:
        self._secrets = folder.secrets()
        self._cluster = Cluster(folder.postgres, password=self._secrets["admin"], tell=tell, is_cancelled=is_cancelled)

    def start(self) -> None:
        """Start the server, with both roles and the database in it."""
        self._cluster.start()
        roles.create_roles(self._cluster, self._secrets)
        roles.create_database(self._cluster)

    def stop(self) -> None:
        """Stop the server."""
        self._cluster.stop()

    def is_running(self) -> bool:
        """Return whether the server lives."""
        return self._cluster.is_running()

    def addresses(self) -> dict[str, str]:
        """Return the addresses for both roles."""
        app, owner = (self._cluster.url(role, self._secrets[role], roles.DATABASE) for role in (roles.APP, roles.OWNER))
        return {"DATABASE_URL": app, "DATABASE_OWNER_URL": owner}

    def operator_addresses(self) -> dict[str, str]:
        """Return the administrator's address, and the folder of the socket."""
        admin = self._cluster.url("haidang_admin", self._secrets["admin"], roles.DATABASE)
        return {"admin": admin, "socket": str(self._cluster.socket)}


class GivenDatabase:
    """A server that runs without us, named by DATABASE_URL and DATABASE_OWNER_URL."""

    def start(self) -> None:
        """
        Check that both addresses are there.

        :raises Refused: if the owner's is missing
        """
        if not os.environ.get("DATABASE_OWNER_URL"):
            raise Refused("DATABASE_URL is set, so DATABASE_OWNER_URL is needed too: `haidang up` migrates.")

    def stop(self) -> None:
        """Leave the server alone."""

    def is_running(self) -> bool:
        """Return True: its operator watches it."""
        return True

    def addresses(self) -> dict[str, str]:
        """Return what the operator gave."""
        return {name: os.environ[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}

    def operator_addresses(self) -> dict[str, str]:
        """Return nothing further."""
        return {}

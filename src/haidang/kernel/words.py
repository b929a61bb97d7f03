"""
Words of a closed list, as a type of the database.

The server reads the text of a CHECK anew for every statement that writes, a list of words byte by byte: the lists cost
a filing more than its indexes. The list of a type (`CREATE DOMAIN`) it keeps as long as the connection.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import migrations, models
from django.db.backends.base.base import BaseDatabaseWrapper


class WordField(models.CharField):  # type: ignore[type-arg]  # while it runs it takes none
    """A column of one word out of a list, made a type by a migration: `make_words`, `list_words`."""

    def __init__(self, *args: Any, words: str, **options: Any) -> None:
        self.words = words
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        """Return what a migration writes down."""
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "words": self.words}

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """Return the type of the list."""
        return self.words


def make_words(name: str) -> migrations.RunSQL:
    """Return the step of a migration that makes the type: before its columns become of it, which rewrites no table."""
    return migrations.RunSQL(f"CREATE DOMAIN {name} AS text", f"DROP DOMAIN {name}")


def list_words(name: str, words: Iterable[str]) -> migrations.RunSQL:
    """Return the step that says which words there are, after the columns: it reads them once."""
    listed = ",".join(words)
    return migrations.RunSQL(
        f"ALTER DOMAIN {name} ADD CONSTRAINT {name}_known CHECK (VALUE = ANY ('{{{listed}}}'::text[]))",
        f"ALTER DOMAIN {name} DROP CONSTRAINT {name}_known",
    )

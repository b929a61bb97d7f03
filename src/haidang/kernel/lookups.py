"""
Conditions of constraints on tables that are written very often.

The server reads the text of each CHECK anew for every statement that writes. Django's `__in` spells a list out as one
converted constant a value, which cost a filing more than its indexes did; one array is a single constant.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, F, Func, IntegerField, Lookup
from django.db.models.sql.compiler import SQLCompiler

from haidang.kernel import sql


@CharField.register_lookup
class OneOf(Lookup):
    """`Q(field__one_of=[…])`: the column holds one of these words; unlike `__in`, as one array."""

    lookup_name = "one_of"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Return the comparison with the whole array."""
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY (%s::text[])", (*params, sql.array(self.rhs))


def how_many_of(*fields: str) -> Func:
    """Return how many of these columns hold something: as a condition shorter than all cases spelt out."""
    return Func(*(F(name) for name in fields), function="num_nonnulls", output_field=IntegerField())

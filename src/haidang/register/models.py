"""The register's one table. The application's database role may only read and add."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now  # noqa: TID251 (a database default: the database's clock)

from haidang.kernel import lookups  # noqa: F401  `one_of` of the constraint


class Entry(models.Model):
    """
    Something that happened, told once and for ever.

    `body` holds the canonical bytes that were hashed; the other columns repeat parts of it for searching, and
    `haidang register verify` compares them. No row of another table points here, so that the table can later be
    partitioned by time.
    """

    pk = models.CompositePrimaryKey("stream", "seq")
    stream = models.UUIDField()
    seq = models.IntegerField()
    event = models.CharField(max_length=60)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    origin = models.CharField(max_length=8)
    person = models.BigIntegerField(null=True)
    unit = models.BigIntegerField(null=True)
    body = models.TextField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        """Constraints repeat what `append` promises."""

        db_table = "register_entry"
        constraints = [
            models.CheckConstraint(name="register_seq_starts_at_1", condition=models.Q(seq__gte=1)),
            models.CheckConstraint(
                name="register_origin_known", condition=models.Q(origin__one_of=["live", "demo", "import"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stream}/{self.seq} {self.event}"

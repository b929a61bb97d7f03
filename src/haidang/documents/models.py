"""Tables of the documents."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from haidang.documents.contracts import StoredFile


class File(models.Model):
    """
    A file somebody sent or the system made; its bytes are kept by their hash and never change.

    While it `may_go` the daily job looks whether a record names it; what none names is marked `unused_since` and can
    no longer be filed, and a day later it goes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    pages = models.IntegerField(null=True)
    uploaded_by = models.BigIntegerField(null=True)
    uploaded_at = models.DateTimeField()
    may_go = models.BooleanField(default=False, db_default=False)
    unused_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="file_sha256_is_a_hash", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(name="file_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(name="file_has_pages", condition=Q(pages__isnull=True) | Q(pages__gt=0)),
        ]
        indexes = [
            models.Index(fields=["uploaded_by", "uploaded_at"], name="file_of_person"),
            models.Index(fields=["uploaded_at"], name="file_may_go", condition=Q(may_go=True)),
        ]

    def __str__(self) -> str:
        return self.name

    def stored(self) -> StoredFile:
        """Return the row as others see it."""
        return StoredFile(
            id=self.id,
            name=self.name,
            media_type=self.media_type,
            size=self.size,
            sha256=self.sha256,
            pages=self.pages,
            uploaded_by=self.uploaded_by,
        )

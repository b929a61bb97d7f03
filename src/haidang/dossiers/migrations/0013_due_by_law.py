"""What is late, or soon late, by the law: without those whose date a unit only promised."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("dossiers", "0012_find_accepted_and_closed")]

    operations = [
        AddIndexConcurrently(
            "dossier",
            models.Index(
                models.F("due_at"),
                models.F("id"),
                condition=models.Q(
                    ("closed_at__isnull", True),
                    models.Q(("accepted_at__isnull", True), ("legal_due_at__isnull", False), _connector="OR"),
                ),
                name="dossier_due_by_law",
            ),
        ),
    ]

"""The national late list by due moment, and the search for a filer by name or tax code; built while people work."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("dossiers", "0002_unit_changes")]

    operations = [
        AddIndexConcurrently(
            "dossier",
            models.Index("due_at", "id", condition=models.Q(("closed_at__isnull", True)), name="dossier_due"),
        ),
        AddIndexConcurrently(
            "dossier", models.Index(fields=["filer_tax_code"], name="dossier_of_tax_code")
        ),
        AddIndexConcurrently(
            "dossier",
            django.contrib.postgres.indexes.GinIndex(
                fields=["filer_name"], name="dossier_of_name", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]

"""Lists of a procedure that is rarely filed, without going through all the others."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("dossiers", "0013_due_by_law")]

    operations = [
        AddIndexConcurrently(
            "dossier",
            models.Index(
                models.F("procedure"),
                models.OrderBy(models.F("submitted_at"), descending=True),
                name="dossier_of_procedure",
            ),
        ),
    ]

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("dossiers", "0006_leaner_filing")]

    operations = [
        AddIndexConcurrently(
            "dossier",
            models.Index(
                models.F("unit"),
                models.F("decided_at"),
                name="dossier_decided",
                condition=models.Q(("decided_at__isnull", False)),
            ),
        ),
    ]

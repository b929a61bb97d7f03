from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("dossiers", "0007_find_decisions")]

    operations = [
        AddIndexConcurrently(
            "dossier",
            models.Index(
                models.F("unit"),
                models.F("submitted_at"),
                name="dossier_by_hand",
                condition=models.Q(("channel", "online"), _negated=True),
            ),
        ),
    ]

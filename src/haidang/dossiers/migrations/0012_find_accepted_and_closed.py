"""What was accepted or closed last, of a unit or of the nation, without a look at all there ever were."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("dossiers", "0011_shorter_checks")]

    operations = [
        AddIndexConcurrently(
            "dossier",
            models.Index(
                models.F("unit"),
                models.F("accepted_at"),
                name="dossier_accepted",
                condition=models.Q(("accepted_at__isnull", False)),
            ),
        ),
        AddIndexConcurrently(
            "dossier",
            models.Index(
                models.F("unit"),
                models.F("status"),
                models.F("closed_at"),
                name="dossier_closed",
                condition=models.Q(("closed_at__isnull", False)),
            ),
        ),
    ]

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("dossiers", "0004_by_hand_and_corrections")]

    operations = [
        AddIndexConcurrently(
            "dossier",
            models.Index(
                fields=["result_file"],
                name="dossier_of_result",
                condition=models.Q(("result_file__isnull", False)),
            ),
        ),
    ]

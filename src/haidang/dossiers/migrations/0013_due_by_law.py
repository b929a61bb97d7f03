from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0012_find_accepted_and_closed"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
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

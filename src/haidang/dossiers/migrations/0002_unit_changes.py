"""Where a dossier was before it followed its unit's successor; what is known already is read from the register."""

import django.db.models.deletion
from django.db import migrations, models

KNOWN = """
INSERT INTO dossiers_unitchange (dossier_id, from_unit, at)
SELECT d.id, CAST(CAST(e.body AS jsonb) -> 'data' ->> 'from_unit' AS bigint), e.occurred_at
FROM register_entry e JOIN dossiers_dossier d ON d.uid = e.stream WHERE e.event = 'moved_to_successor'
"""


class Migration(migrations.Migration):

    dependencies = [
        ("register", "0002_append_only"),
        ("dossiers", "0001_cases"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnitChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_unit", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.dossier"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["from_unit"], name="unit_change_from")],
            },
        ),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
    ]

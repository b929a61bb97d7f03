"""What officers have typed so far of something that came on paper."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0009_step_clock")]

    operations = [
        migrations.CreateModel(
            name="DeskDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.BigIntegerField()),
                ("key", models.UUIDField()),
                ("typed", models.JSONField(default=dict)),
                ("papers", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["saved_at"], name="desk_draft_age")],
                "constraints": [models.UniqueConstraint(fields=("person", "key"), name="desk_draft_once")],
            },
        ),
    ]

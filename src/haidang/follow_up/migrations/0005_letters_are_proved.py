"""The secret by which anyone checks that a reminder letter is genuine."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("follow_up", "0004_reminders_of_steps")]

    operations = [
        migrations.AddField("letter", "secret", models.CharField(blank=True, db_default="", default="", max_length=16)),
        migrations.AddConstraint(
            "letter",
            models.UniqueConstraint(
                fields=("secret",), name="letter_secret_once", condition=models.Q(("secret", ""), _negated=True)
            ),
        ),
    ]

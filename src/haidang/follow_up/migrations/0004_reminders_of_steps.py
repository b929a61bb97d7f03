from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("follow_up", "0003_reminders")]

    operations = [
        migrations.AddField("reminder", "step", models.CharField(blank=True, db_default="", default="", max_length=40)),
        migrations.RemoveConstraint("reminder", "reminded_once"),
        migrations.AddConstraint(
            "reminder",
            models.UniqueConstraint(fields=("dossier", "step", "due_at", "level", "person"), name="reminded_once"),
        ),
    ]

"""
Procrastinate writes an event for each job that is deferred. Nobody reads it (the job has its own row, the outbox its
own time), and it costs a filing a trigger, a row and two index entries. Events of what became of a job stay.
"""

from django.db import migrations

TRIGGER = "procrastinate_trigger_status_events_insert_v1"


class Migration(migrations.Migration):
    dependencies = [("config", "0001_silence_job_notifications")]

    operations = [
        migrations.RunSQL(
            sql=f"ALTER TABLE procrastinate_jobs DISABLE TRIGGER {TRIGGER}",
            reverse_sql=f"ALTER TABLE procrastinate_jobs ENABLE TRIGGER {TRIGGER}",
        )
    ]

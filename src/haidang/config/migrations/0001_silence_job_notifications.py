"""
Procrastinate announces each job by NOTIFY, whose database-wide lock at commit makes filings queue one behind
another. Workers poll instead (`config/jobs.py`).
"""

from django.db import migrations

TRIGGERS = (
    "procrastinate_jobs_notify_queue_job_inserted_v1",
    "procrastinate_jobs_notify_queue_job_aborted_v1",
)


class Migration(migrations.Migration):
    dependencies = [("procrastinate", "0041_post_retry_failed_job")]

    operations = [
        migrations.RunSQL(
            sql=f"ALTER TABLE procrastinate_jobs DISABLE TRIGGER {trigger}",
            reverse_sql=f"ALTER TABLE procrastinate_jobs ENABLE TRIGGER {trigger}",
        )
        for trigger in TRIGGERS
    ]

"""Uploads that nothing names can go; the indexes are built while people work."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("documents", "0001_keep_files")]

    operations = [
        migrations.AddField("file", "may_go", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("file", "unused_since", models.DateTimeField(null=True)),
        migrations.RunSQL(
            "UPDATE documents_file SET may_go = true WHERE uploaded_by IS NOT NULL", migrations.RunSQL.noop
        ),
        AddIndexConcurrently("file", models.Index(fields=["uploaded_by", "uploaded_at"], name="file_of_person")),
        AddIndexConcurrently(
            "file", models.Index(fields=["uploaded_at"], name="file_may_go", condition=models.Q(("may_go", True)))
        ),
    ]

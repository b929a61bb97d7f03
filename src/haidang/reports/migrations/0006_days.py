"""Days of open data: what each was counted as, and what was published of it; neither ever changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_publication")]

    operations = [
        migrations.CreateModel(
            name="DayCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("content", models.JSONField()),
                ("counted_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="DayPublication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(unique=True)),
                ("first", models.DateField(unique=True)),
                ("last", models.DateField(unique=True)),
                ("content", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
                ("head_seq", models.IntegerField()),
                ("head_hash", models.BinaryField(max_length=32)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="report_days_in_order"
                    )
                ],
            },
        ),
        migrations.RunSQL(
            """
            CREATE TRIGGER reports_daycount_never_changes BEFORE UPDATE OR DELETE ON reports_daycount
                FOR EACH ROW EXECUTE FUNCTION reports_refuse();
            CREATE TRIGGER reports_daypublication_never_changes BEFORE UPDATE OR DELETE ON reports_daypublication
                FOR EACH ROW EXECUTE FUNCTION reports_refuse();
            REVOKE UPDATE, DELETE, TRUNCATE ON reports_daycount, reports_daypublication FROM haidang_app;
            """,
            migrations.RunSQL.noop,
        ),
    ]

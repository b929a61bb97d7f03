"""Dossiers handed in on paper, whose filer needs no account; corrections of the clock beside what was recorded."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0003_find_late_and_named"),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.SmallIntegerField()),
                ("entry", models.SmallIntegerField()),
                ("kind", models.CharField(max_length=24)),
                ("was_at", models.DateTimeField()),
                ("right_at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("proposed_by", models.BigIntegerField()),
                ("proposed_name", models.CharField(max_length=150)),
                ("proposed_at", models.DateTimeField()),
                ("answered_by", models.BigIntegerField(null=True)),
                ("answered_name", models.CharField(blank=True, max_length=150)),
                ("answered_at", models.DateTimeField(null=True)),
                ("is_countersigned", models.BooleanField(null=True)),
                ("answer", models.TextField(blank=True)),
                ("due_before", models.DateTimeField(null=True)),
                ("due_after", models.DateTimeField(null=True)),
                ("timeliness", models.CharField(max_length=8, null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="dossier",
            name="dossier_sent_once",
        ),
        migrations.AlterField(
            model_name="dossier",
            name="person",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.UniqueConstraint(
                fields=("person", "idempotency_key"), name="dossier_sent_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("person__isnull", False), models.Q(("channel", "online"), _negated=True), _connector="OR"
                ),
                name="dossier_online_has_person",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.dossier"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(fields=("dossier", "number"), name="correction_numbered"),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True)), fields=("dossier",), name="correction_one_waits"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_by__isnull", True),
                    models.Q(("answered_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="correction_answered_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_at__isnull", True), ("answered_by__isnull", True), ("is_countersigned__isnull", True)
                    ),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        ("is_countersigned__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="correction_answer_says_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("right_at", models.F("was_at")), _negated=True), name="correction_changes_something"
            ),
        ),
    ]

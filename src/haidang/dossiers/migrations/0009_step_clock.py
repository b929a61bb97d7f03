from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_find_by_hand")]

    operations = [
        migrations.CreateModel(
            name="StepClock",
            fields=[
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=models.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="dossiers.dossier",
                    ),
                ),
                ("unit", models.BigIntegerField()),
                ("step", models.CharField(max_length=40)),
                ("since", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("due_at"),
                        models.F("dossier"),
                        name="step_clock_due",
                        condition=models.Q(("due_at__isnull", False)),
                    ),
                    models.Index(
                        models.F("unit"),
                        models.F("due_at"),
                        name="step_clock_of_unit",
                        condition=models.Q(("due_at__isnull", False)),
                    ),
                ],
            },
        ),
    ]

"""What past dossiers tell about open ones, and how well it tells it."""

from django.db import migrations, models
from django.db.models import F, Q

ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


class Migration(migrations.Migration):
    dependencies = [("figures", "0003_folded")]
    operations = [
        migrations.CreateModel(
            name="LatenessRate",
            fields=[
                ID,
                ("procedure", models.CharField(max_length=80)),
                ("step", models.CharField(max_length=40)),
                ("band", models.SmallIntegerField()),
                ("seen", models.IntegerField()),
                ("late", models.IntegerField()),
            ],
            options={
                "db_table": "figure_lateness_rate",
                "constraints": [
                    models.UniqueConstraint(fields=["procedure", "step", "band"], name="lateness_rate_once"),
                    models.CheckConstraint(
                        name="lateness_rate_is_a_share", condition=Q(late__gte=0, late__lte=F("seen"))
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LatenessProof",
            fields=[
                ID,
                ("computed_at", models.DateTimeField()),
                ("since", models.DateField()),
                ("held_back_from", models.DateField()),
                ("dossiers", models.IntegerField()),
                ("held_back", models.IntegerField()),
                ("brier", models.FloatField(null=True)),
                ("brier_of_share", models.FloatField(null=True)),
                ("lines", models.JSONField(default=list)),
            ],
            options={"db_table": "figure_lateness_proof"},
        ),
    ]

"""Counts that officers record by hand for an index, by two of them."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("indices", "0001_values_answers_costs")]

    operations = [
        migrations.CreateModel(
            name="Recorded",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("index", models.CharField(max_length=10)),
                ("unit", models.BigIntegerField()),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("whole", models.IntegerField()),
                ("part", models.IntegerField()),
                ("received", models.IntegerField(null=True)),
                ("evidence", models.CharField(max_length=300)),
                ("recorded_by", models.BigIntegerField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                ("is_confirmed", models.BooleanField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("settled_by", models.BigIntegerField(null=True)),
                ("settled_name", models.CharField(blank=True, max_length=150)),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "first", "last"], name="recorded_of_unit")],
                "constraints": [
                    models.CheckConstraint(name="recorded_period_in_order", condition=Q(last__gte=F("first"))),
                    models.CheckConstraint(
                        name="recorded_part_of_whole",
                        condition=Q(whole__gt=0)
                        & Q(part__range=(0, F("whole")))
                        & (Q(received__isnull=True) | Q(received__range=(0, F("whole")))),
                    ),
                    models.CheckConstraint(
                        name="recorded_by_two",
                        condition=Q(is_confirmed__isnull=True, settled_by__isnull=True, settled_at__isnull=True)
                        | (Q(is_confirmed__isnull=False, settled_at__isnull=False) & ~Q(settled_by=F("recorded_by"))),
                    ),
                ],
            },
        ),
    ]

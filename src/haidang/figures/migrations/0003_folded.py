"""How many changes were ever folded, so that a screen learns from one row whether there is anything new."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_storage")]
    operations = [
        migrations.CreateModel(
            name="Folded",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changes", models.BigIntegerField()),
            ],
            options={"db_table": "figure_folded"},
        ),
        migrations.RunSQL("INSERT INTO figure_folded (changes) VALUES (0)", migrations.RunSQL.noop),
    ]

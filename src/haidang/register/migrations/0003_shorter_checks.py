from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0002_append_only"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="entry",
            name="register_origin_known",
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__one_of", ["live", "demo", "import"])), name="register_origin_known"
            ),
        ),
    ]

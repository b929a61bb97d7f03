from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_businesses_and_sessions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attempts",
            fields=[
                ("key", models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ("minute", models.BigIntegerField(db_index=True)),
                ("count", models.IntegerField()),
            ],
        ),
    ]

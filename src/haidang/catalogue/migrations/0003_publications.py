from django.db import migrations, models

import haidang.kernel.ids


class Migration(migrations.Migration):

    dependencies = [("catalogue", "0002_search_and_seal")]

    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("name", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("stream", models.UUIDField(default=haidang.kernel.ids.new_uid, unique=True)),
                ("head_seq", models.IntegerField(default=0)),
                ("head_hash", models.BinaryField(default=bytes(32), max_length=32)),
            ],
        ),
    ]

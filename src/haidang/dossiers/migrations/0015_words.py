from django.db import migrations

import haidang.kernel.words
from haidang.kernel.words import list_words, make_words


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0014_find_by_procedure"),
    ]

    operations = [
        make_words("dossier_status"),
        make_words("dossier_channel"),
        migrations.RemoveConstraint(model_name="dossier", name="dossier_status_known"),
        migrations.RemoveConstraint(model_name="dossier", name="dossier_channel_known"),
        migrations.AlterField(
            model_name="dossier",
            name="status",
            field=haidang.kernel.words.WordField(max_length=24, words="dossier_status"),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="channel",
            field=haidang.kernel.words.WordField(max_length=8, words="dossier_channel"),
        ),
        list_words(
            "dossier_status",
            [
                "submitted",
                "supplement_at_reception",
                "refused_at_reception",
                "accepted",
                "in_process",
                "supplement_in_process",
                "awaiting_payment",
                "withdrawal_asked",
                "withdrawn",
                "stopped",
                "decided",
                "returned",
            ],
        ),
        list_words(
            "dossier_channel",
            ["online", "counter", "post"],
        ),
    ]

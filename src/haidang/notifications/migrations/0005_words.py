from django.db import migrations

import haidang.kernel.words
from haidang.kernel.words import list_words, make_words


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0004_shorter_checks"),
    ]

    operations = [
        make_words("message_kind"),
        migrations.RemoveConstraint(model_name="message", name="message_kind_known"),
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=haidang.kernel.words.WordField(max_length=24, words="message_kind"),
        ),
        list_words(
            "message_kind",
            [
                "submitted",
                "accepted",
                "refused_at_reception",
                "supplement_asked",
                "supplemented",
                "promise_moved",
                "withdrawn",
                "withdrawal_declined",
                "stopped",
                "returned",
                "member_asked",
                "member_confirmed",
                "report",
                "reminded",
            ],
        ),
    ]

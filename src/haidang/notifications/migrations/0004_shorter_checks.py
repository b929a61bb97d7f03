import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0003_reminders"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="message",
            name="message_is_about_something",
        ),
        migrations.RemoveConstraint(
            model_name="message",
            name="message_kind_known",
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__one_of",
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
                    )
                ),
                name="message_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.Exact(
                        models.Func(
                            models.F("dossier"),
                            models.F("member"),
                            models.F("occasion"),
                            function="num_nonnulls",
                            output_field=models.IntegerField(),
                        ),
                        1,
                    ),
                    django.db.models.lookups.Exact(
                        models.Func(models.F("dossier"), function="num_nonnulls", output_field=models.IntegerField()),
                        models.Func(
                            models.F("dossier_uid"), function="num_nonnulls", output_field=models.IntegerField()
                        ),
                    ),
                ),
                name="message_is_about_something",
            ),
        ),
    ]

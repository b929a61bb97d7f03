import django.db.models.lookups
import haidang.kernel.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0010_desk_drafts"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="dossier",
            name="dossier_status_known",
        ),
        migrations.RemoveConstraint(
            model_name="dossier",
            name="dossier_is_no_draft",
        ),
        migrations.RemoveConstraint(
            model_name="dossier",
            name="dossier_closed_says_when",
        ),
        migrations.RemoveConstraint(
            model_name="dossier",
            name="dossier_channel_known",
        ),
        migrations.RemoveConstraint(
            model_name="dossier",
            name="dossier_times_in_order",
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__one_of",
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
                    )
                ),
                name="dossier_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    django.db.models.lookups.IsNull(models.F("closed_at"), False),
                    haidang.kernel.lookups.OneOf(
                        models.F("status"), ["refused_at_reception", "returned", "stopped", "withdrawn"]
                    ),
                ),
                name="dossier_closed_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__one_of", ("online", "counter", "post"))), name="dossier_channel_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accepted_at__gte", models.F("submitted_at")), ("decided_at__gte", models.F("accepted_at"))
                ),
                name="dossier_times_in_order",
            ),
        ),
    ]

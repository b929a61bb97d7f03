"""What is due is kept by days besides quarters of an hour, so that a board reads a few of them."""

from django.db import migrations, models

ADD = """
INSERT INTO figure_total (unit, procedure, channel, measure, span, day, due_slot, value)
SELECT unit, procedure, channel, measure, 'due', NULL, CASE due_slot WHEN 0 THEN 0 ELSE due_slot / 96 * 96 + 95 END,
    sum(value)
FROM figure_total WHERE span = 'slot' GROUP BY unit, procedure, channel, measure, 7
"""
TAKE_AWAY = "DELETE FROM figure_total WHERE span = 'due'"
NAME = "figure_total_span_known"
KNOWN = models.CheckConstraint(
    name=NAME, condition=models.Q(span__in=("day", "month", "year", "slot", "due", "open", "running"))
)


class Migration(migrations.Migration):
    dependencies = [("figures", "0005_over_all")]
    operations = [
        migrations.RemoveConstraint("total", NAME),
        migrations.RunSQL(migrations.RunSQL.noop, TAKE_AWAY),
        migrations.AddConstraint("total", KNOWN),
        migrations.RunSQL(ADD, migrations.RunSQL.noop),
    ]

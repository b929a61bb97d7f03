"""How the tables are stored: the bench needs no log, changes come and go all day, totals grow in their place."""

from django.db import migrations

STORE = """
ALTER TABLE figure_recounted SET UNLOGGED;
ALTER TABLE figure_total SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE figure_change SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_counts")]
    operations = [migrations.RunSQL(STORE, migrations.RunSQL.noop)]

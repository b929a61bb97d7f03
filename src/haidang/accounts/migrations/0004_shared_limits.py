"""
The table of Django's database cache: how often an address or account tried to sign in, counted for all processes.

Shaped as `createcachetable` makes it; without a log, because a count that is lost in a crash only begins anew.
"""

from django.db import migrations

CACHE = """
CREATE UNLOGGED TABLE accounts_limit (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX accounts_limit_expires ON accounts_limit (expires);
"""


class Migration(migrations.Migration):

    dependencies = [("accounts", "0003_count_attempts")]

    operations = [migrations.RunSQL(CACHE, "DROP TABLE accounts_limit")]

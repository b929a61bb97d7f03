"""The register only grows: the application's role may not change it, and triggers refuse everybody else."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION register_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the register only grows: % of % is refused', lower(TG_OP), TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER register_entry_only_grows BEFORE UPDATE OR DELETE ON register_entry
    FOR EACH ROW EXECUTE FUNCTION register_refuse();
CREATE TRIGGER register_entry_is_not_emptied BEFORE TRUNCATE ON register_entry
    FOR EACH STATEMENT EXECUTE FUNCTION register_refuse();
REVOKE UPDATE, DELETE, TRUNCATE ON register_entry FROM haidang_app;
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0001_entries")]
    operations = [migrations.RunSQL(REFUSE, migrations.RunSQL.noop)]

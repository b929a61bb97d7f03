"""
Search without accents in the database itself, and triggers that keep published versions as they are.

The extensions unaccent, pg_trgm and btree_gist are there already: `haidang migrate` creates them first.
"""

from django.db import migrations

FOLD = """
CREATE FUNCTION haidang_fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFC)))
"""

SEARCH = """
ALTER TABLE catalogue_procedureversion ADD COLUMN search tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', haidang_fold(title)), 'A')
    || setweight(to_tsvector('simple', haidang_fold(aliases)), 'B')
    || setweight(to_tsvector('simple', haidang_fold(subject)), 'C')
    || setweight(to_tsvector('simple', haidang_fold(papers)), 'D')
) STORED;
CREATE INDEX procedure_search ON catalogue_procedureversion USING gin (search);
CREATE INDEX procedure_title_trigrams ON catalogue_procedureversion
    USING gin (haidang_fold(title) public.gin_trgm_ops)
"""

SEAL = """
CREATE FUNCTION catalogue_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        -- A generated column has no value yet in NEW, and follows from the others.
        IF to_jsonb(NEW) - ARRAY['valid_to', 'search'] = to_jsonb(OLD) - ARRAY['valid_to', 'search'] THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a published version of % is never changed or removed', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER procedure_is_sealed BEFORE UPDATE OR DELETE ON catalogue_procedureversion
    FOR EACH ROW EXECUTE FUNCTION catalogue_refuse_change();
CREATE TRIGGER rule_pack_is_sealed BEFORE UPDATE OR DELETE ON catalogue_rulepackversion
    FOR EACH ROW EXECUTE FUNCTION catalogue_refuse_change()
"""

UNDO_SEARCH = """
DROP INDEX procedure_title_trigrams;
ALTER TABLE catalogue_procedureversion DROP COLUMN search
"""

UNDO_SEAL = """
DROP TRIGGER procedure_is_sealed ON catalogue_procedureversion;
DROP TRIGGER rule_pack_is_sealed ON catalogue_rulepackversion;
DROP FUNCTION catalogue_refuse_change()
"""


class Migration(migrations.Migration):
    """Add what the ORM cannot say."""

    dependencies = [("catalogue", "0001_versions")]

    operations = [
        migrations.RunSQL(FOLD, "DROP FUNCTION haidang_fold(text)"),
        migrations.RunSQL(SEARCH, UNDO_SEARCH),
        migrations.RunSQL(SEAL, UNDO_SEAL),
    ]

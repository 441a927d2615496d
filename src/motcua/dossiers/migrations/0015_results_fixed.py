"""What happened to a result and to a blank form is never changed; what was decided or is in force is frozen."""

from django.db import migrations

from motcua.core.append_only import append_only

RESULT_FIXED = """
    CREATE FUNCTION refuse_result_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'a result is never deleted' USING ERRCODE = 'raise_exception';
        END IF;
        IF OLD.state <> 'draft' AND (
            NEW.state = 'draft'
            OR (OLD.state IN ('replaced', 'revoked') AND NEW.state <> OLD.state)
            OR (NEW.dossier_id, NEW.unit_id, NEW.template_id, NEW.title, NEW.fields, NEW.number_source, NEW.series,
                NEW.year, NEW.serial, NEW.number, NEW.day, NEW.unsigned_id, NEW.check_code, NEW.signer_name,
                NEW.signer_prefix, NEW.signer_title, NEW.replaces_id)
            IS DISTINCT FROM
               (OLD.dossier_id, OLD.unit_id, OLD.template_id, OLD.title, OLD.fields, OLD.number_source, OLD.series,
                OLD.year, OLD.serial, OLD.number, OLD.day, OLD.unsigned_id, OLD.check_code, OLD.signer_name,
                OLD.signer_prefix, OLD.signer_title, OLD.replaces_id)
        ) THEN
            RAISE EXCEPTION 'a result that was decided cannot be changed' USING ERRCODE = 'raise_exception';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER dossiers_resultdocument_fixed BEFORE UPDATE OR DELETE ON dossiers_resultdocument
        FOR EACH ROW EXECUTE FUNCTION refuse_result_change();
"""
RESULT_FREE = """
    DROP TRIGGER dossiers_resultdocument_fixed ON dossiers_resultdocument;
    DROP FUNCTION refuse_result_change();
"""
TEMPLATE_FIXED = """
    CREATE FUNCTION refuse_template_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.state <> 'draft' AND (
            TG_OP = 'DELETE' OR NEW.state = 'draft'
            OR (NEW.template_id, NEW.number, NEW.content, NEW.digest, NEW.edited_by_id, NEW.approved_by_id)
            IS DISTINCT FROM
               (OLD.template_id, OLD.number, OLD.content, OLD.digest, OLD.edited_by_id, OLD.approved_by_id)
        ) THEN
            RAISE EXCEPTION 'a version of a template in force cannot be changed' USING ERRCODE = 'raise_exception';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER dossiers_templateversion_fixed BEFORE UPDATE OR DELETE ON dossiers_templateversion
        FOR EACH ROW EXECUTE FUNCTION refuse_template_change();
"""
TEMPLATE_FREE = """
    DROP TRIGGER dossiers_templateversion_fixed ON dossiers_templateversion;
    DROP FUNCTION refuse_template_change();
"""


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0014_results"), ("core", "0003_append_only"))
    operations = (
        append_only("dossiers_resultevent"),
        append_only("dossiers_blankuse"),
        append_only("dossiers_blankseries"),
        migrations.RunSQL(RESULT_FIXED, RESULT_FREE),
        migrations.RunSQL(TEMPLATE_FIXED, TEMPLATE_FREE),
    )

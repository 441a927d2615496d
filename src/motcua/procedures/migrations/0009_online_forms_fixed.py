"""An approved version of a form stays as it was approved: answers were given to it."""

from django.db import migrations

FIXED = """
    CREATE FUNCTION refuse_form_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.approved_at IS NOT NULL THEN
            RAISE EXCEPTION 'an approved version of a form cannot be changed' USING ERRCODE = 'raise_exception';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER procedures_formversion_fixed BEFORE UPDATE OR DELETE ON procedures_formversion
        FOR EACH ROW EXECUTE FUNCTION refuse_form_change();
"""
FREE = """
    DROP TRIGGER procedures_formversion_fixed ON procedures_formversion;
    DROP FUNCTION refuse_form_change();
"""


class Migration(migrations.Migration):
    dependencies = (("procedures", "0008_online_forms"),)
    operations = (migrations.RunSQL(FIXED, FREE),)

"""The scope of a delegation outlasts no withdrawal, begins without effect and keeps its procedures, also in the tables."""

from django.db import migrations

ENDS = migrations.RunSQL(
    sql="""
    CREATE FUNCTION delegation_scope_ends() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE taken_back date := (SELECT withdrawn_from FROM authority_delegation WHERE id = NEW.delegation_id);
    BEGIN
        IF TG_OP = 'INSERT' THEN
            RAISE EXCEPTION 'a scope begins without effect'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'delegation_scope_begins_unlent';
        END IF;
        IF OLD.effective AND (NEW.delegation_id, NEW.unit_id, NEW.delegate_id, NEW.procedure_id, NEW.valid_from)
            IS DISTINCT FROM (OLD.delegation_id, OLD.unit_id, OLD.delegate_id, OLD.procedure_id, OLD.valid_from) THEN
            RAISE EXCEPTION 'what is lent cannot be exchanged'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'delegation_scope_kept';
        END IF;
        IF taken_back IS NOT NULL AND NEW.valid_to > taken_back THEN
            RAISE EXCEPTION 'the scope outlasts the withdrawal'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'delegation_scope_withdrawn';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER delegation_scope_ends BEFORE INSERT OR UPDATE ON authority_delegationscope
        FOR EACH ROW WHEN (NEW.effective) EXECUTE FUNCTION delegation_scope_ends();
    """,
    reverse_sql="""
    DROP TRIGGER delegation_scope_ends ON authority_delegationscope;
    DROP FUNCTION delegation_scope_ends();
    """,
)


class Migration(migrations.Migration):
    dependencies = (("authority", "0007_seals_append_only"),)
    operations = (ENDS,)

"""What was said of a delegation is never changed; none is effective without both opinions, none is lent further."""

from django.db import migrations

from motcua.core.append_only import append_only

OPINIONS = migrations.RunSQL(
    sql="""
    CREATE FUNCTION delegation_needs_opinions() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.stage IN ('decided', 'withdrawn') AND (
            SELECT count(DISTINCT adviser) FROM authority_delegationopinion WHERE delegation_id = NEW.id
        ) < 2 THEN
            RAISE EXCEPTION 'delegation % lacks an opinion or a waiver', NEW.code
                USING ERRCODE = 'check_violation', CONSTRAINT = 'delegation_needs_opinions';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER delegation_needs_opinions BEFORE INSERT OR UPDATE ON authority_delegation
        FOR EACH ROW EXECUTE FUNCTION delegation_needs_opinions();
    """,
    reverse_sql="""
    DROP TRIGGER delegation_needs_opinions ON authority_delegation;
    DROP FUNCTION delegation_needs_opinions();
    """,
)
# The lock makes two decisions in one unit wait for each other, so that each sees the other's rows.
CHAINS = migrations.RunSQL(
    sql="""
    CREATE FUNCTION delegation_scope_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE given authority_delegation%ROWTYPE;
    BEGIN
        IF NOT NEW.effective THEN
            RETURN NEW;
        END IF;
        PERFORM pg_advisory_xact_lock(hashtext('delegation|' || NEW.unit_id));
        SELECT * INTO given FROM authority_delegation WHERE id = NEW.delegation_id;
        IF given.stage NOT IN ('decided', 'withdrawn') THEN
            RAISE EXCEPTION 'delegation % is not decided', given.code
                USING ERRCODE = 'check_violation', CONSTRAINT = 'delegation_decided_first';
        END IF;
        IF given.unit_id <> NEW.unit_id OR given.delegate_id <> NEW.delegate_id
            OR NEW.valid_from < given.valid_from OR NEW.valid_to > given.valid_to THEN
            RAISE EXCEPTION 'the scope of % is wider than the delegation', given.code
                USING ERRCODE = 'check_violation', CONSTRAINT = 'delegation_scope_within';
        END IF;
        IF EXISTS (
            SELECT 1 FROM authority_delegationscope other
            JOIN authority_delegation theirs ON theirs.id = other.delegation_id
            WHERE other.effective AND other.delegation_id <> NEW.delegation_id
            AND other.unit_id = NEW.unit_id AND other.procedure_id = NEW.procedure_id
            AND daterange(other.valid_from, other.valid_to) && daterange(NEW.valid_from, NEW.valid_to)
            AND (other.delegate_id = given.delegator_id OR theirs.delegator_id = NEW.delegate_id)
        ) THEN
            RAISE EXCEPTION 'delegation % would be lent further', given.code
                USING ERRCODE = 'check_violation', CONSTRAINT = 'delegation_never_further';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER delegation_scope_stands BEFORE INSERT OR UPDATE ON authority_delegationscope
        FOR EACH ROW EXECUTE FUNCTION delegation_scope_stands();
    """,
    reverse_sql="""
    DROP TRIGGER delegation_scope_stands ON authority_delegationscope;
    DROP FUNCTION delegation_scope_stands();
    """,
)


class Migration(migrations.Migration):
    dependencies = (("authority", "0004_delegations"), ("core", "0003_append_only"))
    operations = (
        append_only("authority_delegationstep"),
        append_only("authority_delegationopinion"),
        OPINIONS,
        CHAINS,
    )

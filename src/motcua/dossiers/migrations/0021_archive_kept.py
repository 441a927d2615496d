"""An archived dossier cannot be changed (R-086); what it holds goes only under a decision that lists it.

`dossier_archived` and `dossier_being_disposed` are asked by the triggers; a dossier is being disposed of between the
decision and its being done, which is one transaction of the application.
"""

from django.db import migrations

from motcua.core.append_only import append_only

ASKED = """
    CREATE FUNCTION dossier_archived(asked bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM dossiers_dossier WHERE id = asked AND archived_at IS NOT NULL)
    $$;
    CREATE FUNCTION dossier_being_disposed(asked bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (
            SELECT 1 FROM dossiers_archiverecord r
            JOIN dossiers_disposalitem i ON i.record_id = r.id
            JOIN dossiers_disposal d ON d.id = i.disposal_id
            WHERE r.dossier_id = asked AND d.state = 'decided' AND r.disposed_at IS NULL
                AND r.keep_until <= d.decision_day
        )
    $$;
"""
NOT_ASKED = """
    DROP FUNCTION dossier_being_disposed(bigint);
    DROP FUNCTION dossier_archived(bigint);
"""
GUARDED = """
    CREATE FUNCTION dossiers_dossier_archived() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND NEW.archived_at = OLD.archived_at AND dossier_being_disposed(OLD.id) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'an archived dossier cannot be changed (%)', TG_TABLE_NAME
            USING ERRCODE = 'raise_exception';
    END $$;
    CREATE TRIGGER dossiers_dossier_archived BEFORE UPDATE OR DELETE ON dossiers_dossier
        FOR EACH ROW WHEN (OLD.archived_at IS NOT NULL) EXECUTE FUNCTION dossiers_dossier_archived();

    CREATE FUNCTION dossiers_step_archived() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF dossier_archived(NEW.dossier_id) AND NOT (NEW.act = 'dispose' AND dossier_being_disposed(NEW.dossier_id))
        THEN
            RAISE EXCEPTION 'an archived dossier cannot be changed (%)', TG_TABLE_NAME
                USING ERRCODE = 'raise_exception';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER dossiers_step_archived BEFORE INSERT ON dossiers_step FOR EACH ROW
        WHEN (NEW.dossier_id IS NOT NULL AND NEW.seq > 1 AND NEW.act <> 'archive')
        EXECUTE FUNCTION dossiers_step_archived();

    CREATE FUNCTION part_of_archived() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        owner bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.dossier_id ELSE NEW.dossier_id END;
    BEGIN
        IF dossier_archived(owner) AND NOT (TG_OP = 'DELETE' AND dossier_being_disposed(owner)) THEN
            RAISE EXCEPTION 'an archived dossier cannot be changed (%)', TG_TABLE_NAME
                USING ERRCODE = 'raise_exception';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$;
    CREATE TRIGGER dossiers_componentcopy_archived BEFORE INSERT OR UPDATE OR DELETE ON dossiers_componentcopy
        FOR EACH ROW EXECUTE FUNCTION part_of_archived();
    CREATE TRIGGER dossiers_scanpage_archived BEFORE INSERT OR UPDATE OR DELETE ON dossiers_scanpage
        FOR EACH ROW EXECUTE FUNCTION part_of_archived();
    CREATE TRIGGER dossiers_pendingact_archived BEFORE INSERT ON dossiers_pendingact
        FOR EACH ROW EXECUTE FUNCTION part_of_archived();

    CREATE FUNCTION dossiers_result_archived() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF dossier_archived(NEW.dossier_id) AND NOT dossier_being_disposed(NEW.dossier_id) THEN
            RAISE EXCEPTION 'an archived dossier cannot be changed (%)', TG_TABLE_NAME
                USING ERRCODE = 'raise_exception';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER dossiers_result_archived BEFORE UPDATE ON dossiers_resultdocument FOR EACH ROW
        WHEN (OLD.state <> NEW.state OR OLD.signed_id IS DISTINCT FROM NEW.signed_id)
        EXECUTE FUNCTION dossiers_result_archived();
    CREATE TRIGGER dossiers_result_archived_new BEFORE INSERT ON dossiers_resultdocument FOR EACH ROW
        EXECUTE FUNCTION dossiers_result_archived();
"""
FREE = """
    DROP TRIGGER dossiers_result_archived_new ON dossiers_resultdocument;
    DROP TRIGGER dossiers_result_archived ON dossiers_resultdocument;
    DROP FUNCTION dossiers_result_archived();
    DROP TRIGGER dossiers_pendingact_archived ON dossiers_pendingact;
    DROP TRIGGER dossiers_scanpage_archived ON dossiers_scanpage;
    DROP TRIGGER dossiers_componentcopy_archived ON dossiers_componentcopy;
    DROP FUNCTION part_of_archived();
    DROP TRIGGER dossiers_step_archived ON dossiers_step;
    DROP FUNCTION dossiers_step_archived();
    DROP TRIGGER dossiers_dossier_archived ON dossiers_dossier;
    DROP FUNCTION dossiers_dossier_archived();
"""
# Table → the dossier of an old row, and whether its rows go (DELETE) or only their `data` is emptied (UPDATE).
_OWNED = {
    "dossiers_step": (
        "COALESCE(OLD.dossier_id, (SELECT id FROM dossiers_dossier WHERE intake_id = OLD.intake_id))",
        "UPDATE",
    ),
    "dossiers_resultevent": (
        "(SELECT dossier_id FROM dossiers_resultdocument WHERE id = OLD.result_id)",
        "UPDATE",
    ),
    "dossiers_handedin": ("OLD.dossier_id", "DELETE"),
    "dossiers_custodyrow": ("OLD.dossier_id", "DELETE"),
}


_EMPTIED = "(to_jsonb(NEW) - 'data') = (to_jsonb(OLD) - 'data') AND NEW.data = '{}'::jsonb AND "


def _erasable(table: str, owner: str, way: str) -> migrations.RunSQL:
    """Append-only, but for what a decision of disposal empties: hashes, moments and acts always stay."""
    emptied, kept = (_EMPTIED, "NEW") if way == "UPDATE" else ("", "OLD")
    return migrations.RunSQL(
        sql=f"""
        CREATE FUNCTION {table}_erased() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = '{way}' THEN
                IF {emptied}dossier_being_disposed({owner}) THEN RETURN {kept}; END IF;
            END IF;
            RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'raise_exception';
        END $$;
        DROP TRIGGER {table}_no_change ON {table};
        CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_erased();
        """,
        reverse_sql=f"""
        DROP TRIGGER {table}_no_change ON {table};
        CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_change();
        DROP FUNCTION {table}_erased();
        """,
    )


# A visit is emptied once each of its wishes became a dossier that goes, or went, by decision.
VISIT = """
    CREATE FUNCTION dossiers_visit_erased() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.unit_id = OLD.unit_id AND NEW.opened_at = OLD.opened_at
            AND NOT EXISTS (
                SELECT 1 FROM dossiers_visitwish w
                LEFT JOIN dossiers_dossier i ON i.intake_id = w.intake_id
                LEFT JOIN dossiers_archiverecord r ON r.dossier_id = COALESCE(w.dossier_id, i.id)
                WHERE w.visit_id = OLD.id AND (r.id IS NULL
                    OR (r.disposed_at IS NULL AND NOT dossier_being_disposed(r.dossier_id)))
            ) AND EXISTS (SELECT 1 FROM dossiers_visitwish w WHERE w.visit_id = OLD.id) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'raise_exception';
    END $$;
    DROP TRIGGER dossiers_visit_no_change ON dossiers_visit;
    CREATE TRIGGER dossiers_visit_no_change BEFORE UPDATE OR DELETE ON dossiers_visit
        FOR EACH ROW EXECUTE FUNCTION dossiers_visit_erased();
"""
VISIT_BACK = """
    DROP TRIGGER dossiers_visit_no_change ON dossiers_visit;
    CREATE TRIGGER dossiers_visit_no_change BEFORE UPDATE OR DELETE ON dossiers_visit
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
    DROP FUNCTION dossiers_visit_erased();
"""
# A decided result is fixed; the disposal takes what was typed, its template and its files.
RESULT = """
    ALTER FUNCTION refuse_result_change() RENAME TO refuse_result_change_kept;
    DROP TRIGGER dossiers_resultdocument_fixed ON dossiers_resultdocument;
    CREATE FUNCTION result_changed_in_disposal(new_row dossiers_resultdocument, old_row dossiers_resultdocument)
        RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT dossier_being_disposed(old_row.dossier_id)
            AND (to_jsonb(new_row) - '{fields,template_id,unsigned_id,signed_id}'::text[])
              = (to_jsonb(old_row) - '{fields,template_id,unsigned_id,signed_id}'::text[])
    $$;
    CREATE TRIGGER dossiers_resultdocument_kept BEFORE DELETE ON dossiers_resultdocument
        FOR EACH ROW EXECUTE FUNCTION refuse_result_change_kept();
    CREATE TRIGGER dossiers_resultdocument_fixed BEFORE UPDATE ON dossiers_resultdocument FOR EACH ROW
        WHEN (NOT result_changed_in_disposal(NEW, OLD)) EXECUTE FUNCTION refuse_result_change_kept();
"""
RESULT_BACK = """
    DROP TRIGGER dossiers_resultdocument_fixed ON dossiers_resultdocument;
    DROP TRIGGER dossiers_resultdocument_kept ON dossiers_resultdocument;
    DROP FUNCTION result_changed_in_disposal(dossiers_resultdocument, dossiers_resultdocument);
    ALTER FUNCTION refuse_result_change_kept() RENAME TO refuse_result_change;
    CREATE TRIGGER dossiers_resultdocument_fixed BEFORE UPDATE OR DELETE ON dossiers_resultdocument
        FOR EACH ROW EXECUTE FUNCTION refuse_result_change();
"""
# Lists and decisions themselves.
DECIDED = """
    CREATE FUNCTION archive_record_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.disposed_at IS NULL AND NEW.disposed_at IS NOT NULL
            AND dossier_being_disposed(OLD.dossier_id)
            AND (NEW.dossier_id, NEW.keep_until, NEW.term, NEW.basis, NEW.archived_at)
              = (OLD.dossier_id, OLD.keep_until, OLD.term, OLD.basis, OLD.archived_at) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a record of the archive cannot be changed' USING ERRCODE = 'raise_exception';
    END $$;
    CREATE TRIGGER dossiers_archiverecord_kept BEFORE UPDATE OR DELETE ON dossiers_archiverecord
        FOR EACH ROW EXECUTE FUNCTION archive_record_kept();
    CREATE FUNCTION disposal_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND (OLD.state, NEW.state) IN (
                ('proposed', 'decided'), ('proposed', 'dropped'), ('decided', 'done'), ('decided', 'dropped'))
            AND (NEW.unit_id, NEW.reason, NEW.proposed_by_id, NEW.proposed_at)
              = (OLD.unit_id, OLD.reason, OLD.proposed_by_id, OLD.proposed_at)
            AND (OLD.state = 'proposed' OR (NEW.decision_number, NEW.decision_day, NEW.decision_issuer)
              = (OLD.decision_number, OLD.decision_day, OLD.decision_issuer)) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a disposal goes from proposal to decision to done' USING ERRCODE = 'raise_exception';
    END $$;
    CREATE TRIGGER dossiers_disposal_kept BEFORE UPDATE OR DELETE ON dossiers_disposal
        FOR EACH ROW EXECUTE FUNCTION disposal_kept();
    CREATE FUNCTION disposal_item_listed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (SELECT 1 FROM dossiers_disposal WHERE id = NEW.disposal_id AND state = 'proposed') THEN
            RAISE EXCEPTION 'a list is closed with its proposal' USING ERRCODE = 'raise_exception';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER dossiers_disposalitem_listed BEFORE INSERT ON dossiers_disposalitem
        FOR EACH ROW EXECUTE FUNCTION disposal_item_listed();
"""
UNDECIDED = """
    DROP TRIGGER dossiers_disposalitem_listed ON dossiers_disposalitem;
    DROP FUNCTION disposal_item_listed();
    DROP TRIGGER dossiers_disposal_kept ON dossiers_disposal;
    DROP FUNCTION disposal_kept();
    DROP TRIGGER dossiers_archiverecord_kept ON dossiers_archiverecord;
    DROP FUNCTION archive_record_kept();
"""


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0020_archive"), ("core", "0003_append_only"))
    operations = (
        migrations.RunSQL(ASKED, NOT_ASKED),
        migrations.RunSQL(GUARDED, FREE),
        *(_erasable(table, owner, way) for table, (owner, way) in _OWNED.items()),
        migrations.RunSQL(VISIT, VISIT_BACK),
        migrations.RunSQL(RESULT, RESULT_BACK),
        migrations.RunSQL(DECIDED, UNDECIDED),
        append_only("dossiers_disposalitem"),
    )

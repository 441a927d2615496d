"""What a disposal leaves of a step: the numbers it drew and the imprints it names, so that no series has a gap."""

from django.db import migrations

_OWNERS = {
    "dossiers_step": "COALESCE(OLD.dossier_id, (SELECT id FROM dossiers_dossier WHERE intake_id = OLD.intake_id))",
    "dossiers_resultevent": "(SELECT dossier_id FROM dossiers_resultdocument WHERE id = OLD.result_id)",
}
_LEFT = "OLD.data @> NEW.data AND (NEW.data - '{letter,result,imprints,sealing}'::text[]) = '{}'::jsonb"
_NOTHING = "NEW.data = '{}'::jsonb"


def _function(table: str, owner: str, left: str) -> str:
    return f"""
    CREATE OR REPLACE FUNCTION {table}_erased() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF (to_jsonb(NEW) - 'data') = (to_jsonb(OLD) - 'data') AND {left}
                AND dossier_being_disposed({owner}) THEN RETURN NEW; END IF;
        END IF;
        RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'raise_exception';
    END $$;
    """


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0022_signatures_elsewhere"),)
    operations = tuple(
        migrations.RunSQL(_function(table, owner, _LEFT), _function(table, owner, _NOTHING))
        for table, owner in _OWNERS.items()
    )

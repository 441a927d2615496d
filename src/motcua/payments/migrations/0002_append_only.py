"""The ledger and its closings are never changed; after its closing a day takes no more entries."""

from django.db import migrations

from motcua.core.append_only import append_only

CLOSED_DAY = """
CREATE FUNCTION refuse_closed_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM payments_dayclosing c
               WHERE c.unit_id = NEW.unit_id AND c.official_id = NEW.official_id AND c.day >= NEW.day) THEN
        RAISE EXCEPTION 'the day % of official % is closed', NEW.day, NEW.official_id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payments_ledgerentry_open_day BEFORE INSERT ON payments_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION refuse_closed_day();
"""


class Migration(migrations.Migration):
    dependencies = (("payments", "0001_initial"), ("core", "0003_append_only"))
    operations = (
        append_only("payments_ledgerentry"),
        append_only("payments_dayclosing"),
        migrations.RunSQL(
            CLOSED_DAY,
            "DROP TRIGGER payments_ledgerentry_open_day ON payments_ledgerentry; DROP FUNCTION refuse_closed_day();",
        ),
    )

"""Debits equal credits; what an order asked for stays; orders and requests move only forward; messages stay."""

from django.db import migrations

from motcua.core.append_only import append_only

BALANCED = """
CREATE FUNCTION refuse_unbalanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted bigint := NULL; which bigint; debits bigint; credits bigint; owed bigint;
BEGIN
    which := CASE TG_TABLE_NAME WHEN 'payments_posting' THEN (to_jsonb(NEW)->>'entry_id')::bigint
             ELSE (to_jsonb(NEW)->>'id')::bigint END;
    SELECT amount INTO wanted FROM payments_ledgerentry WHERE id = which;
    SELECT coalesce(sum(debit), 0), coalesce(sum(credit), 0),
           coalesce(sum(credit - debit) FILTER (
               WHERE account LIKE 'fee:%' OR account LIKE 'payee:%' OR account = 'refunds_due'), 0)
      INTO debits, credits, owed FROM payments_posting WHERE entry_id = which;
    IF debits <> credits OR owed <> wanted THEN
        RAISE EXCEPTION 'entry % does not balance: debit %, credit %, owed %, amount %',
            which, debits, credits, owed, wanted USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balances';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payments_ledgerentry_balances AFTER INSERT ON payments_ledgerentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced();
CREATE CONSTRAINT TRIGGER payments_posting_balances AFTER INSERT ON payments_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced();
"""
NOT_BALANCED = """
DROP TRIGGER payments_ledgerentry_balances ON payments_ledgerentry;
DROP TRIGGER payments_posting_balances ON payments_posting;
DROP FUNCTION refuse_unbalanced();
"""
FORWARD = """
CREATE FUNCTION keep_payment_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'open'
       OR to_jsonb(OLD) - '{state,state_at,closed_because,entry_id}'::text[]
          <> to_jsonb(NEW) - '{state,state_at,closed_because,entry_id}'::text[] THEN
        RAISE EXCEPTION 'payment order % is not changed any more', OLD.reference;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payments_paymentorder_forward BEFORE UPDATE ON payments_paymentorder
    FOR EACH ROW EXECUTE FUNCTION keep_payment_order();
CREATE FUNCTION keep_refund_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.state, NEW.state) NOT IN (('asked', 'approved'), ('asked', 'refused'), ('approved', 'done'))
       OR (OLD.unit_id, OLD.entry_id, OLD.reason, OLD.asked_at, OLD.asked_name, coalesce(OLD.asked_by_id, 0))
          IS DISTINCT FROM
          (NEW.unit_id, NEW.entry_id, NEW.reason, NEW.asked_at, NEW.asked_name, coalesce(NEW.asked_by_id, 0))
       OR (OLD.decided_by_id IS NOT NULL AND
           (OLD.decided_by_id, OLD.decided_at, OLD.decision_note)
           IS DISTINCT FROM (NEW.decided_by_id, NEW.decided_at, NEW.decision_note)) THEN
        RAISE EXCEPTION 'refund request % does not go from % to % like this', OLD.id, OLD.state, NEW.state;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payments_refundrequest_forward BEFORE UPDATE ON payments_refundrequest
    FOR EACH ROW EXECUTE FUNCTION keep_refund_request();
"""
KEPT = ("payments_paymentorder", "payments_refundrequest")
FORWARD += "".join(
    f"""
    CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
    CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    """
    for table in KEPT
)
BACK = (
    "".join(
        f"DROP TRIGGER {table}_{name} ON {table};"
        for table in KEPT
        for name in ("no_delete", "no_truncate", "forward")
    )
    + "DROP FUNCTION keep_payment_order(); DROP FUNCTION keep_refund_request();"
)


class Migration(migrations.Migration):
    dependencies = (("payments", "0005_postings_of_earlier_entries"), ("core", "0003_append_only"))
    operations = (
        migrations.RunSQL(BALANCED, NOT_BALANCED),
        migrations.RunSQL(FORWARD, BACK),
        append_only("payments_posting"),
        append_only("payments_ordermoney"),
        append_only("payments_gatewaycallback"),
        append_only("payments_statementimport"),
        append_only("payments_statementline"),
        append_only("payments_linedecision"),
    )

"""How does a table refuse any change? Triggers against UPDATE, DELETE and TRUNCATE, for migrations."""

from django.db import migrations

FUNCTION = migrations.RunSQL(
    sql="""
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'raise_exception';
    END $$;
    """,
    reverse_sql="DROP FUNCTION refuse_change();",
)


def append_only(table: str) -> migrations.RunSQL:
    """The migration step that makes a table append-only (needs FUNCTION before it)."""
    return migrations.RunSQL(
        sql=f"""
        CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        """,
        reverse_sql=f"""
        DROP TRIGGER {table}_no_change ON {table};
        DROP TRIGGER {table}_no_truncate ON {table};
        """,
    )

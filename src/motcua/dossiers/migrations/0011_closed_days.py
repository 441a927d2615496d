"""No step is written on a day whose daily head is recorded: a clock put back would break that head for ever."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0010_visits"), ("core", "0003_append_only"))
    operations = (
        migrations.RunSQL(
            sql="""
            CREATE FUNCTION refuse_step_of_closed_day() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (
                    SELECT 1 FROM core_dailyhead
                    WHERE day >= (NEW.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
                ) THEN
                    RAISE EXCEPTION 'the head of this day is recorded'
                        USING ERRCODE = 'object_not_in_prerequisite_state', CONSTRAINT = 'step_after_closed_day';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER dossiers_step_after_closed_day BEFORE INSERT ON dossiers_step
                FOR EACH ROW EXECUTE FUNCTION refuse_step_of_closed_day();
            """,
            reverse_sql="""
            DROP TRIGGER dossiers_step_after_closed_day ON dossiers_step;
            DROP FUNCTION refuse_step_of_closed_day();
            """,
        ),
    )

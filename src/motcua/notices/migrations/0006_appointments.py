"""More to be told: what becomes of an appointment, and that a slot became free."""

from django.db import migrations, models

EVENTS = [
    "filed", "filed_for_you", "received", "supplement", "refused", "payment", "paid", "prolonged", "moved", "apology",
    "stopped", "cancelled", "ready", "uncollected", "returned", "replaced", "revoked", "authorised", "rights", "turn",
    "appointment", "appointment_soon", "appointment_move", "appointment_drop", "slot_free",
    "code", "several",
]  # fmt: skip
CHANNELS = ["email", "zalo", "sms", "phone"]
STATES = ["waiting", "held", "sent", "delivered", "failed", "dropped"]
WORDS = models.Q(("channel__in", CHANNELS), ("event__in", EVENTS))
NOTICE = models.Q(
    ("channel__in", CHANNELS),
    ("event__in", EVENTS),
    ("state__in", STATES),
    ("recipient__in", ["applicant", "filer", "contact"]),
)


class Migration(migrations.Migration):
    dependencies = (("notices", "0005_turn_is_near"),)
    operations = (
        migrations.RemoveConstraint(model_name="notice", name="notice_known_words"),
        migrations.RemoveConstraint(model_name="noticetemplate", name="notice_template_known_words"),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(condition=NOTICE, name="notice_known_words"),
        ),
        migrations.AddConstraint(
            model_name="noticetemplate",
            constraint=models.CheckConstraint(condition=WORDS, name="notice_template_known_words"),
        ),
    )

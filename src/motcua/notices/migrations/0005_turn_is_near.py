"""One more thing to be told: that a turn in the hall is near."""

from django.db import migrations, models

EVENTS = [
    "filed", "filed_for_you", "received", "supplement", "refused", "payment", "paid", "prolonged", "moved", "apology",
    "stopped", "cancelled", "ready", "uncollected", "returned", "replaced", "revoked", "authorised", "rights", "turn",
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
    dependencies = (("notices", "0004_nothing_goes_with_an_account"),)
    operations = (
        migrations.RemoveConstraint(model_name="notice", name="notice_known_words"),
        migrations.RemoveConstraint(model_name="noticetemplate", name="notice_template_known_words"),
        migrations.AddConstraint(
            model_name="notice", constraint=models.CheckConstraint(condition=NOTICE, name="notice_known_words")
        ),
        migrations.AddConstraint(
            model_name="noticetemplate",
            constraint=models.CheckConstraint(condition=WORDS, name="notice_template_known_words"),
        ),
    )

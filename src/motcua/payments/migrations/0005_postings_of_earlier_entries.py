"""Entries of earlier releases get the sides that follow from what they say; the entries themselves stay as they are."""

from django.db import migrations
from django.db.models import Max

from motcua.payments.accounts import Booked, sides_of

CHUNK = 2000


def post_earlier(apps, _editor):
    entries, postings = (apps.get_model("payments", name) for name in ("LedgerEntry", "Posting"))
    last = entries.objects.aggregate(last=Max("id"))["last"] or 0
    for first in range(0, last, CHUNK):
        rows = entries.objects.filter(id__gt=first, id__lte=first + CHUNK).select_related("reverses")
        postings.objects.bulk_create(
            postings(entry=row, place=place, account=side.account, debit=side.debit, credit=side.credit)
            for row in rows
            for place, side in enumerate(sides_of(_booked(row)), start=1)
        )


def _booked(row):
    kind = row.reverses.kind if row.reverses else ""
    return Booked(row.kind, row.method, row.amount, row.lines, row.official_id, kind)


def forget(apps, _editor):
    apps.get_model("payments", "Posting").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = (("payments", "0004_online"),)
    operations = (migrations.RunPython(post_earlier, forget),)

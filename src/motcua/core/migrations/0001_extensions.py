"""The PostgreSQL extensions that constraints and searches of the areas above rely on."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    operations = (BtreeGistExtension(), TrigramExtension())

"""The documents of a delegation lie beside it as files, laid there once and never changed."""
import django.db.models.deletion
from django.db import migrations, models

from motcua.core.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('authority', '0009_fewer_indexes'),
        ('core', '0003_append_only'),
        ('documents', '0002_pages_of_a_file'),
    ]

    operations = [
        migrations.CreateModel(
            name='DelegationPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveIntegerField(help_text="Of the step, whose chain names the file's hash.")),
                ('name', models.TextField(help_text='As it was uploaded, for people.')),
                ('delegation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='authority.delegation')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
            ],
            options={
                'ordering': ('seq',),
                'constraints': [models.UniqueConstraint(fields=('delegation', 'seq'), name='delegation_paper_once')],
            },
        ),
        append_only('authority_delegationpaper'),
    ]

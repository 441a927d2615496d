"""What units do for a programme: registrations, activities, results, backlog, pledges, items of channel 1022."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0033_hall_links'),
        ('organisation', '0010_second_factors'),
        ('participation', '0003_copies_sent_along'),
        ('procedures', '0009_online_forms_fixed'),
        ('programmes', '0006_plan_stamped'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stated_by_name', models.TextField()),
                ('stated_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='programmes.programme')),
                ('option', models.CharField(max_length=30)),
                ('main', models.BooleanField()),
                ('description', models.TextField(default='')),
                ('owner', models.TextField(default='')),
                ('evidence', models.TextField(default='', help_text="Number of the unit's paper, address of the news.")),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by_name', models.TextField(default='')),
                ('withdrawn_why', models.TextField(default='')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('main', True), ('withdrawn_at', None)), fields=('programme', 'unit'), name='registration_one_main'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('programme', 'unit', 'option'), name='registration_option_once'), models.CheckConstraint(condition=models.Q(('option__in', ['clear_backlog', 'no_late_result', 'dialogue_promotion_survey', 'feedback_1022_same_day', 'festival_day', 'other_initiative'])), name='registration_known_option'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by_name', ''), ('withdrawn_why', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_by_name', ''), _negated=True), models.Q(('withdrawn_why', ''), _negated=True)), _connector='OR'), name='registration_withdrawn_whole')],
            },
        ),
        migrations.CreateModel(
            name='RegisteredActivity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stated_by_name', models.TextField()),
                ('stated_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='participation.registration')),
                ('kind', models.CharField(max_length=10)),
                ('name', models.TextField()),
                ('day', models.DateField()),
                ('place', models.TextField(default='')),
                ('partners', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('event', models.PositiveBigIntegerField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('registration', 'kind', 'day', 'name'), name='registered_activity_once'), models.UniqueConstraint(fields=('registration', 'event'), name='registered_event_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['dialogue', 'promotion', 'awareness', 'survey', 'support', 'festival'])), name='registered_activity_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='RegistrationReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stated_by_name', models.TextField()),
                ('stated_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='participation.registration')),
                ('activity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='participation.registeredactivity')),
                ('result', models.TextField()),
                ('evidence', models.TextField(default='')),
                ('advised', models.PositiveIntegerField(default=0, help_text='Requests advised at a festival day.')),
                ('settled', models.PositiveIntegerField(default=0, help_text='Requests settled at a festival day.')),
            ],
            options={
                'abstract': False,
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='BacklogItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stated_by_name', models.TextField()),
                ('stated_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='backlog', to='participation.registration')),
                ('kind', models.CharField(max_length=8)),
                ('name', models.TextField(help_text='Code of the dossier, name of the project.')),
                ('dossier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.dossier')),
                ('cause', models.TextField()),
                ('owner', models.TextField()),
                ('target', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('registration', 'kind', 'name'), name='backlog_item_once'), models.CheckConstraint(condition=models.Q(('kind', 'dossier'), models.Q(('dossier', None), ('kind', 'project')), _connector='OR'), name='backlog_item_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='BacklogClearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stated_by_name', models.TextField()),
                ('stated_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='clearance', to='participation.backlogitem')),
                ('cleared_on', models.DateField()),
                ('evidence', models.TextField()),
            ],
            options={
                'abstract': False,
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='NoLatePledge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stated_by_name', models.TextField()),
                ('stated_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pledges', to='participation.registration')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.procedure')),
                ('pledged_from', models.DateField()),
                ('due_before', models.PositiveIntegerField(default=0)),
                ('late_before', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('registration', 'procedure'), name='no_late_pledge_once'), models.CheckConstraint(condition=models.Q(('late_before__lte', models.F('due_before'))), name='no_late_pledge_figures')],
            },
        ),
        migrations.CreateModel(
            name='PortalItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stated_by_name', models.TextField()),
                ('stated_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='portal_items', to='participation.registration')),
                ('number', models.CharField(max_length=40)),
                ('subject', models.TextField(help_text='What field it is about; no person is named.')),
                ('received_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('registration', 'number'), name='portal_item_once'), models.CheckConstraint(condition=models.Q(('due_at__gte', models.F('received_at'))), name='portal_item_due_after_receipt')],
            },
        ),
        migrations.CreateModel(
            name='PortalAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stated_by_name', models.TextField()),
                ('stated_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='participation.portalitem')),
                ('answered_at', models.DateTimeField()),
                ('outcome', models.TextField()),
            ],
            options={
                'abstract': False,
                'constraints': [],
            },
        ),
    ]


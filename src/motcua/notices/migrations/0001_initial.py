"""The tables of notices."""

import django.contrib.postgres.fields
import django.db.models.deletion
import motcua.notices.terms
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('applicants', '0001_initial'),
        ('dossiers', '0026_replacements_are_sealed'),
        ('organisation', '0008_online_intake'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NoticeTry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notices', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('channel', models.CharField(max_length=8)),
                ('at', models.DateTimeField()),
                ('went', models.BooleanField()),
                ('detail', models.TextField(default='', help_text='What the carrier said; no address, no words of the message.')),
            ],
        ),
        migrations.CreateModel(
            name='DeliveryReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=8)),
                ('carrier_id', models.TextField()),
                ('state', models.CharField(max_length=10)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('channel', 'carrier_id', 'state'), name='receipt_of_delivery_once')],
            },
        ),
        migrations.CreateModel(
            name='NoticeTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.CharField(max_length=16)),
                ('channel', models.CharField(max_length=8)),
                ('number', models.PositiveIntegerField()),
                ('title', models.TextField(default='')),
                ('text', models.TextField()),
                ('zalo_template', models.TextField(default='', help_text='Its id at Zalo; else empty.')),
                ('params', models.JSONField(default=dict, help_text='{name at Zalo: our field}')),
                ('digest', models.CharField(max_length=64)),
                ('valid_from', models.DateTimeField()),
                ('in_force', models.BooleanField(default=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event', 'channel', 'number'), name='notice_template_once'), models.UniqueConstraint(condition=models.Q(('in_force', True)), fields=('event', 'channel'), name='notice_template_in_force'), models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'zalo', 'sms', 'phone']), ('event__in', ['filed', 'filed_for_you', 'received', 'supplement', 'refused', 'payment', 'paid', 'prolonged', 'moved', 'apology', 'stopped', 'cancelled', 'ready', 'uncollected', 'returned', 'replaced', 'revoked', 'authorised', 'rights', 'code', 'several'])), name='notice_template_known_words')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.BooleanField(default=True)),
                ('zalo', models.BooleanField(default=True)),
                ('sms', models.BooleanField(default=True)),
                ('changed_at', models.DateTimeField()),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='notice_preference', to='applicants.account')),
            ],
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(help_text='`outbox:17`, or what the caller named.', max_length=80)),
                ('recipient', models.CharField(max_length=12)),
                ('channel', models.CharField(max_length=8)),
                ('event', models.CharField(max_length=16)),
                ('weight', models.CharField(max_length=8)),
                ('subject', models.TextField(default='', help_text='Code shown to the person.')),
                ('to', models.TextField(help_text="Address or telephone number; emptied with the person's data.")),
                ('title', models.TextField(default='')),
                ('text', models.TextField(help_text='Emptied after sending where it holds a code.')),
                ('params', models.JSONField(default=dict, help_text='What the Zalo template takes.')),
                ('digest', models.CharField(help_text='Of what was said, so that it can be proved.', max_length=64)),
                ('must_before', models.DateTimeField(null=True)),
                ('state', models.CharField(default=motcua.notices.terms.NoticeState['WAITING'], max_length=10)),
                ('held_reason', models.CharField(default='', max_length=8)),
                ('reason', models.TextField(default='', help_text='Why the last try failed, or nothing was sent.')),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_try', models.DateTimeField(null=True)),
                ('bundle', models.BigIntegerField(help_text='Id of the notice whose message carries this one.', null=True)),
                ('carrier_id', models.TextField(default='', help_text='What the carrier calls the message.')),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('delivered_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notices', to='applicants.account')),
                ('called_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dossier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='dossiers.dossier')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('template', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='notices.noticetemplate')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('next_try__isnull', False), ('state__in', ['waiting', 'held'])), fields=['next_try'], name='notice_to_send'), models.Index(fields=['channel', 'to', 'sent_at'], name='notice_by_address'), models.Index(fields=['unit', 'created_at'], name='notice_by_unit'), models.Index(fields=['account', 'created_at'], name='notice_by_account'), models.Index(condition=models.Q(('carrier_id', ''), _negated=True), fields=['carrier_id'], name='notice_by_carrier')],
                'constraints': [models.UniqueConstraint(fields=('source', 'recipient', 'channel'), name='notice_once'), models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'zalo', 'sms', 'phone']), ('event__in', ['filed', 'filed_for_you', 'received', 'supplement', 'refused', 'payment', 'paid', 'prolonged', 'moved', 'apology', 'stopped', 'cancelled', 'ready', 'uncollected', 'returned', 'replaced', 'revoked', 'authorised', 'rights', 'code', 'several']), ('state__in', ['waiting', 'held', 'sent', 'delivered', 'failed', 'dropped']), ('recipient__in', ['applicant', 'filer', 'contact'])), name='notice_known_words')],
            },
        ),
    ]

"""The tables of events, initiatives, surveys and contests; what was stated stays as it was."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from motcua.core.append_only import append_only


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0003_append_only'),
        ('documents', '0002_pages_of_a_file'),
        ('organisation', '0011_roster_deputies'),
        ('programmes', '0008_life_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AnsweredMark',
            fields=[
                ('mark', models.CharField(max_length=64, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stated_by_name', models.TextField()),
                ('stated_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events_led', to='organisation.unit')),
                ('kind', models.CharField(max_length=10)),
                ('name', models.TextField()),
                ('place', models.TextField()),
                ('procedures', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list, size=None)),
                ('participants', models.TextField(default='', help_text='Whom it is for.')),
                ('weekday', models.PositiveSmallIntegerField(help_text='Of a weekly rule, Monday is 1.', null=True)),
                ('programme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='programmes.programme')),
                ('opens', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opened_by', to='programmes.programme')),
                ('search_fold', models.TextField(default='', help_text='Name, place, lead and co-organisers without accents.')),
            ],
            options={
                'indexes': [models.Index(fields=['programme', 'kind'], name='event_by_programme')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['dialogue', 'promotion', 'awareness', 'survey', 'support', 'festival', 'ceremony', 'workshop', 'exchange', 'contest'])), name='event_known_kind'), models.CheckConstraint(condition=models.Q(('weekday', None), ('weekday__range', (1, 7)), _connector='OR'), name='event_possible_weekday')],
            },
        ),
        migrations.CreateModel(
            name='CoOrganiser',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='co_organisers', to='outreach.event')),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events_shared', to='organisation.unit')),
                ('name', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event', 'name'), name='co_organiser_once')],
            },
        ),
        migrations.CreateModel(
            name='EventDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='days', to='outreach.event')),
                ('day', models.DateField()),
                ('starts', models.TimeField(null=True)),
                ('ends', models.TimeField(null=True)),
                ('moved_from', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moved_to', to='outreach.eventday')),
            ],
            options={
                'ordering': ('day', 'id'),
                'indexes': [models.Index(fields=['day'], name='event_day_by_day')],
                'constraints': [models.UniqueConstraint(fields=('event', 'day'), name='event_day_once'), models.CheckConstraint(condition=models.Q(('ends', None), ('ends__gt', models.F('starts')), _connector='OR'), name='event_hours_in_order')],
            },
        ),
        migrations.CreateModel(
            name='DayOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stated_by_name', models.TextField()),
                ('stated_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('day', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='outreach.eventday')),
                ('standing', models.CharField(max_length=9)),
                ('reason', models.TextField(default='')),
                ('result', models.TextField(default='')),
                ('attended', models.PositiveIntegerField(null=True)),
                ('advised', models.PositiveIntegerField(help_text='Requests advised at a festival day.', null=True)),
                ('settled', models.PositiveIntegerField(help_text='Requests settled at a festival day.', null=True)),
                ('evidence', models.TextField(default='', help_text='Number of the minutes, address of the news.')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('standing__in', ['held', 'postponed', 'cancelled'])), name='day_outcome_known_standing'), models.CheckConstraint(condition=models.Q(models.Q(('standing', 'held'), models.Q(('result', ''), _negated=True)), models.Q(models.Q(('standing', 'held'), _negated=True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='day_outcome_with_words')],
            },
        ),
        migrations.CreateModel(
            name='EventReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stated_by_name', models.TextField()),
                ('stated_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='outreach.event')),
                ('number', models.TextField()),
                ('issued_on', models.DateField()),
                ('text', models.TextField(default='')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DialogueQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stated_by_name', models.TextField()),
                ('stated_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='outreach.event')),
                ('asker', models.CharField(max_length=12)),
                ('text', models.TextField()),
                ('text_fold', models.TextField()),
                ('responsible', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions_to_answer', to='organisation.unit')),
                ('due_on', models.DateField()),
            ],
            options={
                'indexes': [models.Index(fields=['responsible', 'due_on'], name='question_by_responsible')],
                'constraints': [models.CheckConstraint(condition=models.Q(('asker__in', ['resident', 'business', 'organisation', 'official'])), name='question_known_asker')],
            },
        ),
        migrations.CreateModel(
            name='DialogueAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stated_by_name', models.TextField()),
                ('stated_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='outreach.dialoguequestion')),
                ('text', models.TextField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Questionnaire',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stated_by_name', models.TextField()),
                ('stated_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('purpose', models.CharField(max_length=8)),
                ('title', models.TextField()),
                ('intro', models.TextField(default='')),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField(help_text='The last day.')),
                ('event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='questionnaires', to='outreach.event')),
                ('programme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('search_fold', models.TextField(default='')),
                ('published_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('purpose__in', ['survey', 'contest'])), name='questionnaire_known_purpose'), models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='questionnaire_period'), models.CheckConstraint(condition=models.Q(('closed_at', None), ('published_at__isnull', False), _connector='OR'), name='questionnaire_closed_after_published')],
            },
        ),
        migrations.CreateModel(
            name='AskedQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='outreach.questionnaire')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=6)),
                ('text', models.TextField()),
                ('choices', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('required', models.BooleanField(default=True)),
                ('right', models.PositiveSmallIntegerField(null=True)),
                ('points', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ('position', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['scale', 'choice', 'text'])), name='asked_question_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='SurveyAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='outreach.questionnaire')),
                ('said', models.JSONField(help_text='Id of the question to what was said.')),
            ],
        ),
        migrations.CreateModel(
            name='ContestEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='outreach.questionnaire')),
                ('alias', models.TextField()),
                ('said', models.JSONField(help_text='Id of the question to what was said.')),
                ('points', models.PositiveIntegerField()),
                ('guess', models.PositiveIntegerField(help_text='How many entries will be all right: decides between equals.')),
                ('entered_at', models.DateTimeField()),
                ('claim', models.CharField(help_text='SHA-256 of the code given to the entrant.', max_length=64, unique=True)),
            ],
            options={
                'indexes': [models.Index(fields=['questionnaire', '-points'], name='entry_by_points')],
            },
        ),
        migrations.CreateModel(
            name='Initiative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stated_by_name', models.TextField()),
                ('stated_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('author', models.TextField()),
                ('title', models.TextField()),
                ('description', models.TextField()),
                ('event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to='outreach.event')),
                ('survey', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='outreach.questionnaire')),
                ('programme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('search_fold', models.TextField(default='')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='InitiativeStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stated_by_name', models.TextField()),
                ('stated_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='outreach.initiative')),
                ('reached', models.CharField(max_length=8)),
                ('result', models.TextField(default='')),
                ('model', models.BooleanField(default=False, help_text='A good model, proposed for wider use (nhân rộng).')),
                ('evidence', models.TextField(default='')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reached__in', ['proposed', 'studied', 'tried', 'applied', 'dropped'])), name='initiative_known_state')],
            },
        ),
        migrations.CreateModel(
            name='Adoption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stated_by_name', models.TextField()),
                ('stated_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='outreach.initiative')),
                ('adopter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('since', models.DateField()),
                ('result', models.TextField(default='')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('initiative', 'adopter'), name='adopted_once')],
            },
        ),
        append_only('outreach_event'),
        append_only('outreach_coorganiser'),
        append_only('outreach_eventday'),
        append_only('outreach_dayoutcome'),
        append_only('outreach_eventreport'),
        append_only('outreach_dialoguequestion'),
        append_only('outreach_dialogueanswer'),
        append_only('outreach_initiative'),
        append_only('outreach_initiativestep'),
        append_only('outreach_adoption'),
        append_only('outreach_answeredmark'),
        append_only('outreach_surveyanswer'),
        append_only('outreach_contestentry'),
    ]

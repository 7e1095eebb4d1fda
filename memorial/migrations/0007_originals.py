"""Originals, derivatives, and the ties of other entries to assets; what becomes of older files is said in the next."""

import django.core.validators
import django.db.models.deletion
import memorial.base.fields
import memorial.media.transcripts
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('memorial', '0006_board_order'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlacePicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('copied_from', models.PositiveBigIntegerField(blank=True, editable=False, null=True)),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'photographs, documents and recordings',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Recording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('copied_from', models.PositiveBigIntegerField(blank=True, editable=False, null=True)),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'recording',
                'verbose_name_plural': 'recordings and scans',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='asset',
            name='focal_x',
            field=models.PositiveSmallIntegerField(default=50, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focal point, across'),
        ),
        migrations.AddField(
            model_name='asset',
            name='focal_y',
            field=models.PositiveSmallIntegerField(default=50, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focal point, down'),
        ),
        migrations.AddField(
            model_name='asset',
            name='grade',
            field=models.CharField(blank=True, choices=[('', 'not said yet'), ('none', 'none'), ('distressing', 'distressing'), ('graphic', 'graphic')], default='', help_text='Distressing: covered until a visitor asks for it. Graphic: only on its own page, after the note.', max_length=12, verbose_name='content note'),
        ),
        migrations.AddField(
            model_name='asset',
            name='living',
            field=models.CharField(blank=True, choices=[('', 'not said yet'), ('nobody', 'nobody who may be living'), ('agreed', 'living people, with the consent below')], default='', help_text='Who is shown or heard and may be alive.', max_length=8, verbose_name='living people'),
        ),
        migrations.AddField(
            model_name='asset',
            name='living_consent',
            field=models.TextField(blank=True, help_text='Who of them agreed to what, when, how, and where that is kept. Never published.', verbose_name='their consent'),
        ),
        migrations.AddField(
            model_name='asset',
            name='received_as',
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name='name of the file as received'),
        ),
        migrations.AddField(
            model_name='asset',
            name='redacts',
            field=models.ForeignKey(blank=True, help_text='When a face or an address was covered in this one. Publishing it does not publish that one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='redactions', to='memorial.asset', verbose_name='redacted copy of'),
        ),
        migrations.AddField(
            model_name='asset',
            name='source_position',
            field=models.PositiveSmallIntegerField(default=0, help_text='The first page is 1.', verbose_name='place among the scans of the source'),
        ),
        migrations.AddField(
            model_name='asset',
            name='supplied',
            field=memorial.base.fields.EdtfField(verbose_name='supplied when'),
        ),
        migrations.AddField(
            model_name='asset',
            name='supplied_by',
            field=models.CharField(blank=True, help_text='Who handed it to the memorial. Never published.', max_length=250, verbose_name='supplied by'),
        ),
        migrations.AddField(
            model_name='asset',
            name='supplied_earliest',
            field=memorial.base.fields.EarliestDay('supplied'),
        ),
        migrations.AddField(
            model_name='asset',
            name='supplied_from',
            field=models.CharField(blank=True, help_text='Whose album, archive or collection. Never published.', max_length=250, verbose_name='from'),
        ),
        migrations.AddField(
            model_name='asset',
            name='supplied_latest',
            field=memorial.base.fields.LatestDay('supplied'),
        ),
        migrations.AddField(
            model_name='asset',
            name='terms',
            field=models.TextField(blank=True, help_text='What was agreed when it was handed over. Never published.', verbose_name='terms'),
        ),
        migrations.AddField(
            model_name='assettranslation',
            name='content_note',
            field=models.CharField(blank=True, help_text='What grave things the text speaks of; shown before it.', max_length=250, verbose_name='content note'),
        ),
        migrations.AddField(
            model_name='assettranslation',
            name='place',
            field=models.CharField(blank=True, help_text='Where it was made, in words.', max_length=200, verbose_name='place'),
        ),
        migrations.AddField(
            model_name='assettranslation',
            name='shown',
            field=models.TextField(blank=True, help_text='Who stands where, what is happening. Markdown.', verbose_name='who and what is shown'),
        ),
        migrations.AddField(
            model_name='assettranslation',
            name='transcript',
            field=models.TextField(blank=True, help_text='Of a recording, as WebVTT: the words with the times at which they are spoken.', validators=[memorial.media.transcripts.validate_transcript], verbose_name='transcript'),
        ),
        migrations.AlterField(
            model_name='asset',
            name='kind',
            field=models.CharField(choices=[('image', 'photograph or picture'), ('document', 'document'), ('audio', 'sound recording'), ('video', 'film')], default='image', editable=False, max_length=10, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='asset',
            name='rights',
            field=models.CharField(choices=[('http://rightsstatements.org/vocab/InC/1.0/', 'in copyright'), ('http://rightsstatements.org/vocab/InC-EDU/1.0/', 'in copyright, educational use permitted'), ('http://rightsstatements.org/vocab/InC-NC/1.0/', 'in copyright, non-commercial use permitted'), ('http://rightsstatements.org/vocab/InC-RUU/1.0/', 'in copyright, holder not found'), ('http://rightsstatements.org/vocab/UND/1.0/', 'copyright undetermined'), ('http://rightsstatements.org/vocab/CNE/1.0/', 'copyright not evaluated'), ('http://rightsstatements.org/vocab/NKC/1.0/', 'no known copyright'), ('https://creativecommons.org/licenses/by/4.0/', 'CC BY 4.0'), ('https://creativecommons.org/licenses/by-sa/4.0/', 'CC BY-SA 4.0'), ('https://creativecommons.org/licenses/by-nc/4.0/', 'CC BY-NC 4.0'), ('https://creativecommons.org/licenses/by-nd/4.0/', 'CC BY-ND 4.0'), ('https://creativecommons.org/licenses/by-nc-nd/4.0/', 'CC BY-NC-ND 4.0'), ('https://creativecommons.org/publicdomain/zero/1.0/', 'CC0 1.0'), ('https://creativecommons.org/publicdomain/mark/1.0/', 'public domain')], default='http://rightsstatements.org/vocab/CNE/1.0/', max_length=80, verbose_name='rights'),
        ),
        migrations.AlterField(
            model_name='assettranslation',
            name='caption',
            field=models.CharField(blank=True, help_text='Stands in lists and before a covered picture.', max_length=300, verbose_name='caption'),
        ),
        migrations.CreateModel(
            name='CommemorationPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('copied_from', models.PositiveBigIntegerField(blank=True, editable=False, null=True)),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('asset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='memorial.asset', verbose_name='photograph, document or recording')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='memorial.commemoration', verbose_name='commemoration')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'photographs, documents and recordings',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Depiction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('copied_from', models.PositiveBigIntegerField(blank=True, editable=False, null=True)),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('where_shown', models.CharField(blank=True, help_text='“Second from the left”, on a group picture.', max_length=120, verbose_name='where in the picture')),
                ('verified_how', models.CharField(blank=True, help_text="“Named on the back in the mother's hand.” Needed before publication; never published.", max_length=300, verbose_name='how it is known that this is this person')),
                ('verified_by', models.CharField(blank=True, editable=False, max_length=150, verbose_name='verified by')),
                ('asset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='memorial.asset', verbose_name='photograph, document or recording')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='memorial.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'photographs, documents and recordings',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EventPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('copied_from', models.PositiveBigIntegerField(blank=True, editable=False, null=True)),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('asset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='memorial.asset', verbose_name='photograph, document or recording')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='memorial.event', verbose_name='event')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'photographs, documents and recordings',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Original',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(editable=False, max_length=64, unique=True, verbose_name='SHA-256')),
                ('size', models.PositiveBigIntegerField(editable=False, verbose_name='size in bytes')),
                ('media_type', models.CharField(editable=False, max_length=40, verbose_name='media type')),
                ('kind', models.CharField(choices=[('image', 'photograph or picture'), ('document', 'document'), ('audio', 'sound recording'), ('video', 'film')], editable=False, max_length=10, verbose_name='kind')),
                ('width', models.PositiveIntegerField(editable=False, null=True, verbose_name='width')),
                ('height', models.PositiveIntegerField(editable=False, null=True, verbose_name='height')),
                ('likeness', models.CharField(blank=True, editable=False, max_length=16)),
                ('placeholder', models.TextField(blank=True, editable=False)),
                ('received_at', models.DateTimeField(auto_now_add=True, verbose_name='received')),
                ('work', models.CharField(choices=[('waiting', 'being made'), ('done', 'made'), ('failed', 'failed')], db_index=True, default='waiting', editable=False, max_length=8, verbose_name='what is shown')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('failure', models.CharField(blank=True, editable=False, max_length=300, verbose_name='reason of the failure')),
                ('received_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'original',
                'verbose_name_plural': 'originals',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='NearDuplicate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('distance', models.PositiveSmallIntegerField()),
                ('earlier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='like_later', to='memorial.original')),
                ('later', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='like_earlier', to='memorial.original')),
            ],
            options={
                'verbose_name': 'similar picture',
                'verbose_name_plural': 'similar pictures',
                'ordering': ['distance', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Derivative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipe', models.CharField(max_length=30)),
                ('format', models.CharField(max_length=5)),
                ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='SHA-256')),
                ('size', models.PositiveBigIntegerField()),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('made_at', models.DateTimeField(auto_now=True)),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='derivatives', to='memorial.original')),
            ],
            options={
                'verbose_name': 'derivative',
                'verbose_name_plural': 'derivatives',
                'ordering': ['width', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='asset',
            name='original',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assets', to='memorial.original', to_field='sha256', verbose_name='original'),
        ),
        migrations.AddConstraint(
            model_name='asset',
            constraint=models.CheckConstraint(condition=models.Q(('focal_x__lte', 100), ('focal_y__lte', 100)), name='asset_focal_point_on_it', violation_error_message='The focal point is given in percent, from 0 to 100.'),
        ),
        migrations.AddField(
            model_name='placepicture',
            name='asset',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='memorial.asset', verbose_name='photograph, document or recording'),
        ),
        migrations.AddField(
            model_name='placepicture',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='memorial.place', verbose_name='place'),
        ),
        migrations.AddField(
            model_name='recording',
            name='asset',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='memorial.asset', verbose_name='photograph, document or recording'),
        ),
        migrations.AddField(
            model_name='recording',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='memorial.testimony', verbose_name='testimony'),
        ),
        migrations.AddConstraint(
            model_name='commemorationpicture',
            constraint=models.UniqueConstraint(fields=('entry', 'asset'), name='commemorationpicture_once', violation_error_message='This is already among them.'),
        ),
        migrations.AddConstraint(
            model_name='depiction',
            constraint=models.UniqueConstraint(fields=('entry', 'asset'), name='depiction_once', violation_error_message='This is already among them.'),
        ),
        migrations.AddConstraint(
            model_name='eventpicture',
            constraint=models.UniqueConstraint(fields=('entry', 'asset'), name='eventpicture_once', violation_error_message='This is already among them.'),
        ),
        migrations.AddConstraint(
            model_name='nearduplicate',
            constraint=models.UniqueConstraint(fields=('later', 'earlier'), name='nearduplicate_once'),
        ),
        migrations.AddConstraint(
            model_name='derivative',
            constraint=models.UniqueConstraint(fields=('original', 'recipe', 'format'), name='derivative_once'),
        ),
        migrations.AddConstraint(
            model_name='placepicture',
            constraint=models.UniqueConstraint(fields=('entry', 'asset'), name='placepicture_once', violation_error_message='This is already among them.'),
        ),
        migrations.AddConstraint(
            model_name='recording',
            constraint=models.UniqueConstraint(fields=('entry', 'asset'), name='recording_once', violation_error_message='This is already among them.'),
        ),
    ]

"""Files that let data out: fuller exports with their approval, and the public copies."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import memorial.exchange.exports.holdings


class Migration(migrations.Migration):
    """Files that let data out: fuller exports with their approval, and the public copies."""

    dependencies = [("memorial", "0020_harvest")]

    operations = [
        migrations.CreateModel(
            name='Holding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('folder', models.CharField(default=memorial.exchange.exports.holdings.new_folder, editable=False, max_length=32, unique=True)),
                ('begun', models.DateTimeField()),
                ('opened', models.DateTimeField(null=True)),
                ('made', models.DateTimeField(null=True)),
                ('closed', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-pk'],
                'default_permissions': (),
            },
        ),
        migrations.AlterModelOptions(
            name='user',
            options={'permissions': [('open_confidential', 'Can open the confidential compartment'), ('confirm_stop', 'Can confirm what was stopped'), ('read_ledger', 'Can read the ledger'), ('import_record', 'Can import records'), ('export_record', 'Can export records'), ('export_public', 'Can export what is public')], 'verbose_name': 'account', 'verbose_name_plural': 'accounts'},
        ),
        migrations.AddField(
            model_name='memorial',
            name='licence',
            field=models.CharField(blank=True, choices=[('CC0-1.0', 'CC0 1.0: no rights reserved'), ('CC-BY-4.0', 'CC BY 4.0: whoever uses it names the memorial'), ('CC-BY-SA-4.0', 'CC BY-SA 4.0: named, and what is made of it stands under the same licence'), ('CC-BY-NC-4.0', 'CC BY-NC 4.0: named, and not for commercial purposes'), ('ODbL-1.0', 'ODbL 1.0: named, and databases made of it stand under the same licence')], help_text='Under which the page of public data gives its files to everybody. Choose one only when those who hold the rights have agreed; without one the page says that rights are to be asked for.', max_length=20, verbose_name='licence of the public data'),
        ),
        migrations.CreateModel(
            name='PublicCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('licence', models.CharField(blank=True, choices=[('CC0-1.0', 'CC0 1.0: no rights reserved'), ('CC-BY-4.0', 'CC BY 4.0: whoever uses it names the memorial'), ('CC-BY-SA-4.0', 'CC BY-SA 4.0: named, and what is made of it stands under the same licence'), ('CC-BY-NC-4.0', 'CC BY-NC 4.0: named, and not for commercial purposes'), ('ODbL-1.0', 'ODbL 1.0: named, and databases made of it stand under the same licence')], max_length=20, verbose_name='licence')),
                ('holding', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='public_copy', to='memorial.holding')),
            ],
            options={
                'ordering': ['-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CopyFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('media_type', models.CharField(max_length=80)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('entries', models.PositiveBigIntegerField()),
                ('copy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='memorial.publiccopy')),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False, verbose_name='number')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked for')),
                ('format', models.CharField(choices=[('csv', 'tables (CSV, in one ZIP)'), ('xlsx', 'workbook (XLSX)'), ('jsonl', 'lines of JSON')], max_length=5, verbose_name='format')),
                ('kinds', models.JSONField(verbose_name='kinds')),
                ('narrowed', models.TextField(blank=True, verbose_name='narrowed by')),
                ('fuller', models.BooleanField(default=False, verbose_name='fuller')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('state', models.CharField(choices=[('asked', 'waits for approval'), ('declined', 'declined'), ('waiting', 'waits to be made'), ('making', 'is being made'), ('ready', 'ready'), ('failed', 'could not be made')], max_length=8, verbose_name='state')),
                ('written', models.PositiveBigIntegerField(default=0, verbose_name='entries written')),
                ('total', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='entries in all')),
                ('problem', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('file_name', models.CharField(blank=True, max_length=120, verbose_name='file')),
                ('size', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='size in bytes')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('made_at', models.DateTimeField(blank=True, null=True, verbose_name='made')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked for by')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('holding', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='export', to='memorial.holding')),
            ],
            options={
                'verbose_name': 'export',
                'verbose_name_plural': 'exports',
                'ordering': ['-number'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), models.Q(('fuller', True), _negated=True), ('state', 'declined'), _connector='OR'), name='export_approved_by_another', violation_error_message='Nobody approves a fuller export that they asked for themselves.')],
            },
        ),
        migrations.CreateModel(
            name='ChangedEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('object_id', models.PositiveBigIntegerField()),
                ('holding', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='memorial.holding')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('holding', 'kind', 'object_id'), name='changed_entry_once')],
            },
        ),
    ]

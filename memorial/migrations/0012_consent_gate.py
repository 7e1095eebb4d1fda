"""Consents for assets, from when and until when each consent holds, and what was public stays so."""

from zoneinfo import ZoneInfo

import django.db.models.deletion
import memorial.testimonies.terms
from django.conf import settings
from django.db import migrations, models

from memorial.testimonies.terms import end_of, start_of

HOW = "As written with the file."


def reckon_terms(apps, schema_editor):
    """Reckon from when and until when each consent holds that was recorded before."""
    memorial = apps.get_model("memorial", "Memorial").objects.first()
    try:
        zone = ZoneInfo(memorial.time_zone if memorial else "UTC")
    except (KeyError, ValueError, OSError):
        zone = ZoneInfo("UTC")
    Consent = apps.get_model("memorial", "Consent")
    for pk, start, end in Consent.objects.exclude(valid_from="", valid_until="").values_list(
        "pk", "valid_from", "valid_until"
    ):
        Consent.objects.filter(pk=pk).update(starts_at=start_of(start, zone), ends_at=end_of(end, zone))


def keep_files_public(apps, schema_editor):
    """Record the consent to publish for each published asset with whose file a consent of living people was written."""
    Consent = apps.get_model("memorial", "Consent")
    agreed = apps.get_model("memorial", "Asset").objects.filter(status="published", copy_of=None, living="agreed")
    Consent.objects.bulk_create(
        Consent(asset=asset, purpose="publish", given=True, audience="public", how_recorded=HOW) for asset in agreed
    )


def settle(apps, schema_editor):
    """Fill the new columns; PostgreSQL checks each row at once, so that the tables can be altered after it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    reckon_terms(apps, schema_editor)
    keep_files_public(apps, schema_editor)


class Migration(migrations.Migration):

    dependencies = [
        ('memorial', '0011_contributions'),
    ]

    operations = [
        migrations.AddField(
            model_name='consent',
            name='asset',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='memorial.asset', verbose_name='photograph, document or recording'),
        ),
        migrations.AddField(
            model_name='consent',
            name='ends_at',
            field=memorial.testimonies.terms.EndsAt('valid_until'),
        ),
        migrations.AddField(
            model_name='consent',
            name='paused_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='paused'),
        ),
        migrations.AddField(
            model_name='consent',
            name='starts_at',
            field=memorial.testimonies.terms.StartsAt('valid_from'),
        ),
        migrations.AddField(
            model_name='reviewnote',
            name='command',
            field=models.CharField(blank=True, max_length=150),
        ),
        migrations.AlterField(
            model_name='asset',
            name='living',
            field=models.CharField(blank=True, choices=[('', 'not said yet'), ('nobody', 'nobody who may be living'), ('agreed', 'living people, with their recorded consent'), ('published', 'living people, already published by the named source')], default='', help_text='Who is shown or heard and may be alive.', max_length=10, verbose_name='living people'),
        ),
        migrations.AlterField(
            model_name='asset',
            name='living_consent',
            field=models.TextField(blank=True, help_text='A note of who of them agreed, and where that is kept. Never published; the consents stand beside.', verbose_name='their consent'),
        ),
        migrations.AlterField(
            model_name='consent',
            name='testimony',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='memorial.testimony', verbose_name='testimony'),
        ),
        migrations.AlterField(
            model_name='ledgerline',
            name='verb',
            field=models.CharField(choices=[('created', 'created'), ('edited', 'edited'), ('copied', 'opened for editing'), ('submitted', 'submitted'), ('returned', 'returned'), ('approved', 'approved for a later time'), ('published', 'published'), ('discarded', 'discarded'), ('deleted', 'deleted'), ('withdrawn', 'withdrawn'), ('put_back', 'put back'), ('reopened', 'reopened'), ('restored', 'restored'), ('version_withdrawn', 'version withdrawn'), ('taken', 'taken in charge'), ('handed_over', 'handed over'), ('noted', 'note written'), ('stopped', 'stopped until confirmed'), ('confirmed', 'confirmed'), ('clock_set', 'clock confirmed'), ('consent_given', 'consent recorded'), ('consent_withdrawn', 'consent withdrawn'), ('consent_paused', 'consent paused'), ('consent_resumed', 'consent no longer paused'), ('opened', 'confidential entry opened'), ('account_opened', 'account opened'), ('account_edited', 'account changed'), ('roles_changed', 'roles changed'), ('password_set', 'password set'), ('memorial_edited', "memorial's settings changed"), ('imported', 'imported'), ('exported', 'exported'), ('prepared', 'roles and versions made ready'), ('fixity_checked', 'originals re-read'), ('fixity_found', 'found wrong with an original'), ('c_accepted', 'contribution accepted'), ('c_declined', 'contribution declined'), ('c_asked', 'asked back about a contribution'), ('c_merged', 'contribution merged with another'), ('c_aside', 'contribution put aside'), ('c_back', 'contribution taken back into the queue'), ('c_decided', 'request decided'), ('c_paused', 'paused by its sender'), ('c_resumed', 'shown again by its sender'), ('c_withdrawn', 'withdrawn by its sender'), ('c_changed', 'changed by its sender'), ('contact_opened', 'contact of a sender opened'), ('contact_destroyed', 'contact of a sender destroyed'), ('keys_rewrapped', 'keys of the compartments wrapped anew'), ('erased', 'words erased at the wish of their giver'), ('message_down', 'message taken down'), ('message_back', 'message shown again'), ('candles_lowered', 'count of candles lowered'), ('word_watched', 'list of watched words changed'), ('fixity_dealt_with', 'finding dealt with')], max_length=20, verbose_name='what'),
        ),
        migrations.AlterField(
            model_name='reviewnote',
            name='act',
            field=models.CharField(choices=[('created', 'created'), ('edited', 'edited'), ('copied', 'opened for editing'), ('submitted', 'submitted'), ('returned', 'returned'), ('approved', 'approved for a later time'), ('published', 'published'), ('discarded', 'discarded'), ('deleted', 'deleted'), ('withdrawn', 'withdrawn'), ('put_back', 'put back'), ('reopened', 'reopened'), ('restored', 'restored'), ('version_withdrawn', 'version withdrawn'), ('taken', 'taken in charge'), ('handed_over', 'handed over'), ('noted', 'note written'), ('stopped', 'stopped until confirmed'), ('confirmed', 'confirmed'), ('clock_set', 'clock confirmed'), ('consent_given', 'consent recorded'), ('consent_withdrawn', 'consent withdrawn'), ('consent_paused', 'consent paused'), ('consent_resumed', 'consent no longer paused'), ('opened', 'confidential entry opened'), ('account_opened', 'account opened'), ('account_edited', 'account changed'), ('roles_changed', 'roles changed'), ('password_set', 'password set'), ('memorial_edited', "memorial's settings changed"), ('imported', 'imported'), ('exported', 'exported'), ('prepared', 'roles and versions made ready'), ('fixity_checked', 'originals re-read'), ('fixity_found', 'found wrong with an original'), ('c_accepted', 'contribution accepted'), ('c_declined', 'contribution declined'), ('c_asked', 'asked back about a contribution'), ('c_merged', 'contribution merged with another'), ('c_aside', 'contribution put aside'), ('c_back', 'contribution taken back into the queue'), ('c_decided', 'request decided'), ('c_paused', 'paused by its sender'), ('c_resumed', 'shown again by its sender'), ('c_withdrawn', 'withdrawn by its sender'), ('c_changed', 'changed by its sender'), ('contact_opened', 'contact of a sender opened'), ('contact_destroyed', 'contact of a sender destroyed'), ('keys_rewrapped', 'keys of the compartments wrapped anew'), ('erased', 'words erased at the wish of their giver'), ('message_down', 'message taken down'), ('message_back', 'message shown again'), ('candles_lowered', 'count of candles lowered'), ('word_watched', 'list of watched words changed'), ('fixity_dealt_with', 'finding dealt with')], default='noted', max_length=20),
        ),
        migrations.AlterField(
            model_name='reviewnote',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.UniqueConstraint(fields=('asset', 'purpose'), name='consent_one_per_asset', violation_error_message='There is already a consent for this purpose.'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asset__isnull', False), ('testimony', None)), models.Q(('asset', None), ('testimony__isnull', False)), _connector='OR'), name='consent_about_one', violation_error_message='A consent is about one thing: a testimony, or a photograph, document or recording.'),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]

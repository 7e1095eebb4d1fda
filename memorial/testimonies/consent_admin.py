"""Consents on the desk: which answer was given for which testimony or asset; whose it is, the list does not say."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from memorial.accounts.models import User
from memorial.base.forms import DeskForm, RowForm
from memorial.media.models import Asset
from memorial.review.actions import TransitionRefused
from memorial.review.acts_admin import person_of
from memorial.review.models import Entry
from memorial.review.saving import WatchedAdmin
from memorial.review.withdrawal import refuse_halted
from memorial.testimonies.actions import is_narrower, may_record, record_consent, withdraw_consent
from memorial.testimonies.consent import Consent
from memorial.testimonies.models import Testimony


class ConsentForm(DeskForm):
    """One answer: for what, to whom, under which name, until when."""

    #: Who fills in the form.
    person: User | None = None

    def clean_withdrawn_at(self) -> Any:
        moment = self.cleaned_data["withdrawn_at"]
        if moment is not None and moment > timezone.now():
            raise ValidationError(_("A withdrawal holds at once. Write no moment that is still to come."), "to_come")
        return moment

    def _post_clean(self) -> None:
        """Refuse here, while every word can still be kept, what a stopped account may not do."""
        super()._post_clean()  # type: ignore[misc]  # where Django fills the row from the form
        before = Consent.objects.filter(pk=self.instance.pk).first()
        if self.errors or self.person is None or before is None:
            return
        self.instance.reckon_term()
        if not is_narrower(self.instance, before):
            return
        try:
            refuse_halted(self.person)
        except TransitionRefused as refusal:
            self.add_error(None, str(refusal))


@admin.register(Consent)
class ConsentAdmin(WatchedAdmin):
    """A consent: recorded and changed by those who publish what it is given for, never deleted."""

    form = ConsentForm
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("testimony", "asset"),
                    ("purpose", "given", "given_by"),
                    ("audience", "naming", "pseudonym"),
                    ("valid_from", "valid_until"),
                    ("how_recorded", "recorded_at"),
                    ("wording_version", "wording_language"),
                    "withdrawn_at",
                ),
                "description": gettext_lazy(
                    "What is saved here holds at once. Without a consent to publish, given for everyone, what rests on "
                    "consent is taken away: a testimony, or what shows living people. When less may be said of a name, "
                    "the versions published until now are withdrawn: read the present words again as well."
                ),
            },
        ),
    )
    list_display = ("about_by_id", "purpose", "given", "audience", "naming", "paused_at", "withdrawn_at")
    list_filter = ("purpose", "given", "audience")
    search_fields = ("=testimony__public_id", "=asset__public_id")
    search_help_text = gettext_lazy("By the permanent id of the testimony, photograph, document or recording.")
    sortable_by = ()
    ordering = ("-pk",)

    @admin.display(description=gettext_lazy("given for"))
    def about_by_id(self, consent: Consent) -> str:
        return f"{consent.about._meta.verbose_name} {consent.about.public_id}"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Consent]:
        rows = super().get_queryset(request).select_related("testimony__copy_of", "asset__copy_of")
        kinds: tuple[Any, ...] = (Testimony, Asset)
        told, shown = (kind.objects.visible_to(person_of(request)).values("pk") for kind in kinds)
        return rows.filter(models.Q(testimony__in=told) | models.Q(asset__in=shown))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # An answer once given to one question, about one thing, is never that to another.
        return ("about_by_id", "purpose", "paused_at") if obj is not None else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        sets = super().get_fieldsets(request, obj)
        if obj is None:
            return sets
        (name, shown), *_others = sets
        return [(name, {**shown, "fields": ("about_by_id", *shown["fields"][1:], "paused_at")})]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.person = person_of(request)
        return form

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_record(about=obj.about if obj is not None else None, by=person_of(request))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # An answer once relied on stays on record, with the moment of its withdrawal.
        return False

    def save_model(self, request: HttpRequest, obj: Consent, form: RowForm, change: bool) -> None:
        if change and not form.changed_data:
            return
        self.say_what_followed(request, obj, record_consent(consent=obj, by=person_of(request)))

    def say_what_followed(self, request: HttpRequest, about: Consent, gone: Sequence[Entry]) -> None:
        """Say what was taken away, where anything was; a recording is named by its permanent id, as no caption may."""
        if any(isinstance(entry, Testimony) for entry in gone):
            sentence = _("The testimony was withdrawn: it is no longer shown.")
            self.message_user(request, sentence, messages.WARNING)
        recordings = [entry for entry in gone if isinstance(entry, Asset) and entry.pk != about.asset_id]
        if len(recordings) < sum(isinstance(entry, Asset) for entry in gone):
            sentence = _("The photograph, document or recording was withdrawn: it is no longer shown.")
            self.message_user(request, sentence, messages.WARNING)
        if recordings:
            sentence = ngettext(
                "%(number)d recording or scan that was shown with it alone was withdrawn too:",
                "%(number)d recordings and scans that were shown with it alone were withdrawn too:",
                len(recordings),
            )
            links = format_html_join(", ", '<a href="{}">{} {}</a>', map(named_by_id, recordings))
            message = format_html("{} {}", sentence % {"number": len(recordings)}, links)
            self.message_user(request, message, messages.WARNING)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.withdraw_view)
        return [path("<path:object_id>/withdraw/", view, name="memorial_consent_withdraw"), *super().get_urls()]

    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Withdraw a consent at once, by one button."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        consent = self.get_object(request, unquote(object_id))
        if consent is None:
            raise Http404
        try:
            gone = withdraw_consent(consent=consent, by=person_of(request))
        except TransitionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.message_user(request, _("The consent was withdrawn."), messages.SUCCESS)
            self.say_what_followed(request, consent, gone)
        return HttpResponseRedirect(reverse("admin:memorial_consent_change", args=[consent.pk]))


def named_by_id(asset: Asset) -> tuple[str, str, str]:
    """Return the review page of a recording, what kind it is, and its permanent id."""
    return reverse("admin:memorial_asset_review", args=[asset.pk]), str(asset.get_kind_display()), asset.public_id

"""Saving: every form of the desk that changes a row is one of these, and none writes over what its person has not seen.

What a form is about is compared, under a lock, with what it was when the form was opened. Where somebody else has
saved something meanwhile, nothing is saved: the person sees both texts and chooses.
"""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict

from memorial.base.admin import DeskAdmin
from memorial.base.references import is_key
from memorial.base.sent_fields import Fields, sent_fields
from memorial.review.conflict_page import CHOICE, MERGE, Meeting, conflict_page
from memorial.review.conflicts import Comparison, Side, without_new_rows
from memorial.review.kept_words import as_read, carried_words, is_coming_back, sent_words
from memorial.review.lost_forms import form_of_what_is_gone, form_that_was_saved
from memorial.review.models import Entry
from memorial.review.open_forms import (
    ABOUT,
    MINE,
    TOKEN,
    OpenForm,
    content_now,
    note_saved,
    open_elsewhere,
    open_form,
    opened_form,
    was_saved,
)


class WatchedAdmin(DeskAdmin):
    """A form that knows when it was opened, who else has it open, and whether somebody has saved it since."""

    #: Its pages can show again what was sent to them, without saving it.
    gives_words_back = True

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        key = self.key_of(object_id)
        if request.method != "POST":
            # Read before the form reads: what is saved in between is then seen as a change.
            request.content_seen = self.content_now(key)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            instead = self.before_saving(request, object_id, key)
            if instead is not None:
                return instead
            # Where a form comes back through another page, it is still sent to its own address.
            url = form_url or (request.get_full_path() if is_coming_back(request) else "")
            return super().changeform_view(request, object_id, url, extra_context)

    def key_of(self, object_id: str | None) -> Any:
        """Return the key that an address names; nothing for the form of a new row, or where it can be no key."""
        try:
            key = None if object_id is None else self.opts.pk.to_python(unquote(object_id))
        except ValidationError:
            return None
        return key if is_key(str(key)) else None

    def content_now(self, key: Any) -> str:
        """Return the hash of what the form of a row could write over; of a new row, nothing."""
        return content_now(model=self.model, key=key, inlines=self.inlines) if key is not None else ""

    def before_saving(self, request: HttpRequest, object_id: str | None, key: Any) -> HttpResponse | None:
        """Return the page that is shown instead of saving; nothing where the form can go on to be saved."""
        opened = opened_form(model=self.model, key=key, token=request.POST.get(TOKEN, ""))
        if opened is not None and was_saved(opened):
            instead = form_that_was_saved(self, request, opened, is_new=object_id is None)
            if instead is not None:
                return instead
        if object_id is None:
            return None
        self.model._base_manager.select_for_update().filter(pk=key).first()
        row = self.get_object(request, unquote(object_id))
        if row is None or not self.has_change_permission(request, row):
            return form_of_what_is_gone(self, request, row, opened)
        if MERGE in request.POST:
            return self.put_together(request, object_id, row, opened)
        if opened is not None and opened.content == self.content_now(key):
            return None
        return self.compare(request, object_id, row, opened)

    def compare(self, request: HttpRequest, object_id: str, row: Any, opened: OpenForm | None) -> HttpResponse | None:
        """Return the conflict page; or make the form ready to be saved, where nobody else has changed a word."""
        now = self.page_now(request, object_id)
        mine = sent_words(request).fields
        comparison = Comparison(opened=shown_by(opened, now), now=now["shown_fields"], mine=mine)
        if comparison.other_changed:
            return conflict_page(self, request, Meeting(comparison, row, opened, now))
        take(request, comparison, {one.name: Side.MINE for one in comparison.differences}, now[TOKEN])
        return None

    def put_together(
        self, request: HttpRequest, object_id: str, row: Any, opened: OpenForm | None
    ) -> HttpResponse | None:
        """Make the form ready to be saved from what was chosen; return the page again where something was not."""
        words = carried_words(request, MINE)
        if words is None:
            raise PermissionDenied
        token = next(iter(words.fields.get(TOKEN, [])), "")
        before = opened_form(model=self.model, key=row.pk, token=token)
        unchanged = opened is not None and opened.content == self.content_now(row.pk)
        now = self.page_now(request, object_id)
        comparison = Comparison(opened=shown_by(before, now), now=now["shown_fields"], mine=words.fields)
        sent = {name.removeprefix(CHOICE): str(side) for name, side in request.POST.items() if name.startswith(CHOICE)}
        chosen = comparison.choices(sent)
        if not unchanged or len(chosen) < len(comparison.differences):
            # A choice holds only against the words that it was made against.
            held = chosen if unchanged else {}
            meeting = Meeting(comparison, row, before, now, chosen=held, is_asked_again=unchanged)
            return conflict_page(self, request, meeting)
        take(request, comparison, chosen, now[TOKEN])
        return None

    def page_now(self, request: HttpRequest, object_id: str) -> Any:
        """Return what the form would be given if it was opened now; it counts as opened."""
        page: Any = self.changeform_view(as_read(request, request.GET.copy()), object_id)
        return page.context_data

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        may = self.has_change_permission(request, obj) if obj is not None else self.has_add_permission(request)
        user: Any = request.user
        if may and request.method == "GET":
            context |= self.note_opened(request, context, obj)
        else:
            context |= {TOKEN: request.POST.get(TOKEN, "")}
        if may and obj is not None:
            context |= {"open_elsewhere": open_elsewhere(model=self.model, key=obj.pk, besides=user)}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def note_opened(self, request: HttpRequest, context: dict[str, Any], row: Any) -> dict[str, Any]:
        """Note that the form was opened, and return its token with all that it shows."""
        shown = sent_fields(context["adminform"].form, context["inline_admin_formsets"])
        about = {ABOUT: [row.root_id]} if isinstance(row, Entry) else {}
        user: Any = request.user
        seen: str = request.content_seen  # type: ignore[attr-defined]
        key = row.pk if row is not None else None
        opened = open_form(model=self.model, key=key, by=user, content=seen, shown=shown | about if row else {})
        return {TOKEN: opened.token, "shown_fields": shown}

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self.note_saved(request, obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self.note_saved(request, obj)
        return super().log_change(request, obj, message)

    def note_saved(self, request: HttpRequest, row: Any) -> None:
        """Note that the form was saved, and with which words."""
        user: Any = request.user
        token, sent = request.POST.get(TOKEN, ""), sent_words(request).fields
        note_saved(model=self.model, key=row.pk, by=user, token=token, sent=sent)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        if not is_coming_back(request):
            return form

        class Unsaved(form):  # type: ignore[misc]  # the class is made for each request
            """The same form, only to be looked at."""

            def is_valid(self) -> bool:
                super().is_valid()
                return False

        return Unsaved


def shown_by(opened: OpenForm | None, now: dict[str, Any]) -> Fields | None:
    """Return what a form said when it was opened, or when it was last saved in the same window; nothing if unknown."""
    if opened is None or not was_saved(opened):
        return opened.shown if opened else None
    # A box without a tick was not sent at all, and what was new is kept in rows of which that window knows no key.
    return dict.fromkeys(now["shown_fields"], []) | without_new_rows(opened.shown)


def take(request: HttpRequest, comparison: Comparison, chosen: dict[str, Side], token: str) -> None:
    """Let the form be saved with what was put together, as if it had just been opened and filled in so."""
    sent = QueryDict(mutable=True)
    for name, values in comparison.merged(chosen).items():
        sent.setlist(name, values)
    sent[TOKEN] = token
    request.POST = sent  # type: ignore[assignment]

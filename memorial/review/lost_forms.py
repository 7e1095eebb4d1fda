"""Lost forms: forms that cannot be saved any more, because what they are about has gone on; their words come back."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from memorial.base.sent_fields import Fields
from memorial.review.form_words import FormWords
from memorial.review.kept_words import Said, Words, carried_words, sent_words, words_page
from memorial.review.ledger import LedgerLine
from memorial.review.models import Entry
from memorial.review.open_forms import ABOUT, MINE, SAVED, TOKEN, OpenForm


class Rows(NamedTuple):
    """One kind of rows of a form of which there is no page."""

    formset: Any
    opts: Any


def form_of_what_is_gone(admin: Any, request: HttpRequest, row: Any, opened: OpenForm | None) -> HttpResponse | None:
    """Return the words whose entry was submitted, published, withdrawn or deleted; nothing if no rule of ours stops it.

    ``row`` is the entry as it is kept now, and nothing where the person may not know of it or it is not there.
    """
    if not admin.has_change_permission(request) or (row is not None and not isinstance(row, Entry)):
        return None
    if row is not None:
        what = _("This can no longer be changed here: it is %(status)s.") % {"status": row.get_status_display()}
    else:
        what = _("What this form is about is no longer there, or no longer open to you.")
    root = opened.shown.get(ABOUT, [""])[0] if opened else ""
    still = row if row is not None else still_there(admin, request, root)
    happened = ""
    if still is not None or not is_hidden(admin, root):
        happened = what_happened(admin.model, root or getattr(still, "root_id", ""), opened, by=request.user)
    said, words = said_in_form(admin, request)
    return words_page(
        admin.admin_site,
        request,
        words,
        " ".join(part for part in (what, happened, _("Nothing was saved.")) if part),
        status=404 if row is None else 403,
        said=said,
        links=ways_on(admin, still),
    )


def form_that_was_saved(admin: Any, request: HttpRequest, opened: OpenForm, *, is_new: bool) -> HttpResponse | None:
    """Say that a form was saved before as it is; the words of a new row come back, where they are others by now."""
    name = f"admin:{admin.opts.app_label}_{admin.opts.model_name}_change"
    address = reverse(name, args=[opened.object_id.removeprefix(SAVED)])
    what = _("This form was saved before; nothing was added a second time.")
    if typed(opened.shown) == typed(sent_words(request).fields):
        messages.info(request, what)
        return HttpResponseRedirect(address)
    if not is_new:
        return None
    said, words = said_in_form(admin, request)
    links = [(address, _("What was saved"))]
    return words_page(admin.admin_site, request, words, what, status=409, said=said, links=links)


def typed(fields: Fields) -> Fields:
    """Return what of the fields of a form a person has written or chosen: neither token nor button."""
    return {name: values for name, values in fields.items() if name != TOKEN and not name.startswith("_")}


def said_in_form(admin: Any, request: HttpRequest) -> tuple[list[Said], Words]:
    """Return what was written in a form, as it is shown to people and as it was sent."""
    words = carried_words(request, MINE) or sent_words(request)
    form = admin.get_form(request, None)()
    rows = [Rows(formset(), inline) for formset, inline in admin.get_formsets_with_inlines(request)]
    return FormWords(form, rows).everything(words.fields), words


def still_there(admin: Any, request: HttpRequest, root: str) -> Any:
    """Return the entry of which a working copy was open, if it is there and the person may know of it."""
    if not root or not issubclass(admin.model, Entry):
        return None
    return admin.get_queryset(request).filter(public_id=root, copy_of=None).first()


def is_hidden(admin: Any, root: str) -> bool:
    """Return whether there is something of this permanent id, or could be."""
    return not root or admin.model._base_manager.filter(public_id=root).exists()


def ways_on(admin: Any, row: Any) -> list[tuple[str, str]]:
    """Return where somebody goes on whose form could not be saved: addresses with their names."""
    name = f"admin:{admin.opts.app_label}_{admin.opts.model_name}"
    ways = [(reverse(f"{name}_review", args=[row.pk]), str(row))] if row is not None else []
    return [*ways, (reverse(f"{name}_changelist"), str(admin.opts.verbose_name_plural).capitalize())]


def what_happened(model: Any, entry: str, opened: OpenForm | None, *, by: Any) -> str:
    """Return in one sentence who has last done what, and when, since a form was opened; empty if nobody knows."""
    lines = LedgerLine.objects.filter(kind=model._meta.model_name, entry=entry).select_related("actor")
    if opened is not None:
        lines = lines.filter(at__gte=opened.opened_at)
    line = lines.order_by("-number").first() if entry else None
    if line is None:
        return ""
    who = line.actor.known_as if line.actor is not None else line.who
    return _("Last: %(what)s by %(who)s, %(when)s.") % {
        "what": line.get_verb_display(),
        "who": _("yourself") if line.actor == by else who,
        "when": date_format(localtime(line.at), "j F Y, H:i"),
    }

"""The page of the desk on which curators keep the list of watched words."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.accounts.models import User
from memorial.accounts.roles import MODERATE
from memorial.contributions.watched import WatchedWord
from memorial.contributions.watching import WordRefused, unwatch, watch
from memorial.review.acts_admin import person_of
from memorial.review.desk_pages import DeskPages, desk_page


class WatchedWordForm(forms.ModelForm[WatchedWord]):
    """What is asked about a word that is to be watched."""

    class Meta:
        model = WatchedWord
        fields = ("words", "note")
        help_texts = {
            "words": gettext_lazy(
                "As it is usually written. It is found as a whole word, in small letters and capitals, with look-alike "
                "letters, figures for letters, spaces or dots between the letters. With a star at its end any ending "
                "may follow."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].widget.attrs["autocomplete"] = "off"


def allowed_person(request: HttpRequest) -> User:
    """Return who is at the desk, if they read what strangers send."""
    person = person_of(request)
    if not person.has_perm(MODERATE):
        raise PermissionDenied
    return person


@desk_page("contributions/words/", "watched_words")
def watched_words(desk: DeskPages, request: HttpRequest) -> HttpResponse:
    """Show the list of watched words; take a new one."""
    person = allowed_person(request)
    form = WatchedWordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            watch(**form.cleaned_data, by=person)
        except WordRefused as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, _("The word is watched in all that is sent from now on."))
            return HttpResponseRedirect(reverse("admin:watched_words"))
    context = {
        **desk.each_context(request),
        "title": _("Watched words"),
        "subtitle": None,
        "form": form,
        "words": WatchedWord.objects.select_related("added_by"),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/contributions/watched_words.html", context, status=status)


@desk_page("contributions/words/<int:key>/remove/", "unwatch_word")
def unwatch_word(desk: DeskPages, request: HttpRequest, key: int) -> HttpResponse:
    """Take a word off the list."""
    person = allowed_person(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    unwatch(word=get_object_or_404(WatchedWord, pk=key), by=person)
    messages.success(request, _("The word is no longer watched."))
    return HttpResponseRedirect(reverse("admin:watched_words"))

"""Kept words: what somebody sent to the desk and what could not be taken then comes back to them, on the page itself.

Nothing of it is stored: the words travel in a hidden field of the page that asks to sign in, or to set a new password,
and from there into the form that they were written in. Passwords and tokens never travel along.
"""

import json
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field
from functools import update_wrapper
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import Resolver404, ResolverMatch, get_script_prefix, resolve, reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from memorial.base.sent_fields import Fields
from memorial.review.open_forms import TOKEN

#: The hidden field in which words travel.
CARRIER = "kept_words"
NOT_WORDS = frozenset({CARRIER, "csrfmiddlewaretoken", "next"})
#: Addresses of the desk to which nobody writes words.
DOORS = frozenset({"login", "logout", "password_change"})
#: The ways of a kind's addresses whose pages can show again what was sent to them, without doing it.
FORMS = ("change", "add", "acts", "upload")


@dataclass(frozen=True)
class Words:
    """What was sent to one address of the desk."""

    address: str
    fields: Fields = field(default_factory=dict)
    #: The names of the files that were sent along; files cannot come back.
    files: tuple[str, ...] = ()

    def as_text(self) -> str:
        """Return the words as one text, to be carried by a page."""
        return json.dumps([self.address, self.fields, self.files], ensure_ascii=False)

    def as_sent(self) -> QueryDict:
        """Return the fields as they were sent."""
        sent = QueryDict(mutable=True)
        for name, values in self.fields.items():
            sent.setlist(name, values)
        return sent


def sent_words(request: HttpRequest) -> Words:
    """Return what was sent with a request."""
    fields = {name: [str(one) for one in values] for name, values in request.POST.lists() if is_word(name)}
    files = tuple(str(file.name) for _name, files in request.FILES.lists() for file in files)
    return Words(request.get_full_path(), fields, files)


def is_word(name: str) -> bool:
    """Return whether a field of this name is carried on: no token, no password, no blank row that nobody filled in."""
    secret = "password" in name.lower() and name != "must_change_password"
    return name not in NOT_WORDS and not secret and "-__prefix__-" not in name


def carried_words(request: HttpRequest, carrier: str = CARRIER) -> Words | None:
    """Return the words that a page has carried along; nothing where there are none, or where they are no such text."""
    try:
        address, fields, files = json.loads(request.POST.get(carrier, ""))
        kept = {clean(name): [clean(one) for one in values] for name, values in fields.items() if is_word(name)}
        words = Words(clean(address), kept, tuple(map(clean, files)))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    return words if words.address.startswith(reverse("admin:index")) else None


def clean(text: Any) -> str:
    """Return a text that a page can show; anything else is refused."""
    if not isinstance(text, str):
        raise TypeError
    return text.encode("utf-8", "replace").decode()


def is_coming_back(request: HttpRequest) -> bool:
    """Return whether a request only shows again what was sent before: nothing may be saved or done by it."""
    return bool(getattr(request, "words_come_back", False))


def comes_from_here(request: HttpRequest) -> bool:
    """Return whether a page of this memorial has sent the request, by what the browser says of where it comes from."""
    said = request.META.get("HTTP_ORIGIN") or request.META.get("HTTP_REFERER", "")
    try:
        origin = urlsplit(said)
    except ValueError:
        return False
    return (origin.scheme, origin.netloc) == (request.scheme, request.get_host())


def kept_after_token_failure(desk: AdminSite, request: HttpRequest) -> HttpResponse | None:
    """Return the words of a form whose token no longer holds, since somebody signed in again in another window.

    A page of another site gets nothing: what it has sent is not shown to anybody.
    """
    if request.method != "POST" or not request.path.startswith(reverse("admin:index")) or not comes_from_here(request):
        return None
    words = carried_words(request) or sent_words(request)
    is_door = any(urlsplit(words.address).path == reverse(f"admin:{door}") for door in DOORS)
    if is_door or not (words.fields or words.files):
        return None
    answer = door_with_words(desk, request, words) or form_again(desk, request, words)
    return answer.render() if isinstance(answer, TemplateResponse) else answer  # type: ignore[return-value]


def door_with_words(desk: AdminSite, request: HttpRequest, words: Words) -> HttpResponse | None:
    """Return the page that stands between somebody and the desk, with the words in it; nothing when none does."""
    if not desk.has_permission(request):
        return sign_in_page(desk, request, words)
    if getattr(request.user, "must_change_password", False):
        return new_password_page(desk, request, words)
    return None


def has_words(request: HttpRequest) -> bool:
    """Return whether somebody has sent a form of the desk in which something was written."""
    asked = request.resolver_match.url_name if request.resolver_match else ""
    words = sent_words(request) if request.method == "POST" and asked not in DOORS else Words("")
    return bool(words.fields or words.files)


def keeping_words(desk: AdminSite, view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return a view of the desk that gives back what was sent to it by somebody who may not, or no longer, come in."""

    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not has_words(request):
            return view(request, *args, **kwargs)
        words = sent_words(request)
        door = door_with_words(desk, request, words)
        if door is not None:
            return door
        try:
            return view(request, *args, **kwargs)
        except Http404:
            what = _("What you sent this to is no longer there, or no longer open to you. Nothing was saved.")
            return words_page(desk, request, words, what, status=404)
        except PermissionDenied:
            return words_page(desk, request, words, _("You may not do this. Nothing was saved."), status=403)

    return update_wrapper(kept, view)


def sign_in_page(desk: AdminSite, request: HttpRequest, words: Words) -> HttpResponse:
    """Return the page that asks to sign in, with the words in it."""
    door = reverse("admin:login")
    asking = as_read(request, QueryDict(mutable=True))
    answer: HttpResponse = desk.login(asking, {**carrying(words), "app_path": door, "next": words.address})
    answer.status_code = 403
    return answer


def new_password_page(desk: AdminSite, request: HttpRequest, words: Words) -> HttpResponse:
    """Return the page that asks for a new password, with the words in it."""
    page: HttpResponse = desk.password_change(as_read(request, QueryDict()), carrying(words))
    return page


def carrying(words: Words | None) -> dict[str, Any]:
    """Return what a page needs to carry words along."""
    return {CARRIER: words.as_text(), "kept_files": words.files} if words else {}


def as_read(request: HttpRequest, query: QueryDict) -> HttpRequest:
    """Return a request like this one that sends nothing."""
    reading: Any = copy(request)
    reading.method, reading.GET = "GET", query
    reading.POST, reading._files = QueryDict(), MultiValueDict()
    asked: HttpRequest = reading
    return asked


def let_in(
    desk: AdminSite, request: HttpRequest, view: Callable[..., HttpResponseBase], more: dict[str, Any] | None
) -> HttpResponseBase:
    """Show a door of the desk and carry words through it: whoever comes in finds the form filled in again."""
    words = carried_words(request) if request.method == "POST" else None
    answer = view(request, {**carrying(words), **(more or {})})
    if words is None or not isinstance(answer, HttpResponseRedirect):
        return answer
    return door_with_words(desk, request, words) or form_again(desk, request, words)


def form_again(desk: AdminSite, request: HttpRequest, words: Words) -> HttpResponseBase:
    """Return the form in which words were written, filled in with them; nothing is saved or done by it."""
    messages.warning(request, _("Your words are here again. Nothing of them is saved yet."))
    if words.files:
        messages.warning(request, _("Choose these files again: %(files)s.") % {"files": ", ".join(words.files)})
    target = urlsplit(words.address)
    path_info = "/" + target.path.removeprefix(get_script_prefix())
    try:
        match = resolve(path_info)
    except Resolver404:
        return words_page(desk, request, words, _("There is no such form any more."))
    if form_of(desk, match) is None:
        return words_page(desk, request, words, _("Nothing was done yet."), again=True)
    again = as_sent_before(request, words)
    again.path_info, again.resolver_match = path_info, match
    answer: HttpResponseBase = match.func(again, *match.args, **match.kwargs)
    return answer


def as_sent_before(request: HttpRequest, words: Words) -> HttpRequest:
    """Return a request like the one with which words were sent, that only shows them again."""
    get_token(request)  # one token for both, before they part
    # Whoever has just signed in got a new one; the desk would read the old one from what the browser sent.
    cookies = {**request.COOKIES, settings.CSRF_COOKIE_NAME: request.META["CSRF_COOKIE"]}
    target = urlsplit(words.address)
    again = copy(request)
    again.META, again.COOKIES = {**request.META, "QUERY_STRING": target.query}, cookies
    again.method, again.path, again.GET = "POST", target.path, QueryDict(target.query)
    again.POST, again._files = words.as_sent(), MultiValueDict()  # type: ignore[attr-defined, assignment]
    again.words_come_back = again.csrf_processing_done = True  # type: ignore[attr-defined]
    return again


def form_of(desk: AdminSite, match: ResolverMatch) -> Any:
    """Return what of the desk shows the form of an address, if its page can show again what was sent to it."""
    for model, admin in desk._registry.items():
        names = {f"{model._meta.app_label}_{model._meta.model_name}_{way}" for way in FORMS}
        if match.url_name in names and getattr(admin, "gives_words_back", False):
            return admin
    return None


@dataclass(frozen=True)
class Said:
    """One field as it is shown to somebody who wants the words back."""

    label: str
    text: str


def words_page(
    desk: AdminSite, request: HttpRequest, words: Words, what: str, *, status: int = 200, **more: Any
) -> TemplateResponse:
    """Return a page with all words that were sent, to be copied, under a sentence that says what has happened.

    ``more``: ``again`` offers to send them once more, ``links`` lead on, ``said`` are the words with their labels.
    """
    context = {
        **desk.each_context(request),
        "title": _("Your words are kept here"),
        "what": what,
        "said": more.pop("said", None) or said_plainly(words.fields),
        "words": words,
        "sent": [(name, value) for name, values in words.fields.items() for value in values],
        "links": more.pop("links", ()),
        **more,
    }
    return TemplateResponse(request, "admin/kept_words.html", context, status=status)


def said_plainly(fields: Fields) -> list[Said]:
    """Return the words of fields of which only the names are known."""
    return [Said(name, value) for name, value in written(fields)]


def written(fields: Fields) -> Iterable[tuple[str, str]]:
    """Yield the names and values of those fields in which something was written or chosen."""
    for name, values in fields.items():
        technical = name == TOKEN or name.startswith("_") or name.endswith(("_FORMS", "-id"))
        if not technical:
            yield from ((name, value) for value in values if value.strip())

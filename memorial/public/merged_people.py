"""Merged people: the address of somebody who stood in the record twice leads to the page under which they stand now."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from memorial.people.merged import kept_of
from memorial.people.models import Person

#: The names of the addresses of a person's page; and of all that are about a person and no other kind of entry.
OWN = frozenset({"person", "person_short"})
OF_ONE = OWN | {"family_file"}
#: The addresses of which the kept person has none of their own: they lead to the page itself.
PAGES = OWN | {"version", "citation"}


def moved(request: HttpRequest) -> HttpResponse | None:
    """Return the answer that leads on to the kept person, where an address names somebody who was merged.

    Nothing for every other address, and where the kept person is not public.
    """
    match = request.resolver_match
    if match is None or not (match.url_name in OF_ONE or match.kwargs.get("kind") == Person._meta.model_name):
        return None
    kept = kept_of(match.kwargs.get("public_id", ""), version=match.kwargs.get("number"))
    if kept is None:
        return None
    if match.url_name in PAGES:
        return HttpResponsePermanentRedirect(kept.get_absolute_url())
    return HttpResponsePermanentRedirect(reverse(match.view_name, kwargs={**match.kwargs, "public_id": kept.public_id}))

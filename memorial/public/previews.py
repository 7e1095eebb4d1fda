"""Previews: an entry that is not public, as visitors will see it; for signed-in staff alone."""

from collections.abc import Callable
from typing import Any, TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from memorial.accounts.models import User
from memorial.commemorations.models import Commemoration
from memorial.commemorations.recognitions import Recognition
from memorial.events.figures import Figure
from memorial.events.models import Event
from memorial.events.places import Place
from memorial.media.models import Asset
from memorial.people.kinship import Household
from memorial.people.models import Person
from memorial.public.assets import render_asset
from memorial.public.commemorations import render_commemoration
from memorial.public.declared import leaves_by
from memorial.public.events import render_event
from memorial.public.families import render_household
from memorial.public.figures import render_figure
from memorial.public.pages import READING, PublicRequest, as_public
from memorial.public.person import render_person
from memorial.public.places import render_place
from memorial.public.recognitions import render_recognition
from memorial.public.sources import render_source
from memorial.public.testimonies import render_testimony
from memorial.review.actions import note_opening
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony

Render = Callable[[PublicRequest, Any], HttpResponse]

#: Every kind that has a place on the public pages, with what renders that place.
PAGES: dict[str, tuple[type[Entry], Render]] = {
    "asset": (Asset, render_asset),
    "commemoration": (Commemoration, render_commemoration),
    "event": (Event, render_event),
    "figure": (Figure, render_figure),
    "household": (Household, render_household),
    "person": (Person, render_person),
    "place": (Place, render_place),
    "recognition": (Recognition, render_recognition),
    "source": (Source, render_source),
    "testimony": (Testimony, render_testimony),
}


def opens_the_desk(user: User | AnonymousUser) -> TypeGuard[User]:
    """Return whether this is staff, signed in with a password of their own."""
    return isinstance(user, User) and user.is_active and user.is_staff and not user.must_change_password


@csrf_exempt
@leaves_by(Channel.DESK)
def preview(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """Show the page of one entry or working copy, whatever its status, marked as a draft and kept by nobody.

    To everybody but signed-in staff who may know of the entry, the address does not exist.
    """
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    user = request.user
    if kind not in PAGES or not opens_the_desk(user):
        raise Http404
    model, render_entry = PAGES[kind]
    known: Any = model.objects.visible_to(user)  # type: ignore[attr-defined]  # an EntryManager
    entry = known.select_related("copy_of").filter(public_id=public_id).first()
    if entry is None:
        raise Http404
    note_opening(entry=entry, by=user)
    response = render_entry(as_public(request, draft=True), entry)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response

"""Families as files for genealogists: a family of the dead in GEDCOM 7, or a sentence why it is not given out."""

from django.http import HttpResponse

from memorial.exchange.gedcom.files import MEDIA_TYPE, written
from memorial.exchange.gedcom.kin import FamilyRefused, family_of
from memorial.people.models import Person
from memorial.public.finding import find_public
from memorial.public.linked import site_of
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.public.titles import full_title
from memorial.review.gate import Channel

FORBIDDEN = 403


@public_page(Channel.EXPORT)
def family(request: PublicRequest, public_id: str) -> HttpResponse:
    """Give the family of a person as a file."""
    rows = Person.objects.public(Channel.EXPORT).with_names()
    person = find_public(Person, public_id, rows)
    try:
        people = family_of(person.public_id)
    except FamilyRefused as refusal:
        context = {"person": person, "title": full_title(person, request.memorial.languages)[0], "refusal": refusal}
        response = render_page(request, "public/people/family_refused.html", context, section="people")
        response.status_code = FORBIDDEN
        return response
    text = written(people, request.memorial, site_of(request).base)
    response = HttpResponse(text.encode(), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="family-{person.public_id}.ged"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Robots-Tag"] = "noindex"
    return response

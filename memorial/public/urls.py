"""The addresses of the public pages, below the prefix of each language."""

from django.urls import path, register_converter

from memorial.public import (
    about,
    assets,
    collection,
    commemorations,
    corrections,
    events,
    families,
    figures,
    home,
    people,
    person,
    places,
    previews,
    recognitions,
    sources,
    testimonies,
    verify,
    versions,
)
from memorial.public.sections import KindConverter

register_converter(KindConverter, "kind")

urlpatterns = [
    path("", home.home, name="home"),
    path("people/", people.people, name="people"),
    path("people/<slug:public_id>/", person.person, name="person_short"),
    path("people/<slug:public_id>/<str:slug>/", person.person, name="person"),
    path("families/", families.families, name="families"),
    path("testimonies/", testimonies.testimonies, name="testimonies"),
    path("testimonies/<slug:public_id>/", testimonies.testimony, name="testimony"),
    path("events/", events.events, name="events"),
    path("places/", places.places, name="places"),
    path("figures/", figures.figures, name="figures"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<slug:public_id>/", sources.source, name="source"),
    path("recognitions/", recognitions.recognitions, name="recognitions"),
    path("commemorations/", commemorations.commemorations, name="commemorations"),
    path("collection/", collection.collection, name="collection"),
    path("collection/<slug:public_id>/", assets.asset, name="asset"),
    path("collection/<slug:public_id>/transcript-<str:language>.vtt", assets.transcript, name="transcript"),
    path("verify/", verify.verify, name="verify"),
    path("about/", about.about, name="about"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/feed/", corrections.feed, name="corrections_feed"),
    path("<kind:kind>/<slug:public_id>/versions/<int:number>/", versions.version, name="version"),
    path("<kind:kind>/<slug:public_id>/versions/<int:number>/citation.<str:form>", versions.citation, name="citation"),
    path("preview/<str:kind>/<slug:public_id>/", previews.preview, name="preview"),
]

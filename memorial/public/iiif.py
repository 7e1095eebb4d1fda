"""IIIF: the pictures of an entry for viewers of other institutions (Presentation 3), with notes, credit and rights.

A picture that stands behind a content note on the pages is not painted here: its place is kept, with the note and the
way to its own page.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from memorial.base.date_words import words
from memorial.base.reading import read_together
from memorial.commemorations.models import Commemoration
from memorial.events.models import Event
from memorial.events.places import Place
from memorial.media.models import Asset
from memorial.media.originals import Kind
from memorial.media.showing import Cover, Shown, Where, cover_of, shown
from memorial.people.models import Person
from memorial.public.finding import find_public
from memorial.public.iiif_answers import PRESENTATION, iiif_answer, linked_data, rights_of
from memorial.public.iiif_images import Sizes, sizes_of
from memorial.public.illustrations import picture_parts, pictures_of, read_ties, scans_of
from memorial.public.language_maps import (
    NO_LANGUAGE,
    LanguageMap,
    in_each,
    note_of,
    summary_of,
    title_of,
    together,
    unreviewed,
    written,
)
from memorial.public.pages import PublicRequest
from memorial.public.person_lines import life_years
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony

#: Every kind of entry that can have pictures.
KINDS: dict[str, type[Entry]] = {
    str(model._meta.model_name): model for model in (Asset, Commemoration, Event, Person, Place, Source, Testimony)
}
#: The date that a manifest gives of an entry, for the kinds that have one.
DATES: dict[type[Entry], str] = {
    Asset: "taken",
    Commemoration: "date",
    Event: "date",
    Source: "published",
    Testimony: "given",
}


@iiif_answer
def manifest(request: PublicRequest, kind: str, public_id: str) -> HttpResponse:
    """Give the pictures of one entry, or one picture."""
    if kind not in KINDS:
        raise Http404
    model = KINDS[kind]
    content = Manifest(request, find_public(model, public_id, readable(model))).content()
    if not content["items"]:
        raise Http404
    return linked_data(content, PRESENTATION)


def readable(model: Any) -> Any:
    """Return the public entries of a kind with what their manifests say, besides their pictures."""
    rows = model.objects.public(Channel.IIIF)
    if model is Testimony:
        return rows.with_narrators()
    if model is Asset:
        return rows.ready_to_show()
    return rows.prefetch_related(*(["names"] if model is Person else []), "translations")


class Manifest:
    """The manifest of one entry: where it is asked for, in which languages, and the pictures as they are met there."""

    def __init__(self, request: PublicRequest, entry: Any) -> None:
        self.request, self.entry, self.memorial = request, entry, request.memorial
        self.languages: list[str] = request.memorial.languages
        self.where = Where.OWN_PAGE if isinstance(entry, Asset) else Where.PAGE
        self.url = self.absolute(reverse("manifest", args=[entry._meta.model_name, entry.public_id]))
        self.met = self.pictures()

    def pictures(self) -> list[Shown]:
        """Return the pictures, documents and recordings of the entry, in their order."""
        if isinstance(self.entry, Asset):
            return [shown(self.entry, self.where, self.languages)]
        if isinstance(self.entry, Source):
            return scans_of(self.entry, self.languages, Channel.IIIF)
        read_together(*picture_parts(read_ties([self.entry], Channel.IIIF)))
        return pictures_of([self.entry], self.languages)[self.entry.pk]

    def content(self) -> dict[str, Any]:
        """Return the whole manifest; without any ``items`` where nothing is to be seen."""
        title = title_of(self.entry, self.languages)
        images = [met for met in self.met if met.asset.kind == Kind.IMAGE and (met.image or met.is_away)]
        canvases = [self.canvas(met) for met in images]
        said: dict[str, Any] = {
            "id": self.url,
            "type": "Manifest",
            "label": title,
            "metadata": self.metadata(self.entry),
            "requiredStatement": self.statement([written(self.titles(), "title")]),
            "provider": [self.provider()],
            "homepage": self.homepages(self.entry, title),
            "summary": summary_of(self.entry),
            "rendering": [found for met in self.met for found in self.documents(met)],
            "items": canvases,
        }
        for name in ("rights", "thumbnail"):
            said[name] = self.of_all(name, canvases)
        if isinstance(self.entry, Asset) and canvases:
            said |= {name: canvases[0].get(name) for name in ("summary", "requiredStatement")}
        return without_nothing(said) | {"items": canvases}

    def of_all(self, name: str, canvases: list[dict[str, Any]]) -> Any:
        """Return the rights on which all canvases agree, or the thumbnail of the first that has one."""
        found = [canvas[name] for canvas in canvases if name in canvas]
        agreed = name == "thumbnail" or all(each == found[0] for each in found)
        return found[0] if found and agreed else None

    def canvas(self, met: Shown) -> dict[str, Any]:
        """Return one picture, painted or with its note alone."""
        asset = met.asset
        url = f"{self.url.removesuffix('/manifest.json')}/canvas/{asset.public_id}"
        title, sizes = title_of(asset, self.languages), sizes_of(self.request, met, self.where)
        size = met.image or asset.original
        note = note_of(met, self.languages)
        parts = [note, {NO_LANGUAGE: [asset.credit]} if asset.credit else {}, written(self.titles(), "title")]
        said: dict[str, Any] = {
            "id": url,
            "type": "Canvas",
            "label": title,
            "height": size.height,
            "width": size.width,
            "summary": note or ({} if asset.decorative else written(asset.translations.all(), "alternative_text")),
            "metadata": self.metadata(asset),
            "requiredStatement": self.statement(parts),
            "rights": rights_of(asset),
            "homepage": self.homepages(asset, title),
        }
        if sizes:
            said["items"] = [painting(url, sizes)]
            if cover_of(asset, Where.CARD) == Cover.OPEN:
                said["thumbnail"] = [sizes.image(sizes.rows[0])]
        return without_nothing(said)

    def metadata(self, entry: Any) -> list[dict[str, Any]]:
        """Return the date and the place of an entry, and which of its texts nobody has reviewed."""
        rows = list(entry.translations.all())
        pairs = [
            (_("Date"), in_each(self.languages, lambda: date_of(entry))),
            (_("Place"), written(rows, "place") if isinstance(entry, Asset) else {}),
            (_("Translation not yet reviewed"), unreviewed(rows, self.languages)),
        ]
        return [{"label": in_each(self.languages, label), "value": value} for label, value in pairs if value]

    def statement(self, parts: Iterable[LanguageMap]) -> dict[str, Any]:
        """Return what a viewer must show with a picture: its note, its credit, and that it is from this memorial."""
        said = together(self.languages, parts) or {NO_LANGUAGE: [str(self.memorial)]}
        return {"label": in_each(self.languages, _("Credit")), "value": said}

    def provider(self) -> dict[str, Any]:
        """Return the memorial itself, with its home page in each language."""
        title = written(self.titles(), "title") or {NO_LANGUAGE: [str(self.memorial)]}
        return {
            "id": self.absolute("/"),
            "type": "Agent",
            "label": title,
            "homepage": self.pages({tag: self.home(tag) for tag in self.languages}, title),
        }

    def titles(self) -> Any:
        """Return the memorial's texts; none before a record has been loaded."""
        return [] if self.memorial._state.adding else self.memorial.translations.all()

    def home(self, language: str) -> str:
        """Return the address of the home page in one language."""
        with override(language):
            return reverse("home")

    def homepages(self, entry: Entry, title: LanguageMap) -> list[dict[str, Any]]:
        """Return the page of an entry in each language."""
        addresses = {}
        for language in self.languages:
            with override(language):
                addresses[language] = entry.get_absolute_url()
        return self.pages(addresses, title)

    def pages(self, addresses: dict[str, str], title: LanguageMap) -> list[dict[str, Any]]:
        """Return the same page in several languages, given by their addresses."""
        return [
            {"id": self.absolute(url), "type": "Text", "label": title, "format": "text/html", "language": [language]}
            for language, url in addresses.items()
        ]

    def documents(self, met: Shown) -> Iterator[dict[str, Any]]:
        """Yield the way to a document that is open to all; nothing for any other asset."""
        if met.is_open and met.handout and met.asset.kind == Kind.DOCUMENT:
            title, url = title_of(met.asset, self.languages), self.absolute(met.handout.url)
            yield {"id": url, "type": "Text", "label": title, "format": met.handout.media_type}

    def absolute(self, url: str) -> str:
        """Return an address of this memorial in full."""
        return self.request.build_absolute_uri(url)


def painting(url: str, sizes: Sizes) -> dict[str, Any]:
    """Return the page of a canvas on which its one picture is painted."""
    annotation = {
        "id": f"{url}/page/painting",
        "type": "Annotation",
        "motivation": "painting",
        "target": url,
        "body": sizes.image(sizes.largest),
    }
    return {"id": f"{url}/page", "type": "AnnotationPage", "items": [annotation]}


def date_of(entry: Entry) -> str:
    """Return the date of an entry in the words of the active language."""
    if isinstance(entry, Person):
        return life_years(entry)
    return words(getattr(entry, DATES[type(entry)])) if type(entry) in DATES else ""


def without_nothing(said: dict[str, Any]) -> dict[str, Any]:
    """Return what is said, without that of which nothing is."""
    return {name: value for name, value in said.items() if value}

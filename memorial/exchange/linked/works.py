"""Testimonies, sources and assets in linked data: works, each by whoever made it, as far as that is told."""

from collections.abc import Mapping

from memorial.exchange.linked.terms import (
    Node,
    Site,
    cited,
    in_language,
    is_covered,
    open_texts,
    pictured,
    plain_date,
    texts,
    title,
    uncertain_date,
)
from memorial.exchange.representations.fields import Told
from memorial.media.originals import Kind as Sorts
from memorial.sources.models import Source

ARCHIVED = "ArchiveComponent"
#: What sources are in the words of schema.org; all others are works.
SOURCES: Mapping[str, str] = {
    Source.Kind.REPORT: "Report",
    Source.Kind.OFFICIAL_INQUIRY: "Report",
    Source.Kind.PRESS_OF_THE_TIME: "NewsArticle",
    Source.Kind.NEWSPAPER_ARTICLE: "NewsArticle",
    Source.Kind.NEWS_ARTICLE: "NewsArticle",
    Source.Kind.OPINION_ARTICLE: "OpinionNewsArticle",
    Source.Kind.REFERENCE_ARTICLE: "Article",
    Source.Kind.WEB_PAGE: "WebPage",
    Source.Kind.BOOK: "Book",
    Source.Kind.ARCHIVE: ARCHIVED,
}
ASSETS: Mapping[str, str] = {
    Sorts.IMAGE: "ImageObject",
    Sorts.DOCUMENT: "DigitalDocument",
    Sorts.AUDIO: "AudioObject",
    Sorts.VIDEO: "VideoObject",
}
LICENCES = "https://creativecommons.org/licenses/"


def testimony(said: Told, site: Site) -> Node:
    """Return what is said of a testimony; whoever speaks is named as far as the consent allows."""
    spoken_of = [
        *site.references("people", said["people"]),
        *site.references("places", said["places"]),
        *site.references("events", said["events"]),
    ]
    return {
        "@type": "CreativeWork",
        "name": title(said),
        "author": narrator(said, site),
        "abstract": open_texts(said, "summary"),
        "isFamilyFriendly": False if is_covered(said) else None,
        "dateCreated": plain_date(said["given"]),
        "dcterms:created": uncertain_date(said["given"]),
        "locationCreated": site.maybe("places", said["given_place"]),
        "inLanguage": said["language"],
        "about": spoken_of,
        "associatedMedia": pictured(site, said),
        "citation": cited(site, said),
    }


def narrator(said: Told, site: Site) -> Node | None:
    """Return who speaks: a person of this record, or the name by which they wish to be called; nothing without one."""
    if not said["narrator_name"]:
        return None
    known = site.maybe("people", said["narrator"]) or {}
    return {"@type": "Person", **known, "name": said["narrator_name"]}


def source(said: Told, site: Site) -> Node:
    """Return what is said of a source."""
    sort = SOURCES.get(said["kind"], "CreativeWork")
    return {
        "@type": sort,
        "name": in_language(said["name"], said["name_language"]),
        "creditText": said["author"],
        "publisher": {"@type": "Organization", "name": said["publisher"]} if said["publisher"] else None,
        "locationCreated": {"@type": "Place", "name": said["place"]} if said["place"] else None,
        "datePublished": plain_date(said["issued"]),
        "dcterms:issued": uncertain_date(said["issued"]),
        "inLanguage": said["language"],
        "itemLocation": said["archive_reference"] if sort == ARCHIVED else None,
        # Where the work itself is found; nothing here is likened to what others have.
        "sameAs": said["web_address"],
        "abstract": open_texts(said, "summary"),
        "isFamilyFriendly": False if is_covered(said) else None,
        "associatedMedia": site.references("assets", said["scans"]),
        "citation": cited(site, said),
    }


def asset(said: Told, site: Site) -> Node:
    """Return what is said of a photograph, document or recording; its file only where nothing covers it."""
    rights = said["rights"]
    shown_with = [
        reference
        for kind in ("people", "events", "places", "commemorations", "testimonies")
        for reference in site.references(kind, said[kind])
    ]
    return {
        "@type": ASSETS[said["kind"]],
        "name": texts(said, "caption") or [title(said)],
        "description": open_texts(said, "shown"),
        "contentUrl": site.absolute(said["file"]) if said["file"] else None,
        "encodingFormat": said["media_type"],
        "creditText": said["credit"],
        "license": rights if rights.startswith(LICENCES) else None,
        "usageInfo": None if rights.startswith(LICENCES) else rights,
        "isFamilyFriendly": False if is_covered(said) else None,
        "dateCreated": plain_date(said["taken"]),
        "dcterms:created": uncertain_date(said["taken"]),
        "isPartOf": site.maybe("sources", said["source"]),
        "isBasedOn": site.maybe("assets", said["redacts"]),
        "about": shown_with,
    }

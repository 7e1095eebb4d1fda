"""Tags and filters of the memorial's templates: ``{% load memorial %}``."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from memorial.base import date_words
from memorial.base.languages import active_language
from memorial.base.languages import language_name as name_of
from memorial.base.prose import prose as as_prose
from memorial.base.texts import Text
from memorial.exchange.linked.elements import within_element
from memorial.exchange.linked.terms import Node
from memorial.review.models import Entry

register = template.Library()
ROW = (
    '<li><a class="row-name" href="{}" lang="{}"><bdi>{}</bdi></a><span class="row-years"><bdi>{}</bdi></span>'
    '<span class="row-place">{}</span>{}</li>\n'
)
MARK = '<sup class="mark"><a id="ref-{}-{}" href="#note-{}" aria-label="{}">{}</a></sup>\n'


def order(context: template.Context) -> list[str]:
    """Return the memorial's languages in their order, by which a text in another language is chosen."""
    memorial = context.get("memorial")
    return memorial.languages if memorial else []


@register.simple_tag(takes_context=True)
def text(context: template.Context, entry: Entry, field: str) -> Text | None:
    """``{% text event "summary" as summary %}``: one of an entry's texts for the reader, with its language."""
    return entry.text(field, order(context))


@register.simple_tag
def frame_part(name: str, section: str = "") -> SafeString:
    """``{% frame_part "public/parts/menu.html" section %}``: what stands on every page of a section and language."""
    return part_in(active_language(), name, section)


@lru_cache(maxsize=256)
def part_in(language: str, name: str, section: str) -> SafeString:
    """Return a part of the frame in the active language: it says nothing of the record, and is written once."""
    return render_to_string(name, {"section": section})


@register.simple_tag
def mark(note: Any, ref: str) -> SafeString:
    """``{% mark rival.mark rival.mark.ref %}``: the sign after a fact that leads to the note with its number.

    ``ref`` is its own name on the page, which the note uses for its way back. A page has a hundred of them.
    """
    label = _("Source %(number)s") % {"number": note.number}
    return format_html(MARK, note.number, ref, note.number, label, note.number)


@register.simple_tag
def marks(found: Iterable[Any] | None) -> SafeString:
    """``{% marks part.marks %}``: the marks of one fact, each with its number and its own name on the page."""
    return format_html("{}\n", format_html_join("", "{}", ((mark(each, each.ref),) for each in found or ())))


@register.simple_tag
def register_row(row: Any) -> SafeString:
    """``{% register_row row %}``: one line of the register, of which a page has a hundred.

    ``row`` has .name and .place (each a text with its language), .url, .years (in words; may be empty), .portrait (a
    small square picture, where there is one).
    """
    place = format_html('<bdi lang="{}">{}</bdi>', row.place.language, row.place) if row.place else ""
    square = {"shown": row.portrait, "sizes": "3rem"}
    portrait = render_to_string("public/parts/portrait.html", square) if row.portrait else "\n"
    return format_html(ROW, row.url, row.name.language, row.name, row.years, place, portrait)


@register.simple_tag
def version_url(entry: Entry) -> str:
    """``{% version_url event as address %}``: the permanent address of the version of an entry that is public now."""
    return reverse("version", args=[entry._meta.model_name, entry.public_id, entry.version])


@register.simple_tag
def give_url(what: str, entry: Entry) -> str:
    """``{% give_url "correction" person as correct %}``: where a stranger sends something about an entry."""
    return reverse(f"contribute_{what}", args=[entry._meta.model_name, entry.public_id])


@register.filter
def dated(value: str) -> str:
    """``{{ event.date|dated }}``: an uncertain date in the words of the page's language."""
    return date_words.words(value)


@register.filter
def clock(value: str) -> str:
    """``{{ event.time|clock }}``: a time of day, or a stretch of it, in words."""
    return date_words.time_words(value)


@register.filter
def prose(value: str) -> SafeString:
    """``{{ story.value|prose }}``: Markdown as clean HTML."""
    return as_prose(value)


@register.filter
def linked_data(document: Node) -> SafeString:
    """``{{ linked|linked_data }}``: a document of linked data within its element."""
    return within_element(document)


@register.filter
def marked(words: Text) -> SafeString:
    """``{{ note|marked }}``: a short text inside a sentence, marked with its language where that is not the page's."""
    if not words.foreign:
        return conditional_escape(words.value)
    return format_html('<span lang="{}" dir="{}">{}</span>', words.language, words.direction, words.value)


@register.filter
def language_name(tag: str) -> str:
    """``{{ source.language|language_name }}``: the name of a language in the page's own."""
    return name_of(tag)


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    """``{{ marks|get:"birth" }}``: the value of a key."""
    return mapping.get(key, "")

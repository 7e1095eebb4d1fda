"""What the check list asks of citations: that each fact has a source, and that no source is older than its fact."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from memorial.base.date_order import is_before
from memorial.base.date_words import words
from memorial.review.checks import Finding

#: What a column holds when nothing is known.
NOTHING = (None, "", "unknown")


def uncited_facts(entry: Any, besides: Collection[str] = ()) -> Iterable[Finding]:
    """Yield each fact that the entry states and for which no source is cited that agrees.

    ``besides`` are facts whose sources stand elsewhere. A source of the entry as a whole stands for each of its facts
    only where nothing else is cited: beside exact citations it says too little of any one fact.
    """
    citations = list(entry.citations.all())
    cited = {citation.fact for citation in citations if citation.stance == citation.Stance.AGREES}
    if cited == {""}:
        return
    for fact in entry.facts:
        if fact not in cited and fact not in besides and is_stated(entry, fact):
            name = capfirst(entry.fact_label(fact))
            yield Finding(f"uncited-{fact}", _("%(fact)s: no source is cited for this.") % {"fact": name})


def is_stated(entry: Any, fact: str) -> bool:
    """Return whether an entry says anything of a fact: in its own row, in its parts, or in a text of any language."""
    names = {fact, *(column for column, other in entry.fact_columns.items() if other == fact)}
    columns = [field.attname for field in entry._meta.concrete_fields if field.name in names]
    if any(is_known(getattr(entry, column)) for column in columns):
        return True
    if any(getattr(entry, part).all() for part in entry.made_of if part in names):
        return True
    texts = {field.name for field in entry.translation_model()._meta.concrete_fields}
    return any(getattr(text, name) for text in entry.translations.all() for name in names & texts)


def is_known(value: Any) -> bool:
    """Return whether a column says something; a box that is not ticked does not."""
    return value is not False and value not in NOTHING


def early_sources(entry: Any, days: Mapping[str, str]) -> Iterable[Finding]:
    """Yield each source that was published before what it is cited for; ``days`` are the dates (EDTF) of the facts."""
    early: dict[Any, dict[str, str]] = {}
    for citation in entry.citations.all():
        day = days.get(citation.fact, "")
        if is_before(citation.source.published, day):
            early.setdefault(citation.source, {})[citation.fact] = day
    for source, facts in early.items():
        stated = {
            "source": source.name_elsewhere(),
            "published": words(source.published),
            "facts": "; ".join(f"{entry.fact_label(fact)}, {words(day)}" for fact, day in facts.items()),
        }
        sentence = _("“%(source)s” was published earlier (%(published)s) than what it is cited for: %(facts)s.")
        yield Finding(f"early-source-{source.public_id}", sentence % stated)


def known_through_earlier(source: Any) -> Iterable[Finding]:
    """Yield each source through which a later one is said to be known."""
    for citation in source.citations.all():
        if is_before(citation.source.published, source.published):
            stated = {
                "source": citation.source.name_elsewhere(),
                "published": words(citation.source.published),
                "this": words(source.published),
            }
            sentence = _(
                "It is said to be known through “%(source)s” (%(published)s), which is earlier than itself (%(this)s)."
            )
            yield Finding(f"early-source-{citation.source.public_id}", sentence % stated)

"""What a version of an entry shows: the facts, texts, names and ties that the present pages show, as they were then."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from memorial.base.alphabets import capital
from memorial.base.date_words import time_words, words
from memorial.base.fields import EdtfField
from memorial.base.languages import language_name
from memorial.base.memorial import Memorial
from memorial.base.texts import Text
from memorial.commemorations.models import Commemoration
from memorial.commemorations.recognitions import Recognition
from memorial.events.figures import Figure, number_words
from memorial.events.places import Place
from memorial.media.models import Asset
from memorial.media.transcripts import as_prose
from memorial.people.kinship import Household, Kinship
from memorial.people.models import Person
from memorial.public.named_entries import NamedEntries, listed_entries, pictured_entries
from memorial.public.notes import Mark, Note, Notebook, Rival, agreeing, rivals
from memorial.public.past_entries import PastEntry
from memorial.public.person import Relative, Spelling, name_mark
from memorial.public.person_facts import Fact, Part, facts_of
from memorial.public.person_lines import person_line
from memorial.public.places import other_names, point
from memorial.public.titles import full_title
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony
from memorial.testimonies.naming import narrator_of

#: What the present pages show besides the facts that can be cited.
BESIDE: Mapping[type[Entry], Sequence[str]] = {
    Asset: ("kind", "rights", "source", "transcript"),
    Commemoration: ("kind",),
    Recognition: ("reversal_detail",),
    Source: ("kind", "language", "archive_reference", "url", "note"),
    Testimony: ("kind", "language"),
}
#: What stands in a part of the page of its own, and not in the list of facts.
APART = frozenset({"names", "members", "narrator", "role"})
#: Facts that are not said by one field as it stands.
SAID: Mapping[tuple[type[Entry], str], Callable[[Any], str]] = {
    (Figure, "number"): lambda figure: numbered(figure),
    (Place, "point"): point,
    (Place, "other_names"): lambda place: "; ".join(other_names(place)),
}


@dataclass(frozen=True)
class Passage:
    """One longer text under its heading, behind its content note if it has one."""

    heading: str
    text: Text | None
    note: Text | None
    marks: Sequence[Mark] = ()
    rivals: Sequence[Rival] = ()


@dataclass
class Content:
    """All that the page of one version shows of the entry."""

    called: tuple[Text, str]
    facts: list[Fact] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    spellings: list[Spelling] = field(default_factory=list)
    relatives: list[Relative] = field(default_factory=list)
    named: list[NamedEntries] = field(default_factory=list)
    marks: Mapping[str, list[Mark]] = field(default_factory=dict)
    rivals: Mapping[str, list[Rival]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    @property
    def title(self) -> Text:
        return self.called[0]


class VersionSheet:
    """Writes down what one version shows, with the marks of its sources."""

    def __init__(self, past: PastEntry, memorial: Memorial) -> None:
        self.past, self.memorial, self.order = past, memorial, memorial.languages
        self.entry, self.model = past.entry, past.model
        self.notebook = Notebook()
        self.spellings = [Spelling(name, name_mark(self.notebook, name)) for name in past.parts.get("names", ())]
        evidence = sorted(past.parts.get("citations", ()), key=self.by_fact)
        marks = self.notebook.marks(self.entry, evidence)
        self.marks, self.rivals = agreeing(evidence, marks), rivals(evidence, marks)

    def by_fact(self, citation: Any) -> tuple[int, bool, int]:
        """Return the place of a citation: by its fact, what differs after what agrees, the whole entry last."""
        order = [*self.model.facts, ""]
        return order.index(citation.fact), citation.stance == citation.Stance.DIFFERS, citation.pk

    def content(self) -> Content:
        """Return all that the page shows; notes lead back only to what stands on it."""
        relatives, passages, facts = self.relatives(), self.passages(), self.facts()
        content = Content(
            called=self.called(),
            facts=facts,
            passages=passages,
            spellings=self.spellings,
            relatives=relatives,
            named=self.named(),
            marks=self.marks,
            rivals=self.rivals,
        )
        self.notebook.forget(set(self.model.facts) - shown_refs(content))
        content.notes = self.notebook.notes
        return content

    def called(self) -> tuple[Text, str]:
        """Return what the entry was called; a testimony is called by its narrator, as far as it may be today."""
        return full_title(self.past.live if self.model is Testimony else self.entry, self.order)

    def facts(self) -> list[Fact]:
        """Return the lines of facts that were known or disputed."""
        if self.model is Person:
            places = {each.pk: each for (kind, _id), each in self.past.known.items() if kind is Place}
            return facts_of(self.entry, self.memorial, places, self.marks, self.rivals)
        lines = [self.narrator()] if self.model is Testimony else []
        asked = (*self.model.facts, *BESIDE.get(self.model, ()))
        lines += [self.fact(name) for name in asked if name not in APART and not self.is_passage(name)]
        return [line for line in lines if line.parts or line.rivals]

    def fact(self, name: str) -> Fact:
        """Return the line of one fact."""
        said = self.said(name)
        parts = []
        if isinstance(said, Entry):
            parts = self.part(name, full_title(said, self.order)[0], said.get_absolute_url())
        elif said:
            parts = self.part(name, said)
        return Fact(self.label(name), parts, [self.in_words(name, rival) for rival in self.rivals.get(name, ())])

    def part(self, name: str, said: str | Text | None, url: str = "") -> list[Part]:
        """Return what is said of one fact with its marks, or nothing."""
        return [Part(said, self.marks.get(name, ()), url)] if said else []

    def narrator(self) -> Fact:
        """Return who speaks: what the testimony of today may tell of it, whatever the version knew."""
        narrator = narrator_of(self.past.live, self.order, Channel.VERSION)
        parts = [Part(narrator.name, (), narrator.url)] if narrator.url or narrator.role else []
        return Fact(_("Narrator"), [*parts, *([Part(narrator.role)] if narrator.role else [])])

    def said(self, name: str) -> "str | Text | Entry | None":
        """Return one fact as a reader understands it: a date in words, a code by its name, a text in its language."""
        if (self.model, name) in SAID:
            return SAID[self.model, name](self.entry)
        own = own_field(self.model, name)
        return self.text(name) if own is None else self.own_words(own)

    def own_words(self, own: Any) -> "str | Entry | None":
        """Return the words for a column of the entry's own row."""
        value: Any = getattr(self.entry, own.name)
        if own.is_relation:
            named: Entry | None = value
            return named
        if isinstance(own, EdtfField):
            return words(value)
        if own.choices:
            return str(getattr(self.entry, f"get_{own.name}_display")())
        if own.name == "language":
            return language_name(value) if value else ""
        return time_words(value) if own.name == "time" else str(value)

    def text(self, name: str) -> Text | None:
        """Return one text of the version in the language of the page, or in the nearest that had it."""
        found: Text | None = self.entry.text(name, self.order)
        return as_prose(found) if found and name == "transcript" else found

    def in_words(self, name: str, rival: Rival) -> Rival:
        """Return what a source states instead as a reader understands it."""
        own = own_field(self.model, name)
        dated = isinstance(own, EdtfField) and not rival.quoted
        return replace(rival, value=words(rival.value)) if dated else rival

    def label(self, name: str) -> str:
        """Return what a fact is called, at the head of a line."""
        return capital(self.entry.fact_label(name))

    def is_passage(self, name: str) -> bool:
        """Return whether a fact is a longer text."""
        texts = {each.name: each for each in self.model.translation_model()._meta.concrete_fields}
        return isinstance(texts.get(name), models.TextField)

    def passages(self) -> list[Passage]:
        """Return the longer texts; of a testimony the words themselves, or the summary where they are not kept."""
        asked = [name for name in (*self.model.facts, *BESIDE.get(self.model, ())) if self.is_passage(name)]
        if self.model is Testimony:
            asked = ["text"] if self.text("text") else ["summary"]
        note, guarded = self.content_note(), self.model.translation_model().behind_note
        found = [
            Passage(
                self.label(name),
                self.text(name),
                note if name in guarded else None,
                self.marks.get(name, ()),
                self.rivals.get(name, ()),
            )
            for name in asked
        ]
        return [passage for passage in found if passage.text or passage.rivals]

    def content_note(self) -> Text | None:
        """Return what stands before a grave text: the note of the version, or the one that was written since."""
        if not self.model.translation_model().behind_note:
            return None
        since: Text | None = self.past.live.text("content_note", self.order)
        return self.text("content_note") or since

    def relatives(self) -> list[Relative]:
        """Return the relatives who are public now, with what each of them was said to be to the person."""
        ties = [(tie, tie.relative, "") for tie in self.past.parts.get("kin", ())]
        ties += [(tie, tie.person, tie.detail) for tie in self.past.parts.get("kin_of", ())]
        found = []
        for place, (tie, other, detail) in enumerate(ties):
            line = person_line(other, self.order)
            kind = str(Kinship.Kind(tie.kind_of_other(self.entry)).label)
            ref, label = f"kin-{place}", line.name.value
            mark = self.notebook.mark(tie.source, ref=ref, label=label) if tie.source else None
            found.append(Relative(kind, detail, line, mark))
        return found

    def named(self) -> list[NamedEntries]:
        """Return the other entries that the version lists: the members of a household, whom a testimony speaks of."""
        if self.model is Household:
            members = sorted(self.past.parts["memberships"], key=lambda row: (row.position, row.pk))
            lines = [person_line(row.person, self.order) for row in members]
            found = [
                NamedEntries(
                    self.label("members"), lines, self.marks.get("members", ()), self.rivals.get("members", ())
                )
            ]
        else:
            found = [
                listed_entries(self.past, each, capital(str(each.verbose_name)), self.order)
                for each in self.model._meta.many_to_many
            ]
        found.append(pictured_entries(self.past, self.order))
        return [one for one in found if one.lines or one.rivals]


def own_field(model: Any, name: str) -> Any:
    """Return the column of an entry's own row that a fact is named after, or nothing."""
    return next((each for each in model._meta.concrete_fields if each.name == name), None)


def numbered(figure: Figure) -> str:
    """Return a figure's number with its limit and, where it does not count people, what it counts."""
    unit = "" if figure.unit == Figure.Unit.PEOPLE else figure.get_unit_display()
    return " ".join(part for part in (number_words(figure), str(unit)) if part)


def shown_refs(content: Content) -> set[str]:
    """Return the facts to which a note can lead back, because their marks stand on the page."""
    pieces = [part for fact in content.facts for part in (*fact.parts, fact.detail) if part]
    marks = [mark for part in pieces for mark in part.marks]
    marks += [rival.mark for fact in content.facts for rival in fact.rivals]
    blocks: list[Passage | NamedEntries] = [*content.passages, *content.named]
    for block in blocks:
        marks += [*block.marks, *(rival.mark for rival in block.rivals)]
    for fact in ("", "names"):
        marks += [*content.marks.get(fact, ()), *(rival.mark for rival in content.rivals.get(fact, ()))]
    return {mark.ref for mark in marks}

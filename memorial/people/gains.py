"""Gains: what a person gains by being merged with another, worked out without changing either; nothing is overwritten.

What the kept person lacks is filled in with its sources. Where both say something else, the other one's value becomes
a citation that differs. Texts that both have stay with the merged person.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from memorial.base.languages import language_name
from memorial.base.memorial import Memorial
from memorial.people.kinship import Kinship
from memorial.people.models import Person, PersonCitation, PersonTranslation
from memorial.people.stated_values import COLUMNS, first, label_of, shortened, stated, stated_value
from memorial.review.copies import part_of
from memorial.review.snapshots import own_rows

#: Texts of a few words, which say the same in each language, and those that are told anew in each.
SHORT, LONG = ("occupation", "fate_detail"), PersonTranslation.behind_note
SAME, FILLED, DIFFERS, UNSAID, STAYS = "same", "filled", "differs", "unsaid", "stays"


@dataclass(frozen=True)
class Differing:
    """A fact of which both say something else; ``cited`` is whether a source can carry the value that is not shown."""

    fact: str
    label: str
    kept: str
    merged: str
    cited: bool


@dataclass(frozen=True)
class Staying:
    """A text that stays with the merged person, because the kept one has its own in that language."""

    label: str
    language: str
    words: str


@dataclass
class Gains:
    """What the kept person gains: values of their own row, words of their texts, and new rows of each kind of parts."""

    values: dict[str, Any] = field(default_factory=dict)
    filled: list[tuple[str, str]] = field(default_factory=list)
    texts: list[tuple[str, str, str]] = field(default_factory=list)
    parts: dict[str, list[Any]] = field(default_factory=dict)
    differing: list[Differing] = field(default_factory=list)
    staying: list[Staying] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        return not (self.values or self.texts or any(self.parts.values()))


def gains_of(kept: Person, merged: Person) -> Gains:
    """Return what one person gains from another; both are read whole, and ``kept`` is left with the values filled in.

    ``kept`` may be a working copy. Nothing is saved.
    """
    return Weighing(kept, merged).gains


class Weighing:
    """The two people beside one another, while it is worked out what the kept one gains."""

    def __init__(self, kept: Person, merged: Person) -> None:
        self.kept, self.merged, self.gains = kept, merged, Gains()
        self.outcomes: dict[str, str] = {"names": SAME, "": SAME}
        self.rivals: dict[str, tuple[str, str]] = {}
        with translation.override(Memorial.current().own_language):
            for fact in COLUMNS:
                self.outcomes[fact] = self.weigh(fact)
        self.weigh_texts()
        self.gains.parts = {
            "names": list(self.new_names()),
            "translations": [],
            "kin": list(self.new_ties("kin")),
            "kin_of": list(self.new_ties("kin_of")),
            "pictures": list(self.new_pictures()),
            "citations": self.new_citations(),
        }
        self.gains.parts["translations"] = self.new_texts()
        self.say_differences()

    def weigh(self, fact: str) -> str:
        """Return what becomes of one fact, and fill it in where the kept person says nothing of it."""
        mine, other = stated_value(self.kept, fact), stated_value(self.merged, fact)
        if not other:
            return UNSAID
        if mine == other and self.columns(self.kept, fact) == self.columns(self.merged, fact):
            return SAME
        if not mine and self.fill(fact):
            self.gains.filled.append((fact, other))
            return FILLED
        self.rivals[fact] = (mine, other)
        return DIFFERS

    def columns(self, person: Person, fact: str) -> dict[str, Any]:
        """Return what a person's row has in the columns of a fact."""
        model: Any = Person
        names = [model._meta.get_field(name).attname for name in COLUMNS[fact]]
        return {name: getattr(person, name) for name in names}

    def fill(self, fact: str) -> bool:
        """Give the kept person the other's value; return whether it can stand beside what they already say."""
        before, after = self.columns(self.kept, fact), self.columns(self.merged, fact)
        self.set(after)
        try:
            self.kept.full_clean(validate_unique=False)
        except ValidationError:
            self.set(before)
            return False
        self.gains.values |= {name: [before[name], value] for name, value in after.items() if before[name] != value}
        return True

    def set(self, values: Mapping[str, Any]) -> None:
        """Set columns of the kept person; what was read of a place by another key is forgotten."""
        for name, value in values.items():
            setattr(self.kept, name, value)

    def weigh_texts(self) -> None:
        """Work out which words of the other's texts fill a gap."""
        mine = {text.language: text for text in self.kept.translations.all()}
        others = {text.language: text for text in self.merged.translations.all()}
        unnamed = not (self.kept.names.all() or self.merged.names.all())
        for name in (*SHORT, *(["description"] if unnamed else []), *LONG):
            said = {tag: words for tag, text in mine.items() if (words := getattr(text, name))}
            new = {tag: words for tag, text in others.items() if (words := getattr(text, name))}
            self.outcomes[name] = self.weigh_text(name, said, new, (mine, others))
        for tag in sorted({tag for name, tag, _words in self.gains.texts if name in LONG}):
            note = others[tag].content_note
            if note and not (tag in mine and mine[tag].content_note):
                self.gains.texts.append(("content_note", tag, note))

    def weigh_text(self, name: str, said: dict[str, str], new: dict[str, str], rows: tuple[Any, Any]) -> str:
        """Return what becomes of one text; what is gained, and what stays with the other one, is noted."""
        if not new:
            return STAYS if said else UNSAID
        together = said.keys() & new.keys()
        agrees = all(said[tag] == new[tag] for tag in together)
        if name not in LONG and said and not (together and agrees):
            self.rivals[name] = (first(said), first(new))
            return DIFFERS
        outcome = SAME if together and agrees else STAYS
        for tag, words in new.items():
            if tag not in said and may_stand_in(rows[0].get(tag), rows[1][tag]):
                self.gains.texts.append((name, tag, words))
                outcome = FILLED
            elif said.get(tag) != words:
                self.gains.staying.append(Staying(label_of(name), language_name(tag), words))
        return outcome

    def new_texts(self) -> list[PersonTranslation]:
        """Return the texts in languages in which the kept person has none."""
        mine = {text.language for text in self.kept.translations.all()}
        made: dict[str, PersonTranslation] = {}
        for name, tag, words in self.gains.texts:
            if tag in mine:
                continue
            other = next(text for text in self.merged.translations.all() if text.language == tag)
            text = PersonTranslation(entry=self.kept, language=tag, state=other.state, made_from=other.made_from)
            setattr(made.setdefault(tag, text), name, words)
        return list(made.values())

    def new_names(self) -> Iterator[Any]:
        """Yield the spellings that the kept person lacks; none takes the place of one that is preferred."""
        known = {spelling(name) for name in self.kept.names.all()}
        preferred = {name.language for name in self.kept.names.all() if name.preferred}
        for name in own_rows(self.merged, "names"):
            if spelling(name) not in known:
                made = part_of(self.kept, "names", name)
                made.preferred = name.preferred and name.language not in preferred
                known.add(spelling(name))
                yield made

    def new_ties(self, side: str) -> Iterator[Kinship]:
        """Yield the ties to relatives to whom the kept person has none."""
        far = {"kin": "relative_id", "kin_of": "person_id"}
        known = {getattr(tie, far[way]) for way in far for tie in own_rows(self.kept, way)}
        for tie in own_rows(self.merged, side):
            if getattr(tie, far[side]) not in known:
                yield part_of(self.kept, side, tie)

    def new_pictures(self) -> Iterator[Any]:
        """Yield the pictures that the kept person lacks, after their own."""
        known = {picture.asset_id for picture in self.kept.pictures.all()}
        last = max((picture.position for picture in self.kept.pictures.all()), default=-1)
        for place, picture in enumerate(sorted(self.merged.pictures.all(), key=lambda one: (one.position, one.pk))):
            if picture.asset_id not in known:
                made = part_of(self.kept, "pictures", picture)
                made.position = last + 1 + place
                yield made

    def new_citations(self) -> list[PersonCitation]:
        """Return the citations that the kept person lacks: each says whether its source agrees with what is kept."""
        known = {cited(citation) for citation in self.kept.citations.all()}
        made = []
        for citation in (*self.taken_over(), *self.from_the_whole()):
            if cited(citation) not in known:
                known.add(cited(citation))
                made.append(citation)
        return made

    def taken_over(self) -> Iterator[PersonCitation]:
        """Yield the other's citations, as they stand to what the kept person says."""
        for old in own_rows(self.merged, "citations"):
            outcome = self.outcomes.get(old.fact, SAME)
            if outcome == STAYS:
                continue
            made: PersonCitation = part_of(self.kept, "citations", old)
            mine, other = self.rivals.get(old.fact, (stated(self.kept, old.fact), ""))
            agrees = old.stance == PersonCitation.Stance.AGREES
            if agrees and (outcome == DIFFERS or (outcome == UNSAID and mine)):
                made.stance, made.value = PersonCitation.Stance.DIFFERS, shortened(other or _("not known"))
            elif not agrees and mine and old.value == mine:
                made.stance, made.value = PersonCitation.Stance.AGREES, ""
            yield made

    def from_the_whole(self) -> Iterator[PersonCitation]:
        """Yield citations of values that differ and are known from a source of the other entry as a whole alone."""
        agreeing = [row for row in own_rows(self.merged, "citations") if row.stance == PersonCitation.Stance.AGREES]
        for fact, (_mine, other) in self.rivals.items():
            if fact not in Person.facts or any(row.fact == fact for row in agreeing):
                continue
            for old in (row for row in agreeing if not row.fact):
                made: PersonCitation = part_of(self.kept, "citations", old)
                made.fact, made.stance, made.says = fact, PersonCitation.Stance.DIFFERS, ""
                made.value = shortened(other)
                yield made

    def say_differences(self) -> None:
        """Note the facts of which both say something else, and whether a source carries the other value."""
        cited_facts = {row.fact for row in self.merged.citations.all() if row.stance == PersonCitation.Stance.AGREES}
        for fact, (mine, other) in self.rivals.items():
            is_cited = fact in Person.facts and bool({fact, ""} & cited_facts)
            self.gains.differing.append(Differing(fact, label_of(fact), mine, other, is_cited))


def may_stand_in(text: PersonTranslation | None, other: PersonTranslation) -> bool:
    """Return whether words of one text may be put into another: only where both are as reliable."""
    return text is None or text.state == other.state


def spelling(name: Any) -> tuple[Any, ...]:
    """Return by what one spelling is the same as another."""
    return name.full, name.language, name.kind, name.source_id


def cited(citation: Any) -> tuple[Any, ...]:
    """Return by what one citation is the same as another."""
    return citation.fact, citation.source_id, citation.locator, citation.value

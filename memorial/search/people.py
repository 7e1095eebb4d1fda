"""Finding people: the one entrance by which a name is sought, for visitors, for the desk, and against duplicates.

The words of the question are looked up in an index by what they sound like; whoever has them is read through the gate
(``rows``), and the whole names are compared. What is returned says of each hit which written name was found, and why.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from memorial.people.models import Person
from memorial.people.names import PersonName
from memorial.search.comparing import BESIDE_ONE_WORD, BESIDE_THE_BEST, Compared, compare, distances, people_of
from memorial.search.comparing import Wanted as Wanted
from memorial.search.due import left_out
from memorial.search.engines import Gate, Groups
from memorial.search.facts import same_words
from memorial.search.keyboards import other_layouts
from memorial.search.likeness import SAME, distance
from memorial.search.matching import Asked
from memorial.search.models import TABLES, Edition
from memorial.search.reasons import Code, Reason, reasons_of, titles_of
from memorial.search.retrieval import ENOUGH, Inquiry, Retrieval, enough_of, otherwise_written, retrieve
from memorial.search.scoring import LEAST, SIMILAR, Agreement, Comparison
from memorial.search.written import asked_words

#: So many names are offered where none is what was asked for.
OFFERED = 5
#: What is so much less than the nearest is not offered beside it.
OFFERED_BESIDE = 0.8
#: Reasons that say that the name which was found is another than the one that is sought.
OTHER_NAMES = frozenset({Code.ONE_LETTER, Code.TWO_LETTERS, Code.SIMILAR, Code.ENDING, Code.BEGINS, Code.KEYBOARD})
#: Reasons that say that not all words of the name were found.
IN_PART = frozenset({Code.GIVEN_ONLY, Code.FAMILY_ONLY, Code.PART})
#: So far is a word from another that differs in one letter.
ONE_LETTER = 1.2
#: From this score on somebody has the whole name that is sought, and not a part of it or the father's.
WHOLE = 0.915
#: The most hits that can be asked for.
MOST = 100


@dataclass(frozen=True)
class PersonHit:
    """Somebody who was found: how surely, by which written name, and why."""

    person: Person
    score: float
    certain: bool
    name: PersonName
    reasons: tuple[Reason, ...]

    @property
    def is_near(self) -> bool:
        """Whether it is another name, near to the one that is sought."""
        return any(reason.code in OTHER_NAMES for reason in self.reasons)

    @property
    def is_in_part(self) -> bool:
        """Whether a part of the name that is sought was found alone."""
        return any(reason.code in IN_PART for reason in self.reasons)

    def bears(self, name: str) -> bool:
        """Return whether a name is one of theirs, or a part of one, in whatever spelling."""
        return any(same_words(name, written.full) for written in self.person.names.all())

    @property
    def is_vague(self) -> bool:
        """Whether it is near by its sound alone, more than two letters being others."""
        return any(reason.code == Code.SIMILAR for reason in self.reasons)


@dataclass(frozen=True)
class Found:
    """What was found: the hits, the likeliest first; whether there are more; what else was tried; names to offer."""

    hits: list[PersonHit]
    more: bool = False
    tried: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What one way of reading the question found."""

    asked: Sequence[Asked]
    compared: Sequence[Compared]
    comparison: Comparison
    more: bool = False
    widened: bool = False

    @property
    def best(self) -> float:
        return max((one.score for one in self.compared), default=0.0)


def find_people(
    wanted: Wanted | str,
    *,
    rows: QuerySet[Person],
    edition: Edition,
    limit: int = 20,
    narrowed: Groups = (),
    prefix: bool = False,
) -> Found:
    """Return the people whose name may be the one that is sought, the likeliest first.

    ``rows`` is the gate: nobody is found but in them. ``narrowed`` are groups of tokens of facets that must agree as
    well. With ``prefix`` the last word is still being typed. Whatever the text is, it is a valid question.
    """
    wanted = Wanted(wanted) if isinstance(wanted, str) else wanted
    limit = max(1, min(limit, MOST))
    inquiry = Inquiry(
        TABLES[edition],
        edition,
        rows,
        Gate.of(rows),
        narrowed,
        frozenset(left_out(edition).get("person", ())),
        limit,
        prefix,
    )
    asked = asked_words(wanted.name)
    if not asked:
        return Found([])
    answer, keyboard = answered(wanted, asked, inquiry), ""
    if answer.best < (LEAST if prefix else SIMILAR):
        for text in other_layouts(wanted.name)[:2]:
            other = answered(replace(wanted, name=text), asked_words(text), inquiry, widen=False)
            if other.best > max(SIMILAR, answer.best):
                answer, keyboard = other, text
    hits = hits_of(answer, inquiry, keyboard)
    return Found(hits[:limit], answer.more or len(hits) > limit, tried(answer, keyboard), near(hits))


def answered(wanted: Wanted, asked: Sequence[Asked], inquiry: Inquiry, *, widen: bool = True) -> Answer:
    """Return what is found by the words of one way of reading the question."""
    if not asked:
        return Answer(asked, [], Comparison(asked, distance))
    retrieval: Retrieval = retrieve(asked, wanted.born, inquiry, widen=widen)
    sought = [one.asked for one in retrieval.sought]
    comparison = Comparison(sought, distances(retrieval))
    compared = compare(comparison, wanted, retrieval, inquiry)
    # Whose father has the given name that is sought is not who was sought, however many those are.
    whole = sum(one.score >= WHOLE for one in compared) if len(sought) > 1 else ENOUGH
    if widen and not (inquiry.prefix or retrieval.widened) and whole < enough_of(sought) <= retrieval.good:
        otherwise_written(retrieval, widen=True)
        comparison = Comparison(sought, distances(retrieval))
        compared = compare(comparison, wanted, retrieval, inquiry)
    beside = BESIDE_THE_BEST if len(sought) > 1 else BESIDE_ONE_WORD
    least = max(LEAST, compared[0].score * beside) if compared else LEAST
    kept = [one for one in compared if one.score >= least and not only_vaguely_in_part(sought, one.name)]
    return Answer(sought, kept, comparison, retrieval.more and len(kept) >= inquiry.limit, retrieval.widened)


def only_vaguely_in_part(asked: Sequence[Asked], found: Agreement) -> bool:
    """Return whether of several words one alone was found, and that one as a similar one: nobody meant that.

    Beside initials that agree, a letter of it may be wrong.
    """
    telling = [match for match in found.matches if not match.initial]
    if len(asked) < 2 or len(telling) != 1 or len(telling[0].asked) > 1:
        return False
    return telling[0].distance > (ONE_LETTER if len(found.matches) > 1 else SAME)


def hits_of(answer: Answer, inquiry: Inquiry, keyboard: str) -> list[PersonHit]:
    """Return the hits of an answer with their people read, one more than is wanted where there are more."""
    compared = answer.compared[: inquiry.limit + 1]
    people = {one.key: one.person for one in compared if one.person}
    people |= people_of([one.key for one in compared if one.key not in people], inquiry.gate)
    titles = titles_of(people.values())
    hits = []
    for one in compared:
        person = people.get(one.key)
        names = {name.pk: name for name in person.names.all()} if person else {}
        if person is None or not names:
            continue
        found = one.shown_as(answer.comparison, person)
        # Somebody may change a name between two questions: then it is shown by what there is now.
        name = names.get(found.form.key) or next(iter(names.values()))
        reasons = reasons_of(answer.asked, found, person, name, one.facts, titles)
        reasons = (Reason(Code.KEYBOARD), *reasons) if keyboard else reasons
        hits.append(PersonHit(person, one.score, one.certain, name, reasons))
    return hits


def tried(answer: Answer, keyboard: str) -> tuple[str, ...]:
    """Return in words what was looked for beside the words themselves."""
    words = [_("the same names in other alphabets and spellings")]
    if answer.widened:
        words.append(_("names in which one or two letters differ"))
        if len(answer.asked) > 1:
            words.append(_("parts of the name alone"))
    if keyboard:
        words.append(_("the same keys on another keyboard: %(text)s") % {"text": keyboard})
    return tuple(words)


def near(hits: Sequence[PersonHit]) -> tuple[str, ...]:
    """Return names to offer, as people wrote them, where the best that was found is similar and not the same."""
    if not any(hit.is_near for hit in hits[:1]) or any(hit.certain for hit in hits):
        return ()
    least = max(SIMILAR, hits[0].score * OFFERED_BESIDE)
    names = [hit.name.full for hit in hits if hit.is_near and hit.score >= least]
    return tuple(dict.fromkeys(names))[:OFFERED]

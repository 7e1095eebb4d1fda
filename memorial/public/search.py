"""The search: people first, however their names are spelled, then everything else by kind."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse

from memorial.base.languages import active_language
from memorial.people.models import Person
from memorial.public.pages import PublicRequest, alternates, public_page, render_page
from memorial.public.places import places_to_choose
from memorial.public.search_forms import KINDS, LAST_PAGE, PEOPLE, Asked, SearchForm
from memorial.public.search_lines import FoundKind, FoundPerson, found_kinds, found_people, kind_of
from memorial.review.gate import Channel
from memorial.review.replicas import REPLICAS, asking_the_primary
from memorial.search.asked import note_unanswered
from memorial.search.models import Edition
from memorial.search.people import MOST, Found, find_people
from memorial.search.questions import names_in, names_without, parse
from memorial.search.texts import TextsFound, find_texts

#: How many are shown of one kind: on its own pages, and where all kinds stand together.
PAGE_SIZE = 20
PEOPLE_TOGETHER, EACH_TOGETHER = 10, 3
#: How many near names are offered.
NEAR = 3


@dataclass(frozen=True)
class Answer:
    """What a search has found, as its page shows it."""

    certain: Sequence[FoundPerson]
    similar: Sequence[FoundPerson]
    kinds: Sequence[FoundKind]
    tried: Sequence[str]
    near: Sequence[str]
    #: No text has all the words that were asked for, and those that are shown have some of them.
    partly: bool
    #: Whether somebody was found by all the words, and not by a part of the name alone.
    by_whole_name: bool
    #: Where all people of the name stand, if there are more than are shown beside other kinds.
    all_people_url: str
    previous_url: str
    next_url: str

    @property
    def is_empty(self) -> bool:
        return not (self.certain or self.similar or self.kinds)

    @property
    def leaves_unanswered(self) -> bool:
        """Whether nobody was found by the whole name, and nothing that has all the words."""
        return not (self.certain or self.by_whole_name) and (self.partly or not self.kinds)

    @property
    def groups(self) -> Sequence[FoundKind]:
        """What stands on the page under headings of its own, for the ways to them; nothing where it is one thing."""
        people = [*self.certain, *self.similar]
        anchor = "found" if self.certain else "similar"
        named = FoundKind(anchor, KINDS[PEOPLE], (), len(people), bool(self.all_people_url), self.all_people_url)
        groups = [*([named] if people else []), *self.kinds]
        return groups if len(groups) > 1 else []


@public_page(Channel.SEARCH, kept=False)
def search(request: PublicRequest) -> HttpResponse:
    """Look for people and for everything else, and say of each person why they were found."""
    form = SearchForm(request.GET, places=places_to_choose(Channel.SEARCH), languages=request.memorial.languages)
    asked = form.asked
    answer = answer_to(asked, request.memorial.languages) if asked.words else None
    if answer and answer.leaves_unanswered and asked.is_plain and request.method == "GET":
        note_at_the_primary(asked.words)
    own = asked.address()
    links = [replace(link, url=link.url + own, absolute=link.absolute + own) for link in alternates(request)]
    context = {
        "form": form,
        "asked": asked,
        "answer": answer,
        "near": near_links(answer, asked) if answer else [],
        "kind_name": KINDS.get(asked.kind, ""),
        "alternates": links,
    }
    response = render_page(request, "public/search/search.html", context, section="search", canonical_query=own)
    if request.GET:
        # The page is to be found by searching, and not what somebody searched for.
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def note_at_the_primary(words: str) -> None:
    """Note what was sought in vain, unless nothing can be written now."""
    if not REPLICAS.primary_is_lost:
        with asking_the_primary():
            note_unanswered(words)


def answer_to(asked: Asked, order: Sequence[str]) -> Answer:
    """Return what is found of what is asked; ``order`` is the memorial's languages."""
    size = PAGE_SIZE if asked.kind else PEOPLE_TOGETHER
    first = (asked.page - 1) * PAGE_SIZE
    named = people_found(asked, first + size) if asked.kind in {"", PEOPLE} else None
    texts = texts_found(asked, first, order)
    if named and texts and not any(found.partly for found in texts.values()):
        # The name of a town is no misspelt name of a person, where texts have it as it was written.
        named = replace(named, hits=[hit for hit in named.hits if not hit.is_vague])
    hits = named.hits[first:] if named else []
    lines = list(zip(hits, found_people(hits, order), strict=True))
    kinds = found_kinds(texts, asked, order, named={hit.person.pk for hit in named.hits} if named else set())
    end = first + size
    more = bool(named and named.more and end < MOST) or any(kind.number > end or kind.capped for kind in kinds)
    further = bool(asked.kind) and more and asked.page < LAST_PAGE
    return Answer(
        certain=[line for hit, line in lines if hit.certain],
        similar=[line for hit, line in lines if not hit.certain],
        kinds=kinds,
        tried=named.tried if named else (),
        near=named.near if named else (),
        partly=any(found.partly for found in texts.values()),
        by_whole_name=not all(hit.is_in_part for hit in hits),
        all_people_url=asked.address(kind=PEOPLE) if named and named.more and not asked.kind else "",
        previous_url=asked.address(page=asked.page - 1) if asked.page > 1 else "",
        next_url=asked.address(page=asked.page + 1) if further else "",
    )


def people_found(asked: Asked, limit: int) -> Found:
    """Return the people whose names are asked for; words in quotation marks are no others that are near to them."""
    found = find_people(
        names_in(asked.words),
        rows=Person.objects.public(Channel.SEARCH),
        edition=Edition.PUBLIC,
        limit=limit,
        narrowed=asked.groups,
    )
    if without := names_without(asked.words):
        found = replace(found, hits=[hit for hit in found.hits if not any(map(hit.bears, without))])
    if not parse(asked.words).phrases:
        return found
    return Found([hit for hit in found.hits if not hit.is_near], found.more)


def texts_found(asked: Asked, first: int, order: Sequence[str]) -> dict[str, TextsFound]:
    """Return what is found of the words of entries, by kind: a page of the kind that is asked for, or some of each."""
    kinds = [asked.kind] if asked.kind else [PEOPLE] if asked.people else list(KINDS)

    def rows(model: Any) -> Any:
        found = model.objects.public(Channel.SEARCH)
        return narrowed(found, asked) if model is Person else found

    return find_texts(
        asked.words,
        edition=Edition.PUBLIC,
        rows=rows,
        kinds=[kind_of(kind) for kind in kinds],
        languages=[asked.language] if asked.language else (),
        limit=PAGE_SIZE if asked.kind else EACH_TOGETHER,
        first=first,
        order=order,
    )


def narrowed(rows: Any, asked: Asked) -> Any:
    """Return people narrowed by what is asked of them, for those who are found by the words about them."""
    chosen = asked.people
    if "fate" in chosen:
        rows = rows.filter(fate=chosen["fate"])
    if "age" in chosen:
        rows = rows.filter(register__language=active_language(), register__age_group=chosen["age"])
    if "born_from" in chosen:
        rows = rows.filter(birth_latest__year__gte=int(chosen["born_from"]))
    if "born_to" in chosen:
        rows = rows.filter(birth_earliest__year__lte=int(chosen["born_to"]))
    return rows.of_place(asked.place) if asked.place else rows


def near_links(answer: Answer, asked: Asked) -> list[tuple[str, str]]:
    """Return names that may have been meant, each with its own search, where neither name nor words were found."""
    if answer.certain or asked.page > 1 or (answer.kinds and not answer.partly):
        return []
    return [(name, asked.address(q=name)) for name in answer.near[:NEAR]]

"""The search for programs: people by their names, however these are spelled, and entries by their texts.

What is found is what the search page finds, among that which the API may tell. What nobody finds here is not noted.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import override
from rest_framework.request import Request

from memorial.api.answers import ApiView
from memorial.api.components import reference
from memorial.api.described import described, operation
from memorial.api.entries import address_of
from memorial.api.filters import Filters, filters_of
from memorial.api.parameters import Parameter, asked_of, number_in, one_of
from memorial.api.problems import NotTaken
from memorial.base.memorial import Memorial
from memorial.events.places import Place
from memorial.exchange.representations.fields import Kind
from memorial.exchange.representations.kinds import KINDS
from memorial.public.search_forms import FIRST_YEAR, LAST_YEAR, LONGEST, groups_of, one_line
from memorial.review.gate import Channel
from memorial.search.engines import Groups
from memorial.search.models import Edition
from memorial.search.people import PersonHit, find_people
from memorial.search.questions import names_in
from memorial.search.snippets import Snippet
from memorial.search.texts import TextHit, TextsFound, find_texts

PEOPLE = KINDS["people"]
#: The kinds by the names that the search has for them.
BY_MODEL: Mapping[str, Kind] = {str(kind.model._meta.model_name): kind for kind in KINDS.values()}
#: By what people can be narrowed: by the name of the parameter, what the index calls it.
NARROWING = {"fate": "fate", "age_group": "age", "born_from": "born_from", "born_to": "born_to", "place": "place"}
MOST, USUAL = 50, 10


def search_parameters(memorial: Memorial) -> list[Parameter]:
    """Return what may be asked of the search."""
    return [
        Parameter(
            "q", "The name or the words.", {"type": "string", "minLength": 1, "maxLength": LONGEST}, "Həsənov", True
        ),
        Parameter("kind", "Look through this kind alone.", {"type": "string", "enum": list(KINDS)}, "people"),
        *(
            Parameter(name, f"Of people, and then nothing else is found: {one.meaning}", one.schema, one.shown)
            for name, one in filters_of(PEOPLE).items()
            if name in NARROWING
        ),
        Parameter(
            "language",
            "Look through texts in this language alone, and give the reasons in it.",
            {"type": "string", "enum": list(memorial.languages)},
            memorial.own_language,
        ),
        Parameter(
            "limit",
            "How many of each kind at most stand in the answer.",
            {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
            USUAL,
        ),
    ]


def search_operation(_view: Any) -> Any:
    """Return the description of the search."""
    return operation("search", "Search", "search", reference("Found"), search_parameters(Memorial.current()))


class Search(ApiView):
    """Finds people and texts."""

    schema = described(search_operation)
    #: It takes as much work as several pages of a list.
    cost = 4

    def answer(self, request: Request, **address: Any) -> Mapping[str, Any]:
        """Return what is found, the likeliest first."""
        http = request._request
        known = search_parameters(self.memorial)
        asked = asked_of(http, [each.name for each in known])
        words = self.words(asked)
        limit = number_in("limit", asked["limit"], 1, MOST) if "limit" in asked else USUAL
        languages = self.memorial.languages
        language = one_of("language", asked["language"], languages) if "language" in asked else ""
        kind = one_of("kind", asked["kind"], list(KINDS)) if "kind" in asked else ""
        narrow = {name: asked[name] for name in NARROWING if name in asked}
        people = Filters.narrowed(PEOPLE, PEOPLE.model.objects.public(Channel.API), narrow)  # type: ignore[attr-defined]
        with override(language or self.memorial.own_language):
            named = self.named(words, people, groups_in(narrow), limit) if kind in {"", PEOPLE.name} else ([], False)
            kinds = kinds_in(kind, narrow)
            texts = find_texts(
                words,
                edition=Edition.PUBLIC,
                rows=lambda model: people if model is PEOPLE.model else public_rows(model),
                kinds=kinds,
                languages=[language] if language else (),
                limit=limit,
                order=languages,
            )
            return {
                "people": {"results": [person_found(hit, http) for hit in named[0]], "more": named[1]},
                "texts": [texts_found(name, found, http) for name, found in texts.items() if name in kinds],
            }

    def words(self, asked: Mapping[str, str]) -> str:
        """Return the words that are looked for."""
        if "q" not in asked:
            self.refuse("q", "Give the name or the words to look for.")
        if len(asked["q"]) > LONGEST:
            self.refuse("q", f"Give at most {LONGEST} signs.")
        return one_line(asked["q"])

    def refuse(self, parameter: str, sentence: str) -> None:
        """Say that a parameter is not taken."""
        raise NotTaken(parameter, sentence)

    def named(self, words: str, people: Any, groups: Groups, limit: int) -> tuple[Sequence[PersonHit], bool]:
        """Return the people of a name, and whether there are more."""
        found = find_people(names_in(words), rows=people, edition=Edition.PUBLIC, limit=limit, narrowed=groups)
        return found.hits, found.more


def public_rows(model: Any) -> Any:
    """Return what the API may tell of a kind."""
    return model.objects.public(Channel.API)


def kinds_in(kind: str, narrow: Mapping[str, str]) -> list[str]:
    """Return which kinds are looked through, as the search calls them; what narrows people finds nothing else."""
    wanted = ({kind} if kind else set(KINDS)) & ({PEOPLE.name} if narrow else set(KINDS))
    return [name for name, each in BY_MODEL.items() if each.name in wanted]


def groups_in(narrow: Mapping[str, str]) -> Groups:
    """Return what narrows people as tokens of the index; years beyond its own narrow by their rows alone."""
    place = narrow.get("place", "")
    rows = Place.objects.public(Channel.API).filter(public_id=place)
    key = rows.values_list("pk", flat=True).first() if place else None
    asked = {NARROWING[name]: value for name, value in narrow.items()}
    for name in ("born_from", "born_to"):
        if name in asked and not FIRST_YEAR <= int(asked[name]) <= LAST_YEAR:
            del asked[name]
    return groups_of(asked, key or 0)


def person_found(hit: PersonHit, request: HttpRequest) -> dict[str, Any]:
    """Return somebody who was found, how surely, and why."""
    return {
        "id": hit.person.public_id,
        "address": request.build_absolute_uri(address_of(PEOPLE, hit.person.public_id)),
        "name": hit.name.full,
        "score": round(min(max(hit.score, 0.0), 1.0), 4),
        "certain": hit.certain,
        "reasons": [{"code": str(reason.code), "sentence": reason.sentence} for reason in hit.reasons],
    }


def texts_found(name: str, found: TextsFound, request: HttpRequest) -> dict[str, Any]:
    """Return the entries of one kind whose texts answer."""
    kind = BY_MODEL[name]
    return {
        "kind": kind.name,
        "results": [text_found(kind, hit, request) for hit in found.hits],
        "more": found.more or found.number > len(found.hits),
        "partly": found.partly,
    }


def text_found(kind: Kind, hit: TextHit, request: HttpRequest) -> dict[str, Any]:
    """Return one entry that was found by its texts; behind a content note no words are told."""
    return {
        "id": hit.entry.public_id,
        "address": request.build_absolute_uri(address_of(kind, hit.entry.public_id)),
        "title": hit.title.value,
        "language": hit.language,
        "note": hit.note.value if hit.note else None,
        "snippet": pieces(hit.snippet),
    }


def pieces(snippet: Snippet | None) -> list[dict[str, Any]]:
    """Return a place in a text in pieces."""
    return [{"words": words, "marked": marked} for words, marked in snippet.parts] if snippet else []

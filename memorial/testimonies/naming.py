"""Naming: who is said to speak in a testimony, as far as the consent gate lets the narrator be named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from memorial.base.asking import Among, asked_once, keys_of
from memorial.base.initials import initials
from memorial.base.languages import active_language
from memorial.base.reading import Parts, keep_referred
from memorial.base.texts import Text, untranslated
from memorial.people.models import Person
from memorial.people.querysets import LONG
from memorial.review.gate import Audience, Channel, Naming, ShownAs, decide
from memorial.testimonies.models import Testimony


@dataclass(frozen=True)
class Narrator:
    """Who speaks: ``person`` where it is one of this record, ``role`` beside a name, ``nameless`` where it is one."""

    name: Text
    person: Person | None = None
    role: Text | None = None
    nameless: bool = False

    @property
    def url(self) -> str:
        """The address of the narrator's own page; empty where there is none that may be named."""
        return self.person.get_absolute_url() if self.person else ""

    @property
    def described(self) -> Text | None:
        """What is told of the narrator: the role beside the name or in its place."""
        return self.name if self.nameless else self.role


def narrator_of(testimony: Testimony, order: Sequence[str], channel: Channel = Channel.PAGE) -> Narrator:
    """Return who speaks: a person of this record, a name, a role, or nobody who is named.

    The testimony was read with its narrator, only if that person may be seen, and with its consents; ``order`` is the
    memorial's languages.
    """
    role = testimony.text("role", order)
    way = naming_of(testimony, channel)
    if way.naming == Naming.FULL and testimony.narrator:
        return Narrator(testimony.narrator.display_name(order), testimony.narrator, role)
    name = testimony.narrator_name
    if way.naming == Naming.FULL and name:
        return Narrator(as_written(testimony, name), role=role)
    if way.naming == Naming.INITIALS and (letters := initials(name)):
        return Narrator(as_written(testimony, letters), role=role)
    if way.naming == Naming.PSEUDONYM:
        return Narrator(as_written(testimony, way.pseudonym), role=role)
    return Narrator(role or untranslated(_("anonymous")), nameless=True)


def keep_narrators(testimonies: Iterable[Testimony]) -> list[Person]:
    """Keep with testimonies whoever speaks in them, where that is a public person; return these people."""
    kept = list(testimonies)
    keys = {each.narrator_id for each in kept if each.narrator_id}
    people: dict[int | None, Person] = {each.pk: each for each in narrators_among(keys_of(keys))} if keys else {}
    for each in kept:
        keep_referred(each, "narrator", people.get(each.narrator_id))
    return list(people.values())


@asked_once
def narrators_among(keys: Any) -> Any:
    """Return the public people of these keys."""
    return Person.objects.public().filter(Among("pk", keys))


def naming_parts(testimonies: Iterable[Testimony], narrators: Iterable[Person]) -> list[Parts]:
    """Return the parts by which testimonies are named, yet to be read: the consents, and the names of who speaks."""
    kept, people = list(testimonies), list(narrators)
    # The preview of a working copy names the narrator by the consent of the testimony itself.
    asked = [*kept, *(each.copy_of for each in kept if each.copy_of)]
    return [
        Parts(kept, "translations"),
        Parts(asked, "consents"),
        Parts(people, "names"),
        Parts(people, "translations", without=LONG),
    ]


def naming_of(testimony: Testimony, channel: Channel = Channel.PAGE) -> ShownAs:
    """Return how the narrator may be named, as the consent gate decides; where it shows nothing, not at all.

    Of a draft, it is as it will be once it is published.
    """
    shown = decide(testimony.item().once_public(), channel, Audience.PUBLIC, testimony.moment)
    return shown or ShownAs(Naming.ANONYMOUS)


def as_written(testimony: Testimony, name: str) -> Text:
    """Return a name in the language in which the testimony has it."""
    return Text(name, testimony.language or active_language(), foreign=False, unreviewed=False)

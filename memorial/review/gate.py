"""The consent gate: the one rule of who is shown what of an item, by which channel, at which moment.

It asks nothing of the database. ``.public()`` compiles the same rule into its queries (`Entry.consent_rule`), and the
tests hold the one against the other. Whatever is unknown or unsure is closed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What something entrusted to the memorial would be used for."""

    KEEP = "keep", _("keep in the archive")
    PUBLISH = "publish", _("publish here")
    RESEARCH = "research", _("use in research")
    TEACHING = "teaching", _("use in teaching")
    COURT = "court", _("pass to a court")


class Naming(models.TextChoices):
    """How somebody is named, from the most that is said to the least."""

    FULL = "full", _("full name")
    INITIALS = "initials", _("initials")
    PSEUDONYM = "pseudonym", _("pseudonym")
    ANONYMOUS = "anonymous", _("anonymous")


class Audience(models.TextChoices):
    """Who may see it, from the widest audience to the narrowest."""

    PUBLIC = "public", _("everyone")
    RESEARCHERS = "researchers", _("researchers, on request")
    CURATORS = "curators", _("curators only")


class Channel(StrEnum):
    """The doors by which something leaves the memorial; every address and every command names its own."""

    PAGE = "page"
    #: Lists and counts.
    LIST = "list"
    SEARCH = "search"
    FEED = "feed"
    SITEMAP = "sitemap"
    API = "api"
    IIIF = "iiif"
    OAI = "oai"
    EXPORT = "export"
    #: The copy of the whole site in plain files.
    STATIC = "static"
    #: What other sites show of a link to a page here.
    CARD = "card"
    #: The pages of earlier versions.
    VERSION = "version"
    #: The desk, behind its sign-in.
    DESK = "desk"


_SHOWN = frozenset({Purpose.PUBLISH})
_TAKEN_AWAY = frozenset({Purpose.PUBLISH, Purpose.RESEARCH})
#: The purposes to which there must be a consent, by channel. What is shown here needs the one to publish; what others
#: take away as data, to work with it where the memorial no longer has a hand in it, needs the one to research as well.
NEEDS: dict[Channel, frozenset[Purpose]] = {
    channel: _TAKEN_AWAY if channel in {Channel.API, Channel.OAI, Channel.EXPORT} else _SHOWN
    for channel in Channel
    if channel != Channel.DESK
}

_STRICTNESS = {naming: place for place, naming in enumerate(Naming)}


def covering(audience: Audience) -> list[str]:
    """Return to which audiences a consent may be given that covers this one: to it, or to a wider one."""
    widest_first = list(Audience)
    return [each.value for each in widest_first[: widest_first.index(audience) + 1]]


@dataclass(frozen=True)
class Moment:
    """The time by which things begin, none where the clock is not believed; and the one by which they are over."""

    begun: datetime | None
    over: datetime

    @classmethod
    def at(cls, time: datetime) -> "Moment":
        """Return the moment at which a clock that is believed shows this time."""
        return cls(time, time)

    def has_come(self, start: datetime | None) -> bool:
        """Return whether something that waits for a time has begun; what waits for none has."""
        return start is None or (self.begun is not None and start <= self.begun)

    def has_passed(self, end: datetime | None) -> bool:
        """Return whether something that lasts until a time is over; what has no end is not."""
        return end is not None and end <= self.over


@dataclass(frozen=True)
class Answer:
    """One consent: for which purpose, given or not, to whom, under which name, from and until when."""

    purpose: str
    given: bool | None
    naming: str = Naming.ANONYMOUS
    pseudonym: str = ""
    audience: str = Audience.CURATORS
    starts: datetime | None = None
    ends: datetime | None = None
    withdrawn: bool = False
    paused: bool = False

    def stands(self, audience: Audience, moment: Moment) -> bool:
        """Return whether it allows an audience anything at a moment: wider consents cover narrower audiences."""
        wide = self.audience in covering(audience)
        in_term = moment.has_come(self.starts) and not moment.has_passed(self.ends)
        return self.given is True and wide and in_term and not self.withdrawn and not self.paused


@dataclass(frozen=True)
class Item:
    """What the gate knows of something: its status, its consents, and the items whose children it is."""

    #: Published, and no working copy.
    published: bool
    opens: datetime | None = None
    restricted: bool = False
    rests_on_consent: bool = False
    #: Kept without the name of whoever gave it.
    anonymous: bool = False
    answers: tuple[Answer, ...] = ()
    parents: tuple["Item", ...] = ()

    @property
    def is_timed(self) -> bool:
        """Whether it depends on the moment what is shown of it."""
        terms = [time for answer in self.answers for time in (answer.starts, answer.ends)]
        return any((self.opens, *terms)) or any(parent.is_timed for parent in self.parents)

    def once_public(self) -> "Item":
        """Return the item as it will be once it is published: what then decides is consent alone."""
        return replace(self, published=True, opens=None, restricted=False)

    def before_it_ended(self) -> "Item":
        """Return the item as it was before any consent was withdrawn, paused or over: as strangers may have seen it."""
        answers = tuple(replace(each, ends=None, withdrawn=False, paused=False) for each in self.answers)
        return replace(self, answers=answers, parents=tuple(each.before_it_ended() for each in self.parents))


@dataclass(frozen=True)
class ShownAs:
    """That something is shown, and how whoever gave it is named."""

    naming: Naming
    pseudonym: str = ""


def decide(item: Item, channel: Channel, audience: Audience, moment: Moment) -> ShownAs | None:
    """Return as what an item is shown to an audience by a channel at a moment, or nothing where it is not shown.

    The desk shows curators all that is not restricted, named in full: which of it, and that keepers open what is
    restricted, their roles say. Every other channel shows what is published, open and not restricted; where it rests
    on consent, each purpose that the channel needs must have an answer that stands. `NEEDS` asks for two of the data
    that others take away (API, OAI, export): to publish, and to research. A child is shown when all its parents are,
    and names no more than the strictest of them.
    """
    if item.restricted:
        return None
    if channel == Channel.DESK:
        return ShownAs(Naming.FULL) if audience == Audience.CURATORS else None
    if not item.published or not moment.has_come(item.opens):
        return None
    namings: list[ShownAs] = [ShownAs(Naming.ANONYMOUS if item.anonymous else Naming.FULL)]
    for purpose in NEEDS[channel] if item.rests_on_consent else ():
        standing = [each for each in item.answers if each.purpose == purpose and each.stands(audience, moment)]
        if not standing:
            return None
        namings += [ShownAs(Naming(answer.naming), answer.pseudonym) for answer in standing]
    for parent in item.parents:
        shown = decide(parent, channel, audience, moment)
        if shown is None:
            return None
        namings.append(shown)
    return strictest(namings)


def strictest(ways: Iterable[ShownAs]) -> ShownAs:
    """Return the way of naming that says least; two different pseudonyms are none."""
    found = list(ways)
    naming = max((way.naming for way in found), key=_STRICTNESS.__getitem__)
    names = {way.pseudonym for way in found if way.naming == naming}
    if naming != Naming.PSEUDONYM:
        return ShownAs(naming)
    return ShownAs(naming, names.pop()) if len(names) == 1 and "" not in names else ShownAs(Naming.ANONYMOUS)


#: The beginning of what can be reckoned with, and its end: a date that lies beyond, or cannot be known, is one of them.
LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)

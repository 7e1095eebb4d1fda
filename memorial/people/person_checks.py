"""What the check list finds in a person: dates that cannot all be true, and a name that readers would miss."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from memorial.base.age_words import age_words
from memorial.base.ages import are_compatible
from memorial.base.date_order import is_before, is_certainly_before
from memorial.base.date_words import words
from memorial.base.dates import age_range
from memorial.base.languages import language_name
from memorial.base.memorial import Memorial
from memorial.media.pictures import picture_findings
from memorial.review.checks import Finding
from memorial.sources.citation_checks import early_sources, uncited_facts

if TYPE_CHECKING:  # the model itself reads these checks
    from memorial.people.models import Person

#: A child can be born this long after the death of its father.
BEFORE_BIRTH = timedelta(days=310)
OLDEST = 120


def person_findings(person: "Person") -> Iterable[Finding]:
    """Yield what the check list finds in a person beyond what it finds in every entry."""
    memorial = Memorial.current()
    sourced = all(name.source_id for name in person.names.all())
    yield from uncited_facts(person, besides=("names",) if sourced else ())
    of_the_death = dict.fromkeys(("death", "death_place", "burial_place"), person.death)
    fate = {"fate": person.death} if person.fate in person.died_of_it else {}
    yield from early_sources(person, {"birth": person.birth, **of_the_death, **fate})
    yield from life_findings(person)
    yield from age_findings(person, memorial.occurred)
    yield from kin_findings(person)
    yield from name_findings(person, memorial.own_language)
    yield from depiction_findings(person)
    yield from picture_findings(person)


def depiction_findings(person: "Person") -> Iterable[Finding]:
    """Yield pictures of which nobody has said how it is known whom they show, and those a living person must allow."""
    pictures = person.pictures.all()
    if not all(picture.verified_how for picture in pictures):
        sentence = _("Write down of each picture how it is known that this is this person.")
        yield Finding("picture-not-verified", sentence, blocking=True)
    if person.is_of_the_living and not all(picture.asset.living == "agreed" for picture in pictures):
        sentence = _("The person is or may be living: write down their consent with each picture of them.")
        yield Finding("picture-without-consent", sentence, blocking=True)


def life_findings(person: "Person") -> Iterable[Finding]:
    """Yield a death before the birth, and a death of somebody who is said to be living."""
    if is_before(person.death, person.birth):
        sentence = _("The death (%(death)s) is earlier than the birth (%(birth)s).")
        stated = {"death": words(person.death), "birth": words(person.birth)}
        certain = is_certainly_before(person.death, person.birth)
        yield Finding("death-before-birth", sentence % stated, blocking=certain)
    if person.living == person.Living.YES and person.death:
        sentence = _("The person is said to be living and to have died (%(death)s).")
        yield Finding("living-and-died", sentence % {"death": words(person.death)})


def age_findings(person: "Person", occurred: str) -> Iterable[Finding]:
    """Yield a stated age that the dates do not allow, and an age that nobody reaches."""
    stated, reckoned = person.age(occurred), person.reckoned_age(occurred)
    if person.age_low is not None and stated and reckoned and not are_compatible(stated, reckoned):
        sentence = _("The stated age (%(stated)s) is not one that the dates allow (%(reckoned)s).")
        ages = {"stated": age_words(stated), "reckoned": age_words(reckoned)}
        yield Finding("age-and-dates", sentence % ages)
    lifetime = age_range(person.birth, person.death) if person.birth and person.death else None
    oldest = max((age for age in (stated, reckoned, lifetime) if age), key=lambda age: age.low, default=None)
    if oldest and oldest.low > OLDEST:
        sentence = _("The age (%(age)s) is above %(oldest)d.")
        yield Finding("age-over-120", sentence % {"age": age_words(oldest), "oldest": OLDEST})


def kin_findings(person: "Person") -> Iterable[Finding]:
    """Yield parents who died before a child was born, or were born after it; nobody is named who may be hidden."""
    pairs = list(parents_and_children(person))
    if any(is_before(parent.death, child.birth, by=BEFORE_BIRTH) for parent, child in pairs):
        sentence = _("By their dates, a child was born after the death of a parent. Look at the tie and at the dates.")
        yield Finding("born-after-parent-died", sentence)
    if any(is_before(child.birth, parent.birth) for parent, child in pairs):
        sentence = _("By their dates, a child was born before a parent. Look at the tie and at the dates.")
        yield Finding("born-before-parent", sentence)


def parents_and_children(person: "Person") -> Iterable[tuple["Person", "Person"]]:
    """Yield each parent with the child, as the person's ties have them; what others prepare in a copy is theirs."""
    ties = [(tie.kind, person, tie.relative) for tie in person.kin.all()]
    ties += [(tie.kind, tie.person, person) for tie in person.kin_of.all()]
    for kind, one, other in ties:
        relative = other if one is person else one
        if relative.is_copy or relative.restricted:
            continue
        if kind == "parent":
            yield one, other
        elif kind == "child":
            yield other, one


def name_findings(person: "Person", language: str) -> Iterable[Finding]:
    """Yield that no spelling of the name is preferred in the memorial's first language."""
    names = list(person.names.all())
    if names and not any(name.preferred and name.language == language for name in names):
        sentence = _("Names: none is preferred in %(language)s, the first language of this memorial.")
        yield Finding("no-preferred-name", sentence % {"language": capfirst(language_name(language))})

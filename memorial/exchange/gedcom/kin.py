"""Kin: who belongs to the family of a person, and whether it may be given out as a file."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from memorial.exchange.representations.fields import Reader, Said
from memorial.exchange.representations.people import PEOPLE
from memorial.people.kinship import Kinship
from memorial.review.gate import Channel

READER = Reader(Channel.EXPORT)
#: The ties by which one is of the same family.
CLOSE = frozenset({Kinship.Kind.PARENT, Kinship.Kind.CHILD, Kinship.Kind.SPOUSE, Kinship.Kind.SIBLING})
#: How many people a file holds at most.
MOST = 500


class FamilyRefused(Exception):  # noqa: N818  # named as a sentence would
    """A family that is not given out as a file; its message is a sentence, in the active language."""


def family_of(public_id: str) -> list[Said]:
    """Return what is said of a public person and of everybody of their family: households, and close kin of each.

    Raises FamilyRefused where somebody of them is or may be alive, or where they are too many.
    """
    found: dict[str, Said] = {}
    wanted = [public_id]
    while wanted:
        if len(found) + len(wanted) > MOST:
            raise FamilyRefused(_("This family is too large to be given out as one file."))
        for entry in PEOPLE.rows(READER).filter(public_id__in=wanted).order_by("pk"):
            # Nothing records that somebody living agreed to be in such a file.
            if entry.is_of_the_living:
                raise FamilyRefused(
                    _("This family is not given out as a file, because somebody in it is alive or may be alive.")
                )
            found[entry.public_id] = PEOPLE.represent(entry)
        wanted = sorted(set(kin_of(found.values())) - set(found) - set(wanted))
    return [found[key] for key in sorted(found, key=lambda key: key != public_id)]


def kin_of(people: Any) -> list[str]:
    """Return the permanent ids of close kin and of those who lived with some people."""
    kin = [row["relative"] for said in people for row in said["kin"] if row["kind"] in CLOSE]
    return [*kin, *(member for said in people for home in said["households"] for member in home["members"])]


def related(said: Said, kinds: Sequence[str], within: Sequence[str]) -> list[str]:
    """Return the permanent ids of the relatives of some kinds, those within a family alone."""
    return [row["relative"] for row in said["kin"] if row["kind"] in kinds and row["relative"] in within]

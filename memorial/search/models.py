"""The two indexes, of what is public and of what the desk may know: words, their keys, and what each entry consists of.

Nothing here is a source of anything; all of it can be made anew from the entries (`manage.py rebuild_index`). Folded
forms stand here to be compared and are never shown.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models


class Edition(StrEnum):
    """Which of the two indexes: that of the public, or that of the desk."""

    PUBLIC = "public"
    DESK = "desk"


class NameWord(models.Model):
    """One word that stands in names, as `letters.name_words` gives it, and how many people have it in a name."""

    id = models.BigAutoField(primary_key=True)
    word = models.CharField(max_length=60, unique=True)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return self.word


class NameKey(models.Model):
    """One key under which a word is looked up (`keys.keys_of`); a word has several.

    There are some hundred times as many of them as of anything else here, so a row is these two columns alone.
    """

    pk = models.CompositePrimaryKey("key", "word_id")
    key = models.CharField(max_length=64)
    #: Without a constraint: keys are removed by what they are, and a million of them need no second index for it.
    word_id = models.BigIntegerField()

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return self.key


class NameDoc(models.Model):
    """What one person is found by: a token for each word of each name, and for what the search page filters by."""

    #: The row leaves through `indexing` alone, which takes its words out of the counts as well.
    person = models.OneToOneField(
        "memorial.Person",
        on_delete=models.DO_NOTHING,
        primary_key=True,
        db_constraint=False,
        related_name="%(class)s",
    )
    tokens = models.TextField()

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return self.tokens


class TextDoc(models.Model):
    """The words of one entry in one language, folded and without their endings, in the order in which they stand."""

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=12)
    tokens = models.TextField()

    class Meta:
        abstract = True
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "object_id", "language"], name="%(class)s_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} {self.language}"


class PublicNameWord(NameWord):
    """A word in names of people who are public."""


class PublicNameKey(NameKey):
    """A key of a word in names of people who are public."""


class PublicNameDoc(NameDoc):
    """What a public person is found by."""


class PublicTextDoc(TextDoc):
    """The words of a public entry."""


class DeskNameWord(NameWord):
    """A word in names of any people of the record."""


class DeskNameKey(NameKey):
    """A key of a word in names of any people of the record."""


class DeskNameDoc(NameDoc):
    """What any person of the record is found by."""


class DeskTextDoc(TextDoc):
    """The words of any entry of the record."""


class SearchDue(models.Model):
    """When an entry opens or closes by itself: from then on the public index is asked without it, until made anew."""

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="searchdue_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.at:%Y-%m-%d %H:%M}"


class IndexBuild(models.Model):
    """How far an index has been made anew, so that the making can go on where it was stopped."""

    edition = models.CharField(max_length=6)
    kind = models.CharField(max_length=20)
    position = models.BigIntegerField(default=0)
    #: By which rules (`keys.VERSION`) it was made.
    rules = models.PositiveSmallIntegerField(default=0)
    finished = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["edition", "kind"], name="indexbuild_once")]

    def __str__(self) -> str:
        return f"{self.edition} {self.kind}"


@dataclass(frozen=True)
class Tables:
    """The tables of one edition."""

    words: type[Any]
    keys: type[Any]
    people: type[Any]
    texts: type[Any]

    @property
    def of_people(self) -> tuple[type[Any], ...]:
        """Those by which people are found."""
        return (self.words, self.keys, self.people)

    @property
    def each(self) -> tuple[type[Any], ...]:
        """All of them."""
        return (*self.of_people, self.texts)


TABLES: dict[Edition, Tables] = {
    Edition.PUBLIC: Tables(PublicNameWord, PublicNameKey, PublicNameDoc, PublicTextDoc),
    Edition.DESK: Tables(DeskNameWord, DeskNameKey, DeskNameDoc, DeskTextDoc),
}

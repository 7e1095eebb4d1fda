"""The register: all people in the alphabetical order of each language, derived from their names.

A page of names must cost the same among a million people as among a thousand, so the order, the letter and what the
list filters by are kept in one indexed row for each published person and language. Nothing here is a source of
anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple, Self

from django.db import models, transaction

from memorial.base.alphabets import OTHER, first_letter, sort_key
from memorial.base.rows import insert_values, with_keys
from memorial.base.texts import choose_text
from memorial.people.names import choose_name
from memorial.review.gate import Channel
from memorial.review.querysets import ChildQuerySet, Row
from memorial.review.status import Status

#: What the keys of people without a name begin with: it stands after the signs of every letter.
UNNAMED = "ff"


class RegisterQuerySet(ChildQuerySet[Row]):
    """Rows of the register, as public as the person they name."""

    entry_path = "person"

    def public(self, channel: Channel = Channel.PAGE) -> Self:
        """Return the rows whose person a stranger may see by a channel.

        Asked of each row in its turn: a join would let a database begin with all the people and sort them.
        """
        person: Any = self.model._meta.get_field("person").related_model
        return self.filter(models.Exists(person.objects.public(channel).filter(pk=models.OuterRef("person"))))

    def unnamed(self, language: str) -> Self:
        """Return those who stand at the end of the register of a language, because no name of theirs is known."""
        return self.filter(language=language, sort_key__gte=UNNAMED)


RegisterManager = models.Manager.from_queryset(RegisterQuerySet)


class RegisterRow(models.Model):
    """One person in the register of one language."""

    person = models.ForeignKey("memorial.Person", on_delete=models.CASCADE, related_name="register")
    language = models.CharField(max_length=12)
    letter = models.CharField(max_length=2)
    sort_key = models.CharField(max_length=420)
    name = models.CharField(max_length=250)
    name_language = models.CharField(max_length=12)
    sex = models.CharField(max_length=8)
    fate = models.CharField(max_length=14)
    age_group = models.CharField(max_length=6)
    residence = models.ForeignKey("memorial.Place", on_delete=models.SET_NULL, null=True, related_name="+")

    objects = RegisterManager()

    class Meta:
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["person", "language"], name="registerrow_once")]
        indexes = [
            models.Index(fields=["language", "sort_key"], name="register_all"),
            models.Index(fields=["language", "letter", "sort_key"], name="register_letter"),
            models.Index(fields=["language", "fate", "sort_key"], name="register_fate"),
            models.Index(fields=["language", "sex", "sort_key"], name="register_sex"),
            models.Index(fields=["language", "age_group", "sort_key"], name="register_age"),
            models.Index(fields=["language", "residence", "sort_key"], name="register_residence"),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.name}"


#: By what the indexes of the register have a row.
PLACE = attrgetter("language", "sort_key")


class Listed(NamedTuple):
    """One person in the register of one language, as their row has it; the columns are called so too."""

    person_id: int
    language: str
    letter: str
    sort_key: str
    name: str
    name_language: str
    sex: str
    fate: str
    age_group: str
    residence_id: int | None


def place_in(language: str, name: str, name_language: str, public_id: str, *, unnamed: bool) -> tuple[str, str]:
    """Return letter and key of a place in the register of a language; people without a name stand at the end."""
    key = sort_key(name, language=language, text_language=name_language)
    letter = OTHER if unnamed else first_letter(name, language=language, text_language=name_language)
    # The permanent id makes the key unique, so that a page can begin after any row.
    return letter, f"{UNNAMED if unnamed else ''}{key}00{public_id}"


def places_of(person: Any, languages: Sequence[str], occurred: str) -> list[Listed]:
    """Return where a person stands in the register of each language."""
    rows = []
    group = str(person.age_group(occurred))
    names, texts = list(person.names.all()), list(person.translations.all())
    for language in languages:
        name = choose_name(names, language, languages)
        text = None if name else choose_text(texts, "description", language, languages)
        called = name.register_form if name else (text.value if text else "")
        written_in = name.language if name else (text.language if text else language)
        letter, key = place_in(language, called, written_in, person.public_id, unnamed=name is None)
        listed = (person.pk, language, letter, key, called, written_in, str(person.sex), str(person.fate), group)
        rows.append(Listed(*listed, person.residence_id))
    return rows


def unlisted() -> models.Q:
    """Return who is published and stands nowhere in the register."""
    listed = RegisterRow.objects.filter(person=models.OuterRef("pk"))
    return models.Q(~models.Exists(listed), status=Status.PUBLISHED, copy_of=None)


@transaction.atomic(savepoint=False)
def fill_register(people: Iterable[Any], languages: Sequence[str], occurred: str) -> None:
    """Make the rows of these people what they now are, in these languages; who is not published has none.

    Who is published is asked anew and held until the end of the transaction: meanwhile somebody else may have published
    or withdrawn whom the caller has read before. Nobody reads the rows of a draft, and each stands in nine indexes: a
    long list of drafts is brought in without them.
    ``occurred`` is when it happened (EDTF): the age of survivors and of the missing is reckoned at that time.
    """
    known = {person.pk: person for person in people}
    if not known:
        return
    rows = type(next(iter(known.values())))._base_manager.filter(with_keys("pk", list(known)), status=Status.PUBLISHED)
    published = set(rows.select_for_update().values_list("pk", flat=True))
    after = {
        key: sorted(places_of(person, languages, occurred)) if key in published else [] for key, person in known.items()
    }
    before: dict[int, list[Listed]] = defaultdict(list)
    stood = RegisterRow.objects.filter(with_keys("person", list(after))).order_by("person_id", "language")
    for row in stood.values_list(*Listed._fields):
        before[row[0]].append(Listed(*row))
    changed = [key for key, rows in after.items() if before.get(key, []) != rows]
    RegisterRow.objects.filter(with_keys("person", [key for key in changed if key in before])).delete()
    # In the order of the indexes: what stands side by side there is written side by side.
    insert_values(RegisterRow, Listed._fields, sorted((row for key in changed for row in after[key]), key=PLACE))

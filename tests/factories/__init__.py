"""Synthetic entries for tests: their names say that they are synthetic, and nothing else makes them.

Each function makes one entry, published unless the test gives another ``status``. ``texts`` are the entry's texts by
language: ``texts={"en": {"story": "…"}}``; fields of the entry are given by their names.
"""

import hashlib
from itertools import count
from typing import Any, TypeVar

from django.utils import timezone

from memorial.media.derivatives import COPY, PICTURE_FORMATS
from memorial.models import (
    Asset,
    Commemoration,
    Event,
    Figure,
    Household,
    Original,
    Person,
    PersonName,
    Place,
    Recognition,
    Source,
    Testimony,
)
from memorial.review.models import Entry
from memorial.review.publication import Publication, keep_revision
from memorial.review.snapshots import whole
from memorial.review.status import Status

EntryType = TypeVar("EntryType", bound=Entry)
Texts = dict[str, dict[str, str]]
number = count(1)


def entry(model: type[EntryType], texts: Texts, **fields: Any) -> EntryType:
    """Make one entry of any kind with its texts, and bring its derived parts up to date."""
    made = entry_as_written(model, texts, **fields)
    made.refresh()
    return made


def entry_as_written(model: type[EntryType], texts: Texts, **fields: Any) -> EntryType:
    """Make one entry of any kind with its texts, from which nothing is derived yet."""
    fields.setdefault("status", Status.PUBLISHED)
    if fields["status"] in (Status.PUBLISHED, Status.WITHDRAWN):
        fields.setdefault("published_at", timezone.now())
        fields.setdefault("version", 1)
    if fields["status"] == Status.WITHDRAWN:
        fields.setdefault("withdrawn_at", timezone.now())
        fields.setdefault("withdrawal_reason", "checking")
    made = model(**fields)
    # The database itself refuses what a constraint forbids.
    made.full_clean(validate_constraints=False)
    made.save()
    for language, words in texts.items():
        made.translations.create(language=language, **words)  # type: ignore[attr-defined]
    return made


def make_person(*, given: str = "", family: str = "Synthetic", texts: Texts | None = None, **fields: Any) -> Person:
    """Make a person with one preferred English name; ``family=""`` and ``given=""`` make an unnamed one."""
    if not given and not family:
        return entry(Person, texts or {}, **fields)
    person = entry_as_written(Person, texts or {}, **fields)
    return add_name(person, given=given or f"Person {next(number)}", family=family).person


def add_name(person: Person, *, given: str, family: str, language: str = "en", **fields: Any) -> PersonName:
    """Give a person one more spelling."""
    fields.setdefault("preferred", not person.names.filter(language=language, preferred=True).exists())
    fields.setdefault("full", f"{given} {family}".strip())
    name = PersonName(person=person, given=given, family=family, language=language, **fields)
    name.full_clean(validate_constraints=False)
    name.save()
    person.refresh()
    return name


def make_source(**fields: Any) -> Source:
    """Make a source."""
    fields.setdefault("kind", Source.Kind.REPORT)
    fields.setdefault("title", f"Synthetic report {next(number)}")
    return entry(Source, fields.pop("texts", None) or {}, **fields)


def make_place(name: str = "", **fields: Any) -> Place:
    """Make a place with an English name."""
    fields.setdefault("kind", Place.Kind.TOWN)
    texts = fields.pop("texts", None) or {"en": {"name": name or f"Synthetic town {next(number)}"}}
    return entry(Place, texts, **fields)


def make_event(title: str = "", **fields: Any) -> Event:
    """Make a step of the chronology."""
    fields.setdefault("date", "1992-02-26")
    texts = fields.pop("texts", None) or {"en": {"title": title or f"Synthetic event {next(number)}"}}
    return entry(Event, texts, **fields)


def make_figure(subject: str = "Synthetic subject", **fields: Any) -> Figure:
    """Make an attributed number."""
    fields.setdefault("topic", "synthetic")
    fields.setdefault("low", next(number))
    texts = fields.pop("texts", None) or {"en": {"subject": subject, "stated_by": "Synthetic body"}}
    return entry(Figure, texts, **fields)


def make_testimony(summary: str = "Synthetic summary", **fields: Any) -> Testimony:
    """Make a testimony that a source has already published."""
    fields.setdefault("kind", Testimony.Kind.PUBLISHED_ACCOUNT)
    fields.setdefault("basis", Testimony.Basis.PUBLISHED)
    if not fields.get("anonymous") and not fields.get("narrator"):
        fields.setdefault("narrator_name", f"Synthetic Narrator {next(number)}")
    texts = fields.pop("texts", None) or {"en": {"summary": summary}}
    return entry(Testimony, texts, **fields)


def make_commemoration(title: str = "", **fields: Any) -> Commemoration:
    """Make a commemoration."""
    fields.setdefault("kind", Commemoration.Kind.MONUMENT)
    texts = fields.pop("texts", None) or {"en": {"title": title or f"Synthetic monument {next(number)}"}}
    return entry(Commemoration, texts, **fields)


def make_recognition(body: str = "", **fields: Any) -> Recognition:
    """Make a recognition by one chamber."""
    fields.setdefault("level", Recognition.Level.CHAMBER)
    fields.setdefault("instrument", Recognition.Instrument.RESOLUTION)
    texts = fields.pop("texts", None) or {"en": {"body": body or f"Synthetic chamber {next(number)}"}}
    return entry(Recognition, texts, **fields)


def make_household(name: str = "", members: tuple[Person, ...] = (), **fields: Any) -> Household:
    """Make a household with its members."""
    texts = fields.pop("texts", None) or {"en": {"name": name or f"Synthetic household {next(number)}"}}
    household = entry(Household, texts, **fields)
    for position, person in enumerate(members):
        household.memberships.create(person=person, position=position)
    return household


def make_original(kind: str = "image", **fields: Any) -> Original:
    """Make an original whose file is only a row, with rows for its derivatives; `tests.media.files` makes real ones."""
    media_type, width, height = {
        "image": ("image/jpeg", 640, 480),
        "document": ("application/pdf", None, None),
        "audio": ("audio/mpeg", None, None),
        "video": ("video/mp4", None, None),
    }[kind]
    fields = {"media_type": media_type, "width": width, "height": height, "size": 1000, **fields}
    fields.setdefault("sha256", hashlib.sha256(f"synthetic original {next(number)}".encode()).hexdigest())
    original = Original.objects.create(kind=kind, work=Original.Work.DONE, **fields)
    make_derivative_rows(original)
    return original


def make_derivative_rows(original: Original, focal: tuple[int, int] = (50, 50)) -> None:
    """Know derivatives of an original for which there are no files."""
    if not original.is_image:
        original.derivatives.create(recipe=COPY, format=original.extension, sha256=original.sha256, size=1000)
        return
    across, down = focal
    width, height = original.width or 0, original.height or 0
    whole = [(str(each), each, round(each * height / width)) for each in (320, 640)]
    squares = [(f"square-{across}-{down}-{side}", side, side) for side in (128, 320, 480)]
    for recipe, across_points, down_points in whole + squares:
        for ending in PICTURE_FORMATS:
            digest = hashlib.sha256(f"{original.sha256} {recipe} {ending}".encode()).hexdigest()
            size = {"width": across_points, "height": down_points, "size": 1000}
            original.derivatives.create(recipe=recipe, format=ending, sha256=digest, **size)


def make_asset(**fields: Any) -> Asset:
    """Make a photograph whose file is only a row; a ``kind`` or an ``original`` makes something else of it."""
    if "original" not in fields:
        fields["original"] = make_original(fields.get("kind", "image"))
    fields.setdefault("kind", fields["original"].kind)
    fields.setdefault("grade", "none")
    fields.setdefault("living", "nobody")
    fields.setdefault("credit", "Synthetic credit")
    return entry(Asset, fields.pop("texts", None) or {}, **fields)


def add_picture(entry: Any, asset: Asset | None = None, **fields: Any) -> Any:
    """Tie a photograph (a new one unless given) to an entry that can have pictures; return the tie."""
    fields.setdefault("position", entry.pictures.count())
    return entry.pictures.create(asset=asset or make_asset(), **fields)


def consent_to(entry: Any, **fields: Any) -> Any:
    """Record a consent to publish a testimony or an asset here, for everyone and under the full name; return it."""
    usual = {"purpose": "publish", "given": True, "audience": "public", "naming": "full"}
    return entry.consents.create(**{**usual, **fields})


def keep_version(made: EntryType) -> EntryType:
    """Keep a published entry as it is now as its version, as publishing it does; the factories alone do not."""
    keep_revision(whole(type(made), pk=made.pk), author=None, reviewer=None, how=Publication(seen=""))
    return made


MAKERS = {
    Asset: make_asset,
    Commemoration: make_commemoration,
    Event: make_event,
    Figure: make_figure,
    Household: make_household,
    Person: make_person,
    Place: make_place,
    Recognition: make_recognition,
    Source: make_source,
    Testimony: make_testimony,
}

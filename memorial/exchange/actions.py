"""What may be done with a record: load it, all of it or nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from memorial.base.memorial import Memorial
from memorial.exchange.record_checks import check_record
from memorial.exchange.record_plan import Link, Plan, Planned
from memorial.exchange.record_tables import ENTRY_TABLES, Table
from memorial.exchange.records import Problem, read_record
from memorial.people.kinship import HouseholdMember
from memorial.people.models import Person
from memorial.review.desk_index import index_entries
from memorial.review.ledger import Verb, record
from memorial.review.models import Entry
from memorial.review.preparation import keep_first_editions, mark_translations
from memorial.review.snapshots import with_parts
from memorial.review.status import Status
from memorial.sources.models import IntroductionSource
from memorial.testimonies.models import Testimony

#: How many rows one statement writes: below the number of values that every database takes at once.
BATCH = 200


class RecordRefused(Exception):
    """A record that cannot be loaded; it carries all that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass
class Loaded:
    """What loading a record came to."""

    added: Counter[str] = field(default_factory=Counter)
    already: int = 0
    memorial_made: bool = False
    #: Testimonies that wait as drafts because they rest on a consent, which no record folder holds.
    await_consent: int = 0


def load_record(*, folder: Path, draft: bool = False) -> Loaded:
    """Check a whole record folder and write what is not there yet, in one transaction.

    The record is the first edition: its entries are published and kept as version 1, or with ``draft`` wait for a
    curator; the ledger gets one line for the whole. An
    entry that is there already is left exactly as it is, with its names, texts and citations, also when a curator has
    changed or withdrawn it. Raises RecordRefused, before anything is written, when anything in the folder is wrong.
    """
    plan = check_record(read_record(folder))
    if plan.problems:
        raise RecordRefused(plan.problems)
    with transaction.atomic(), translation.override(plan.record.language):
        return _Loading(plan, draft=draft).run()


class _Loading:
    """One loading of one plan: what has been written so far, by table and key."""

    def __init__(self, plan: Plan, *, draft: bool) -> None:
        self.plan = plan
        self.draft = draft
        self.loaded = Loaded()
        self.written: dict[Link, Any] = {}
        self.new: dict[Link, Planned] = {}

    def run(self) -> Loaded:
        memorial = self.write_memorial()
        for table in ENTRY_TABLES.values():
            self.write_table(table)
        if self.loaded.memorial_made:
            self.write_introduction_sources(memorial)
        self.write_names_and_kin()
        for table in ENTRY_TABLES.values():
            self.write_texts_and_citations(table)
        self.write_members()
        self.write_subjects()
        for table in ENTRY_TABLES.values():
            self.bring_up_to_date(table, memorial)
        self.note_in_ledger()
        return self.loaded

    def write_memorial(self) -> Memorial:
        """Make the memorial's row where the installation has none yet."""
        existing = Memorial.objects.first()
        if existing:
            return existing
        self.loaded.memorial_made = True
        memorial = self.plan.memorial
        memorial.save(force_insert=True)
        for text in self.plan.memorial_texts.values():
            text.entry = memorial
            text.save()
        return memorial

    def write_introduction_sources(self, memorial: Memorial) -> None:
        """Write on which sources the introduction of a new memorial rests."""
        _write(
            IntroductionSource(memorial=memorial, source=self.written[link], position=position)
            for position, link in enumerate(self.plan.introduction_sources, start=1)
        )

    def write_table(self, table: Table) -> None:
        """Write the entries of a table that are not there yet, and find those that are."""
        rows = {link: planned for link, planned in self.plan.entries.items() if link[0] == table.name}
        existing = table.model._base_manager.in_bulk(
            [planned.made.public_id for planned in rows.values()], field_name="public_id"
        )
        self.written.update(
            {link: existing.get(planned.made.public_id, planned.made) for link, planned in rows.items()}
        )
        fresh = {link: planned for link, planned in rows.items() if planned.made.public_id not in existing}
        for planned in fresh.values():
            self.publish(planned.made)
        for layer in _layers(fresh):
            for planned in layer:
                self.fill_links(planned)
            table.model._base_manager.bulk_create([planned.made for planned in layer], batch_size=BATCH)
        self.new.update(fresh)
        self.loaded.already += len(existing)
        if fresh:
            self.loaded.added[table.name] = len(fresh)

    def publish(self, entry: Entry) -> None:
        """Make an entry part of the first edition, unless it has to wait."""
        waits = isinstance(entry, Testimony) and entry.basis == Testimony.Basis.CONSENT
        self.loaded.await_consent += waits
        if not self.draft and not waits:
            entry.status, entry.version, entry.published_at = Status.PUBLISHED, 1, timezone.now()

    def fill_links(self, planned: Planned) -> None:
        for name, link in planned.links.items():
            setattr(planned.made, name, self.written[link])

    def write_names_and_kin(self) -> None:
        """Write the names of new people, and the ties in which a new person stands."""
        names = [name for name in self.plan.names if name.links["person"] in self.new]
        kin = [tie for tie in self.plan.kin if {tie.links["person"], tie.links["relative"]} & self.new.keys()]
        for planned in (*names, *kin):
            self.fill_links(planned)
        _write(planned.made for planned in names)
        _write(planned.made for planned in kin)

    def write_texts_and_citations(self, table: Table) -> None:
        texts, citations = [], []
        for planned in self.new_of(table):
            for text in planned.texts.values():
                text.entry = planned.made
                texts.append(text)
            mark_translations(planned.texts.values())
            for cited in planned.citations:
                citation = table.citation_model(entry=planned.made, source=self.written[cited.source], fact=cited.fact)
                citation.locator, citation.says = cited.locator, cited.says
                citation.stance, citation.value = cited.stance, cited.value
                citations.append(citation)
        _write(texts)
        _write(citations)

    def write_members(self) -> None:
        """Write who belongs to the new households."""
        _write(
            HouseholdMember(household=planned.made, person=self.written[link], position=position)
            for planned in self.new_of(ENTRY_TABLES["households"])
            for position, link in enumerate(planned.lists.get("members", []), start=1)
        )

    def write_subjects(self) -> None:
        """Write of which people, places and events the new testimonies speak."""
        kinds: dict[str, tuple[type[models.Model], str]] = {
            "people": (Testimony.people.through, "person"),
            "places": (Testimony.places.through, "place"),
            "events": (Testimony.events.through, "event"),
        }
        for name, (through, subject) in kinds.items():
            _write(
                through(**{"testimony": planned.made, subject: self.written[link]})
                for planned in self.new_of(ENTRY_TABLES["testimonies"])
                for link in planned.lists.get(name, [])
            )

    def bring_up_to_date(self, table: Table, memorial: Memorial) -> None:
        """Derive labels and what follows from them, as `refresh` does for one entry, but for many at a time."""
        entries = [planned.made for planned in self.new_of(table)]
        paths = ("translations", "names") if table.model is Person else ("translations",)
        for start in range(0, len(entries), BATCH):
            some = entries[start : start + BATCH]
            models.prefetch_related_objects(some, *paths)
            with translation.override(memorial.own_language):
                for entry in some:
                    entry.label = entry.desk_label()
            table.model._base_manager.bulk_update(some, ["label"])
            self.keep_versions(table, some, memorial)

    def keep_versions(self, table: Table, some: Sequence[Entry], memorial: Memorial) -> None:
        """Keep new entries as their first version, and list them on the desk and in the register."""
        rows: Any = table.model._base_manager
        whole = with_parts(rows.filter(pk__in=[entry.pk for entry in some]).order_by("pk"))
        published = [entry for entry in whole if entry.status == Status.PUBLISHED]
        keep_first_editions(published, _("First edition of the record."))
        index_entries(whole, memorial.languages)

    def note_in_ledger(self) -> None:
        """Write the one line of the whole loading, where it has changed anything."""
        if not self.loaded.added and not self.loaded.memorial_made:
            return
        detail: dict[str, Any] = {"record": self.plan.record.key, "added": dict(self.loaded.added)}
        detail |= {"memorial": True} if self.loaded.memorial_made else {}
        detail |= {"draft": True} if self.draft else {}
        record(Verb.IMPORTED, by=None, command="load_record", detail=detail)

    def new_of(self, table: Table) -> list[Planned]:
        return [planned for (name, _key), planned in self.new.items() if name == table.name]


def _layers(rows: dict[Link, Planned]) -> Iterable[list[Planned]]:
    """Return rows so that each comes after the row of the same table to which it refers."""
    waiting = dict(rows)
    while waiting:
        ready = {link: row for link, row in waiting.items() if not waiting.keys() & set(row.links.values())}
        yield list(ready.values())
        for link in ready:
            del waiting[link]


def _write(rows: Iterable[models.Model]) -> None:
    """Write rows of one kind, many at a time."""
    made = list(rows)
    if made:
        type(made[0])._base_manager.bulk_create(made, batch_size=BATCH)

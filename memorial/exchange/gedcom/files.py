"""Files: a whole family in GEDCOM 7."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import override

from memorial.base.memorial import Memorial
from memorial.exchange.gedcom.couples import Couple, couples_of
from memorial.exchange.gedcom.dates import add_date
from memorial.exchange.gedcom.kin import READER, related
from memorial.exchange.gedcom.lines import Line, in_one_line
from memorial.exchange.gedcom.names import add_names
from memorial.exchange.representations.fields import Kind, Said
from memorial.exchange.representations.places import PLACES
from memorial.exchange.representations.sources import SOURCES
from memorial.people.kinship import Kinship
from memorial.people.models import Person
from memorial.sources.models import Citation

MEDIA_TYPE = "text/vnd.familysearch.gedcom"
#: The sign at the beginning by which a reader of such a file knows how the others are written.
MARK = "\ufeff"
SEXES: Mapping[str, str] = {Person.Sex.MALE: "M", Person.Sex.FEMALE: "F"}
#: What happened in a life: the fields of its date and place, and the facts that sources are cited for.
LIFE: Mapping[str, tuple[str, str, frozenset[str]]] = {
    "BIRT": ("birth", "birthplace", frozenset({"birth", "birthplace"})),
    "DEAT": ("death", "death_place", frozenset({"death", "death_place"})),
    "BURI": ("", "burial_place", frozenset({"burial_place"})),
    "RESI": ("", "residence", frozenset({"residence"})),
}
TOLD = frozenset().union(*(facts for _date, _place, facts in LIFE.values()))


def written(people: Sequence[Said], memorial: Memorial, base: str) -> str:
    """Return the file of a family; ``base`` is where the memorial stands on the web."""
    with override(memorial.own_language):
        family = Family(people, base)
        records = [head(memorial), *family.records(), Line("TRLR")]
    return MARK + "".join(f"{line}\n" for record in records for line in record.written())


def head(memorial: Memorial) -> Line:
    """Return how the file begins: by which standard, from whom, in which language places and sources are named."""
    line = Line("HEAD")
    line.add("GEDC").add("VERS", "7.0")
    line.add("SOUR", "MEMORIAL").add("NAME", in_one_line(memorial.title))
    line.add("LANG", memorial.own_language)
    return line


def told_of(kind: Kind, public_ids: Iterable[str | None]) -> dict[str, Said]:
    """Return what is said of entries that others name, by their permanent ids."""
    rows = kind.rows(READER).filter(public_id__in={each for each in public_ids if each}).order_by("pk")
    return {entry.public_id: kind.represent(entry) for entry in rows}


class Family:
    """The people of one file, with the places and sources that they name, and the names by which records point."""

    def __init__(self, people: Sequence[Said], base: str) -> None:
        self.people, self.base = people, base
        self.couples = couples_of(people)
        self.places = told_of(PLACES, (said[place] for said in people for _date, place, _facts in LIFE.values()))
        parts = [row for said in people for part in ("citations", "names", "kin") for row in said[part]]
        self.sources = told_of(SOURCES, (row["source"] for row in parts))
        self.own = {said["id"]: f"I{number}" for number, said in enumerate(people, 1)}
        self.cited = {key: f"S{number}" for number, key in enumerate(self.sources, 1)}

    def records(self) -> list[Line]:
        """Return the records: people, families, sources."""
        return [
            *(self.person(said) for said in self.people),
            *(self.couple(number, couple) for number, couple in enumerate(self.couples, 1)),
            *(self.source(said) for said in self.sources.values()),
        ]

    def person(self, said: Said) -> Line:
        """Return the record of a person."""
        line = Line("INDI", name=self.own[said["id"]])
        add_names(line, said, self.cite)
        line.add("SEX", SEXES.get(said["sex"], "U"))
        for tag in LIFE:
            self.add_event(line, tag, said)
        for row in said["texts"]:
            line.say("OCCU", in_one_line(row["occupation"] or ""))
        for tag, of in (("FAMC", "children"), ("FAMS", "partners")):
            for number, couple in enumerate(self.couples, 1):
                if said["id"] in getattr(couple, of):
                    line.add(tag, f"F{number}", points=True)
        self.add_others(line, said)
        self.add_citations(line, (row for row in said["citations"] if row["fact"] not in TOLD))
        self.add_id(line, said)
        return line

    def add_event(self, line: Line, tag: str, said: Said) -> None:
        """Add what happened in a life, where anything is known of it; that somebody is dead is known of all here."""
        dated, place, facts = LIFE[tag]
        date, known = said[dated] if dated else None, self.places.get(said[place] or "")
        cited = [row for row in said["citations"] if row["fact"] in facts]
        bare = not (date or known)
        if bare and tag != "DEAT":
            return
        event = line.add(tag, "Y" if bare else "")
        add_date(event, date)
        if known:
            self.add_place(event, known)
        self.add_citations(event, cited)

    def add_place(self, line: Line, said: Said) -> None:
        """Add where something was; a comma would begin another place."""
        place = line.add("PLAC", in_one_line(said["title"].replace(",", " ")))
        place.say("LANG", said["title_language"])
        if said["latitude"] is not None and said["longitude"] is not None:
            point = place.add("MAP")
            point.add("LATI", f"{'S' if said['latitude'] < 0 else 'N'}{abs(said['latitude']):.6f}")
            point.add("LONG", f"{'W' if said['longitude'] < 0 else 'E'}{abs(said['longitude']):.6f}")

    def add_others(self, line: Line, said: Said) -> None:
        """Add relatives whom no couple ties to the person; how exactly they were related, no source may say."""
        beside = {child for couple in self.couples if said["id"] in couple.children for child in couple.children}
        for kind in (Kinship.Kind.SIBLING, Kinship.Kind.OTHER):
            for other in related(said, [kind], list(self.own)):
                if other in beside:
                    continue
                detail = next(row["detail"] for row in said["kin"] if row["relative"] == other)
                tie = line.add("ASSO", self.own[other], points=True)
                tie.add("ROLE", "OTHER").add("PHRASE", in_one_line(str(detail or kind.label)))

    def couple(self, number: int, couple: Couple) -> Line:
        """Return the record of a couple with the children."""
        line = Line("FAM", name=f"F{number}")
        tags = ["HUSB", "WIFE"]
        if len(couple.partners) == 1 and self.sex(couple.partners[0]) == Person.Sex.FEMALE:
            tags.reverse()
        for tag, partner in zip(tags, couple.partners, strict=False):
            line.add(tag, self.own[partner], points=True)
        for child in couple.children:
            line.add("CHIL", self.own[child], points=True)
        if couple.married:
            line.add("MARR", "Y")
        of = {*couple.partners, *couple.children}
        ties = [row for said in self.people if said["id"] in of for row in said["kin"] if row["relative"] in of]
        for source in dict.fromkeys(row["source"] for row in ties):
            self.cite(line, source, None)
        return line

    def sex(self, public_id: str) -> Any:
        """Return the sex of somebody of the family, as the sources state it."""
        return next(said["sex"] for said in self.people if said["id"] == public_id)

    def source(self, said: Said) -> Line:
        """Return the record of a source."""
        line = Line("SOUR", name=self.cited[said["id"]])
        line.say("TITL", said["name"])
        line.say("AUTH", said["author"])
        published = (said["publisher"], said["place"], said["issued"], said["archive_reference"], said["web_address"])
        line.say("PUBL", ", ".join(part for part in published if part))
        self.add_id(line, said)
        return line

    def add_id(self, line: Line, said: Said) -> None:
        """Add the permanent id of an entry, and where it is one."""
        line.add("EXID", said["id"]).add("TYPE", f"{self.base}/")

    def cite(self, line: Line, source: str | None, locator: str | None) -> None:
        """Add a source, where it may be told."""
        if source in self.cited:
            line.add("SOUR", self.cited[source], points=True).say("PAGE", in_one_line(locator or ""))

    def add_citations(self, line: Line, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add the sources of facts; of one that differs, what it states instead."""
        for row in rows:
            if row["source"] not in self.cited:
                continue
            found = line.add("SOUR", self.cited[row["source"]], points=True)
            found.say("PAGE", in_one_line(row["locator"] or ""))
            if row["says"]:
                found.add("DATA").add("TEXT", row["says"])
            if row["stance"] == Citation.Stance.DIFFERS:
                found.say("NOTE", f"{Citation.Stance.DIFFERS.label}: {row['value'] or ''}")

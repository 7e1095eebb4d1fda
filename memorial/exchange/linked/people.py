"""People in linked data: a person with every spelling of the name, the family, and what speaks of them."""

from collections.abc import Mapping

from memorial.exchange.linked.terms import (
    Node,
    Site,
    cited,
    filled,
    in_language,
    open_texts,
    pictured,
    plain_date,
    texts,
    title,
    uncertain_date,
)
from memorial.exchange.representations.fields import Told
from memorial.people.kinship import Kinship
from memorial.people.models import Person

SEXES: Mapping[str, Node] = {
    Person.Sex.FEMALE: {"@id": "https://schema.org/Female"},
    Person.Sex.MALE: {"@id": "https://schema.org/Male"},
}
#: What a relative is to the person, in the words of schema.org.
KIN: Mapping[str, str] = {
    Kinship.Kind.PARENT: "parent",
    Kinship.Kind.CHILD: "children",
    Kinship.Kind.SPOUSE: "spouse",
    Kinship.Kind.SIBLING: "sibling",
    Kinship.Kind.OTHER: "relatedTo",
}
#: The parts of a name, in the words of schema.org.
NAME_PARTS: Mapping[str, str] = {
    "honorificPrefix": "prefix",
    "givenName": "given",
    "additionalName": "patronymic",
    "familyName": "family",
    "honorificSuffix": "suffix",
}


def person(said: Told, site: Site) -> Node:
    """Return what is said of a person; dates that are not plain stand beside, with their doubt."""
    speaking = site.references("testimonies", said["testimonies"])
    node = {
        "@type": "Person",
        "name": title(said),
        **own_name(said),
        "alternateName": spellings(said),
        "description": [*texts(said, "description"), *open_texts(said, "summary")],
        "jobTitle": texts(said, "occupation"),
        "gender": SEXES.get(said["sex"]),
        "birthDate": plain_date(said["birth"]),
        "bio:birth": dated("bio:Birth", said["birth"]),
        "birthPlace": site.maybe("places", said["birthplace"]),
        "deathDate": plain_date(said["death"]),
        "bio:death": dated("bio:Death", said["death"]),
        "deathPlace": site.maybe("places", said["death_place"]),
        "homeLocation": site.maybe("places", said["residence"]),
        "subjectOf": [*speaking, *cited(site, said), *pictured(site, said)],
    }
    for row in said["kin"]:
        node.setdefault(KIN[row["kind"]], []).append(site.reference("people", row["relative"]))
    return node


def dated(sort: str, edtf: str | None) -> Node | None:
    """Return the beginning or end of a life with its date as the record has it."""
    return {"@type": sort, "dcterms:date": uncertain_date(edtf)} if edtf else None


def own_name(said: Told) -> Node:
    """Return the parts of the name by which the person is called."""
    written = (said["title"], said["title_language"])
    row = next((row for row in said["names"] if (row["full"], row["language"]) == written), None)
    if row is None:
        return {}
    return filled({word: in_language(row[part], row["language"]) for word, part in NAME_PARTS.items() if row[part]})


def spellings(said: Told) -> list[str | Node]:
    """Return every other spelling of the name with its language, each once."""
    written = dict.fromkeys((row["full"], row["language"]) for row in said["names"])
    own = (said["title"], said["title_language"])
    return [in_language(full, language) for full, language in written if (full, language) != own]

"""Families in GEDCOM 7: valid by the standard's own tables, no date falser than the record, nobody living in them."""

from typing import Any

import gedcom7
import pytest
from django.test import Client

from memorial.exchange.gedcom.dates import add_date
from memorial.exchange.gedcom.lines import Line
from memorial.models import Kinship, Memorial, Person, PersonCitation
from memorial.review.status import Status
from tests.factories import add_name, make_household, make_person, make_place, make_source

HOSTILE = "@I1@ /Syn\r\n0 TRLR\u2028 thetic\x01/"


@pytest.fixture
def family(memorial: Memorial) -> dict[str, Person]:
    """A synthetic family of the dead: two parents, two children, a brother's tie and a household."""
    del memorial
    dead: dict[str, Any] = {"living": "no"}
    people = {
        "father": make_person(given="Ata", family="Sintetikov", sex="male", birth="195X", **dead),
        "mother": make_person(given="Ana", family="Sintetikova", sex="female", birth="1953-06-24", **dead),
        "child": make_person(given="Uşaq", family="Sintetikova", fate="killed", death="1992-02-25/1992-02-26"),
        "other": make_person(given="Qardaş", family="Sintetikov", birth="1980~", **dead),
        "uncle": make_person(given="Əmi", family="Sintetikov", **dead),
        "guest": make_person(given=HOSTILE, family="Sintetikova", **dead),
    }
    source = make_source(title=HOSTILE, title_language="en")
    for parent in ("father", "mother"):
        for child in ("child", "other"):
            tie(people[parent], "parent", people[child], source=source)
    tie(people["father"], "spouse", people["mother"])
    tie(people["father"], "sibling", people["uncle"])
    make_household(members=(people["mother"], people["guest"]))
    add_name(people["mother"], given="Ана", family="Синтетикова", language="ru", script="Cyrl", source=source)
    PersonCitation.objects.create(
        entry=people["mother"],
        fact="birth",
        source=source,
        locator="p. 3",
        says=HOSTILE,
        stance="differs",
        value="1954",
    )
    Person.objects.filter(pk=people["mother"].pk).update(
        birthplace=make_place("Synthetic, town", latitude=39.5, longitude=-46)
    )
    return people


def tie(person: Person, kind: str, relative: Person, **fields: Any) -> None:
    """Tie two people to each other."""
    Kinship.objects.create(person=person, kind=kind, relative=relative, **fields)


def asked(person: Person, language: str = "en") -> Any:
    """Ask for the file of a person's family as a stranger."""
    return Client().get(f"/{language}/people/{person.public_id}/family.ged")


def values(record: Any, tag: str) -> list[Any]:
    """Return the structures of one tag below a record."""
    return [each for each in record.children if each.tag == tag]


@pytest.mark.django_db
def test_family_is_valid_and_whole_whoever_is_asked_for(family: dict[str, Person]) -> None:
    for person in family.values():
        response = asked(person)
        assert response.status_code == 200 and response["Content-Type"].startswith("text/vnd.familysearch.gedcom")
        records = gedcom7.loads(response.content.decode())
        assert [str(problem) for problem in gedcom7.validate(records)] == []
        assert [record.tag for record in records].count("INDI") == len(family)
        assert [record.tag for record in records].count("FAM") == 1
        assert [record.tag for record in records].count("TRLR") == 1
    [fam] = [record for record in records if record.tag == "FAM"]
    assert [each.tag for each in fam.children][:4] == ["HUSB", "WIFE", "CHIL", "CHIL"]
    assert values(fam, "MARR") and values(fam, "SOUR")


@pytest.mark.django_db
def test_person_has_every_spelling_with_its_language_and_the_sources(family: dict[str, Person]) -> None:
    records = gedcom7.loads(asked(family["mother"]).content.decode())
    mother = next(record for record in records if record.tag == "INDI")
    [name] = values(mother, "NAME")
    assert name.text == "Ana /Sintetikova/"
    [spelling] = values(name, "TRAN")
    assert (spelling.text, values(spelling, "LANG")[0].text) == ("Ана /Синтетикова/", "ru-Cyrl")
    assert len(values(name, "SOUR")) == 1
    [birth] = values(mother, "BIRT")
    assert values(birth, "DATE")[0].text == "24 JUN 1953"
    [place] = values(birth, "PLAC")
    assert place.text == "Synthetic town" and values(values(place, "MAP")[0], "LONG")[0].text == "W46.000000"
    [cited] = values(birth, "SOUR")
    assert values(cited, "PAGE")[0].text == "p. 3" and "1954" in values(cited, "NOTE")[0].text
    assert "TRLR" in values(values(cited, "DATA")[0], "TEXT")[0].text, "the words are there, as words"
    assert values(mother, "SEX")[0].text == "F" and values(mother, "DEAT")[0].text == "Y"


@pytest.mark.parametrize(
    ("edtf", "said", "phrase"),
    [
        ("1953-06-24", "24 JUN 1953", False),
        ("1953-06", "JUN 1953", False),
        ("1953", "1953", False),
        ("1953~", "ABT 1953", True),
        ("1953-06?", "ABT JUN 1953", True),
        ("195X", "BET 1 JAN 1950 AND 31 DEC 1959", True),
        ("1953-XX", "BET 1 JAN 1953 AND 31 DEC 1953", True),
        ("1992-02-25/1992-02-26", "BET 25 FEB 1992 AND 26 FEB 1992", True),
        ("../1953", "BEF 31 DEC 1953", True),
        ("1953/..", "AFT 1 JAN 1953", True),
        ("195X?", "", True),
        ("nonsense", "", True),
    ],
)
def test_date_in_doubt_is_never_a_day(edtf: str, said: str, phrase: bool) -> None:
    line = Line("BIRT")
    add_date(line, edtf)
    [date] = line.below
    assert date.value == said
    assert [each.value for each in date.below] == ([edtf] if phrase else [])


@pytest.mark.parametrize("sign", ["\0", "\x01", "\x85", "\ud800", "\uffff"])
def test_sign_that_no_file_may_hold_is_left_out(sign: str) -> None:
    assert list(Line("NOTE", f"Syn{sign}thetic").written()) == ["0 NOTE Synthetic"]


@pytest.mark.django_db
@pytest.mark.parametrize("how", [{"living": "yes"}, {"living": "unknown", "fate": "survived"}])
def test_family_with_somebody_who_may_live_is_refused_to_each_of_them(
    family: dict[str, Person], how: dict[str, str]
) -> None:
    Person.objects.filter(pk=family["uncle"].pk).update(**how)
    for person in family.values():
        response = asked(person)
        assert response.status_code == 403
        html = response.content.decode()
        assert "because somebody in it is alive or may be alive" in html and "INDI" not in html


@pytest.mark.django_db
def test_what_is_not_public_is_in_no_file(family: dict[str, Person]) -> None:
    Person.objects.filter(pk=family["uncle"].pk).update(status=Status.DRAFT, living="yes")
    response = asked(family["father"])
    assert response.status_code == 200 and "Əmi" not in response.content.decode()
    assert asked(family["uncle"]).status_code == 404
    Person.objects.filter(pk=family["other"].pk).update(status=Status.WITHDRAWN)
    assert "Qardaş" not in asked(family["father"]).content.decode()


@pytest.mark.django_db
def test_child_is_given_no_parent_whom_no_tie_names(memorial: Memorial) -> None:
    dead: dict[str, Any] = {"living": "no"}
    first, second, child = (make_person(given=name, **dead) for name in ("First", "Second", "Child"))
    tie(first, "spouse", second)
    tie(first, "parent", child)
    records = gedcom7.loads(asked(child).content.decode())
    couples = [[each.tag for each in record.children] for record in records if record.tag == "FAM"]
    assert couples == [["HUSB", "WIFE", "MARR"], ["HUSB", "CHIL"]]


@pytest.mark.django_db
def test_family_costs_the_same_for_more_of_one_generation(
    memorial: Memorial, django_assert_max_num_queries: Any
) -> None:
    parent = make_person(given="Parent", living="no")
    for rows in (1, 3):
        for number in range(rows):
            tie(parent, "parent", make_person(given=f"Child {rows}{number}", living="no"))
        with django_assert_max_num_queries(60):
            assert asked(parent).status_code == 200

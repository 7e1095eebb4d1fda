"""What the comparison of two contents shows, and to whom it names what."""

from typing import Any

import pytest

from memorial.models import Household, Kinship, Person, PersonCitation, Source, Testimony, User
from memorial.review.actions import open_copy
from memorial.review.comparison import Block, Comparison, Line, State, compare
from memorial.review.models import Entry
from memorial.review.snapshots import snapshot, whole
from memorial.review.status import Status
from memorial.review.word_differences import Change
from tests.factories import MAKERS, add_name, make_household, make_person, make_place, make_source, make_testimony


def kept(entry: Any) -> dict[str, Any]:
    """Return the content of an entry as it is now."""
    return snapshot(whole(type(entry), pk=entry.pk))


def beside(copy: Any, user: User) -> Comparison:
    """Return the comparison of a working copy with its entry."""
    return compare(type(copy), kept(copy.copy_of), kept(copy), user)


def blocks(comparison: Comparison, name: str) -> list[Block]:
    return [block for section in comparison.sections if section.name == name for block in section.blocks]


def line(block: Block, label: str) -> Line:
    return next(line for line in block.lines if line.label == label)


def words(line: Line) -> tuple[str, str]:
    """Return what a field said and what it says."""
    return "".join(piece.text for piece in line.before), "".join(piece.text for piece in line.after)


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_every_kind_is_shown_alone_and_beside_its_copy(curator: User, model: type[Any]) -> None:
    make: Any = MAKERS[model]
    entry = make()
    alone = compare(model, None, kept(entry), curator)
    assert alone.is_alone
    assert not alone.differs
    assert any(line.after for section in alone.sections for block in section.blocks for line in block.lines)
    copy = open_copy(entry=entry, by=curator)
    assert not beside(copy, curator).differs
    copy.embargo_until = "2030-02-26"
    copy.save()
    changed = [block for section in beside(copy, curator).sections for block in section.changed]
    assert [(one.label, words(one)) for block in changed for one in block.changed_lines] == [
        ("embargo until", ("", "Feb. 26, 2030"))
    ]


def test_values_are_read_as_people_say_them(curator: User) -> None:
    place = make_place("Synthetic town")
    person = make_person(birth="1953-06-24", fate="killed", residence=place, burial_unknown=True)
    (own,) = blocks(compare(Person, None, kept(person), curator), "fields")
    shown = {line.label: words(line)[1] for line in own.lines}
    assert shown["born"] == "24 June 1953 (1953-06-24)"
    assert (shown["fate"], shown["residence"]) == ("killed", "Synthetic town")
    assert shown["burial place is not known"] == "yes"
    assert "about" not in shown  # a mark that is not set says nothing
    (name,) = blocks(compare(Person, None, kept(person), curator), "names")
    assert words(line(name, "language"))[1] == "English (en)"


def test_changed_words_are_marked_on_either_side(curator: User) -> None:
    person = make_person(texts={"en": {"story": "A synthetic life in one town."}, "az": {"story": "Sintetik."}})
    copy = open_copy(entry=person, by=curator)
    copy.translations.filter(language="en").update(story="A synthetic life in two towns.")  # type: ignore[attr-defined]
    english = next(block for block in blocks(beside(copy, curator), "translations") if block.language == "en")
    story = line(english, "story")
    assert [piece.text for piece in story.before if piece.change is Change.REMOVED] == ["one town"]
    assert [piece.text for piece in story.after if piece.change is Change.ADDED] == ["two towns"]
    assert [block.state for block in blocks(beside(copy, curator), "translations")] == [
        State.UNCHANGED,
        State.CHANGED,
    ]


def test_each_text_stands_with_its_language_and_direction(curator: User) -> None:
    person = make_person(texts={"fa": {"story": "متن ساختگی"}, "en": {"story": "Synthetic."}})
    persian, english = sorted(
        blocks(compare(Person, None, kept(person), curator), "translations"), key=lambda block: block.language != "fa"
    )
    assert (persian.heading, persian.direction) == ("Persian", "rtl")
    assert (line(persian, "story").language, line(persian, "story").direction) == ("fa", "rtl")
    # What the desk itself says of the text is in the language of the page.
    assert line(persian, "state of the text").language == ""
    assert english.direction == "ltr"


def test_parts_are_matched_by_their_row_and_not_by_their_place(curator: User) -> None:
    person = make_person(given="First")
    add_name(person, given="Second", family="Synthetic", language="ru")
    add_name(person, given="Third", family="Synthetic", language="az")
    copy: Any = open_copy(entry=person, by=curator)
    copy.names.filter(given="First").delete()
    copy.names.filter(given="Third").update(given="Fourth", full="Fourth Synthetic")
    add_name(copy, given="Fifth", family="Synthetic", language="tr")
    found = {words(line(block, "given name")): block.state for block in blocks(beside(copy, curator), "names")}
    assert found == {
        ("First", ""): State.REMOVED,
        ("Second", "Second"): State.UNCHANGED,
        ("Third", "Fourth"): State.CHANGED,
        ("", "Fifth"): State.ADDED,
    }


def test_part_that_came_back_without_its_row_is_no_change(curator: User) -> None:
    person = make_person()
    before = kept(person)
    after = {**before, "parts": {**before["parts"], "names": [{**before["parts"]["names"][0], "row": None}]}}
    assert not compare(Person, before, after, curator).differs


def test_changed_fact_shows_its_sources_or_that_it_has_none(curator: User) -> None:
    person = make_person(birth="1953", fate="killed")
    source = make_source(title="Synthetic register")
    copy: Any = open_copy(entry=person, by=curator)
    copy.birth, copy.fate, copy.age_low = "1954", "missing", 38
    copy.save()
    copy.citations.create(fact="birth", source=source, locator="p. 5", stance="differs", value="1955")
    copy.citations.create(fact="age", source=source, locator="p. 6")
    (own,) = blocks(beside(copy, curator), "fields")
    (cited,) = line(own, "born").sources or []
    assert (cited.name, cited.locator, cited.stance, cited.value) == ("Synthetic register", "p. 5", "differs", "1955")
    assert f"/source/{source.pk}/" in cited.url
    assert [source.locator for source in line(own, "stated age").sources or []] == ["p. 6"]
    assert line(own, "fate").lacks_source
    assert not line(own, "born").lacks_source
    assert line(own, "sex").sources is None  # nothing is claimed of it


def test_entries_of_a_list_are_named_as_they_come_and_go(curator: User) -> None:
    first, second, third = (make_person(given=given) for given in ("First", "Second", "Third"))
    testimony = make_testimony()
    testimony.people.set([first, second])
    copy: Any = open_copy(entry=testimony, by=curator)
    copy.people.set([second, third])
    (own,) = blocks(beside(copy, curator), "fields")
    people = line(own, "people it speaks of")
    assert {piece.text.strip(): piece.change for piece in people.before} == {
        "Synthetic, Second": Change.KEPT,
        "Synthetic, First": Change.REMOVED,
    }
    assert {piece.text.strip() for piece in people.after if piece.change is Change.ADDED} == {"Synthetic, Third"}


def test_members_and_relatives_are_named(curator: User) -> None:
    parent, child = make_person(given="Parent"), make_person(given="Child")
    Kinship.objects.create(person=parent, kind="parent", relative=child)
    comparison = compare(Person, None, kept(child), curator)
    (tie,) = blocks(comparison, "kin_of") or blocks(comparison, "kin")
    assert words(line(tie, "person"))[1] == "Synthetic, Parent"
    household = make_household(members=(parent, child))
    names = [words(line(block, "person"))[1] for block in blocks(alone(household, curator), "memberships")]
    assert names == ["Synthetic, Parent", "Synthetic, Child"]


def alone(entry: Entry, user: User) -> Comparison:
    return compare(type(entry), None, kept(entry), user)


def test_hidden_entry_is_named_to_nobody_who_may_not_know_of_it(contributor: User, curator: User, keeper: User) -> None:
    hidden = make_source(title="Synthetic secret", status=Status.DRAFT, restricted=True)
    gone = make_place("Synthetic withdrawn", status=Status.WITHDRAWN)
    person = make_person(residence=gone)
    PersonCitation.objects.create(entry=person, fact="birth", source=hidden)
    for user, secret, withdrawn in ((contributor, False, False), (curator, False, True), (keeper, True, False)):
        said = str(alone(person, user).sections)
        # Even to a keeper a restricted entry is called by its permanent id.
        assert "Synthetic secret" not in said
        assert (hidden.public_id in said) == secret
        assert ("Synthetic withdrawn" in said) == withdrawn
        assert "(not open to you)" in said


def test_entry_that_is_no_longer_there_is_named_by_its_id(curator: User) -> None:
    person = make_person(residence=make_place("Synthetic town"))
    content = kept(person)
    content["fields"]["residence"] = "zzzzzz"
    (own,) = blocks(compare(Person, None, content, curator), "fields")
    assert words(line(own, "residence"))[1] == "no longer there (zzzzzz)"


@pytest.mark.parametrize("model", [Household, Person, Source, Testimony], ids=lambda model: model.__name__)
def test_content_kept_before_a_field_existed_is_still_read(curator: User, model: type[Any]) -> None:
    make: Any = MAKERS[model]
    content = kept(make())
    older = {**content, "fields": {}, "lists": {}, "parts": {}}
    assert compare(model, older, content, curator).differs
    assert compare(model, content, older, curator).differs


@pytest.mark.parametrize("count", [1, 3])
def test_comparing_costs_the_same_for_one_as_for_many(
    curator: User, count: int, django_assert_num_queries: Any
) -> None:
    person = make_person(residence=make_place(), birthplace=make_place())
    for number in range(count):
        source = make_source()
        add_name(person, given=f"Given {number}", family="Synthetic", language="ru", source=source)
        PersonCitation.objects.create(entry=person, fact="birth", source=source, locator=str(number))
        Kinship.objects.create(person=person, kind="other", relative=make_person())
    before, after = kept(person), kept(person)
    after["fields"]["birth"] = "1953"
    curator.has_perm("memorial.view_person")
    with django_assert_num_queries(4):
        compare(Person, before, after, curator)

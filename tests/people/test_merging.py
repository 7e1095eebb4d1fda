"""Merging two people who are one: what is gained, what stays, who waits for whom, and the way back; synthetic."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models

from memorial.models import LedgerLine, Memorial, Merge, Person, Revision, User
from memorial.people.kinship import Kinship
from memorial.people.merged import Step, kept_of, stands_for
from memorial.people.merging import merge, undo_merge
from memorial.review.actions import TransitionRefused, copy_of_entry, open_copy, submit
from memorial.review.hands import hands_of
from memorial.review.ledger_check import chain_faults
from memorial.review.models import Entry
from memorial.review.restoring import discard
from memorial.review.snapshots import content_hash, snapshot, whole
from memorial.review.status import Status
from memorial.review.withdrawal import put_back, reopen, withdraw
from tests.factories import add_name, keep_version, make_household, make_person, make_source, make_testimony
from tests.review.acting import edited_copy, published
from tests.search.indexes import contents, from_scratch

pytestmark = pytest.mark.django_db


def again(entry: Any) -> Any:
    return type(entry)._base_manager.get(pk=entry.pk)


def cite(person: Person, fact: str, source: Any = None, **more: Any) -> Any:
    return person.citations.create(fact=fact, source=source or make_source(), **more)


def two(status: str = Status.DRAFT, other: str = Status.DRAFT) -> tuple[Person, Person]:
    """Return two synthetic entries of one person: the second knows what the first does not, and differs in one fact."""
    kept = make_person(given="Sevda", family="Sintetikova", birth="1953", status=status)
    cite(kept, "birth")
    merged = make_person(
        given="Sevda", family="Sintetik", birth="1954", fate="killed", death="1992-02-26", status=other,
        texts={"en": {"occupation": "synthetic teacher"}, "az": {"summary": "sintetik"}},
    )  # fmt: skip
    cite(merged, "birth")
    cite(merged, "fate")
    add_name(merged, given="Севда", family="Синтетикова", language="ru", script="Cyrl")
    relative = make_person(given="Sintetik", family="Relative", status=Status.DRAFT)
    Kinship.objects.create(person=merged, kind="parent", relative=relative)
    for person in (kept, merged, relative):
        person.refresh()
    return kept if status == Status.DRAFT else keep_version(kept), merged if other == Status.DRAFT else keep_version(
        merged
    )


def everything() -> dict[str, Any]:
    """Return what the record says and how it stands: every entry with the hash of its content."""
    rows: Iterable[Any] = (row for kind in Entry.__subclasses__() for row in kind._base_manager.order_by("pk"))
    found = {
        f"{row._meta.model_name} {row.pk}": (row.public_id, row.status, row.label, content_hash(row)) for row in rows
    }
    ties = list(Kinship._base_manager.order_by("pk").values_list("pk", "person", "kind", "relative"))
    return found | {"ties": ties}


def publish_copy(person: Person, author: User, reviewer: User) -> None:
    copy = copy_of_entry(again(person))
    assert copy is not None
    submit(entry=copy, by=author, note="Synthetic note")
    published(again(copy), reviewer)


def exact() -> None:
    """Both search indexes and the chain of the ledger are as they would be made from nothing."""
    assert contents() == from_scratch()
    assert list(chain_faults()) == []


def verbs(since: int) -> list[str]:
    return list(LedgerLine.objects.order_by("number").values_list("verb", flat=True)[since:])


def test_drafts_are_merged_in_place_and_nothing_is_overwritten(curator: User) -> None:
    kept, merged = two()
    told = make_testimony(status=Status.DRAFT, narrator=merged)
    told.people.add(merged)
    home = make_household(members=(merged,), status=Status.DRAFT)
    before, lines = everything(), LedgerLine.objects.count()
    made = merge(kept=kept, merged=merged, by=curator, note="Synthetic note")
    assert verbs(lines) == ["merged"]
    kept, merged = again(kept), again(merged)
    assert (kept.birth, kept.fate, kept.death) == ("1953", "killed", "1992-02-26")
    rival = kept.citations.get(fact="birth", stance="differs")
    assert (rival.value, kept.citations.filter(fact="fate", stance="agrees").count()) == ("1954", 1)
    assert set(kept.names.values_list("full", "preferred")) == {
        ("Sevda Sintetikova", True), ("Sevda Sintetik", False), ("Севда Синтетикова", True),
    }  # fmt: skip
    assert {text.language: (text.occupation, text.summary) for text in kept.translations.all()} == {
        "en": ("synthetic teacher", ""), "az": ("", "sintetik"),
    }  # fmt: skip
    assert (merged.status, merged.withdrawn_at, merged.names.count()) == (Status.WITHDRAWN, None, 2)
    assert Kinship.objects.get().person == kept
    assert (again(told).narrator, list(told.people.all()), home.memberships.get().person) == (kept, [kept], kept)
    assert stands_for(merged) == kept and kept_of(merged.public_id) is None
    exact()
    with pytest.raises(TransitionRefused, match="Undo the merge first"):
        reopen(entry=merged, by=curator)
    undo_merge(merge=made, by=curator)
    assert verbs(lines) == ["merged", "merge_undone"]
    assert everything() == before
    assert stands_for(again(merged)) == merged
    exact()


def test_published_people_wait_for_a_second_person(curator: User, second_curator: User) -> None:
    kept, merged = two(Status.PUBLISHED, Status.PUBLISHED)
    told = keep_version(make_testimony(narrator=merged))
    home = keep_version(make_household(members=(kept, merged)))
    before = everything()
    made = merge(kept=kept, merged=merged, by=curator, note="")
    copy: Any = copy_of_entry(kept)
    assert (made.step, hands_of(copy)) == (Step.PREPARED, {curator.pk})
    assert {key: value for key, value in everything().items() if key in before and key != "ties"} == {
        key: value for key, value in before.items() if key != "ties"
    }
    submit(entry=copy, by=curator, note="Synthetic note")
    with pytest.raises(TransitionRefused, match="Somebody else"):
        published(again(copy), curator)
    lines = LedgerLine.objects.count()
    published(again(copy), second_curator)
    assert sorted(verbs(lines)) == ["published", "published", "published", "withdrawn"]
    kept, merged = again(kept), again(merged)
    assert (merged.status, merged.withdrawal_reason, kept.version) == (Status.WITHDRAWN, "duplicate", 2)
    assert (again(told).narrator, again(told).version) == (kept, 2)
    assert list(home.memberships.values_list("person", flat=True)) == [kept.pk]
    for entry in (kept, told, home):
        last = Revision.objects.of(str(entry._meta.model_name), entry.public_id).last()
        assert last is not None
        assert (last.sha256, last.author, last.reviewer) == (content_hash(entry), curator, second_curator)
    assert kept_of(merged.public_id) == kept
    with pytest.raises(TransitionRefused, match="Undo the merge first"):
        put_back(entry=merged, by=curator)
    exact()
    made = undo_merge(merge=again(made), by=curator)
    assert (made.step, kept_of(merged.public_id)) == (Step.RETURNING, kept)
    publish_copy(kept, curator, second_curator)
    assert (again(made).step, kept_of(merged.public_id)) == (Step.UNDONE, None)
    assert everything() == before
    assert again(merged).withdrawn_at is None
    exact()


def test_draft_is_merged_into_somebody_public(curator: User, second_curator: User) -> None:
    kept, merged = two(Status.PUBLISHED)
    before = everything()
    made = merge(kept=kept, merged=merged, by=curator, note="")
    assert (again(merged).status, content_hash(kept)) == (Status.WITHDRAWN, before[f"person {kept.pk}"][3])
    discard(entry=copy_of_entry(kept), by=curator)  # type: ignore[arg-type]  # it is there
    assert (again(made).step, everything()) == (Step.UNDONE, before)
    made = merge(kept=kept, merged=again(merged), by=curator, note="")
    undo_merge(merge=made, by=curator)
    assert (copy_of_entry(kept), everything()) == (None, before)
    made = merge(kept=kept, merged=again(merged), by=curator, note="")
    publish_copy(kept, curator, second_curator)
    assert (again(made).step, kept_of(merged.public_id)) == (Step.STANDING, kept)
    exact()
    undo_merge(merge=again(made), by=second_curator)
    discard(entry=copy_of_entry(kept), by=curator)  # type: ignore[arg-type]  # it is there
    again(kept).refresh()
    assert (again(made).step, kept_of(merged.public_id)) == (Step.STANDING, kept)
    undo_merge(merge=again(made), by=second_curator)
    publish_copy(kept, second_curator, curator)
    assert everything() == before
    exact()


def test_undoing_is_refused_where_somebody_has_built_on_it(curator: User) -> None:
    kept, merged = two()
    made = merge(kept=kept, merged=merged, by=curator, note="")
    later = again(kept)
    add_name(later, given="Synthetic", family="Later", language="tr")
    after = everything()
    with pytest.raises(TransitionRefused, match="was changed since"):
        undo_merge(merge=made, by=curator)
    assert everything() == after
    third = make_person(family="Sintetikova", status=Status.DRAFT)
    merge(kept=third, merged=again(kept), by=curator, note="")
    with pytest.raises(TransitionRefused, match="Undo that first"):
        undo_merge(merge=made, by=curator)
    assert stands_for(again(merged)) == third
    with pytest.raises(TransitionRefused):
        merge(kept=merged, merged=third, by=curator, note="")


def test_work_of_others_in_the_copy_stays_when_a_merge_is_undone(curator: User, second_curator: User) -> None:
    kept, merged = two(Status.PUBLISHED)
    copy = edited_copy(kept, second_curator, sex="female")
    before = content_hash(copy)
    made = merge(kept=kept, merged=merged, by=curator, note="")
    assert hands_of(again(copy)) == {curator.pk, second_curator.pk}
    undo_merge(merge=made, by=curator)
    assert content_hash(again(copy)) == before


@pytest.mark.every_case
@pytest.mark.parametrize("case", ["same", "kin", "restricted", "embargo", "review", "order", "copy", "withdrawn"])
def test_merging_is_refused_with_a_sentence(case: str, curator: User, second_curator: User) -> None:
    kept, merged = two()
    public = make_person(status=Status.PUBLISHED), make_person(status=Status.PUBLISHED)
    hinder: dict[str, Any] = {
        "same": lambda: None,
        "kin": lambda: Kinship.objects.create(person=kept, kind="sibling", relative=merged),
        "restricted": lambda: Person.objects.filter(pk=merged.pk).update(restricted=True),
        "embargo": lambda: Person.objects.filter(pk=merged.pk).update(embargo_until="2099-01-01"),
        "review": lambda: submit(entry=merged, by=curator, note="Synthetic note"),
        "order": lambda: None,
        "copy": lambda: open_copy(entry=public[1], by=curator),
        "withdrawn": lambda: withdraw(entry=public[1], by=curator, reason="mistake", note="Synthetic note"),
    }
    pairs = {"same": (kept, kept), "order": (kept, public[0]), "copy": public, "withdrawn": public}
    hinder[case]()
    kept, merged = pairs.get(case, (kept, merged))
    before = everything()
    with pytest.raises(PermissionDenied if case == "restricted" else TransitionRefused):
        merge(kept=again(kept), merged=again(merged), by=curator, note="")
    assert (everything(), Merge.objects.count()) == (before, 0)


def test_whoever_may_not_publish_merges_nobody(contributor: User, steward: User) -> None:
    kept, merged = two()
    for person in (contributor, steward):
        with pytest.raises(PermissionDenied):
            merge(kept=kept, merged=merged, by=person, note="")


def test_somebody_withdrawn_meanwhile_does_not_come_in_by_the_copy(curator: User, second_curator: User) -> None:
    kept, merged = two(Status.PUBLISHED, Status.PUBLISHED)
    made = merge(kept=kept, merged=merged, by=curator, note="")
    withdraw(entry=again(merged), by=second_curator, reason="privacy", note="Synthetic note")
    copy: Any = copy_of_entry(kept)
    submit(entry=copy, by=curator, note="Synthetic note")
    with pytest.raises(TransitionRefused, match="Undo the merge"):
        published(again(copy), second_curator)
    undo_merge(merge=made, by=curator)
    assert (again(merged).status, again(merged).withdrawal_reason) == (Status.WITHDRAWN, "privacy")


def test_ties_in_the_working_copy_of_a_relative_follow(curator: User, second_curator: User, memorial: Memorial) -> None:
    kept, merged = two()
    relative = keep_version(make_person(family="Sintetik"))
    Kinship.objects.create(person=merged, kind="child", relative=relative)
    copy = open_copy(entry=relative, by=second_curator)
    before = content_hash(relative), content_hash(copy)
    made = merge(kept=kept, merged=merged, by=curator, note="")
    ties = Kinship._base_manager.filter(models.Q(person=copy) | models.Q(relative=copy))
    assert [(tie.person_id, tie.relative_id) for tie in ties] == [(kept.pk, copy.pk)]
    named = [row["person"] for row in snapshot(whole(Person, pk=relative.pk))["parts"]["kin_of"]]
    assert named == [kept.public_id]
    undo_merge(merge=made, by=curator)
    assert (content_hash(relative), content_hash(copy)) == before

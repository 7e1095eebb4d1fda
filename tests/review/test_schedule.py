"""Schedules and embargoes: what waits for its time, decided when it is asked for."""

from datetime import date, datetime, timedelta

from django.test import Client
from django.utils import timezone

from memorial.models import DeskRow, Memorial, Person, Place, Revision, User
from memorial.review.actions import record_edit, submit
from memorial.review.clock import note_time
from memorial.review.ledger import LedgerLine, Verb, record
from memorial.review.publication import publish_due
from memorial.review.snapshots import content_hash
from memorial.review.status import Status
from tests.factories import make_person, make_place
from tests.review.acting import edited_copy, published, submitted
from tests.review.filling import address, filled, messages_of, send


def test_scheduled_entry_opens_by_itself_when_asked_after_its_time(
    visitor: Client, contributor: User, curator: User
) -> None:
    note_time()
    soon = timezone.now() + timedelta(hours=1)
    live = published(submitted(contributor), curator, opens_at=soon)
    assert (live.status, live.is_public, live.opens_at) == (Status.PUBLISHED, False, soon)
    assert visitor.get(live.get_absolute_url()).status_code == 404
    Person.objects.filter(pk=live.pk).update(opens_at=timezone.now() - timedelta(minutes=1))
    live.refresh_from_db()
    assert live.is_public
    assert visitor.get(live.get_absolute_url()).status_code == 200
    assert LedgerLine.objects.get(verb=Verb.PUBLISHED).detail["opens"] == soon.isoformat()


def test_time_of_a_schedule_in_the_past_opens_at_once(contributor: User, curator: User) -> None:
    live = published(submitted(contributor), curator, opens_at=timezone.now() - timedelta(days=1))
    assert live.is_public
    assert live.opens_at is None


def test_embargo_keeps_an_entry_closed_until_its_day_where_the_memorial_is(
    memorial: Memorial, contributor: User, curator: User
) -> None:
    memorial.time_zone = "Asia/Baku"
    memorial.save()
    note_time()
    until = timezone.now().date() + timedelta(days=400)
    live = published(submitted(contributor, embargo_until=until), curator)
    assert live.opens_at == datetime.combine(until, datetime.min.time(), tzinfo=memorial.zone)
    assert not live.is_public
    assert not Person.objects.public().exists()


def test_later_of_schedule_and_embargo_holds(contributor: User, curator: User) -> None:
    until = timezone.now().date() + timedelta(days=400)
    soon = timezone.now() + timedelta(days=3)
    live = published(submitted(contributor, embargo_until=until), curator, opens_at=soon)
    assert live.opens_at.date() >= until - timedelta(days=1)


def test_past_embargo_holds_nothing_back(contributor: User, curator: User) -> None:
    assert published(submitted(contributor, embargo_until=date(2001, 1, 1)), curator).is_public


def test_change_of_a_public_entry_waits_for_its_time(visitor: Client, contributor: User, curator: User) -> None:
    note_time()
    person = make_person()
    copy = edited_copy(person, contributor, birth="1954")
    submit(entry=copy, by=contributor, note="Synthetic note")
    soon = timezone.now() + timedelta(hours=1)
    waiting = published(copy, curator, opens_at=soon)
    assert (waiting.pk, waiting.approved_by, waiting.opens_at) == (copy.pk, curator, soon)
    assert publish_due() == 0
    assert b"1954" not in visitor.get(person.get_absolute_url()).content
    Person.objects.filter(pk=copy.pk).update(opens_at=timezone.now() - timedelta(minutes=1))
    assert publish_due() == 1
    assert b"1954" in visitor.get(person.get_absolute_url()).content
    revision = Revision.objects.get()
    assert (revision.author, revision.reviewer) == (contributor, curator)
    assert not DeskRow.objects.filter(is_copy=True).exists()


def test_approval_ends_when_the_approved_copy_is_changed(
    contributor: User, curator: User, second_curator: User
) -> None:
    note_time()
    copy = edited_copy(make_person(), contributor, birth="1954")
    submit(entry=copy, by=contributor, note="Synthetic note")
    waiting = published(copy, curator, opens_at=timezone.now() + timedelta(hours=1))
    before = content_hash(waiting)
    waiting.death = "1992"
    waiting.save()
    record_edit(entry=waiting, before=before, by=second_curator)
    waiting.refresh_from_db()
    assert (waiting.approved_by, waiting.opens_at) == (None, None)
    assert publish_due() == 0


def test_copy_changed_behind_the_approval_is_not_published(contributor: User, curator: User) -> None:
    note_time()
    copy = edited_copy(make_person(), contributor, birth="1954")
    submit(entry=copy, by=contributor, note="Synthetic note")
    published(copy, curator, opens_at=timezone.now() + timedelta(hours=1))
    Person.objects.filter(pk=copy.pk).update(opens_at=timezone.now() - timedelta(hours=1), death="1992")
    assert publish_due() == 0


def test_approved_copy_that_would_be_blocked_by_now_goes_on_waiting(contributor: User, curator: User) -> None:
    note_time()
    place = make_place()
    copy = edited_copy(place, contributor, other_names="Synthetic alias")
    submit(entry=copy, by=contributor, note="Synthetic note")
    published(copy, curator, opens_at=timezone.now() + timedelta(hours=1))
    copy.translations.all().delete()
    approval = LedgerLine.objects.get(verb=Verb.APPROVED)
    waiting = Place.objects.get(pk=copy.pk)
    Place.objects.filter(pk=copy.pk).update(opens_at=timezone.now() - timedelta(hours=1))
    record(Verb.APPROVED, by=curator, entry=waiting, after=content_hash(waiting), detail=approval.detail)
    assert publish_due() == 0
    place.refresh_from_db()
    assert place.other_names == ""


def test_keeper_restricts_a_draft_by_its_form_and_nobody_else_can(
    keeper_browser: Client, contributor_browser: Client, contributor: User
) -> None:
    person = make_person(status=Status.DRAFT, created_by=contributor)
    form = address(Person, "change", person.pk)
    assert "restricted" not in filled(contributor_browser.get(form))
    send(contributor_browser, form, restricted="on")
    person.refresh_from_db()
    assert not person.restricted
    assert send(keeper_browser, form, restricted="on").status_code == 302
    person.refresh_from_db()
    assert person.restricted
    assert DeskRow.objects.get(kind="person", object_id=person.pk).restricted
    assert LedgerLine.objects.get(verb=Verb.EDITED).detail == {"restricted": True}
    assert contributor_browser.get(form).status_code == 302


def test_embargo_is_written_in_the_form_and_holds(
    contributor_browser: Client, contributor: User, curator: User
) -> None:
    note_time()
    person = make_person(status=Status.DRAFT, created_by=contributor)
    until = timezone.now().date() + timedelta(days=40)
    answer = send(contributor_browser, address(Person, "change", person.pk), embargo_until=until.isoformat())
    assert answer.status_code == 302
    person.refresh_from_db()
    submit(entry=person, by=contributor, note="Synthetic note")
    assert not published(person, curator).is_public


def test_message_about_a_copy_that_waits_does_not_call_it_published(
    contributor: User, curator: User, curator_browser: Client
) -> None:
    copy = edited_copy(make_person(), contributor, sex="male")
    submit(entry=copy, by=contributor, note="Synthetic note")
    page = curator_browser.get(address(Person, "review", copy.pk))
    form = next(form for act, form in page.context["acts"] if act.name == "publish")
    sent = {**form.initial, "opens_on": (timezone.now() + timedelta(days=3)).date().isoformat()}
    sent |= {f"acknowledge_{finding.name}": "on" for finding in form.warnings}
    said = messages_of(curator_browser.post(address(Person, "acts", copy.pk, "publish"), sent, follow=True))
    assert [one.endswith(": approved for a later time.") for one in said] == [True]


def test_version_that_was_replaced_before_it_opened_is_shown_to_nobody(
    visitor: Client, contributor: User, curator: User
) -> None:
    note_time()
    live = published(submitted(contributor), curator, opens_at=timezone.now() + timedelta(days=3))
    copy = edited_copy(live, contributor, birth="1954")
    submit(entry=copy, by=contributor, note="Synthetic note")
    live = published(copy, curator)
    assert live.is_public
    first, second = (f"/en/people/{live.public_id}/versions/{number}/" for number in (1, 2))
    assert visitor.get(second).status_code == 200
    assert visitor.get(first).status_code == 404

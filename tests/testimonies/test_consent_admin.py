"""Consents on the desk: what is saved holds at once, with one line in the ledger and no name in it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memorial.accounts.roles import Role
from memorial.models import Consent, LedgerLine, Memorial, Revision, RevisionWithdrawal, Testimony, User
from memorial.review.actions import TransitionRefused, open_copy
from memorial.review.halts import Halt
from memorial.review.hands import MOST_WITHDRAWALS
from memorial.review.ledger import Verb, record
from memorial.review.status import Status
from memorial.testimonies.actions import record_consent
from tests.conftest import signed_in, staff
from tests.factories import keep_version, make_testimony
from tests.review.filling import address, filled, problems, send

NARRATOR = "Synthetic Narrator"


def consented(status: Status = Status.PUBLISHED, **answers: Any) -> Testimony:
    """Return a testimony that rests on a consent to publish it under the full name."""
    testimony = make_testimony(basis="consent", status=status, narrator_name=NARRATOR)
    usual = {"purpose": "publish", "given": True, "audience": "public", "naming": "full"}
    testimony.consents.create(**{**usual, **answers})
    if status == Status.PUBLISHED:
        keep_version(testimony)
    return testimony


def form_of(testimony: Testimony) -> str:
    return address(Consent, "change", testimony.consents.get().pk)


def lines() -> list[tuple[str, Any]]:
    return [(line.verb, line.detail) for line in LedgerLine.objects.all()]


def answer(**changes: Any) -> dict[str, Any]:
    """Return what is chosen for a consent to publish."""
    return {"purpose": "publish", "given": "true", "audience": "public", "naming": "full", **changes}


def test_consent_is_recorded_and_lets_a_testimony_be_published(curator_browser: Client) -> None:
    testimony = make_testimony(basis="consent", status=Status.IN_REVIEW)
    assert testimony.publication_obstacles()
    answered = send(curator_browser, address(Consent, "add"), testimony=testimony.pk, **answer())
    assert answered.status_code == 302, problems(answered)
    assert testimony.publication_obstacles() == []
    assert lines() == [("consent_given", {"purpose": "publish"})]
    line = LedgerLine.objects.get()
    assert (line.kind, line.entry) == ("testimony", testimony.public_id)


def test_working_copy_goes_by_the_consent_of_its_testimony(curator_browser: Client, curator: User) -> None:
    testimony = consented()
    copy = open_copy(entry=testimony, by=curator)
    assert copy.publication_obstacles() == []
    preview = reverse("preview", args=["testimony", copy.public_id])
    assert NARRATOR in curator_browser.get(preview).content.decode()
    testimony.consents.update(naming="anonymous")
    assert NARRATOR not in curator_browser.get(preview).content.decode()
    testimony.consents.update(given=None)
    assert copy.publication_obstacles()


def test_withdrawing_a_consent_takes_the_testimony_away_with_one_line(curator_browser: Client, visitor: Client) -> None:
    testimony = consented()
    url = reverse("admin:memorial_consent_withdraw", args=[testimony.consents.get().pk])
    assert curator_browser.get(url).status_code == 405
    page = curator_browser.post(url, follow=True)
    assert "The testimony was withdrawn" in page.content.decode()
    testimony.refresh_from_db()
    assert testimony.status == Status.WITHDRAWN
    assert testimony.withdrawal_reason == "consent"
    assert testimony.consents.get().withdrawn_at
    assert lines() == [("withdrawn", {"reason": "consent", "purpose": "publish"})]
    assert visitor.get(testimony.get_absolute_url()).status_code in (404, 410)
    curator_browser.post(url)
    assert len(lines()) == 1


@pytest.mark.every_case
@pytest.mark.parametrize(
    "change",
    [{"given": "unknown"}, {"given": "false"}, {"audience": "curators"}, {"audience": "researchers"},
     {"withdrawn_at_0": "2026-01-01", "withdrawn_at_1": "00:00"}],
)  # fmt: skip
def test_narrowing_a_consent_takes_the_testimony_away(curator_browser: Client, change: dict[str, Any]) -> None:
    testimony = consented()
    answered = send(curator_browser, form_of(testimony), **change)
    assert answered.status_code == 302, problems(answered)
    testimony.refresh_from_db()
    assert testimony.status == Status.WITHDRAWN
    assert lines() == [("withdrawn", {"reason": "consent", "purpose": "publish"})]


def test_testimony_that_a_source_has_published_stays(curator_browser: Client) -> None:
    testimony = consented()
    Testimony.objects.update(basis="published")
    send(curator_browser, form_of(testimony), given="false")
    testimony.refresh_from_db()
    assert testimony.status == Status.PUBLISHED
    assert lines() == [("consent_withdrawn", {"purpose": "publish"})]


def test_consent_for_another_purpose_takes_nothing_away(curator_browser: Client) -> None:
    testimony = consented()
    send(curator_browser, address(Consent, "add"), testimony=testimony.pk, **answer(purpose="court", given="false"))
    testimony.refresh_from_db()
    assert testimony.status == Status.PUBLISHED


@pytest.mark.parametrize("change", [{"naming": "initials"}, {"naming": "anonymous"},
                                    {"naming": "pseudonym", "pseudonym": "Synthetic Other"}])  # fmt: skip
def test_narrower_name_withdraws_the_versions_that_may_hold_it(
    curator_browser: Client, visitor: Client, change: dict[str, str]
) -> None:
    testimony = consented()
    Testimony.objects.update(version=2)
    keep_version(Testimony.objects.get())
    answered = send(curator_browser, form_of(testimony), **change)
    assert answered.status_code == 302, problems(answered)
    testimony.refresh_from_db()
    assert testimony.status == Status.PUBLISHED
    assert NARRATOR not in visitor.get(testimony.get_absolute_url()).content.decode()
    assert not Revision.objects.standing().exists()
    assert {row.reason for row in RevisionWithdrawal.objects.all()} == {"consent"}
    assert lines() == [("consent_withdrawn", {"purpose": "publish", "versions": [1, 2]})]


def test_consent_that_is_renewed_with_a_narrower_name_withdraws_them_too(curator_browser: Client) -> None:
    testimony = consented(withdrawn_at=timezone.now())
    send(curator_browser, form_of(testimony), naming="anonymous", withdrawn_at_0="", withdrawn_at_1="")
    assert not Revision.objects.standing().exists()


def test_wider_name_withdraws_nothing(curator_browser: Client) -> None:
    testimony = consented(naming="anonymous")
    send(curator_browser, form_of(testimony), naming="full")
    assert Revision.objects.standing().count() == 1
    assert lines() == [("consent_given", {"purpose": "publish"})]


def test_form_that_changes_nothing_writes_no_line(curator_browser: Client) -> None:
    testimony = consented()
    assert send(curator_browser, form_of(testimony)).status_code == 302
    assert lines() == []


def test_stopped_account_ends_no_consent(curator_browser: Client, curator: User) -> None:
    testimony = consented()
    for _number in range(MOST_WITHDRAWALS):
        record(Verb.CONSENT_WITHDRAWN, by=curator)
    page = send(curator_browser, form_of(testimony), given="false")
    assert "nothing more is withdrawn" in problems(page)
    assert Halt.objects.get().user == curator
    curator_browser.post(reverse("admin:memorial_consent_withdraw", args=[testimony.consents.get().pk]))
    assert testimony.consents.get().given
    assert testimony.consents.get().withdrawn_at is None
    assert [verb for verb, _detail in lines()].count("stopped") == 1


def test_pseudonym_is_asked_for_with_a_sentence(curator_browser: Client) -> None:
    testimony = make_testimony(status=Status.DRAFT)
    page = send(curator_browser, address(Consent, "add"), testimony=testimony.pk, **answer(naming="pseudonym"))
    assert "Write the pseudonym" in problems(page)


def test_second_answer_to_one_question_is_refused_with_a_sentence(curator_browser: Client) -> None:
    testimony = consented()
    page = send(curator_browser, address(Consent, "add"), testimony=testimony.pk, **answer())
    assert "There is already a consent for this purpose." in problems(page)


def test_withdrawal_that_is_still_to_come_is_refused(curator_browser: Client) -> None:
    testimony = consented()
    page = send(curator_browser, form_of(testimony), withdrawn_at_0="2999-01-01", withdrawn_at_1="00:00")
    assert "Write no moment that is still to come." in problems(page)


def test_consent_is_never_deleted_and_never_moved(curator_browser: Client, curator: User) -> None:
    testimony, other = consented(), make_testimony()
    consent = testimony.consents.get()
    assert curator_browser.post(address(Consent, "delete", consent.pk), {"post": "yes"}).status_code == 403
    send(curator_browser, form_of(testimony), testimony=other.pk, purpose="court")
    consent.refresh_from_db()
    assert (consent.testimony, consent.purpose) == (testimony, "publish")
    consent.purpose = "court"
    with pytest.raises(TransitionRefused):
        record_consent(consent=consent, by=curator)


def test_consent_of_a_hidden_testimony_or_of_a_working_copy_is_refused(curator_browser: Client, curator: User) -> None:
    hidden = make_testimony(status=Status.DRAFT, restricted=True)
    copy: Any = open_copy(entry=consented(), by=curator)
    noted = len(lines())
    for testimony in (hidden, copy):
        page = send(curator_browser, address(Consent, "add"), testimony=testimony.pk, **answer(purpose="keep"))
        assert "valid choice" in problems(page)
    assert not hidden.consents.exists()
    assert not copy.consents.exists()
    assert len(lines()) == noted


def test_consent_of_a_hidden_testimony_is_not_there(curator_browser: Client) -> None:
    hidden = consented(status=Status.DRAFT)
    Testimony.objects.update(restricted=True)
    consent = hidden.consents.get()
    withdraw = reverse("admin:memorial_consent_withdraw", args=[consent.pk])
    assert curator_browser.get(form_of(hidden)).status_code == 302
    assert curator_browser.post(form_of(hidden), answer(given="false")).status_code == 404
    assert curator_browser.post(withdraw).status_code == 404
    assert hidden.public_id not in curator_browser.get(address(Consent, "changelist")).content.decode()
    consent.refresh_from_db()
    assert consent.given
    assert consent.withdrawn_at is None
    both = signed_in(staff("keeper-and-curator", Role.KEEPER, Role.CURATOR))
    assert both.get(form_of(hidden)).status_code == 200


@pytest.mark.parametrize("roles", [(), (Role.CONTRIBUTOR,), (Role.KEEPER,), (Role.STEWARD,)])
def test_consents_are_for_those_who_publish(memorial: Memorial, roles: tuple[Role, ...]) -> None:
    testimony = consented()
    browser = signed_in(staff("somebody", *roles))
    withdraw = reverse("admin:memorial_consent_withdraw", args=[testimony.consents.get().pk])
    for url in (address(Consent, "changelist"), address(Consent, "add"), form_of(testimony)):
        assert browser.get(url).status_code == 403
        assert browser.post(url, answer()).status_code == 403
    assert browser.post(withdraw).status_code == 403
    review = browser.get(address(Testimony, "review", testimony.pk))
    assert reverse("admin:memorial_consent_changelist") not in review.content.decode()
    assert lines() == []


def test_way_to_the_consents_stands_on_the_testimony_and_names_nobody(curator_browser: Client, curator: User) -> None:
    testimony = consented()
    copy = open_copy(entry=testimony, by=curator)
    way = f"{address(Consent, 'changelist')}?q={testimony.public_id}"
    for url in (address(Testimony, "review", testimony.pk), address(Testimony, "change", copy.pk)):
        assert way in curator_browser.get(url).content.decode()
    shown = curator_browser.get(way).content.decode() + curator_browser.get(form_of(testimony)).content.decode()
    assert testimony.public_id in shown
    assert NARRATOR not in shown
    add = curator_browser.get(f"{address(Consent, 'add')}?testimony={testimony.pk}")
    assert filled(add)["testimony"] == str(testimony.pk)
    assert NARRATOR not in add.content.decode()


def test_form_of_a_testimony_has_no_consents_in_it(curator_browser: Client) -> None:
    testimony = make_testimony(status=Status.DRAFT)
    page = curator_browser.get(address(Testimony, "change", testimony.pk)).content.decode()
    assert "consents-TOTAL_FORMS" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_consents_costs_the_same_for_any_number(
    curator_browser: Client, rows: int, django_assert_num_queries: Any
) -> None:
    for _number in range(rows):
        consented()
    curator_browser.get(address(Consent, "changelist"))
    with django_assert_num_queries(7):
        curator_browser.get(address(Consent, "changelist"))


def test_moment_of_a_consent_is_typed_by_the_clock_of_the_place(curator_browser: Client) -> None:
    Memorial.objects.update(time_zone="Asia/Baku")
    testimony = make_testimony(basis="consent", status=Status.DRAFT)
    fields = answer(recorded_at_0="2026-02-26", recorded_at_1="01:30")
    answered = send(curator_browser, address(Consent, "add"), testimony=testimony.pk, **fields)
    assert answered.status_code == 302, problems(answered)
    assert testimony.consents.get().recorded_at == datetime(2026, 2, 25, 21, 30, tzinfo=UTC)
    assert 'value="01:30:00"' in curator_browser.get(form_of(testimony)).content.decode()

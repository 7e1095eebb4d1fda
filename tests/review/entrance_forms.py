"""The cases of `entrances` that are forms and commands: entries of every kind, consents, accounts, the memorial."""

from datetime import timedelta
from io import StringIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from memorial.models import (
    Asset,
    Commemoration,
    Consent,
    Event,
    Figure,
    Household,
    Memorial,
    Person,
    Place,
    Recognition,
    Source,
    Testimony,
    User,
)
from memorial.review.actions import submit
from memorial.review.clock import set_clock
from memorial.review.ledger import Verb
from memorial.review.restoring import discard
from memorial.review.status import Status
from tests.exchange.folders import changed, write_folder
from tests.factories import MAKERS, keep_version, make_person, make_testimony
from tests.review.acting import edited_copy, published
from tests.review.entrances import Send, Stage, Trial, entrance, of_every_kind
from tests.review.filling import address, filled, send

MADE: dict[type[Any], Any] = dict(MAKERS)
PASSWORD = "synthetic one-time words"
#: What a new entry of each kind needs, and a text to be changed.
NEW: dict[type[Any], dict[str, Any]] = {
    Asset: {"credit": "Synthetic credit", "translations__1__alternative_text": "A synthetic picture"},
    Commemoration: {"kind": "monument", "translations__1__title": "Synthetic monument"},
    Event: {"date": "26 February 1992", "translations__1__title": "Synthetic event"},
    Figure: {
        "low": "3",
        "topic": "synthetic",
        "qualifier": "at_least",
        "translations__1__subject": "Synthetic subject",
        "translations__1__stated_by": "Synthetic body",
    },
    Household: {"translations__1__name": "Synthetic household"},
    Person: {"translations__1__description": "A synthetic person"},
    Place: {"kind": "town", "translations__1__name": "Synthetic town"},
    Recognition: {"level": "chamber", "instrument": "resolution", "translations__1__body": "Synthetic chamber"},
    Source: {"kind": "report", "title": "Synthetic report"},
    Testimony: {
        "kind": "interview",
        "basis": "published",
        "narrator_name": "Synthetic Narrator",
        **dict.fromkeys(("people", "places", "events"), []),
        "translations__1__summary": "Synthetic summary",
    },
}


@of_every_kind("add")
def adding(stage: Stage, model: type[Any]) -> Trial:
    browser, url, fields = stage.browser("contributor"), address(model, "add"), NEW[model]
    file = {"file": SimpleUploadedFile("synthetic.pdf", b"%PDF-1.7 synthetic document %%EOF")} if model is Asset else {}
    return Trial(
        Verb.CREATED,
        lambda: send(browser, url, **fields, **file),
        (
            lambda: browser.get(url),
            lambda: browser.post(url, {}),
            lambda: stage.browser("steward").post(url, fields),
        ),
    )


@of_every_kind("change")
def changing(stage: Stage, model: type[Any]) -> Trial:
    browser, draft = stage.browser("contributor"), MADE[model](status=Status.DRAFT)
    form, public = address(model, "change", draft.pk), address(model, "change", MADE[model]().pk)
    words = {name: f"{value} anew" for name, value in NEW[model].items() if name.startswith("translations")}
    words = words or {"title": "Another synthetic report"}
    return Trial(
        Verb.EDITED,
        lambda: send(browser, form, **words),
        (
            lambda: send(browser, form),
            lambda: send(browser, form, translations__0__language="no such"),
            lambda: browser.post(public, filled(browser.get(form))),
        ),
    )


@of_every_kind("delete")
def deleting(stage: Stage, model: type[Any]) -> Trial:
    own, other = MADE[model](status=Status.DRAFT, created_by=stage.contributor), MADE[model](status=Status.DRAFT)
    return Trial(
        Verb.DELETED,
        posting(stage, "contributor", address(model, "delete", own.pk), post="yes"),
        (
            posting(stage, "contributor", address(model, "delete", other.pk), post="yes"),
            posting(stage, "curator", address(model, "delete", MADE[model]().pk), post="yes"),
        ),
    )


@of_every_kind("edit")
def opening_a_copy(stage: Stage, model: type[Any]) -> Trial:
    entry, draft = keep_version(MADE[model]()), MADE[model](status=Status.DRAFT)
    return Trial(
        Verb.COPIED,
        posting(stage, "contributor", address(model, "edit", entry.pk)),
        (
            posting(stage, "steward", address(model, "edit", entry.pk)),
            posting(stage, "contributor", address(model, "edit", draft.pk)),
        ),
    )


@of_every_kind("bring_back")
def bringing_back(stage: Stage, model: type[Any]) -> Trial:
    draft = MADE[model](status=Status.DRAFT, created_by=stage.contributor)
    url = address(model, "bring_back", discard(entry=draft, by=stage.contributor).pk)
    return Trial(Verb.RESTORED, posting(stage, "contributor", url), (posting(stage, "steward", url),))


def posting(stage: Stage, who: str, url: str, **data: Any) -> Send:
    """Return the sending of some data by one of the stage."""
    browser = stage.browser(who)
    return lambda: browser.post(url, data)


ANSWER = {"purpose": "publish", "given": "true", "audience": "public", "naming": "full"}


@entrance("memorial_consent_add")
def recording_a_consent(stage: Stage) -> Trial:
    testimony, url = make_testimony(basis="consent", status=Status.IN_REVIEW), address(Consent, "add")
    return Trial(
        Verb.CONSENT_GIVEN,
        lambda: send(stage.browser("curator"), url, testimony=testimony.pk, **ANSWER),
        (
            lambda: send(stage.browser("curator"), url, **ANSWER),
            posting(stage, "contributor", url, testimony=testimony.pk, **ANSWER),
        ),
    )


def consent_of(**fields: Any) -> Consent:
    """Return the consent by which a testimony may be published."""
    testimony = make_testimony(basis="consent", **fields)
    consent: Consent = testimony.consents.create(purpose="publish", given=True, audience="public", naming="full")
    return consent


@entrance("memorial_consent_change")
def changing_a_consent(stage: Stage) -> Trial:
    url = address(Consent, "change", consent_of(status=Status.DRAFT).pk)
    return Trial(
        Verb.CONSENT_WITHDRAWN,
        lambda: send(stage.browser("curator"), url, audience="curators"),
        (lambda: send(stage.browser("curator"), url), posting(stage, "contributor", url, audience="curators")),
    )


@entrance("memorial_consent_withdraw")
def withdrawing_a_consent(stage: Stage) -> Trial:
    """The testimony that rests on it is taken away in the same step: the one line is that of the withdrawal."""
    consent = consent_of()
    keep_version(consent.about)
    url = address(Consent, "withdraw", consent.pk)
    return Trial(Verb.WITHDRAWN, posting(stage, "curator", url), (posting(stage, "contributor", url),))


@entrance("memorial_user_add")
def opening_an_account(stage: Stage) -> Trial:
    url, said = address(User, "add"), {"username": "newcomer", "password1": PASSWORD, "roles": ["keeper"]}
    return Trial(
        Verb.ACCOUNT_OPENED,
        lambda: send(stage.browser("steward"), url, **said, password2=PASSWORD),
        (lambda: send(stage.browser("steward"), url, **said, password2="another"), posting(stage, "curator", url)),
    )


@entrance("memorial_user_change")
def changing_an_account(stage: Stage) -> Trial:
    url = address(User, "change", stage.contributor.pk)
    return Trial(
        Verb.ACCOUNT_EDITED,
        lambda: send(stage.browser("steward"), url, first_name="Synthetic"),
        (
            lambda: send(stage.browser("steward"), url),
            lambda: send(stage.browser("steward"), url, email="no address"),
            posting(stage, "curator", url, first_name="Synthetic"),
        ),
    )


@entrance("changing roles")
def changing_roles(stage: Stage) -> Trial:
    url = address(User, "change", stage.contributor.pk)
    return Trial(
        Verb.ROLES_CHANGED,
        lambda: send(stage.browser("steward"), url, roles=["keeper"], first_name="Synthetic"),
    )


@entrance("auth_user_password_change")
def giving_a_password(stage: Stage) -> Trial:
    url = reverse("admin:auth_user_password_change", args=[stage.contributor.pk])
    said = {"password1": PASSWORD, "usable_password": "true"}
    return Trial(
        Verb.PASSWORD_SET,
        posting(stage, "steward", url, **said, password2=PASSWORD),
        (posting(stage, "steward", url, **said, password2="x"), posting(stage, "curator", url, **said)),
    )


@entrance("password_change")
def changing_ones_own_password(stage: Stage) -> Trial:
    url, said = reverse("admin:password_change"), {"new_password1": PASSWORD, "new_password2": PASSWORD}
    return Trial(
        Verb.PASSWORD_SET,
        posting(stage, "curator", url, **said, old_password="synthetic pass phrase"),
        (posting(stage, "curator", url, **said, old_password="wrong"),),
    )


@entrance("memorial_memorial_add")
def making_the_memorial(stage: Stage) -> Trial:
    url, said = address(Memorial, "add"), {"occurred": "26 February 1992", "languages": "en", "time_zone": "UTC"}
    in_vain = (posting(stage, "steward", url, **said),)  # there is one already

    def make() -> Any:
        Memorial.objects.all().delete()
        return send(stage.browser("steward"), url, **said, translations__1__title="Synthetic Memorial")

    return Trial(Verb.MEMORIAL_EDITED, make, in_vain)


@entrance("memorial_memorial_change")
def changing_the_memorial(stage: Stage) -> Trial:
    url = address(Memorial, "change", 1)
    return Trial(
        Verb.MEMORIAL_EDITED,
        lambda: send(stage.browser("steward"), url, contact="Synthetic contact", languages="tr, en"),
        (
            lambda: send(stage.browser("steward"), url),
            lambda: send(stage.browser("steward"), url, languages="xx"),
            posting(stage, "curator", url, contact="Synthetic contact"),
        ),
    )


def running(*words: str) -> Send:
    """Return the running of a command."""
    return lambda: call_command(*words, stdout=StringIO(), stderr=StringIO())


@entrance("command load_record")
def loading(stage: Stage) -> Trial:
    for name in ("good", "bad"):
        (stage.folder / name).mkdir()
    good = write_folder(stage.folder / "good")
    bad = write_folder(stage.folder / "bad", changed("people.csv", "one,female", "one,no such"))
    return Trial(Verb.IMPORTED, running("load_record", str(good)), (running("load_record", str(bad)),))


@entrance("command prepare")
def preparing(stage: Stage) -> Trial:
    make_person()
    return Trial(Verb.PREPARED, running("prepare"))


@entrance("command publish_due")
def publishing_what_is_due(stage: Stage) -> Trial:
    set_clock(timezone.now())
    person = keep_version(make_person(birth="1950"))
    copy = edited_copy(person, stage.contributor, birth="1951")
    submit(entry=copy, by=stage.contributor, note="Synthetic note")
    published(copy, stage.curator, opens_at=timezone.now() + timedelta(days=1))

    def due() -> Any:
        Person.objects.filter(copy_of=person).update(opens_at=timezone.now())
        return running("publish_due")()

    return Trial(Verb.PUBLISHED, due, (running("publish_due"),))

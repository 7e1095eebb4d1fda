"""The rest of the role matrix: every address of the desk that is about no entry in a status, for every role.

The table is written by hand: + opens or is done, . is refused and changes nothing. An address that stands in no line of
it fails.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from memorial.models import Consent, Discarded, Event, FixityFinding, Halt, Memorial, Original, SentMail, Source, User
from memorial.review.clock import set_clock
from memorial.review.models import Entry
from memorial.review.panels import PANELS
from memorial.review.restoring import set_aside
from memorial.review.snapshots import snapshot, whole
from memorial.review.status import Status
from tests.conftest import signed_in, staff
from tests.factories import make_source, make_testimony
from tests.media.files import asset_with_files, pdf, sent
from tests.preservation.sealed import check_all, flip_bit
from tests.review import (
    entrance_bulk,
    entrance_contributions,
    entrance_exports,
    entrance_intake,
    entrance_lists,
    entrance_merges,
    entrance_requests,
    entrance_searches,
)
from tests.review.filling import address, filled
from tests.review.matrix import Actor, undone, written
from tests.review.matrix_doors import TABLE
from tests.review.matrix_rows import PEOPLE

PASSWORD = "synthetic one-time words"


class Door:
    """Somebody before every door of the desk."""

    def __init__(self, person: User, colleague: User, above: Client) -> None:
        self.person, self.above = person, above
        self.settings = address(Memorial, "change", Memorial.objects.get().pk)
        self.draft = written(Status.DRAFT, person, "draft-own")
        self.told = {
            "plain": make_testimony(status=Status.DRAFT),
            "hidden": make_testimony(status=Status.DRAFT, restricted=True),
        }
        for testimony in self.told.values():
            testimony.consents.create(purpose="publish", given=True, audience="public")
        self.assets = {
            "plain": asset_with_files(pdf("plain"), status=Status.DRAFT),
            "hidden": asset_with_files(pdf("hidden"), status=Status.DRAFT, restricted=True),
        }
        flip_bit(self.assets["plain"].original)
        check_all()
        self.finding = FixityFinding.objects.select_related("original").get()
        # Put right again, so that whoever looks finds it so.
        flip_bit(self.assets["plain"].original)
        make_source(opens_at=timezone.now() - timedelta(days=3))
        set_clock(timezone.now() - timedelta(days=9))
        self.actor = Actor(signed_in(person), {}, colleague)

    def opens(self, url: str) -> str:
        """Open a page."""
        answer = self.actor.browser.get(url)
        assert answer.status_code < 500, url
        return "+" if answer.status_code == 200 else "."

    def may_open(self, url: str) -> str:
        """Ask for what is not there, which only those learn who may ask."""
        answer = self.actor.browser.get(url)
        assert answer.status_code < 500, url
        return "." if answer.status_code in (302, 403) else "+"

    def gets_file(self, name: str, which: str) -> str:
        """Open a file of an asset on the desk."""
        asset = self.assets[which]
        more = [asset.original.sha256, "pdf"] if name == "asset_file" else []
        answer = self.actor.browser.get(reverse(f"admin:{name}", args=[asset.pk, *more]))
        return "+" if answer.status_code == 200 and b"".join(answer) == pdf(which) else "."

    def makes_again(self) -> str:
        """Have what is shown of an asset made again, which has no line in the ledger."""
        asset = self.assets["plain"]
        Original.objects.filter(pk=asset.original.pk).update(work="failed")
        self.actor.browser.post(reverse("admin:memorial_asset_make_again", args=[asset.pk]))
        return "+" if Original.objects.get(pk=asset.original.pk).work == "waiting" else "."

    def does(self, url: str, data: dict[str, Any] | None = None) -> str:
        """Send something."""
        self.actor.start_again()
        return self.actor.try_post(url, data or {})

    def changes(self, url: str, data: dict[str, Any]) -> str:
        """Send a form with these changes: as it was shown to the person, or to somebody above all roles."""
        page = self.actor.browser.get(url)
        return self.does(url, filled(page if page.status_code == 200 else self.above.get(url)) | data)

    def lists(self) -> str:
        """Open the list of each kind of entry: it opens for all of them or for none."""
        (answer,) = {self.opens(address(model, "changelist")) for model in Entry.__subclasses__()}
        return answer

    def form(self, model: type[Any]) -> dict[str, Any]:
        """Return a filled-in form: as it was shown to the person, or to somebody above all roles."""
        url = self.settings if model is Memorial else address(model, "add")
        page = self.actor.browser.get(url)
        shown = page.status_code == 200 and page.context.get("has_change_permission", True)
        return filled(page if shown else self.above.get(url))

    def halt(self, user: User) -> int:
        """Return a halt of an account."""
        return Halt.objects.create(user=user, at=timezone.now()).pk

    def deleted(self, by: User, **fields: Any) -> int:
        """Return a draft that somebody has deleted."""
        source = make_source(status=Status.DRAFT, created_by=by, **fields)
        kept: Discarded = set_aside(source, snapshot(whole(Source, pk=source.pk)), by)
        source.delete()
        return kept.pk

    def gives(self, user: User) -> str:
        """Give an account every role, and take its door away."""
        said = {"username": user.username, "roles": ["contributor", "curator", "keeper", "steward"]}
        powers = {"is_superuser": "on", "groups": "1", "user_permissions": "1", "is_staff": "on"}
        return self.changes(address(User, "change", user.pk), said | powers)

    def sets_password(self, user: User) -> str:
        """Set somebody's password."""
        url = reverse("admin:auth_user_password_change", args=[user.pk])
        return self.does(url, {"password1": PASSWORD, "password2": PASSWORD})

    def consent(self, which: str) -> dict[str, str]:
        """Return a consent for another purpose as it is sent."""
        dates = ("recorded_at_0", "recorded_at_1", "withdrawn_at_0", "withdrawn_at_1")
        chosen = {"given": "true", "naming": "full", "audience": "public", "given_by": "self"}
        return {**dict.fromkeys(dates, ""), **chosen, "testimony": str(self.told[which].pk), "purpose": "court"}

    def consent_of(self, which: str, way: str) -> str:
        """Return an address of the consent of a testimony."""
        return address(Consent, way, self.told[which].consents.get().pk)


Attempt = Callable[[Door], str]


def work(panel: str) -> Attempt:
    """Return how the page of a panel is opened."""
    return lambda at: at.opens(reverse("admin:work", args=[panel]))


DOORS: dict[str, Attempt] = {
    "index": lambda at: at.opens(reverse("admin:index")),
    "dates": lambda at: at.opens(reverse("admin:dates")),
    "board": lambda at: at.opens(reverse("admin:board")),
    **{f"work/{name}": work(name) for name in PANELS},
    "ledger": lambda at: at.opens(reverse("admin:ledger")),
    "halts": lambda at: at.opens(reverse("admin:halts")),
    "confirm a halt": lambda at: at.does(reverse("admin:confirm_halt", args=[at.halt(at.actor.colleague)])),
    "confirm one's own halt": lambda at: at.does(reverse("admin:confirm_halt", args=[at.halt(at.person)])),
    "confirm the clock": lambda at: at.does(reverse("admin:confirm_clock")),
    "list of every kind": lambda at: at.lists(),
    "add an entry": lambda at: at.does(address(Event, "add"), at.form(Event) | {"date": "1992-02-26"}),
    "deleted drafts": lambda at: at.opens(address(Source, "discarded")),
    "bring back one's own": lambda at: at.does(address(Source, "bring_back", at.deleted(at.person))),
    "bring back another's": lambda at: at.does(address(Source, "bring_back", at.deleted(at.actor.colleague))),
    "bring back what is restricted": lambda at: at.does(
        address(Source, "bring_back", at.deleted(at.actor.colleague, restricted=True))
    ),
    "accounts": lambda at: at.opens(address(User, "changelist")),
    "open an account": lambda at: at.does(
        address(User, "add"), {"username": "new", "password1": PASSWORD, "password2": PASSWORD, "roles": "steward"}
    ),
    "change an account": lambda at: at.gives(at.actor.colleague),
    "change one's own roles": lambda at: at.gives(at.person),
    "change a superuser's account": lambda at: at.gives(User.objects.get(username="above")),
    "set a password": lambda at: at.sets_password(at.actor.colleague),
    "set a superuser's password": lambda at: at.sets_password(User.objects.get(username="above")),
    "delete an account": lambda at: at.does(address(User, "delete", at.actor.colleague.pk), {"post": "yes"}),
    "read the settings": lambda at: at.opens(at.settings),
    "change the settings": lambda at: at.does(at.settings, at.form(Memorial) | {"contact": "Synthetic contact"}),
    "make a second memorial": lambda at: at.does(address(Memorial, "add"), at.form(Memorial)),
    "delete the memorial": lambda at: at.does(address(Memorial, "delete", Memorial.objects.get().pk), {"post": "yes"}),
    "consents": lambda at: at.opens(address(Consent, "changelist")),
    "record a consent": lambda at: at.does(address(Consent, "add"), at.consent("plain")),
    "record one of what is hidden": lambda at: at.does(address(Consent, "add"), at.consent("hidden")),
    "change a consent": lambda at: at.changes(at.consent_of("plain", "change"), {"given": ""}),
    "withdraw a consent": lambda at: at.does(at.consent_of("plain", "withdraw")),
    "withdraw one of what is hidden": lambda at: at.does(at.consent_of("hidden", "withdraw")),
    "delete a consent": lambda at: at.does(at.consent_of("plain", "delete"), {"post": "yes"}),
    "delete entries from the list": lambda at: at.does(
        address(Source, "changelist"),
        {"action": "delete_selected", "_selected_action": str(at.draft.pk), "post": "yes"},
    ),
    "page for several files": lambda at: at.opens(reverse("admin:memorial_asset_upload")),
    "upload a file": lambda at: at.does(
        reverse("admin:memorial_asset_upload"),
        {"uploads": sent(pdf("new")), "rights": "http://rightsstatements.org/vocab/CNE/1.0/"},
    ),
    "what is shown of a file": lambda at: at.gets_file("asset_file", "plain"),
    "what is shown of a hidden one": lambda at: at.gets_file("asset_file", "hidden"),
    "download an original": lambda at: at.gets_file("asset_original", "plain"),
    "download a hidden original": lambda at: at.gets_file("asset_original", "hidden"),
    "have it made again": lambda at: at.makes_again(),
    "findings about originals": lambda at: at.opens(reverse("admin:findings")),
    "one finding": lambda at: at.opens(reverse("admin:finding", args=[at.finding.pk])),
    "look again": lambda at: at.does(reverse("admin:look_again", args=[at.finding.pk])),
    "deal with a finding": lambda at: at.does(
        reverse("admin:finding", args=[at.finding.pk]), {"note": "Synthetic note."}
    ),
    **entrance_contributions.DOORS,
    **entrance_intake.DOORS,
    **entrance_searches.DOORS,
    **entrance_exports.DOORS,
    **entrance_merges.DOORS,
    **entrance_bulk.DOORS,
    **entrance_lists.DOORS,
    **entrance_requests.DOORS,
}


#: Whoever may open most doors; the others, and those with several roles, are asked in the slow suite.
DAILY = ("curator",)
OTHERS = [pytest.param(name, marks=pytest.mark.slow) for name in PEOPLE if name not in DAILY]


@pytest.mark.parametrize("name", [*DAILY, *OTHERS])
def test_which_door_opens_to_whom(name: str, memorial: Memorial, media_folders: Path) -> None:
    above = signed_in(User.objects.create_superuser(username="above"))
    at = Door(staff(name, *PEOPLE[name]), staff("colleague", *PEOPLE["curator"]), above)
    found = {}
    for door, attempt in DOORS.items():
        with undone():
            found[door] = attempt(at)
        # A password that was set has begun a new session, and was taken back with it.
        at.actor.browser.force_login(at.person)
    place = list(PEOPLE).index(name)
    lines = [line.rsplit(maxsplit=len(PEOPLE)) for line in TABLE.strip().splitlines()[1:]]
    assert found == {door: cells[place] for door, *cells in lines}


def test_every_address_of_the_desk_is_tried() -> None:
    """A new address needs a line in one of the tables, and its name here."""
    names = {pattern.name for pattern in admin.site.get_urls() if isinstance(pattern, URLPattern) and pattern.name}
    assert names == {
        "autocomplete", "board", "confirm_clock", "confirm_halt", "dates", "finding", "findings", "halts", "index",
        "jsi18n", "ledger", "look_again",
        "contribution", "contribution_act", "contribution_contact", "contributions", "contributions_hand_over",
        "contributions_put_aside",
        "lists", "list_import", "list_mapping", "list_act_on_import", "list_decide", "list_decide_row",
        "list_refused_rows",
        "message_put_back", "message_take_down", "messages", "candles", "candles_lower", "takedown_decide",
        "desk_search", "unanswered_searches", "look_into_search", "set_search_aside", "searched_person",
        "exports", "export", "export_new", "export_list", "export_again", "export_approve", "export_decline",
        "export_download", "choose_merge", "merge_people", "undo_merge",
        "bulk_reviews", "bulk_open", "bulk_review", "bulk_check", "bulk_check_next", "bulk_act",
        "takedown_pause", "contributed_file", "watched_words", "unwatch_word",
        "list_act", "login", "logout", "password_change", "password_change_done", "work", "app_list",
    }  # fmt: skip
    others = set(admin.site._registry) - set(Entry.__subclasses__())
    assert others == {Consent, Memorial, SentMail, User}
    tried = {
        Consent: {"add", "change", "changelist", "delete", "history", "withdraw"},
        Memorial: {"add", "change", "changelist", "delete", "history"},
        SentMail: {"add", "change", "changelist", "delete", "history"},
        User: {"add", "auth_user_password_change", "change", "changelist", "delete", "history"},
    }
    for model, known in tried.items():
        patterns = admin.site.get_model_admin(model).get_urls()
        ways = {str(pattern.name) for pattern in patterns if isinstance(pattern, URLPattern) and pattern.name}
        assert {way.removeprefix(f"memorial_{model._meta.model_name}_") for way in ways} == known


def test_visitor_finds_no_door(visitor: Client, memorial: Memorial) -> None:
    draft = make_source(status=Status.DRAFT)
    for way in ("change", "review", "history", "delete", "edit"):
        for answer in (visitor.get(address(Source, way, draft.pk)), visitor.post(address(Source, way, draft.pk))):
            assert answer.status_code in (200, 302)
            assert draft.title not in answer.content.decode()
    assert visitor.get(reverse("preview", args=["source", draft.public_id])).status_code == 404

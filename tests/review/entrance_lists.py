"""The cases of `entrances`: lists of people that are brought in; synthetic."""

from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from memorial.exchange.imports.models import ImportRow, ListImport
from memorial.models import User
from memorial.review.ledger import Verb
from tests.exchange.imports import brought_in, checked, mapping_of, source_of_lists
from tests.factories import make_person
from tests.review.entrances import Stage, Trial, entrance

HEADER = "family,given"


def file_of_a_list() -> dict[str, Any]:
    """Return what the form of a list sends."""
    return {"file": SimpleUploadedFile("list.csv", b"family,given\nSintetikova,Gulnara\n", "text/csv")}


def a_checked_list(by: User | None) -> ListImport:
    """Return a list of which one row is new and another one may be somebody who is here."""
    make_person(given="Samir", family="Sintetikov", status="draft")
    return checked(HEADER, ["Sintetikova,Gulnara", "Sintetikov,Samir"], by)


def at(way: str, brought: ListImport, *more: int) -> str:
    """Return an address of a list."""
    return reverse(f"admin:{way}", args=[brought.pk, *more])


def row_to_decide(brought: ListImport) -> str:
    """Return the address at which the row is decided that waits."""
    row = brought.of_rows.get(outcome=ImportRow.Outcome.MAYBE)
    return at("list_decide_row", brought, row.number)


@entrance("lists")
def taking_a_list_in(stage: Stage) -> Trial:
    url, curator = reverse("admin:lists"), stage.browser("curator")
    others = [lambda who=who: stage.browser(who).post(url, file_of_a_list()) for who in ("contributor", "keeper")]
    return Trial(
        Verb.LIST_TAKEN_IN,
        lambda: curator.post(url, file_of_a_list()),
        (*others, partial(curator.get, url), partial(curator.post, url)),
    )


@entrance("list_act_on_import")
def starting_the_run_of_a_list(stage: Stage) -> Trial:
    url, run = at("list_act_on_import", a_checked_list(stage.curator)), {"act": "run"}
    others = [partial(stage.browser(who).post, url, run) for who in ("contributor", "keeper")]
    curator = stage.browser("curator")
    vain = (partial(curator.get, url), partial(curator.post, url, {"act": "undo", "sure": "yes"}))
    return Trial(Verb.IMPORT_STARTED, partial(curator.post, url, run), (*others, *vain))


@entrance("list_decide_row")
def deciding_a_row(stage: Stage) -> Trial:
    url, answer = row_to_decide(a_checked_list(stage.curator)), {"decision": "different"}
    others = [partial(stage.browser(who).post, url, answer) for who in ("contributor", "keeper")]
    curator = stage.browser("curator")
    vain = (partial(curator.get, url), partial(curator.post, url, {"decision": "perhaps"}))
    return Trial(Verb.PAIR_DECIDED, partial(curator.post, url, answer), (*others, *vain))


@entrance("command import_people")
def checking_a_list_at_the_machine(stage: Stage) -> Trial:
    (stage.folder / "list.csv").write_text("family,given\nSintetikova,Gulnara\n")
    (stage.folder / "mapping.json").write_text(mapping_of("family", "given").to_json())
    told = {"mapping": str(stage.folder / "mapping.json"), "source": source_of_lists().public_id, "dry_run": True}
    command = partial(call_command, "import_people", str(stage.folder / "list.csv"), **told)
    return Trial(Verb.LIST_TAKEN_IN, partial(command, by="curator"), (partial(command, by="contributor"),))


def opens_after_a_run(door: Any) -> str:
    """Try to undo what a list has brought."""
    brought = brought_in(HEADER, ["Sintetikova,Gulnara"], None)
    return str(door.does(at("list_act_on_import", brought), {"act": "undo", "sure": "yes"}))


#: How each door of the desk is tried that has to do with lists.
DOORS: dict[str, Any] = {
    "lists": lambda door: door.opens(reverse("admin:lists")),
    "take a list in": lambda door: door.does(reverse("admin:lists"), file_of_a_list()),
    "what a list holds": lambda door: door.opens(at("list_mapping", a_checked_list(None))),
    "rows of a list": lambda door: door.opens(at("list_import", a_checked_list(None))),
    "refused rows of a list": lambda door: door.opens(at("list_refused_rows", a_checked_list(None))),
    "row of a list": lambda door: door.opens(row_to_decide(a_checked_list(None))),
    "decide a row": lambda door: door.does(row_to_decide(a_checked_list(None)), {"decision": "different"}),
    "bring a list in": lambda door: door.does(at("list_act_on_import", a_checked_list(None)), {"act": "run"}),
    "undo a list": opens_after_a_run,
}

"""Two people at one form: what the conflict page asks, and how somebody answers it."""

from typing import Any

from django.test import Client

from memorial.models import Person
from memorial.review.conflict_page import CHOICE
from memorial.review.status import Status
from tests.factories import make_person
from tests.review.filling import address, filled, problems

Two = tuple[Client, Client]


def draft(**fields: Any) -> Person:
    """Return a draft of a person with one name."""
    return make_person(given="First", status=Status.DRAFT, **fields)


def form_of(entry: Any) -> str:
    """Return the address of the form of an entry."""
    return address(type(entry), "change", entry.pk)


def written(browser: Client, url: str, **words: Any) -> dict[str, Any]:
    """Return what a form sends with some words written into it; ``__`` stands for ``-``."""
    return filled(browser.get(url)) | {name.replace("__", "-"): value for name, value in words.items()}


def meet(two: Two, entry: Any, mine: dict[str, Any], theirs: dict[str, Any]) -> Any:
    """Let both open the form, the other save, and then the first; return what the first is shown."""
    opened, others = (filled(browser.get(form_of(entry))) for browser in two)
    answer = two[1].post(form_of(entry), others | theirs)
    assert answer.status_code == 302, problems(answer)
    return two[0].post(form_of(entry), opened | mine)


def asked(page: Any) -> dict[str, str]:
    """Return what the conflict page asks, each with what it has chosen already; empty where nothing is."""
    assert page.status_code == 409, page.status_code
    return {choice.name.removeprefix(CHOICE): choice.chosen for choice in page.context["choices"]}


def settle(browser: Client, page: Any, **chosen: str) -> Any:
    """Answer the conflict page: what it has chosen already, with what the test chooses; ``__`` stands for ``:``."""
    answers = asked(page) | {name.replace("__", ":"): side for name, side in chosen.items()}
    data = {f"{CHOICE}{name}": side for name, side in answers.items() if side}
    data |= {"open_form": page.context["token"], "sent_before": page.context["mine"], "_merge": "1"}
    return browser.post(page.context["address"], data)


def new_name(person: Person, full: str) -> dict[str, Any]:
    """Return what adding one more spelling by the page's own button sends."""
    row = {"person": person.pk, "full": full, "language": "az", "script": "Latn", "kind": "as_written", "id": ""}
    return {"names-TOTAL_FORMS": 2} | {f"names-1-{field}": value for field, value in row.items()}

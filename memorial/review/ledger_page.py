"""The ledger on the desk: who did what, when, to which entry, the newest first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from memorial.accounts.models import User
from memorial.accounts.roles import ENTRY_KINDS, READ_LEDGER, Role
from memorial.review.ledger import LedgerLine, Verb
from memorial.review.ledger_check import Anchor, head
from memorial.review.status import WithdrawalReason

ON_A_PAGE = 50
EVERYTHING = ("", gettext_lazy("everything"))
#: What else than entries the ledger speaks of.
OTHER_KINDS = ("user", "memorial", "original", "contribution", "message", "candleday", "unansweredsearch")
#: What a file was found to be, and how a finding about it came to an end.
FOUND = {
    "changed": pgettext_lazy("a file", "changed"),
    "missing": pgettext_lazy("a file", "missing"),
    "unknown": pgettext_lazy("a file", "unknown"),
}
CLOSED = {"right": gettext_lazy("found right again"), "dealt": gettext_lazy("dealt with")}


class LedgerFilter(forms.Form):
    """What of the ledger is read: one act, one kind, one account."""

    verb = forms.ChoiceField(label=gettext_lazy("What"), required=False, choices=[EVERYTHING, *Verb.choices])
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    actor = forms.ModelChoiceField(
        label=gettext_lazy("Who"),
        required=False,
        queryset=User.objects.order_by("username"),
        empty_label=gettext_lazy("everybody"),
    )
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [EVERYTHING, *kinds().items()]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """Return by what the lines are chosen; what could not be read chooses nothing."""
        self.full_clean()
        said = self.cleaned_data if self.is_bound else {}
        return {name: said[name] for name in ("verb", "kind", "actor") if said.get(name)}


@dataclass(frozen=True)
class Shown:
    """One line as it is read on the desk: never a word of an entry, only its kind and permanent id."""

    line: LedgerLine
    kind: str
    details: list[str]


def kinds() -> dict[str, str]:
    """Return the names of what the ledger speaks of, by the names that it keeps them under."""
    named = {name: apps.get_model("memorial", name)._meta.verbose_name for name in (*ENTRY_KINDS, *OTHER_KINDS)}
    return {name: capfirst(called) for name, called in named.items()}


def ledger_page(request: HttpRequest, context: dict[str, Any]) -> TemplateResponse:
    """Return a page of the ledger for somebody who may read it; ``context`` is what every page of the desk is given."""
    if not request.user.has_perm(READ_LEDGER):
        raise PermissionDenied
    form = LedgerFilter(request.GET or None)
    asked = form.asked()
    rows = LedgerLine.objects.filter(**asked).order_by("-number")
    before = form.cleaned_data.get("before") if form.is_bound else None
    if before:
        rows = rows.filter(number__lt=before)
    found = list(rows[: ON_A_PAGE + 1])
    named, last = kinds(), found[:ON_A_PAGE]
    filters = {name: getattr(value, "pk", value) for name, value in asked.items()}
    context |= {
        "title": _("The ledger"),
        "form": form,
        "lines": [Shown(line, named.get(line.kind, line.kind), list(details(line))) for line in last],
        "head": head_shown(),
        "newest": f"?{urlencode(filters)}" if before else "",
        "older": f"?{urlencode({**filters, 'before': last[-1].number})}" if len(found) > ON_A_PAGE else "",
    }
    return TemplateResponse(request, "admin/review/ledger.html", context)


def head_shown() -> Anchor | None:
    """Return the anchor of the ledger as it stands; nothing while it is empty."""
    anchor = head()
    return anchor if anchor.number else None


def details(line: LedgerLine) -> Iterator[str]:
    """Yield what a line keeps beside the act, in words."""
    kept = line.detail
    for name, sentence in sentences().items():
        if name in kept:
            yield sentence(kept[name])
    if "seen" in kept and "now" in kept:
        yield _("last seen %(seen)s, set to %(now)s") % {"seen": moment(kept["seen"]), "now": moment(kept["now"])}


def sentences() -> dict[str, Callable[[Any], str]]:
    """Return how each fact that a line may keep is said."""
    reasons = {value: str(label) for value, label in WithdrawalReason.choices}
    return {
        "version": lambda number: _("version %(number)s") % {"number": number},
        "reason": lambda reason: reasons.get(reason, reason),
        "one_hand": lambda _said: _("by one hand"),
        "opens": lambda time: _("opens %(time)s") % {"time": moment(time)},
        "roles": lambda roles: _("roles: %(roles)s") % {"roles": role_names(roles)},
        "before": lambda roles: _("roles before: %(roles)s") % {"roles": role_names(roles)},
        "after": lambda roles: _("roles now: %(roles)s") % {"roles": role_names(roles)},
        "read": lambda number: _("originals read: %(number)s") % {"number": number},
        "merged": lambda other: _("permanent id of the other person: %(id)s") % {"id": other},
        "findings": lambda number: _("findings: %(number)s") % {"number": number},
        "interrupted": lambda _said: _("interrupted"),
        "finding": lambda number: _("finding %(number)s") % {"number": number},
        "what": lambda what: str(FOUND.get(what, what)),
        "how": lambda how: str(CLOSED.get(how, how)),
        "added": lambda counts: _("entries added: %(number)s") % {"number": sum(counts.values())},
    }


def role_names(roles: list[str]) -> str:
    """Return the names of roles, one after another."""
    known = {value: str(label) for value, label in Role.choices}
    return ", ".join(known.get(role, role) for role in roles) or _("none")


def moment(text: str) -> str:
    """Return a moment that a line keeps, by the clock of the memorial."""
    time = parse_datetime(text)
    return f"{localtime(time):%Y-%m-%d %H:%M}" if time else text

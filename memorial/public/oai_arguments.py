"""What a harvester may ask (OAI-PMH 2.0), and the error of the protocol that answers everything else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import signing
from django.http import QueryDict

from memorial.exchange.harvest.kinds import SETS
from memorial.exchange.harvest.reading import Place, Wanted

PREFIX = "oai_dc"
TOKEN = "resumptionToken"  # noqa: S105  # the protocol's own word
LIST = frozenset({"metadataPrefix", "from", "until", "set", TOKEN})
#: What may be asked with each verb.
VERBS: Mapping[str, frozenset[str]] = {
    "Identify": frozenset(),
    "ListMetadataFormats": frozenset({"identifier"}),
    "ListSets": frozenset({TOKEN}),
    "ListIdentifiers": LIST,
    "ListRecords": LIST,
    "GetRecord": frozenset({"identifier", "metadataPrefix"}),
}
#: What must be asked with each verb, unless an earlier list is gone on with.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "ListIdentifiers": ("metadataPrefix",),
    "ListRecords": ("metadataPrefix",),
    "GetRecord": ("identifier", "metadataPrefix"),
}
DAY, SECOND = "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"
DAY_FORM = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
SECOND_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
SET_FORM = re.compile(r"[A-Za-z0-9_.!~*'()-]+(:[A-Za-z0-9_.!~*'()-]+)*", re.ASCII)
#: What is repeated in an answer: no sign in it but those of an address.
REPEATED = re.compile(r"[A-Za-z0-9:/._~!*'()+=-]{1,600}", re.ASCII)
#: For how long a list can be gone on with, and under which name its tokens are signed.
LASTS = timedelta(hours=24)
SALT = "memorial.public.oai"


class OaiError(Exception):
    """An error of the protocol: its code, and a sentence for whoever runs the harvester."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


@dataclass(frozen=True)
class Asked:
    """What was asked: the verb, and the arguments by their names."""

    verb: str
    arguments: Mapping[str, str] = field(default_factory=dict)

    @property
    def repeated(self) -> dict[str, str]:
        """What the answer repeats of the question."""
        found = {name: value for name, value in self.arguments.items() if REPEATED.fullmatch(value)}
        return {"verb": self.verb, **found}


@dataclass(frozen=True)
class Stretch:
    """Where a list goes on: what is wanted, after which place, and how many were told before."""

    wanted: Wanted
    after: Place | None = None
    cursor: int = 0


def asked_in(query: QueryDict) -> Asked:
    """Return what is asked. Raises OaiError for everything that the protocol does not know."""
    verbs = query.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise OaiError("badVerb", f"Ask with one verb of these: {', '.join(VERBS)}.")
    verb = verbs[0]
    arguments: dict[str, str] = {}
    for name, values in query.lists():
        if name == "verb":
            continue
        if name not in VERBS[verb]:
            takes = f"these arguments alone: {', '.join(sorted(VERBS[verb]))}" if VERBS[verb] else "no arguments"
            raise OaiError("badArgument", f"{verb} takes {takes}.")
        if len(values) != 1 or not values[0]:
            raise OaiError("badArgument", f"Give {name} once, and with a value.")
        arguments[name] = values[0]
    refuse_incomplete(verb, arguments)
    return Asked(verb, arguments)


def refuse_incomplete(verb: str, arguments: Mapping[str, str]) -> None:
    """Refuse a question that lacks something, or that goes on with a list and asks for something else as well."""
    if TOKEN in arguments:
        if len(arguments) > 1:
            raise OaiError("badArgument", f"{TOKEN} stands alone: it holds all other arguments.")
        return
    missing = [name for name in NEEDED.get(verb, ()) if name not in arguments]
    if missing:
        raise OaiError("badArgument", f"{verb} needs {' and '.join(missing)}.")


def refuse_other_format(asked: Asked) -> None:
    """Refuse every format but the one that there is."""
    if asked.arguments["metadataPrefix"] != PREFIX:
        raise OaiError("cannotDisseminateFormat", f"The one format here is {PREFIX}.")


def stretch_in(asked: Asked) -> Stretch:
    """Return which part of which list is asked for."""
    if TOKEN in asked.arguments:
        return read_token(asked)
    arguments = asked.arguments
    given = [arguments[name] for name in ("from", "until") if name in arguments]
    if len({len(each) for each in given}) > 1:
        raise OaiError("badArgument", "Write from and until alike: both as days, or both to the second.")
    since = moment(arguments["from"]) if "from" in arguments else None
    until = moment(arguments["until"]) if "until" in arguments else None
    if since and until and since > until:
        raise OaiError("badArgument", "From is later than until.")
    kind = set_kind(arguments.get("set", ""))
    refuse_other_format(asked)
    return Stretch(Wanted(kind, since, after_all_of(until, arguments["until"]) if until else None))


def moment(text: str) -> datetime:
    """Return the moment that an argument names, or at which the day begins that it names."""
    for form, pattern in ((DAY_FORM, DAY), (SECOND_FORM, SECOND)):
        if form.fullmatch(text):
            try:
                return datetime.strptime(text, pattern).replace(tzinfo=UTC)
            except ValueError:
                break
    raise OaiError("badArgument", "Write a date as 2024-02-26 or 2024-02-26T10:00:00Z.")


def after_all_of(until: datetime, text: str) -> datetime | None:
    """Return the moment at which the day or the second is over that ``until`` names; none at the end of all time."""
    try:
        return until + (timedelta(days=1) if DAY_FORM.fullmatch(text) else timedelta(seconds=1))
    except OverflowError:
        return None


def set_kind(name: str) -> str:
    """Return the kind of entries that a set is made of; empty for all."""
    if name and not SET_FORM.fullmatch(name):
        raise OaiError("badArgument", "This is not the name of a set.")
    if name and name not in SETS:
        raise OaiError("noRecordsMatch", f"There is no such set. The sets are: {', '.join(SETS)}.")
    return str(SETS[name]._meta.model_name) if name else ""


def written_token(asked: Asked, stretch: Stretch) -> str:
    """Return the token by which a list is gone on with."""
    wanted, after = stretch.wanted, stretch.after
    times = [each.isoformat() if each else "" for each in (wanted.since, wanted.until)]
    place = [after.changed_at.isoformat(), after.key] if after else ["", 0]
    return signing.dumps([asked.verb, wanted.kind, *times, *place, stretch.cursor], salt=SALT)


def read_token(asked: Asked) -> Stretch:
    """Return where a list goes on. Raises OaiError for a token that was not made here, or not for it, or is too old."""
    try:
        kept: Any = signing.loads(asked.arguments[TOKEN], salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        raise OaiError("badResumptionToken", "This token is not valid any more. Ask for the list anew.") from None
    verb, kind, since, until, changed_at, key, cursor = kept
    if verb != asked.verb:
        raise OaiError("badResumptionToken", f"This token goes on with {verb}.")
    times = [datetime.fromisoformat(each) if each else None for each in (since, until)]
    return Stretch(Wanted(kind, *times), Place(datetime.fromisoformat(changed_at), key), cursor)

"""Contributions that say a word wherever they can, and the search for that word in all that is kept."""

from typing import Any

from django.db import connection
from django.utils import timezone

from memorial.contributions.intake import Sent, contribute
from memorial.contributions.models import Contribution, Kind, State
from memorial.models import Asset, Attachment, Consent, Discarded, OpenForm, ReviewNote, Revision, Testimony, User
from memorial.review.actions import open_copy
from memorial.review.ledger import Verb, record
from tests.factories import keep_version, make_testimony

#: What no table, file or page holds any more when it is erased.
WORD = "Zqsynthetic"
ONCE = "c" * 32


def given(kind: str, **fields: Any) -> Contribution:
    """Return a contribution that says the word wherever it can, with its contact."""
    said = Sent(
        kind, ONCE, "az", words=f"{WORD} words", details={"where": WORD}, answers={"keep": True}, shown_name=WORD,
        contact={"name": WORD, "mail": "zq@example.org"},
    )  # fmt: skip
    contribution = contribute(sent=said).contribution
    contribution.letters.create(words=f"{WORD} letter", at=timezone.now())
    Contribution.objects.filter(pk=contribution.pk).update(**fields)
    return Contribution.objects.get(pk=contribution.pk)


def published_testimony(curator: User, **fields: Any) -> Testimony:
    """Return a testimony that says the word everywhere, with a version, a working copy, and words kept beside it."""
    texts = {
        language: {"text": f"{WORD} text", "summary": f"{WORD} summary", "role": WORD, "content_note": WORD}
        for language in ("az", "en")
    }
    made = make_testimony(texts=texts, narrator_name=WORD, **fields)
    keep_version(made)
    kept = Revision.objects.get(entry=made.public_id)
    record(Verb.PUBLISHED, by=curator, entry=made, after=kept.sha256, detail={"version": 1})
    Consent.objects.create(testimony=made, purpose="keep", naming="pseudonym", pseudonym=WORD, how_recorded=WORD)
    ReviewNote.objects.create(kind="testimony", entry=made.public_id, at=timezone.now(), by=curator, text=WORD)
    open_copy(entry=made, by=curator)
    snapshot = {"fields": {"narrator_name": WORD}}
    Discarded.objects.create(
        kind="testimony", entry=made.public_id, label=WORD, snapshot=snapshot, at=timezone.now(), by=curator
    )
    OpenForm.objects.create(
        token="t", user=curator, model="testimony", object_id=str(made.pk), opened_at=timezone.now(), shown={"a": WORD}
    )
    return made


def given_picture(asset: Asset) -> Contribution:
    """Return the contribution of which an asset was made."""
    contribution = given(Kind.PICTURE, state=State.ACCEPTED, made_kind="asset", made=asset.public_id)
    Attachment.objects.create(
        once=ONCE,
        contribution=contribution,
        size=3,
        sha256="0" * 64,
        media_type="",
        kind="image",
        asset=asset.public_id,
    )
    return contribution


def everything() -> str:
    """Return the whole of the database as text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names of tables
            found.append(str(cursor.fetchall()))
    return "\n".join(found)

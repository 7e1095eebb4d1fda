"""Versions: the permanent address of each published version of an entry, which shows the words as they were.

From elsewhere: ``reverse("version", args=[kind, public_id, number])``, with the kind as a model names itself
(``"person"``, ``"household"`` …); in the address stands the section in which visitors find that kind.
"""

from typing import Any

from django.http import Http404, HttpResponse

from memorial.base.alphabets import capital
from memorial.public.citation import FORMS, download, reference
from memorial.public.corrections import sentence
from memorial.public.editions import edition_of
from memorial.public.finding import Gone, find_public
from memorial.public.pages import PublicRequest, memorial_day, public_page, render_page
from memorial.public.past_entries import PastEntry
from memorial.public.person import pieces_of
from memorial.public.sections import KINDS, SECTIONS
from memorial.public.titles import with_title
from memorial.public.version_facts import VersionSheet
from memorial.review.gate import Channel
from memorial.review.revisions import Revision


@public_page(Channel.VERSION)
def version(request: PublicRequest, kind: str, public_id: str, number: int) -> HttpResponse:
    """Show one version of an entry as it was, with what a stranger may see today."""
    live, revision = find_version(kind, public_id, number)
    content = VersionSheet(PastEntry(live, revision.snapshot), request.memorial).content()
    present = live.get_absolute_url()
    pieces = pieces_of(content.facts)
    context = {
        "content": content,
        "foreign": list(dict.fromkeys(part.foreign for part in pieces if part.foreign)),
        "unreviewed": any(part.unreviewed for part in pieces),
        "live": live,
        "kind": capital(live._meta.verbose_name),
        "revision": revision,
        "day": memorial_day(request.memorial, revision.published_at),
        "correction": sentence(revision, request.memorial.languages),
        "edition": edition_of(request, live, content.called, number=number),
        "present": present,
        # The page to find by searching is the present one; this one stays for those who were given its address.
        "canonical": request.build_absolute_uri(present.partition("#")[0]),
    }
    response = render_page(request, "public/versions/version.html", context, section=KINDS[kind])
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@public_page(Channel.VERSION)
def citation(request: PublicRequest, kind: str, public_id: str, number: int, form: str) -> HttpResponse:
    """Give the reference to one version as a file."""
    if form not in FORMS:
        raise Http404
    live, revision = find_version(kind, public_id, number)
    called = VersionSheet(PastEntry(live, revision.snapshot), request.memorial).called()
    return download(reference(request, (kind, public_id, number), revision.published_at, called), form)


def find_version(kind: str, public_id: str, number: int) -> tuple[Any, Revision]:
    """Return an entry that is public, and one of its versions.

    Raises Gone where the entry or the version was withdrawn, and Http404 for everything else that is not public.
    """
    model: Any = SECTIONS[KINDS[kind]]
    try:
        live = find_public(model, public_id, with_title(model.objects.public(Channel.VERSION)))
    except Gone:
        withdrawn = model.objects.tombstones().filter(public_id=public_id, version__gte=number)
        if not number or not withdrawn.exists():
            raise Http404 from None
        raise
    revision = (
        Revision.objects.public(model).of(kind, public_id).select_related("withdrawal").filter(version=number).first()
    )
    if revision is None:
        raise Http404
    withdrawal = getattr(revision, "withdrawal", None)
    if withdrawal is not None:
        raise Gone(withdrawal.at, withdrawal.reason, version=True)
    return live, revision

"""Public data: the whole public record as files for everybody, under which licence, and what each field means."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from memorial.base.languages import active_language
from memorial.base.licences import Licence, address_of
from memorial.exchange.exports.copies import given_out
from memorial.exchange.exports.explanations import codebook_json, codebook_table
from memorial.exchange.exports.models import CopyFile
from memorial.exchange.representations.codebook import codebook as codebook_of
from memorial.exchange.representations.kinds import KINDS
from memorial.public.linked import data_set
from memorial.public.pages import PublicRequest, memorial_day, public_page, render_page
from memorial.review.gate import Channel

ALL = list(KINDS.values())
#: How the codebook is given out as a file, by the end of its name.
CODEBOOKS = {"json": (codebook_json, "application/json"), "csv": (codebook_table, "text/csv; charset=utf-8")}


@dataclass(frozen=True)
class Shown:
    """One file of the public copy as the page shows it."""

    label: str
    says: str
    file: CopyFile
    url: str


@public_page(Channel.EXPORT)
def data(request: PublicRequest) -> HttpResponse:
    """Show the files of the public copy that is given out, or say that one is being made."""
    memorial = request.memorial
    copy = given_out(memorial.licence)
    context: dict[str, Any] = {
        "copy": copy,
        "files": [shown(file) for file in copy.files.all()] if copy else [],
        "day": memorial_day(memorial, copy.holding.begun) if copy else "",
        "licence": Licence(memorial.licence).label if memorial.licence else "",
        "licence_url": address_of(memorial.licence),
        "linked": data_set(request, list(copy.files.all()) if copy else [], address_of(memorial.licence)),
    }
    return render_page(request, "public/data/data.html", context, section="data")


def shown(file: CopyFile) -> Shown:
    """Return a file of the public copy with what it is, in the page's language."""
    label, says = words_of(file.name)
    return Shown(label, says, file, reverse("data_file", args=[file.sha256, file.name]))


def words_of(name: str) -> tuple[str, str]:
    """Return what a file is called on the page and what it is, by the end of its name."""
    if name.endswith("csv.zip"):
        return _("Tables (CSV)"), _(
            "One table for each kind of entry and for what belongs to it, packed together with the codebook. "
            "For spreadsheets and statistics."
        )
    if "jsonld" in name:
        return _("Linked data (JSON-LD)"), _(
            "All entries as one document in the words of schema.org, packed with gzip."
        )
    return _("Lines of JSON"), _("One entry in each line, with all that belongs to it, packed with gzip. For programs.")


@public_page(Channel.EXPORT)
def codebook(request: PublicRequest) -> HttpResponse:
    """Show what every field of the data means."""
    files = [(form.upper(), reverse("codebook_file", args=[form])) for form in CODEBOOKS]
    context = {"kinds": codebook_of(ALL, active_language()), "files": files}
    return render_page(request, "public/data/codebook.html", context, section="data")


@public_page(Channel.EXPORT)
def codebook_file(_request: PublicRequest, form: str) -> HttpResponse:
    """Give out the codebook in the language of the address as a file."""
    if form not in CODEBOOKS:
        raise Http404
    write, media_type = CODEBOOKS[form]
    answer = HttpResponse(write(ALL, active_language()), content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="codebook.{active_language()}.{form}"'
    return answer

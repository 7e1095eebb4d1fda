"""Citing: how a version of an entry is named elsewhere, in words and for the programs that keep references."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.base.languages import active_language
from memorial.base.memorial import Memorial
from memorial.base.texts import Text
from memorial.public.pages import PublicRequest, memorial_day

#: What means something to BibTeX and must be said otherwise. A brace would end the value, even behind a backslash.
BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        **{sign: f"\\{sign}" for sign in "%&#_$"},
    }
)
ENDING = "\r\n"


@dataclass(frozen=True)
class Reference:
    """One version of one entry as others cite it: what it is called, the memorial, number and day, and its address."""

    title: Text
    #: What tells the entry from others of the same title: the years of a life, who states a number, and when.
    detail: str
    memorial: str
    number: int
    published: date
    day: str
    address: str
    key: str
    language: str

    @property
    def full_title(self) -> str:
        """The title with what tells it from others, for programs."""
        return ", ".join(part for part in (self.title.value, self.detail) if part)

    @property
    def note(self) -> str:
        """Which version it is, in a sentence of the page's language."""
        return _("Version %(number)s, published %(day)s") % {"number": self.number, "day": self.day}


def reference(request: PublicRequest, which: tuple[str, str, int], at: datetime, called: tuple[Text, str]) -> Reference:
    """Return how a version is cited from the pages of the language being read.

    ``which`` is the version by kind, permanent id and number; ``at`` when it was published; ``called`` what the entry
    is called in it, and what tells it from others.
    """
    memorial: Memorial = request.memorial
    _kind, public_id, number = which
    title, detail = called
    return Reference(
        title=title,
        detail=detail,
        memorial=str(memorial),
        number=number,
        published=timezone.localdate(at, memorial.zone),
        day=memorial_day(memorial, at),
        address=request.build_absolute_uri(reverse("version", args=which)),
        key=f"memorial-{public_id}-v{number}",
        language=active_language(),
    )


def one_line(text: str) -> str:
    """Return a text on one line, without the signs that no page shows and a program could stumble over."""
    return "".join(sign for sign in " ".join(text.split()) if unicodedata.category(sign) != "Cc")


def as_bibtex(cited: Reference) -> str:
    """Return a reference as an entry of BibTeX, in UTF-8."""
    fields = {
        "title": f"{{{bibtex(cited.full_title)}}}",
        "howpublished": bibtex(cited.memorial),
        "year": f"{cited.published:%Y}",
        "month": f"{cited.published:%m}",
        "note": bibtex(cited.note),
        "version": str(cited.number),
        "url": cited.address,
        "language": cited.language,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{cited.key},", *lines, "}", ""])


def bibtex(text: str) -> str:
    """Return a text as BibTeX reads it back."""
    return one_line(text).translate(BIBTEX)


def as_ris(cited: Reference) -> str:
    """Return a reference as a record of RIS, in UTF-8: each field on a line of its own."""
    fields = [
        ("TY", "ELEC"),
        ("ID", cited.key),
        ("TI", one_line(cited.full_title)),
        ("T2", one_line(cited.memorial)),
        ("PB", one_line(cited.memorial)),
        ("PY", f"{cited.published:%Y}"),
        ("DA", f"{cited.published:%Y/%m/%d}"),
        ("ET", str(cited.number)),
        ("N1", one_line(cited.note)),
        ("LA", cited.language),
        ("UR", cited.address),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}{ENDING}" for tag, value in fields)


#: The forms in which a reference can be taken away: the ending of the file, what it is, and how it is written.
FORMS = {
    "bib": ("application/x-bibtex", as_bibtex),
    "ris": ("application/x-research-info-systems", as_ris),
}


def download(cited: Reference, form: str) -> HttpResponse:
    """Return a reference as a file of one form."""
    content_type, written = FORMS[form]
    response = HttpResponse(written(cited), content_type=f"{content_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{cited.key}.{form}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response

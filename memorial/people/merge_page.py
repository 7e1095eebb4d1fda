"""The pages on which two people are merged: whom to choose, both side by side with their sources, what comes of it."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.base.references import is_key, label_for
from memorial.people.forms import MergeForm
from memorial.people.gains import Differing, Gains, gains_of
from memorial.people.mentions import mentions_of
from memorial.people.merged import Merge, Step
from memorial.people.merging import built_on, may_merge, merge, undo_merge, why_not
from memorial.people.models import Person
from memorial.people.stated_values import COLUMNS, label_of, told, value_in_words
from memorial.review.actions import TransitionRefused, copy_of_entry
from memorial.review.acts_admin import person_of
from memorial.review.comparison import Comparison, compare
from memorial.review.desk_pages import DeskPages, desk_page
from memorial.review.entry_finders import best_first, nearest
from memorial.review.snapshots import content_hash, snapshot, whole
from memorial.review.status import Status

#: How many people are offered to choose from.
OFFERED = 20


@dataclass(frozen=True)
class Side:
    """One of the two people as the page draws them."""

    person: Person
    comparison: Comparison
    url: str
    is_kept: bool


@dataclass(frozen=True)
class Named:
    """One thing in a list of the page: what sort of thing it is, what it is called, and where it is."""

    kind: str
    name: str
    url: str = ""
    more: str = ""


def whoever_merges(request: HttpRequest) -> User:
    """Return who is at the desk, if they may merge people."""
    person = person_of(request)
    if not may_merge(person):
        raise PermissionDenied
    return person


def person_at(user: User, key: int) -> Person:
    """Return a person of the record of whom somebody may know; a restricted one is not there for anybody."""
    if not is_key(str(key)):
        raise Http404
    known = Person.objects.visible_to(user).of_record().filter(restricted=False)
    found = known.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@desk_page("memorial/person/<int:key>/merge/", "choose_merge")
def choose_merge(desk: DeskPages, request: HttpRequest, key: int) -> HttpResponse:
    """Ask which other entry is the same person."""
    user = whoever_merges(request)
    person, text = person_at(user, key), request.GET.get("q", "").replace("\0", "")[:200]
    rows = Person.objects.visible_to(user).of_record().filter(restricted=False).exclude(pk=person.pk)
    rows = rows.exclude(status=Status.WITHDRAWN)
    found = nearest(rows, text or person.label, rows.none())
    others = list(best_first(rows, found)[:OFFERED]) if found is not None else []
    context = {
        **desk.each_context(request),
        "title": _("Who is the same person?"),
        "subtitle": None,
        "person": person,
        "text": text or person.label,
        "others": [(other, reverse("admin:merge_people", args=[person.pk, other.pk])) for other in others],
    }
    return TemplateResponse(request, "admin/people/merge_choose.html", context)


@desk_page("memorial/person/<int:key>/merge/<int:other>/", "merge_people")
def merge_people(desk: DeskPages, request: HttpRequest, key: int, other: int) -> HttpResponse:
    """Show two people side by side and what comes of merging them, or merge them."""
    user = whoever_merges(request)
    pair = person_at(user, key), person_at(user, other)
    kept, merged = in_order(pair, request.POST.get("keep") or request.GET.get("keep", ""))
    form = MergeForm(request.POST if request.method == "POST" else None, initial={"seen": seen(kept, merged)})
    if request.method == "POST" and form.is_valid():
        if done(request, kept, merged, form, user):
            return HttpResponseRedirect(reverse("admin:merge_people", args=[kept.pk, merged.pk]))
        kept, merged = person_at(user, kept.pk), person_at(user, merged.pk)
    context = {
        **desk.each_context(request),
        "title": _("Merge two people who are one"),
        "subtitle": None,
        "form": form,
        "swap": f"?keep={merged.pk}",
        **pair_context(kept, merged, user),
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "admin/people/merge.html", context, status=status)


def done(request: HttpRequest, kept: Person, merged: Person, form: MergeForm, user: User) -> bool:
    """Merge two people as they were seen; return whether it was done, and say in the form why not."""
    try:
        if form.cleaned_data["seen"] != seen(kept, merged):
            raise TransitionRefused(_("One of them was changed while you looked. Look again; nothing was merged."))
        made = merge(kept=kept, merged=merged, by=user, note=form.cleaned_data["note"])
    except TransitionRefused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as refusal:
        form.add_error(None, " ".join(refusal.messages))
    else:
        messages.success(request, said_of(made))
        return True
    # What is sent again is what is seen now.
    form.data = form.data | {"seen": seen(kept, merged)}  # type: ignore[operator]  # what was sent, as a mapping
    return False


def said_of(made: Merge) -> str:
    """Return what the desk says after a merge."""
    if made.step == Step.PREPARED:
        return _(
            "What is gained stands in the working copy now. Submit it; once a colleague publishes it, both are one."
        )
    return _("They are one person now. The permanent id of the other one leads here.")


def seen(kept: Person, merged: Person) -> str:
    """Return the hashes of what two people say, by which a form knows what was looked at."""
    copy = copy_of_entry(kept)
    return " ".join(content_hash(person) for person in (copy or kept, merged))


def in_order(pair: tuple[Person, Person], keep: str) -> tuple[Person, Person]:
    """Return two people, first the one who is kept: as chosen, else who is public, else of whom more is known."""
    chosen = [person for person in pair if str(person.pk) == keep]
    standing = Merge.objects.under_way().filter(kept__in=pair, merged__in=pair).first()
    if standing is not None:
        chosen = [person for person in pair if person.pk == standing.kept_id]
    kept = chosen[0] if chosen else max(pair, key=weight)
    return kept, pair[0] if kept == pair[1] else pair[1]


def weight(person: Person) -> tuple[bool, int, int]:
    """Return what makes one person the likelier one to keep."""
    behind: Any = person
    known = behind.citations.count() + behind.names.count() + behind.translations.count()
    return person.status == Status.PUBLISHED, known, -person.pk


def pair_context(kept: Person, merged: Person, user: User) -> dict[str, Any]:
    """Return what the page shows of two people, and what would come of merging them or has come of it."""
    standing = Merge.objects.under_way().select_related("by").filter(kept=kept, merged=merged).first()
    copy = copy_of_entry(kept)
    reason = "" if standing else why_not(kept, merged)
    target: Person = whole(Person, pk=(copy or kept).pk)
    other: Person = whole(Person, pk=merged.pk)
    gains = None if standing or reason else gains_of(target, other)
    return {
        "kept": kept,
        "merged": merged,
        "sides": [side(kept, user, is_kept=True), side(merged, user, is_kept=False)],
        "standing": standing,
        "copy": copy,
        "copy_url": review_url(copy) if copy is not None else "",
        "hindered": " ".join(built_on(standing, kept, merged)) if standing else "",
        "reason": reason,
        "gains": gains,
        "gained": gained(gains, target, user) if gains else [],
        "differing": [in_words(one, target, other) for one in gains.differing] if gains else [],
        "mentions": mentioned(merged, user),
        "waits": kept.status == Status.PUBLISHED,
        "published_too": merged.status == Status.PUBLISHED,
    }


def side(person: Person, user: User, *, is_kept: bool) -> Side:
    """Return one of the two people with all that is said of them."""
    return Side(person, compare(Person, None, snapshot(whole(Person, pk=person.pk)), user), review_url(person), is_kept)


def review_url(entry: Any) -> str:
    """Return where an entry is on the desk."""
    return reverse(f"admin:{entry._meta.app_label}_{entry._meta.model_name}_review", args=[entry.pk])


def mentioned(person: Person, user: User) -> list[Named]:
    """Return the entries that name a person, of those of which somebody may know."""
    entries = {(type(one.entry), one.entry.pk): one.entry for one in mentions_of(person)}
    return [
        Named(str(entry._meta.verbose_name), str(entry), review_url(entry), str(entry.get_status_display()))
        for entry in entries.values()
        if entry.is_visible_to(user)
    ]


def in_words(one: Differing, kept: Person, merged: Person) -> Differing:
    """Return what two people differ in, in the words of whoever reads; texts stay as they are written."""
    if one.fact not in COLUMNS:
        return one
    return replace(one, kept=told(kept, one.fact), merged=told(merged, one.fact))


def gained(gains: Gains, kept: Person, user: User) -> list[Named]:
    """Return what the kept person gains, who has the new values by now, thing by thing, in words."""
    found = [Named(label_of(fact), told(kept, fact)) for fact, _value in gains.filled]
    found += [Named(label_of(name), words, more=tag) for name, tag, words in gains.texts]
    for name in gains.parts["names"]:
        source = label_for(name.source, user) if name.source else ""
        found.append(Named(_("Name"), name.full, more=source))
    for tie in gains.parts["kin"]:
        found.append(Named(_("Family"), label_for(tie.relative, user), more=_("is the %(kind)s of") % {"kind": tie}))
    for tie in gains.parts["kin_of"]:
        found.append(Named(_("Family"), label_for(tie.person, user), more=str(tie)))
    found += [Named(_("Picture"), label_for(picture.asset, user)) for picture in gains.parts["pictures"]]
    for citation in gains.parts["citations"]:
        label = label_of(citation.fact) if citation.fact else Person.fact_label("")
        differs = citation.stance == citation.Stance.DIFFERS
        value = value_in_words(citation.fact, citation.value) if citation.value else citation.says
        more = _("differs: %(value)s") % {"value": value} if differs else ""
        found.append(Named(_("Source for: %(fact)s") % {"fact": label}, label_for(citation.source, user), more=more))
    return found


@desk_page("memorial/merges/<int:key>/undo/", "undo_merge")
def undo_view(desk: DeskPages, request: HttpRequest, key: int) -> HttpResponse:
    """Undo a merge, and go back to the two people."""
    user = whoever_merges(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = Merge.objects.filter(pk=key).first() if is_key(str(key)) else None
    if found is None:
        raise Http404
    person_at(user, found.kept_id), person_at(user, found.merged_id)
    try:
        made = undo_merge(merge=found, by=user)
    except TransitionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("Both are two people again, as they were.")
        if made.step == Step.RETURNING:
            said = _("The working copy takes back what was gained. Once a colleague publishes it, both are two again.")
        messages.success(request, said)
    return HttpResponseRedirect(reverse("admin:merge_people", args=[found.kept_id, found.merged_id]))

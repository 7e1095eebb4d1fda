"""Photographs, documents and recordings on the form of the entry with which they are shown."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from memorial.accounts.models import User
from memorial.base.admin import ChildRows, TabularInline
from memorial.base.references import visible
from memorial.media.asset_panels import desk_address
from memorial.media.models import Asset
from memorial.media.picture_forms import PictureForm, PictureFormSet
from memorial.media.pictures import Picture, entries_with, public_uses, shown_nowhere_else
from memorial.media.showing import Shape, Where, shown
from memorial.review.acts_admin import person_of
from memorial.review.admin import EntryAdmin
from memorial.review.models import Entry
from memorial.review.status import Status


@dataclass(frozen=True)
class Use:
    """One entry with which something is shown: its kind, its name, its review page, and its status if not public."""

    kind: str
    name: str
    url: str
    status: str


class PictureInline(ChildRows, TabularInline):
    """What is shown with an entry, in its order, each row with a small picture of what may be met without a warning."""

    form = PictureForm
    formset = PictureFormSet
    extra = 1
    classes = ("ordered",)
    fields: ClassVar[tuple[str, ...]] = ("preview", "asset", "position")
    readonly_fields: ClassVar[tuple[str, ...]] = ("preview",)

    class Media:
        js = ("memorial/ordering.js",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Picture]":
        self.reader = person_of(request)
        rows = super().get_queryset(request).select_related("asset__original")
        return rows.prefetch_related("asset__translations", "asset__original__derivatives")

    @admin.display(description=_("preview"))
    def preview(self, tie: Picture) -> str:
        """Return the picture of a row as a list shows it, or in words why it is not shown."""
        asset = tie.asset if tie.asset_id is not None else None
        if asset is None or not visible(asset, self.reader):
            return ""
        context = {"shown": shown(asset, Where.LIST, shape=Shape.SQUARE, address=desk_address)}
        return render_to_string("admin/media/preview.html", context)


class IllustratedAdmin(EntryAdmin):
    """An entry with pictures on the desk: where it can be withdrawn, it says which of them would stay public."""

    def review_page(self, request: HttpRequest, entry: Any, **more: Any) -> HttpResponse:
        page: Any = super().review_page(request, entry, **more)
        if entry.status == Status.PUBLISHED and not entry.is_copy:
            stay = shown_nowhere_else(entry, person_of(request))
            page.context_data["stays_public"] = [use_of(asset) for asset in stay]
        answer: HttpResponse = page
        return answer


def uses_of(asset: Asset, person: User) -> dict[str, Any]:
    """Return what the review page of an asset says of where it is shown, and of what goes when it is withdrawn."""
    itself: Any = asset.copy_of or asset
    pages = public_uses(itself) if itself.is_public else 0
    sentence = ngettext(
        "It also vanishes from %(count)d public entry with which it is shown.",
        "It also vanishes from %(count)d public entries with which it is shown.",
        pages,
    )
    return {
        "shown_with": [use_of(entry) for entry in entries_with(itself, person)],
        "goes_with_it": sentence % {"count": pages} if pages else "",
    }


def use_of(entry: Entry) -> Use:
    """Return an entry as the review page of what is shown with it names it."""
    name = f"admin:{entry._meta.app_label}_{entry._meta.model_name}_review"
    status = "" if entry.status == Status.PUBLISHED else entry.get_status_display()
    return Use(str(entry._meta.verbose_name), str(entry), reverse(name, args=[entry.pk]), status)

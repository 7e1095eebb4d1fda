"""Photographs, documents and recordings on the desk."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.forms.widgets import Script  # type: ignore[attr-defined,unused-ignore]  # newer than the type stubs
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.base.admin import TranslationInline, date_column
from memorial.media.actions import file_detail
from memorial.media.arrivals import Arrival, arrive, same_as
from memorial.media.asset_panels import SIDE, look_at, panel, square_in_list
from memorial.media.consent_links import consent_links
from memorial.media.forms import AssetForm
from memorial.media.models import Asset, AssetTranslation
from memorial.media.originals import Original
from memorial.media.picture_admin import uses_of
from memorial.media.upload_page import UploadAdmin
from memorial.review.acts_admin import person_of


class AssetTranslationInline(TranslationInline):
    """What it shows: in a sentence for those who cannot see it, and its caption."""

    model = AssetTranslation


class AssetList(ChangeList):
    """The list of assets, read with what their small pictures need."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request, exclude_parameters)
        found: QuerySet[Any] = rows.ready_to_show()
        return found


class MadeFilter(admin.SimpleListFilter):
    """How far what is shown has been made: what failed waits for a person."""

    title = Original._meta.get_field("work").verbose_name
    parameter_name = "made"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Original.Work.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(original__work=self.value()) if self.value() in Original.Work.values else queryset


@admin.register(Asset)
class AssetAdmin(UploadAdmin):
    """A file: what it is, who made it, what others may do with it."""

    form = AssetForm
    inlines = (AssetTranslationInline,)
    list_display = ("small_picture", "name_on_the_desk", "kind", "rights", "taken_in_words", "status", "changed_at")
    list_display_links = ("name_on_the_desk",)
    list_filter = ("status", "kind", "grade")
    told_by = ("kind", "taken")
    search_fields = ("label", "credit", "=public_id")
    search_help_text = gettext_lazy("By caption, credit or permanent id.")

    taken_in_words = date_column("taken", gettext_lazy("made"))

    class Media:
        js = (Script("memorial/focal.js", defer=True),)

    @admin.display(description=gettext_lazy("picture"))
    def small_picture(self, asset: Asset) -> str:
        """Show a small square in the list, of what needs no cover alone; its name stands beside it."""
        address = square_in_list(asset)
        if not address:
            return ""
        return format_html(
            '<img class="small-picture" src="{}" alt="" width="{}" height="{}" loading="lazy">', address, SIDE, SIDE
        )

    @admin.display(description=gettext_lazy("picture"))
    def picture(self, asset: Asset) -> str:
        """Show the picture on its form, with the point around which squares are cut."""
        row = Asset.objects.ready_to_show().get(pk=asset.pk)
        return render_to_string("admin/memorial/asset/focal.html", {"look": look_at(row), "asset": asset})

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_filter(request), MadeFilter]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return AssetList

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Receive a file before the form is read: nothing else waits while it is looked at."""
        request.arrival = self.arrival(request) if object_id is None else None  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def arrival(self, request: HttpRequest) -> Arrival | None:
        """Return the file that came with the form of a new asset."""
        file = request.FILES.get("file") if request.method == "POST" and self.has_add_permission(request) else None
        return arrive(file, person_of(request)) if isinstance(file, UploadedFile) else None

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Let the form know what became of the file that came with it."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.arrival = getattr(request, "arrival", None)
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("picture",) if obj is not None and obj.original.is_image else ()

    def own_fieldsets(self, request: HttpRequest, obj: Any) -> Any:
        """A file is chosen once; what it is of is never exchanged."""
        file = (None, {"fields": ("file", "received")}) if obj is None else None
        point = gettext_lazy("Squares are cut around this point: click on the picture, or write it in percent.")
        focal: Any = None
        if obj is not None and obj.original.is_image:
            fields = {"fields": ("picture", ("focal_x", "focal_y")), "description": point, "classes": ("focal",)}
            focal = (gettext_lazy("The picture"), fields)
        shown = (
            gettext_lazy("What is shown"),
            {"fields": ("grade", "living", "living_consent", "decorative")},
        )
        made = (
            gettext_lazy("Who made it, and when"),
            {"fields": ("credit", "taken", "source", "source_position", "redacts")},
        )
        given = (gettext_lazy("Where it is from"), {"fields": ("supplied_by", "supplied_from", "supplied", "terms")})
        rights = (gettext_lazy("What others may do with it"), {"fields": ("rights",)})
        return tuple(each for each in (file, focal, shown, made, rights, given) if each)

    def detail_of(self, form: Any, *, change: bool) -> dict[str, Any]:
        more = {} if change else file_detail(form.instance.original)
        return super().detail_of(form, change=change) | more

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """Say that the same file stands in another entry, where it does and the person may know of it."""
        for other in same_as(obj.original, person_of(request)).exclude(pk=obj.pk)[:1]:
            self.message_user(request, _("The same file is here already: “%(entry)s”.") % {"entry": other}, "WARNING")
        return super().response_add(request, obj, post_url_continue)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        asset = kwargs.get("obj")
        if asset is not None:
            context |= {"panel": panel(asset, person_of(request))} | consent_links(asset, person_of(request))
        return super().render_change_form(request, context, *args, **kwargs)

    def review_page(self, request: HttpRequest, entry: Any, **more: Any) -> HttpResponse:
        page: Any = super().review_page(request, entry, **more)
        beside = {"panel": panel(entry, person_of(request)), "shown_first": "admin/memorial/asset/panel.html"}
        page.context_data |= beside | uses_of(entry, person_of(request)) | consent_links(entry, person_of(request))
        answer: HttpResponse = page
        return answer

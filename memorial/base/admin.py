"""What every form and list of the desk is built on."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.admin.helpers import InlineAdminFormSet
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import lookup_spawns_duplicates
from django.contrib.admin.views.main import SEARCH_VAR
from django.contrib.admin.widgets import AdminTextareaWidget, AdminURLFieldWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.forms import CharField, Media
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from memorial.base.alphabets import cases
from memorial.base.date_words import words
from memorial.base.fields import EdtfField
from memorial.base.forms import AnniversaryInput, DateInput, DeskForm, LanguageInput
from memorial.base.languages import validate_language
from memorial.base.memorial import Memorial
from memorial.base.paging import CappedPaginator
from memorial.base.references import (
    ReferenceField,
    ReferenceSelect,
    ReferenceSelectMultiple,
    ReferencesField,
    naming_only_visible,
)
from memorial.base.text_forms import TranslationForm, TranslationFormSet
from memorial.base.texts import validate_direction

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    BaseAdmin = admin.options.BaseModelAdmin[Any]
    StockAdmin = admin.ModelAdmin[Any]
    StockInline = admin.options.InlineModelAdmin[Any, Any]
    StackedInline = admin.StackedInline[Any, Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    BaseAdmin = StockAdmin = StockInline = object
    StackedInline, TabularInline = admin.StackedInline, admin.TabularInline
    StockAdmin = admin.ModelAdmin


#: A database compares no endless question with every row; of a longer one the first words are looked for.
MOST_WORDS = 20


class DeskFields(BaseAdmin):
    """How the desk asks for a field: uncertain dates, languages and references have their own ways."""

    formfield_overrides: ClassVar[dict[Any, Any]] = {
        EdtfField: {"widget": DateInput},
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
        models.URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"},
    }

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Every reference is looked up by typing: no list of a million people is ever drawn."""
        fields = [*self.model._meta.fields, *self.model._meta.many_to_many]
        return [field.name for field in fields if field.is_relation and field.editable]

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        kwargs |= {"form_class": ReferenceField, "widget": ReferenceSelect(db_field, self.admin_site)}
        return self.shown_to(request, super().formfield_for_foreignkey(db_field, request, **kwargs))

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        kwargs |= {"form_class": ReferencesField, "widget": ReferenceSelectMultiple(db_field, self.admin_site)}
        return self.shown_to(request, super().formfield_for_manytomany(db_field, request, **kwargs))

    def shown_to(self, request: HttpRequest, field: Any) -> Any:
        """Let a reference know for whom it is shown, and offer only rows to which one can refer."""
        if field is not None:
            field.user = request.user
            desk = self.admin_site._registry.get(field.queryset.model)
            if isinstance(desk, DeskAdmin):
                field.desk = desk
                field.queryset = desk.can_be_referred_to(field.queryset)
        return field

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if getattr(db_field, "anniversary", False):
            kwargs["widget"] = AnniversaryInput
        elif validate_language in getattr(db_field, "validators", ()):
            kwargs["widget"] = LanguageInput
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, CharField):
            field.validators.append(validate_direction)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
            # What is public has no form in which it could be changed from here.
            field.widget.can_change_related = False
        if field and isinstance(self, admin.TabularInline):
            # A table names its columns in its head alone, and that is not read out with a field.
            field.widget.attrs["aria-label"] = field.label
        return field


class AlikeRows(InlineAdminFormSet):
    """The rows of one kind as a form draws them: they are all alike, so one of them tells which scripts they need."""

    @classmethod
    def drawn_as(cls, stock: InlineAdminFormSet) -> "AlikeRows":
        """Return the same rows; the stock ones ask every row again for its scripts."""
        return cls(stock.opts, **{name: told for name, told in vars(stock).items() if name not in ("opts", "classes")})

    @property
    def media(self) -> Media:
        needed: Media = self.opts.media + self.formset.media
        return needed


class DeskAdmin(DeskFields, StockAdmin):
    """A list that costs the same however long it is, and a form; every list and form of the desk is one of these."""

    form = DeskForm
    list_per_page = 50
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """A list is narrowed by its own filters alone: a question typed into the address could try out any column."""
        filters = self.get_list_filter(request)
        offered = {f"{name}__{way}" for name in filters for way in ("exact", "isnull")}
        own = {getattr(one, "parameter_name", "") for one in filters} - {""}
        return lookup in own or (lookup in offered and super().lookup_allowed(lookup, value, request))

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Return the list as it is narrowed; no filter holds a NUL sign, and PostgreSQL is not even asked for one."""
        filters = (values for name, values in request.GET.lists() if name != SEARCH_VAR)
        if any("\0" in value for values in filters for value in values):
            raise IncorrectLookupParameters
        return super().get_changelist_instance(request)

    def get_inline_formsets(self, *asked: Any, **more: Any) -> list[InlineAdminFormSet]:
        """Return the rows of each kind that a form draws."""
        return [AlikeRows.drawn_as(rows) for rows in super().get_inline_formsets(*asked, **more)]

    def can_be_referred_to(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return those of some rows to which another row can refer."""
        return rows

    def told_apart(self, row: Any) -> str:
        """Return what a row that a person may know of is called where it must be told apart from its namesakes."""
        return str(row)

    # The stock log keeps the name of everything that was ever touched, for everybody who may see the start page, and
    # after it was deleted. What was done stands in the ledger instead, which holds no name.

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return None

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The stock history reads the stock log; kinds that have a history of their own show it here."""
        raise Http404

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[Any], dict[str, int], set[str], Any]:
        """Return what would go with a row, by kind and number: the names of other rows are nobody's business here."""
        gone, numbers, missing, protected = super().get_deleted_objects(objs, request)
        kinds = [f"{name}: {number}" for name, number in numbers.items()]
        if protected:
            return kinds, numbers, set(), [_("other entries that refer to it")]
        return kinds, numbers, missing, []

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Find each word in capitals and small letters of every alphabet; a field with ``=`` is compared as a whole."""
        fields = self.get_search_fields(request)
        lookups = [f"{field[1:]}__iexact" if field.startswith("=") else f"{field}__icontains" for field in fields]
        found = models.Q()
        for word in search_term.split()[:MOST_WORDS]:
            spellings = [(lookup, spelling) for lookup in lookups for spelling in cases(word)]
            found &= models.Q(*spellings, _connector=models.Q.OR)
        return queryset.filter(found), any(lookup_spawns_duplicates(self.opts, lookup) for lookup in lookups)


class ChildRows(DeskFields, StockInline):
    """Rows that belong to what the form is about: whoever may change that may change them."""

    form = DeskForm
    #: Shown before the fields of the form instead of after them.
    above = False

    class Media:
        js = ("memorial/rows.js",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Who writes reads a word in the place of a hidden reference; who only reads is not shown such a row."""
        rows: models.QuerySet[Any] = super().get_queryset(request)
        if self.admin_site.get_model_admin(self.parent_model).has_change_permission(request):
            return rows
        return naming_only_visible(rows, request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.parent_may(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.parent_may(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.parent_may(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.get_model_admin(self.parent_model).has_view_permission(request, obj)

    def parent_may(self, request: HttpRequest, obj: Any) -> bool:
        """Whether the person may add, or change, what these rows belong to."""
        parent = self.admin_site.get_model_admin(self.parent_model)
        return parent.has_change_permission(request, obj) if obj else parent.has_add_permission(request)


class TranslationInline(ChildRows, StackedInline):
    """All languages of the texts, side by side."""

    template = "admin/edit_inline/texts.html"
    form = TranslationForm
    formset = TranslationFormSet
    extra = 0
    not_texts = frozenset({"id", "entry", "language", "state"})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        texts = [field.name for field in self.model._meta.fields if field.name not in self.not_texts and field.editable]
        return ((None, {"fields": (("language", "state"), *texts)}),)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Put in front the language that the address asks for."""
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.wanted = request.GET.get("language", "")
        return formset

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        places = [models.When(language=tag, then=place) for place, tag in enumerate(Memorial.current().languages)]
        return super().get_queryset(request).order_by(models.Case(*places, default=len(places)), "language")


def date_column(field: str, name: "StrOrPromise") -> Callable[[Any, models.Model], str]:
    """Return a list column that shows an uncertain date in words."""

    @admin.display(description=name)
    def column(_desk: Any, entry: models.Model) -> str:
        return words(getattr(entry, field))

    return column

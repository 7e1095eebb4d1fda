"""A stock admin site for the same tables as the desk, as Django makes it: what it tells of hidden entries, the desk
must not."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django.contrib.admin
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.test.utils import override_settings
from django.urls import path

from memorial import urls
from memorial.models import (
    Household,
    HouseholdMember,
    IntroductionSource,
    Kinship,
    Memorial,
    Person,
    Place,
    Source,
    Testimony,
    User,
)

if TYPE_CHECKING:
    StockAdmin = admin.ModelAdmin[Any]
    StockInline = admin.TabularInline[Any, Any]
else:
    StockAdmin, StockInline = admin.ModelAdmin, admin.TabularInline

stock = admin.AdminSite(name="stock")


class StockKin(StockInline):
    """Ties, as a stock form shows them."""

    model = Kinship
    fk_name = "person"
    extra = 1


class StockMembers(StockInline):
    """Members, as a stock form shows them."""

    model = HouseholdMember
    extra = 1


class StockSources(StockInline):
    """The sources of the introduction, as a stock form shows them."""

    model = IntroductionSource
    extra = 1


@admin.register(Person, site=stock)
class StockPersonAdmin(StockAdmin):
    """People, with each of the stock ways to choose a place."""

    fields = ("residence", "birthplace", "death_place", "birth")
    inlines = (StockKin,)
    autocomplete_fields = ("residence",)
    raw_id_fields = ("birthplace",)
    list_display = ("label", "residence")
    list_filter = ("residence",)
    search_fields = ("label",)


@admin.register(Place, site=stock)
class StockPlaceAdmin(StockAdmin):
    """Places."""

    fields = ("kind", "other_names", "part_of")
    search_fields = ("label", "=public_id")


@admin.register(Household, site=stock)
class StockHouseholdAdmin(StockAdmin):
    """Households with their members."""

    fields = ("place",)
    inlines = (StockMembers,)


@admin.register(Testimony, site=stock)
class StockTestimonyAdmin(StockAdmin):
    """Testimonies, with the people of whom they speak."""

    fields = ("kind", "basis", "narrator", "narrator_name", "anonymous", "people")
    search_fields = ("label",)


@admin.register(Memorial, site=stock)
class StockMemorialAdmin(StockAdmin):
    """The memorial, with the sources of its introduction."""

    fields = ("contact",)
    inlines = (StockSources,)


stock.register(Source)
stock.register(User)

urlpatterns = [path("admin/stock/", stock.urls), *urls.urlpatterns]
handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500

#: The stock templates, without ours over them.
STOCK_TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [Path(django.contrib.admin.__file__).parent / "templates"]}]


@dataclass
class Visit:
    """Somebody who asks the same of a stock admin and of the desk."""

    browser: Client

    def stock(self, kind: Any, what: str, data: Any = None, *, post: bool = False) -> str:
        """Return all that the stock admin says: where it leads, the messages, the page."""
        with override_settings(TEMPLATES=STOCK_TEMPLATES):
            return self.ask(f"/admin/stock/{place_of(kind)}{what}", data, post=post)

    def desk(self, kind: Any, what: str, data: Any = None, *, post: bool = False) -> str:
        """Return all that the desk says."""
        return self.ask(f"/admin/{place_of(kind)}{what}", data, post=post)

    def ask(self, address: str, data: Any = None, *, post: bool = False) -> str:
        """Return all that an address says."""
        way = self.browser.post if post else self.browser.get
        return told(way(address, data or {}, follow=True))


def place_of(kind: Any) -> str:
    """Return where a kind stands in an admin site; nothing for the site itself."""
    return f"memorial/{kind._meta.model_name}/" if kind else ""


def told(answer: Any) -> str:
    """Return all that an answer says, without what is made anew for each answer."""
    led: list[Any] = getattr(answer, "redirect_chain", [])
    headers = {name: value for name, value in answer.headers.items() if name not in ("Expires", "Content-Length")}
    words = f"{answer.status_code} {led} {headers} {answer.content.decode()}"
    return re.sub(r"[A-Za-z0-9_-]{22,}", "", words)


def tells(words: str, hidden: Any) -> bool:
    """Return whether an answer tells of a hidden entry: its name, or its permanent id."""
    return hidden.label.split(", ")[-1].lower() in words.lower() or hidden.public_id in words


def with_stock_rights(user: User) -> User:
    """Give somebody all that a stock admin asks for; the desk asks for more than permissions."""
    kinds = ("kinship", "householdmember", "introductionsource", "memorial")
    user.user_permissions.add(
        *Permission.objects.filter(content_type__app_label="memorial", content_type__model__in=kinds)
    )
    return User.objects.get(pk=user.pk)

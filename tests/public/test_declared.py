"""Every address and every command declares by which channels something leaves; the checks name one that does not."""

from typing import Any

import pytest
from django.contrib import admin
from django.core.management import call_command, load_command_class
from django.core.management.base import SystemCheckError
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, path

from memorial.public.declared import channels_declared, every_view, leaves_by
from memorial.public.pages import public_page
from memorial.review.gate import Channel


def said() -> list[str]:
    return [str(each.msg) for each in channels_declared()]


def new_page(request: HttpRequest) -> HttpResponse:
    """Answer at an address that is new."""
    return HttpResponse(request.path)


def with_address(monkeypatch: pytest.MonkeyPatch, view: Any) -> None:
    resolver = get_resolver()
    more = path("synthetic/", view, name="synthetic")
    monkeypatch.setattr(resolver, "url_patterns", [*resolver.url_patterns, more])


def test_everything_is_declared() -> None:
    assert said() == []


def test_views_of_every_sort_are_looked_at() -> None:
    names = [name for name, _view in every_view()]
    for part in ("testimonies/<slug:public_id>/", "robots.txt", "media/", "manifest.json", "preview/", "feed/"):
        assert any(part in name for name in names), part
    assert sum(name.startswith("The desk at") for name in names) == 1
    assert sum(name.startswith("The page for") for name in names) == 5


def test_address_that_declares_nothing_fails_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    with_address(monkeypatch, new_page)
    sentence = "The address /synthetic/ does not declare by which channels something leaves through it."
    assert said() == [sentence]
    with pytest.raises(SystemCheckError, match="/synthetic/"):
        call_command("check")


@pytest.mark.parametrize("channels", [(), ("page",)])
def test_address_that_declares_no_channel_fails(monkeypatch: pytest.MonkeyPatch, channels: Any) -> None:
    with_address(monkeypatch, leaves_by(*channels)(lambda request: new_page(request)))
    assert len(said()) == 1


def test_public_page_declares_its_channels(monkeypatch: pytest.MonkeyPatch) -> None:
    page: Any = public_page(Channel.PAGE, Channel.CARD)(new_page)
    assert page.leaves_by == (Channel.PAGE, Channel.CARD)
    with_address(monkeypatch, page)
    assert said() == []


def test_command_that_declares_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    command = type(load_command_class("memorial", "ledger_head"))
    monkeypatch.delattr(command, "leaves_by")
    assert said() == ["The command ledger_head does not declare by which channels something leaves through it."]


def test_desk_declares_itself_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    site: Any = admin.site
    assert site.leaves_by == (Channel.DESK,)
    monkeypatch.setattr(type(site._wrapped), "leaves_by", None)
    assert [sentence.startswith("The desk at /admin/") for sentence in said()] == [True]

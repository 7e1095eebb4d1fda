"""Rules put into SQL once: asked anywhere, they are true of the entries of which Django's own words are true."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from memorial.models import Asset, Consent, Kinship, Person, Testimony
from memorial.people.depictions import Depiction
from memorial.review.clock import opened, set_clock
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.review.querysets import open_rule, public_rule
from memorial.review.rules import Rule, Ruled
from memorial.review.status import Status
from tests.factories import consent_to, make_asset, make_person, make_testimony

pytestmark = pytest.mark.django_db
OUTSIDE = [channel for channel in Channel if channel != Channel.DESK]
Around = Callable[[Any, Any], Any]

#: Questions in which the rule stands, each with tables that Django calls as it calls those of the rule.
AROUND: dict[str, Around] = {
    "alone": lambda rows, public: public,
    "within": lambda rows, public: rows.filter(pk__in=public.values("pk")),
    "within twice": lambda rows, public: rows.filter(pk__in=rows.filter(pk__in=public.values("pk")).values("pk")),
    "beside": lambda rows, public: rows.filter(models.Exists(public.filter(pk=models.OuterRef("pk")))),
    "beside twice": lambda rows, public: rows.filter(
        models.Exists(rows.filter(models.Exists(public.filter(pk=models.OuterRef("pk"))), pk=models.OuterRef("pk")))
    ),
    "or": lambda rows, public: rows.filter(pk=0) | public,
    "together": lambda rows, public: public.order_by().union(rows.filter(pk=0).order_by()),
    "counted": lambda rows, public: rows.annotate(
        seen=models.Subquery(public.filter(pk=models.OuterRef("pk")).values("pk"))
    ).filter(seen__isnull=False),
}


def in_djangos_words(model: Any, channel: Channel, path: str = "") -> models.Q:
    """Return the rule of what is public as it is written, and put together anew for each question."""
    prefix = f"{path}__" if path else ""
    entry: Any = model._meta.get_field(path).related_model if path else model
    status = models.Q(**{f"{prefix}status": Status.PUBLISHED, f"{prefix}copy_of": None})
    rule: models.Q = status & opened(path) & entry.consent_rule(path, channel)
    return rule


def make_testimonies() -> None:
    """Make testimonies of which some are shown: by status, consent, embargo, basis."""
    now = timezone.now()
    make_testimony(basis="published")
    make_testimony(basis="published", status=Status.DRAFT)
    make_testimony(basis="published", opens_at=now + timedelta(hours=1))
    make_testimony(basis="published", opens_at=now - timedelta(hours=1))
    make_testimony(basis="consent")
    consent_to(make_testimony(basis="consent"))
    for change in ({"paused_at": now}, {"withdrawn_at": now}, {"given": None}, {"audience": "researchers"}):
        Consent.objects.filter(pk=consent_to(make_testimony(basis="consent")).pk).update(**change)


def make_assets() -> None:
    """Make assets of which some are shown: freely, by consent, or as far as their testimonies are."""
    for living in ("nobody", "", "agreed", "published"):
        make_asset(living=living)
        consent_to(make_asset(living=living))
    for testimony in Testimony.objects.all():
        testimony.pictures.create(asset=make_asset(living="nobody"))


@pytest.fixture(scope="module")
def record(standing: None) -> None:
    """Testimonies and assets of which some are shown."""
    set_clock(timezone.now())
    make_testimonies()
    make_assets()


@pytest.mark.every_case
@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("model", [Testimony, Asset])
def test_rule_says_the_same_within_any_question(record: None, model: Any, around: str) -> None:
    for channel in OUTSIDE:
        own = model._base_manager.filter(in_djangos_words(model, channel))
        expected = set(own.values_list("pk", flat=True))
        found = AROUND[around](model.objects.all(), model.objects.public(channel))
        assert {row.pk for row in found} == expected, channel
        assert 0 < len(expected) < model.objects.count()


@pytest.mark.every_case
@pytest.mark.parametrize("kind", Entry.__subclasses__())
def test_every_kind_is_asked_by_every_channel_as_it_is_written(kind: Any) -> None:
    for channel in OUTSIDE:
        own = str(kind._base_manager.filter(in_djangos_words(kind, channel)).query)
        once = str(kind._base_manager.filter(public_rule(kind, channel=channel)).query)
        assert bare(once) == bare(own)


def bare(asked: str) -> str:
    """Return a question without brackets, and with the tables of a rule called as Django calls them."""
    called = re.sub(r"\br[0-9a-f]{12}_([a-z]+\d+)", lambda found: found[1].upper(), asked)
    return "".join(called.replace("(", " ").replace(")", " ").split())


def test_rule_at_the_end_of_a_path_is_asked_of_the_entry_there(record: None) -> None:
    shown = set(Asset.objects.public().values_list("pk", flat=True))
    for asset in Asset.objects.all():
        make_person().pictures.create(asset=asset)
    ties: Any = Depiction.objects
    assert set(ties.public().values_list("asset", flat=True)) == shown
    assert set(ties.exclude(pk__in=ties.public().values("pk")).values_list("asset", flat=True)).isdisjoint(shown)


def test_rules_of_two_entries_of_one_row_are_both_asked() -> None:
    shown, closed = make_person(), make_person(opens_at=timezone.now() + timedelta(days=400))
    other = make_person()
    for one, two in ((shown, other), (shown, closed), (closed, other)):
        Kinship.objects.create(person=one, relative=two, kind=Kinship.Kind.SIBLING)
    ties: Any = Kinship.objects
    assert [(tie.person, tie.relative) for tie in ties.public()] == [(shown, other)]


def test_moment_that_was_known_before_cannot_be_kept_in_a_rule() -> None:
    with pytest.raises(TypeError, match="does not stay"):
        Ruled(Rule(Person, models.Q(opens_at__lte=timezone.now())))


def test_rule_cannot_join_other_tables_to_its_entry() -> None:
    with pytest.raises(TypeError, match="joins other tables"):
        Ruled(Rule(Person, models.Q(names__full="Synthetic")))


def test_rules_of_channels_that_need_the_same_are_equal() -> None:
    assert open_rule(Person, Channel.API) == open_rule(Person, Channel.PAGE)
    assert public_rule(Person, channel=Channel.API) == public_rule(Person)
    assert public_rule(Testimony, channel=Channel.API) != public_rule(Testimony)

"""The order in which harvesters are told: whatever appears later bears a later moment, so nothing is ever passed by."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memorial.exchange.harvest import reading
from memorial.exchange.harvest.dublin_core import TOLD
from memorial.exchange.harvest.kinds import SETS
from memorial.exchange.harvest.reading import Place, Wanted, give_moments, harvested, headers, stamp
from memorial.models import HarvestHeader, Memorial
from tests.factories import make_asset, make_person, make_testimony

pytestmark = pytest.mark.django_db


def test_every_set_is_told_of_in_dublin_core() -> None:
    assert set(SETS.values()) == set(TOLD)


def test_moment_is_given_after_the_act_and_before_the_answer(memorial: Memorial) -> None:
    person = make_person()
    assert HarvestHeader.objects.get().changed_at is None
    acted = timezone.now()
    asked = give_moments()
    given = HarvestHeader.objects.get(entry=person.public_id).changed_at
    assert given is not None and acted < asked < given


def test_what_is_kept_after_an_answer_comes_after_everything_in_it(memorial: Memorial) -> None:
    make_person()
    asked = give_moments()
    first = headers(Wanted(), None, 10)
    make_person()
    give_moments()
    rest = headers(Wanted(), Place(first[-1].changed_at or asked, first[-1].pk), 10)
    assert len(first) == len(rest) == 1 and (rest[0].changed_at or asked) > asked
    # To the second, as a harvester asks that goes on from the time of the answer.
    assert rest[0].pk in [row.pk for row in headers(Wanted(since=asked.replace(microsecond=0)), None, 10)]


def test_clock_that_was_set_back_gives_later_moments_all_the_same(memorial: Memorial) -> None:
    make_person()
    give_moments()
    ahead = timezone.now() + timedelta(days=30)
    HarvestHeader.objects.update(changed_at=ahead)
    make_person()
    give_moments()
    last = headers(Wanted(), None, 10)[-1]
    assert last.changed_at == ahead + timedelta(microseconds=1)


def test_very_many_changes_are_given_their_moments_some_at_a_time(
    memorial: Memorial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SOME", 2)
    for _number in range(5):
        make_person()
    give_moments()
    assert HarvestHeader.objects.filter(changed_at=None).count() == 3
    stamp()
    assert not HarvestHeader.objects.filter(changed_at=None).exists()
    assert len({row.changed_at for row in HarvestHeader.objects.all()}) == 3


@pytest.mark.parametrize("whole", [True, False])
def test_list_costs_the_same_however_long_it_is(memorial: Memorial, whole: bool) -> None:
    costs = []
    for _number in range(2):
        for _more in range(2):
            make_person(), make_testimony(), make_asset()
        give_moments()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            harvested(headers(Wanted(), None, 100), memorial, whole=whole)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 16


def test_stretch_is_read_from_an_index(memorial: Memorial) -> None:
    for wanted in (Wanted(since=timezone.now()), Wanted("person"), Wanted("person", until=timezone.now())):
        with CaptureQueriesContext(connection) as queries:
            headers(wanted, Place(timezone.now(), 5), 100)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}")
                plan = " ".join(row[-1] for row in cursor.fetchall())
            assert "USING INDEX harvestheader_" in plan and "TEMP B-TREE" not in plan

"""Rows that earlier versions kept of drafts leave the register; those of the published stay."""

from importlib import import_module
from typing import Any

from django.db import connection

from memorial.models import Memorial, Person, RegisterRow
from memorial.review.status import Status
from tests.factories import make_person

migration: Any = import_module("memorial.migrations.0029_register_of_the_published")


def test_rows_of_drafts_leave_the_register(memorial: Memorial) -> None:
    published = make_person(given="Synthetic", family="Published")
    draft = make_person(given="Synthetic", family="Draft")
    Person.objects.filter(pk=draft.pk).update(status=Status.DRAFT)
    before = RegisterRow.objects.filter(person=published).count()
    assert RegisterRow.objects.filter(person=draft).count() == before == len(memorial.languages)
    with connection.cursor() as cursor:
        cursor.execute(migration.LEAVE)
    assert RegisterRow.objects.filter(person=draft).count() == 0
    assert RegisterRow.objects.filter(person=published).count() == before

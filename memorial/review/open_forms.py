"""Open forms: who has which entry open, since when, and what the form said when it was opened."""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models, transaction
from django.forms.models import _get_foreign_key  # the one way to ask which column an inline hangs on
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from memorial.accounts.models import User
from memorial.base.canonical import canonical_hash
from memorial.base.sent_fields import Fields

#: The hidden field that carries the token of an open form, and what a token looks like.
TOKEN = "open_form"  # noqa: S105  # a field's name
LIKE_A_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
#: The hidden field in which the conflict page carries all that somebody has sent.
MINE = "sent_before"
#: How long a form that was opened and not saved counts as being worked on, and how long its words can be compared.
LATELY = timedelta(hours=8)
KEPT_FOR = timedelta(days=7)
#: What stands before the key of the row in the note of a form that was saved.
SAVED = "+"
#: What a form that was opened remembers besides its fields: the permanent id of its entry.
ABOUT = "_about"


class OpenForm(models.Model):
    """One form that somebody has open; it lets two people who change one entry at a time find out."""

    token = models.CharField(max_length=32, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("who")
    )
    model = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    opened_at = models.DateTimeField(_("opened"))
    #: The content of what the form is about, as it was then: its hash, and each field of the form as it was shown.
    content = models.CharField(max_length=64)
    shown = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        default_permissions = ()
        indexes = [
            models.Index(fields=["model", "object_id", "opened_at"], name="openform_object"),
            models.Index(fields=["opened_at"], name="openform_age"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"


class OpenElsewhere(NamedTuple):
    """A colleague who has the same form open."""

    person: User
    since: datetime


@transaction.atomic
def open_form(*, model: type[models.Model], key: Any, by: User, content: str, shown: Fields) -> OpenForm:
    """Note that a person has opened a form, and return the note with its token; notes of last week are cleared."""
    now = timezone.now()
    OpenForm.objects.filter(opened_at__lt=now - KEPT_FOR).delete()
    return OpenForm.objects.create(
        token=secrets.token_urlsafe(24),
        user=by,
        model=str(model._meta.model_name),
        object_id="" if key is None else str(key),
        opened_at=now,
        content=content,
        shown=shown,
    )


def opened_form(*, model: type[models.Model], key: Any, token: str) -> OpenForm | None:
    """Return the note of an open form by its token, held by this transaction; nothing when it is of something else."""
    rows = OpenForm.objects.select_for_update().filter(token=token, model=model._meta.model_name)
    found = rows.first() if LIKE_A_TOKEN.fullmatch(token) else None
    if found is None or key is None:
        return found if found is None or not found.object_id or was_saved(found) else None
    return found if found.object_id in (str(key), f"{SAVED}{key}") else None


def was_saved(opened: OpenForm) -> bool:
    """Return whether the form was saved before, as it stands in the same window."""
    return opened.object_id.startswith(SAVED)


def note_saved(*, model: type[models.Model], key: Any, by: User, token: str, sent: Fields) -> None:
    """Note what a form was saved as, so that sending it twice does nothing twice; forget the person's other forms."""
    rows = OpenForm.objects.filter(model=model._meta.model_name)
    if LIKE_A_TOKEN.fullmatch(token):
        said = {name: values for name, values in sent.items() if "\0" not in "".join([name, *values])}
        saved = rows.filter(token=token, object_id__in=["", str(key), f"{SAVED}{key}"])
        saved.update(object_id=f"{SAVED}{key}", shown=said)
    rows.filter(object_id=str(key), user=by).delete()


def open_elsewhere(*, model: type[models.Model], key: Any, besides: User) -> list[OpenElsewhere]:
    """Return who else has lately opened the form of a row and has not saved it since, each with the last time."""
    rows = OpenForm.objects.filter(
        model=model._meta.model_name, object_id=str(key), opened_at__gte=timezone.now() - LATELY
    ).exclude(user=besides)
    latest = {row.user_id: row for row in rows.select_related("user").defer("shown").order_by("opened_at")}
    return [OpenElsewhere(row.user, row.opened_at) for row in latest.values()]


def content_now(*, model: type[models.Model], key: Any, inlines: Iterable[Any]) -> str:
    """Return the hash of all that a form could write over, as it is kept now; ``inlines`` are its kinds of rows."""
    rows = model._base_manager.filter(pk=key)
    columns = [field.attname for field in model._meta.concrete_fields if field.editable]
    lists: Iterable[Any] = model._meta.many_to_many
    names = [field.name for field in lists if field.remote_field.through._meta.auto_created]
    content = {
        "fields": [as_text(row) for row in rows.values(*columns)],
        "lists": {name: sorted(key for key in rows.values_list(name, flat=True) if key) for name in names},
        "rows": [part_rows(model, key, inline) for inline in inlines],
    }
    return canonical_hash(content)


def part_rows(model: type[models.Model], key: Any, inline: Any) -> list[dict[str, str]]:
    """Return the rows of one kind that stand on a form."""
    column = _get_foreign_key(model, inline.model, fk_name=inline.fk_name)
    return [as_text(row) for row in inline.model._base_manager.filter(**{column.name: key}).order_by("pk").values()]


def as_text(row: dict[str, Any]) -> dict[str, str]:
    """Return the columns of a row in a form that can be hashed."""
    return {name: repr(value) for name, value in row.items()}

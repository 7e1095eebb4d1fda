"""Turns: what is done from time to time, and by one process alone, however many there are on however many servers."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

#: By so much the moments may differ at which two processes ask for the same turn.
TOGETHER = timedelta(minutes=1)


class Turn(models.Model):
    """One sort of recurring work, and from when on the next process may do it, by the clock of the database."""

    name = models.CharField(max_length=40, primary_key=True)
    free_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


def take_turn(name: str, every: timedelta) -> bool:
    """Return whether this process is to do some work now; then no other one is for so long."""
    Turn.objects.get_or_create(name=name, defaults={"free_at": timezone.now() - every - TOGETHER})
    # A turn that lies further ahead than any that is given was given by a clock that has been set back since.
    free = Q(free_at__lte=Now()) | Q(free_at__gt=Now() + (every + TOGETHER))
    return bool(Turn.objects.filter(free, name=name).update(free_at=Now() + every))


def give_back_turn(name: str) -> None:
    """Let another process do the work at once, because it came to nothing here."""
    Turn.objects.filter(name=name).update(free_at=Now())


def hold_turn(name: str) -> None:
    """Wait, in a transaction, until no other process does some work, and keep all others waiting until its end."""
    Turn.objects.get_or_create(name=name, defaults={"free_at": timezone.now()})
    Turn.objects.select_for_update().get(name=name)

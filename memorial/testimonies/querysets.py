"""What may be asked of testimonies and of consents."""

from typing import Any, Self

from django.db import models

from memorial.people.models import Person
from memorial.review.clock import closing_time, opening_time
from memorial.review.gate import NEEDS, Audience, Channel, Naming, Purpose, covering
from memorial.review.querysets import EntryQuerySet, Row


class TestimonyQuerySet(EntryQuerySet[Row]):
    """Testimonies."""

    def speaking_of(self, person: Any) -> Self:
        """Return the testimonies that speak of a person, given also by key."""
        return self.filter(people=person)

    def named_in_full(self, channel: Channel = Channel.PAGE) -> Self:
        """Return the testimonies whose narrator a channel may name in full: by the consents it needs, or the source."""
        consents: Any = self.model._meta.get_field("consents").related_model
        in_full = consents.objects.standing().filter(naming=Naming.FULL, testimony=models.OuterRef("pk"))
        allowed = models.Q()
        for purpose in sorted(NEEDS[channel]):
            allowed &= models.Q(models.Exists(in_full.filter(purpose=purpose)))
        return self.filter(models.Q(basis="published") | allowed, anonymous=False)

    def with_narrators(self) -> Self:
        """Return them with what it takes to say who speaks: the person, if public, the consents, and the moment."""
        itself: Any = self.model._base_manager
        return self.with_moment().prefetch_related(
            "translations",
            models.Prefetch("narrator", Person.objects.public().with_names()),
            "consents",
            # The preview of a working copy names the narrator by the consent of the testimony itself.
            models.Prefetch("copy_of", itself.prefetch_related("consents")),
        )


TestimonyManager = models.Manager.from_queryset(TestimonyQuerySet)


class ConsentQuerySet(models.QuerySet[Row]):
    """Consents."""

    def lasting(self) -> Self:
        """Return those given to everyone that are neither withdrawn nor over, though they be paused or yet to begin."""
        lasts = models.Q(ends_at=None) | models.Q(ends_at__gt=closing_time())
        return self.filter(lasts, given=True, audience=Audience.PUBLIC, withdrawn_at=None)

    def standing(self, audience: Audience = Audience.PUBLIC) -> Self:
        """Return those that allow an audience something now: the rule of `Answer.stands`, decided by the database."""
        begun = models.Q(starts_at=None) | models.Q(starts_at__lte=opening_time())
        lasts = models.Q(ends_at=None) | models.Q(ends_at__gt=closing_time())
        wide = models.Q(audience__in=covering(audience))
        return self.filter(begun, lasts, wide, given=True, withdrawn_at=None, paused_at=None)

    def rule(self, about: str, entry: models.OuterRef, channel: Channel) -> models.Q:
        """Return the rule that each purpose a channel needs has a consent that stands; ``about`` is what it is of."""
        rule = models.Q()
        for purpose in sorted(NEEDS[channel]):
            rule &= models.Q(models.Exists(self.standing().filter(purpose=purpose, **{about: entry})))
        return rule

    def to_publish(self) -> Self:
        """Return the consents to publish here that stand."""
        return self.standing().filter(purpose=Purpose.PUBLISH)

    def naming_in_full(self) -> Self:
        """Return those of them that let the narrator be named in full."""
        return self.to_publish().filter(naming=Naming.FULL)


ConsentManager = models.Manager.from_queryset(ConsentQuerySet)

"""What may be asked of testimonies and of consents."""

from typing import Any, Self

from django.db import models

from memorial.people.models import Person
from memorial.review.querysets import EntryQuerySet, Row


class TestimonyQuerySet(EntryQuerySet[Row]):
    """Testimonies."""

    def speaking_of(self, person: models.Model) -> Self:
        """Return the testimonies that speak of a person."""
        return self.filter(people=person)

    def named_in_full(self) -> Self:
        """Return the testimonies whose narrator may be named in full: by a consent that stands, or by the source."""
        consents: Any = self.model._meta.get_field("consents").related_model
        allows = consents.objects.naming_in_full().filter(testimony=models.OuterRef("pk"))
        return self.filter(models.Q(basis="published") | models.Exists(allows), anonymous=False)

    def with_narrators(self) -> Self:
        """Return them with what it takes to say who speaks: the person, if public, and the consent to be named."""
        consents: Any = self.model._meta.get_field("consents").related_model
        standing = models.Prefetch("consents", consents.objects.to_publish(), to_attr="standing_consents")
        return self.prefetch_related(
            "translations",
            models.Prefetch("narrator", Person.objects.public().with_names()),
            standing,
            # The preview of a working copy names the narrator by the consent of the testimony itself.
            models.Prefetch("copy_of", self.model._base_manager.prefetch_related(standing)),
        )


TestimonyManager = models.Manager.from_queryset(TestimonyQuerySet)


class ConsentQuerySet(models.QuerySet[Row]):
    """Consents."""

    def to_publish(self) -> Self:
        """Return the consents to publish here that were given to the public and have not been withdrawn."""
        return self.filter(purpose="publish", given=True, audience="public", withdrawn_at=None)

    def naming_in_full(self) -> Self:
        """Return those of them that let the narrator be named in full."""
        return self.to_publish().filter(naming="full")


ConsentManager = models.Manager.from_queryset(ConsentQuerySet)

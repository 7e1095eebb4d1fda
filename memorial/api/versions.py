"""Versions: what was published of an entry before, as far as it may be seen today."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.urls import reverse
from rest_framework.request import Request

from memorial.api.described import described, version_operation, versions_operation
from memorial.api.entries import KindView
from memorial.api.parameters import asked_of
from memorial.api.version_content import content_of, name_of
from memorial.exchange.representations.columns import said
from memorial.public.corrections import sentence
from memorial.public.finding import Gone, find_public
from memorial.public.past_entries import PastEntry
from memorial.public.titles import with_title
from memorial.review.gate import Channel
from memorial.review.revisions import Revision


class VersionView(KindView):
    """What the addresses of versions have in common."""

    def live(self, public_id: str) -> Any:
        """Return the entry of today, which both its pages and the API may show."""
        rows: Any = self.kind.model.objects.public(Channel.VERSION).public(Channel.API)  # type: ignore[attr-defined]
        return find_public(self.kind.model, public_id, with_title(rows))

    def revisions(self, public_id: str) -> Any:
        """Return the versions of an entry that a stranger may know of."""
        model = self.kind.model
        shown = Revision.objects.public(model)
        return shown.of(str(model._meta.model_name), public_id).select_related("withdrawal")

    def address_of(self, public_id: str, number: int) -> str:
        """Return the path of one version."""
        return reverse(f"api_{self.kind.name}_version", kwargs={"public_id": public_id, "number": number})


class VersionList(VersionView):
    """The versions of one entry."""

    schema = described(versions_operation)

    def answer(self, request: Request, **address: Any) -> Mapping[str, Any]:
        """Return when each version was published, and which of them were withdrawn."""
        http = request._request
        asked_of(http, ())
        live = self.live(address["public_id"])
        lines = []
        for revision in self.revisions(live.public_id).defer("snapshot"):
            withdrawal = getattr(revision, "withdrawal", None)
            corrected = sentence(revision, self.memorial.languages)
            lines.append(
                {
                    "version": revision.version,
                    "published": said(revision.published_at),
                    "correction": corrected.value if corrected else None,
                    "withdrawn": withdrawal.at.date().isoformat() if withdrawal else None,
                    "reason": (withdrawal.reason or None) if withdrawal else None,
                    "address": http.build_absolute_uri(self.address_of(live.public_id, revision.version)),
                }
            )
        return {"results": lines}


class VersionDetail(VersionView):
    """One version of one entry."""

    schema = described(version_operation)

    def answer(self, request: Request, **address: Any) -> Mapping[str, Any]:
        """Return what the version said, or that it was withdrawn."""
        http = request._request
        asked_of(http, ())
        live = self.live(address["public_id"])
        revision = self.revisions(live.public_id).filter(version=address["number"]).first()
        if revision is None:
            raise Http404
        withdrawal = getattr(revision, "withdrawal", None)
        if withdrawal is not None:
            raise Gone(withdrawal.at, withdrawal.reason, version=True)
        past = PastEntry(live, revision.snapshot, Channel.API)
        kind = str(self.kind.model._meta.model_name)
        page = reverse("version", kwargs={"kind": kind, "public_id": live.public_id, "number": revision.version})
        return {
            "id": live.public_id,
            "kind": self.kind.name,
            "version": revision.version,
            "published": said(revision.published_at),
            "title": name_of(past, self.memorial),
            "url": http.build_absolute_uri(page),
            **content_of(past, self.memorial),
        }

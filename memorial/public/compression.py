"""Compression: of pages and data; pictures and recordings are small already, and a stretch of one must stay exact."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from memorial.public.kept.marks import is_marked

WORTH_IT = ("text/", "application/json", "application/ld+json", "application/xml", "application/atom+xml", "image/svg")


class TextCompression(GZipMiddleware):
    """Compresses answers that are text, and sends all others as they are; pages that are kept are compressed once."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith(WORTH_IT) or is_marked(request):
            return response
        return super().process_response(request, response)

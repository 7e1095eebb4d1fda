"""Elements: how a document stands within a page, where no word of it may end the element or begin another."""

from django.utils.safestring import SafeString

from memorial.exchange.linked.documents import written
from memorial.exchange.linked.terms import Node


def within_element(document: Node) -> SafeString:
    """Return a document as its element on a page holds it: `written` leaves no sign in it that a page would read."""
    return SafeString(written(document))

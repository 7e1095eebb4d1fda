"""Signs: what the machine noticed about something that was sent, in words; they flag and sort, and decide nothing."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.contributions.watched import WatchedWord

#: What each sign says, by its code.
SIGNS: Mapping[str, str | Promise] = {
    "honeypot": gettext_lazy("a field that people do not see was filled in"),
    "links": gettext_lazy("it has many links"),
    "same": gettext_lazy("the same words came before"),
    "flood": gettext_lazy("it arrived in a flood"),
}
#: What stands before the key of a watched word.
WATCHED = "watched:"
UNUSUAL = gettext_lazy("something about it is unusual")


def watched_words(codes: Iterable[str]) -> dict[str, str]:
    """Return the watched words that some signs name, by the code of the sign; in one query."""
    keys = {int(key) for code in codes if code.startswith(WATCHED) and (key := code.removeprefix(WATCHED)).isdecimal()}
    return {f"{WATCHED}{pk}": words for pk, words in WatchedWord.objects.filter(pk__in=keys).values_list("pk", "words")}


def sign_words(codes: Iterable[str], watched: Mapping[str, str]) -> list[str]:
    """Return what signs say; ``watched`` are the words of the list by the codes of their signs."""
    said = []
    for code in codes:
        if code in watched:
            said.append(_("a watched word stands in it: “%(words)s”") % {"words": watched[code]})
        elif code.startswith(WATCHED):
            said.append(_("a word stands in it that was watched at the time"))
        else:
            said.append(str(SIGNS.get(code, UNUSUAL)))
    return list(dict.fromkeys(said))

"""What stands beside a name in brackets or quotes: a nickname, a name at birth or by marriage, junior and senior."""

import re

from memorial.base.date_input_words import fold

_ASIDE = re.compile(
    r"\(([^()]*)\)|\[([^\[\]]*)\]|«([^«»]*)»|“([^“”]*)”|„([^„“”]*)[“”]|\"([^\"]*)\"|(?<![^\s,])['‘]([^'‘’]+)['’](?=[\s,]|$)"
)
_OPENING = re.compile("[(\\[«“„\"'‘]")
#: Words that say what follows them, by the kind of name that it is.
_SAID = {
    "birth": "née|nee|geb.|geboren|geborene|born|nacida|de soltera|soltera|урожд.|урожденная|урождённая|в девичестве"
    "|девичья фамилия|qızlıq soyadı|kızlık soyadı|doğma soyadı",
    "married": "married|verh.|casada|esposa de|viuda de|vda. de|épouse|в замужестве|ərdə|evlilik soyadı",
    "nickname": "alias|a.k.a.|aka|a. k. a.|known as|nickname|apodo|alias de guerra|ləqəbi|ləqəb|прозвище|по прозвищу"
    "|он же|lakabı|lakap|genannt|dit|dite",
}
_PREFIXES = sorted(
    ((fold(words), kind) for kind, row in _SAID.items() for words in row.split("|")), key=lambda one: -len(one[0])
)
_SAID_AFTER = "h|h.|hijo|hija|p|padre|jr|jr.|junior|sr|sr.|senior|младший|старший|мл.|ст.|böyük|kiçik"
_SUFFIXES = frozenset(fold(word) for word in _SAID_AFTER.split("|"))


def without_asides(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a name without what stands in brackets or quotes, and that, each with its kind.

    Kinds are nickname, birth, married, suffix, and note for what is no name (a question mark, a year).
    """
    if not _OPENING.search(text):
        return text, ()
    other: list[tuple[str, str]] = []

    def taken(match: re.Match[str]) -> str:
        said = " ".join((match[match.lastindex or 0] or "").split())
        if said:
            other.append(_kind_of(said))
        # One space, so that what stood beside the name does not look like the gap between family and given names.
        return "\0"

    bare = re.sub(r" ?\0 ?", " ", _ASIDE.sub(taken, text)).strip()
    return (bare, tuple(other)) if bare else (text, ())


def _kind_of(said: str) -> tuple[str, str]:
    plain = fold(said)
    if plain in _SUFFIXES:
        return "suffix", said
    for prefix, kind in _PREFIXES:
        if plain.startswith((prefix + " ", prefix + ":")):
            words = len(prefix.split())
            return kind, " ".join(said.replace(":", " ", 1).split()[words:])
    if not any(sign.isalpha() for sign in said) or any(sign.isdigit() for sign in said):
        return "note", said
    return "nickname", said

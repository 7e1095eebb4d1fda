"""Words of a list that say that nothing is known: they become no fact, and never a word on somebody's page."""

from memorial.base.date_input_words import fold

#: Dashes and what else stands for nothing, spaces, and signs that nobody can see.
_MARKS = "-–—_?.*/\\ \t\r\n\u00a0\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_NOTHING = {
    "en": "unknown|not known|no data|no information|n/a|n.a|#n/a|missing data|undated|no date|not given|not stated",
    "az": "naməlum|məlum deyil|bilinmir|yoxdur|məlumat yoxdur|məlumat yox|göstərilməyib|dəqiq deyil",
    "ru": "неизвестно|неизвестна|неизвестен|не известно|не известна|не известен|неизв|нет данных|нет сведений|н/д|н.д"
    "|не указано|не указан|не указана|не установлено|не установлен|не установлена|без даты",
    "tr": "bilinmiyor|bilinmeyen|belli değil|belirsiz|meçhul|veri yok|bilgi yok|belirtilmemiş|tespit edilemedi",
    "es": "sin datos|sin dato|s/d|s.d|desconocido|desconocida|se desconoce|no consta|sin información|sin fecha"
    "|no se sabe|se ignora",
    "de": "unbekannt|keine angabe|keine angaben|k. a|k.a|nicht bekannt|o. d",
    "fr": "inconnu|inconnue|non connu|non connue|sans date|s. d|non renseigné",
    "fa": "نامعلوم|نامشخص",
}  # fmt: skip
#: Words that say nothing as a fact, and are names of people too.
_NOTHING_BUT_A_NAME = "na|nan|none|nil|null|sd|yok|нет|ninguno|ninguna|ignorado|ignorada|ندارد"
_LONGEST = 40


def _spellings(row: str) -> frozenset[str]:
    return frozenset(word for words in row.split("|") for word in (words, fold(words), words.replace("ı", "i")))


_UNKNOWN = _spellings("|".join(_NOTHING.values()))
_NO_FACT = _UNKNOWN | _spellings(_NOTHING_BUT_A_NAME)


def says_nothing(text: str, *, as_name: bool = False) -> bool:
    """Return whether a cell is empty, holds only dashes or question marks, or says in words that nothing is known.

    ``as_name`` asks it of somebody's name: Null and Yok are family names.
    """
    bare = text.strip(_MARKS)
    if not bare:
        return True
    if len(bare) > _LONGEST or bare[-1].isdigit():
        return False
    return bare.replace("İ", "i").lower() in (_UNKNOWN if as_name else _NO_FACT)

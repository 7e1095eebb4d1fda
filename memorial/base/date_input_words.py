"""What people write around a date, in each language that the interface speaks; read by `date_input`.

{x} and {y} stand for dates. Everything is compared folded: small letters without accents, so that "təxminən" and
"texminen" are the same word. The order within a row is the order in which the phrases are tried.
"""

import re
import unicodedata

from memorial.base.date_phrases import LANGUAGES

_SAME_LETTERS = str.maketrans(
    {"ə": "e", "ı": "i", "’": "'", "ʼ": "'", "‘": "'", "`": "'", "«": "", "»": "", "“": "", "”": ""}
    | dict.fromkeys("‐‑‒–—―−", "-")
)


def fold(text: str) -> str:
    """Reduce what somebody typed to small letters without accents, plain dashes and single spaces."""
    letters = unicodedata.normalize("NFKD", text.replace("İ", "i").lower().translate(_SAME_LETTERS))
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(letters.translate(_SAME_LETTERS).split())


_PHRASES: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "about": (
            "about {x}", "around {x}", "circa {x}", "c. {x}", "c {x}", "ca. {x}", "ca {x}", "approximately {x}",
            "approx. {x}", "approx {x}", "roughly {x}", "~{x}", "{x} (approximate)",
        ),
        "uncertain": (
            "{x}?", "{x} (?)", "{x} (uncertain)", "possibly {x}", "perhaps {x}", "probably {x}", "maybe {x}",
        ),
        "before": ("before {x}", "earlier than {x}", "prior to {x}"),
        "until": (
            "until {x}", "till {x}", "by {x}", "up to {x}", "in or before {x}", "on or before {x}",
            "not later than {x}", "no later than {x}", "{x} or earlier", "{x} or before",
        ),
        "after": ("after {x}", "later than {x}"),
        "since": (
            "from {x} on", "from {x} onwards", "since {x}", "in or after {x}", "on or after {x}",
            "not earlier than {x}", "no earlier than {x}", "{x} or later", "{x} or after", "from {x}",
        ),
        "between": (
            "between {x} and {y}", "from {x} to {y}", "from {x} until {y}", "{x} to {y}", "{x} - {y}", "{x} / {y}",
        ),
        "or": ("either {x} or {y}", "{x} or {y}"),
        "and": ("{x} and {y}",),
        "unknown": ("unknown", "date unknown", "not known", "no date", "undated"),
    },
    "az": {
        "about": (
            "təxminən {x}", "təqribən {x}", "{x} civarı", "{x} ətrafında", "{x} radələrində", "{x} (təxmini)",
        ),
        "uncertain": ("{x} (dəqiq məlum deyil)", "ehtimal ki {x}", "yəqin ki {x}", "bəlkə {x}", "güman ki {x}"),
        "before": ("{x} əvvəl", "{x} qabaq"),
        "until": ("{x} ilə qədər", "{x} ilədək", "{x} qədər", "{x} dək", "{x} gec olmayaraq", "ən geci {x}"),
        "after": ("{x} sonra",),
        "since": ("{x} etibarən", "{x} bəri", "{x} başlayaraq", "{x} tez olmayaraq", "ən tezi {x}"),
        "between": (
            "{x} və {y} tarixləri arasında", "{x} ilə {y} tarixləri arasında", "{x} və {y} ayları arasında",
            "{x} ilə {y} arasında", "{x} və {y} arasında", "{x} - {y} arasında",
        ),
        "or": ("{x} və ya {y}", "{x} yaxud {y}", "ya {x} ya {y}"),
        "and": ("{x} və {y}",),
        "unknown": ("naməlum", "məlum deyil", "tarixi məlum deyil", "bilinmir", "tarix naməlumdur"),
    },
    "ru": {
        "about": (
            "около {x}", "примерно {x}", "приблизительно {x}", "ок. {x}", "ок {x}", "прибл. {x}",
            "{x} (приблизительно)",
        ),
        "uncertain": (
            "{x} (предположительно)", "предположительно {x}", "возможно {x}", "вероятно {x}", "может быть {x}",
        ),
        "before": ("раньше {x}", "ранее {x}", "прежде {x}"),
        # "До" leaves open whether the date itself is meant: the wider reading is the safer one.
        "until": ("до {x}", "не позднее {x}", "не позже {x}", "по {x}", "{x} или раньше", "{x} или ранее"),
        "after": ("после {x}", "позже {x}", "позднее {x}"),
        "since": ("начиная с {x}", "с {x}", "со {x}", "не ранее {x}", "не раньше {x}", "{x} или позже"),
        "between": (
            "между {x} и {y}", "с {x} по {y}", "со {x} по {y}", "с {x} до {y}", "от {x} до {y}", "{x} по {y}",
        ),
        "or": ("{x} или {y}", "либо {x} либо {y}"),
        "and": ("{x} и {y}",),
        "unknown": ("неизвестно", "неизвестна", "дата неизвестна", "не известно", "не известна", "без даты"),
    },
    "tr": {
        "about": (
            "yaklaşık {x}", "yaklaşık olarak {x}", "aşağı yukarı {x}", "{x} civarı", "{x} civarında",
            "{x} dolayları", "{x} dolaylarında", "{x} sularında", "{x} (yaklaşık)",
        ),
        "uncertain": ("{x} (kesin değil)", "muhtemelen {x}", "belki {x}", "galiba {x}", "sanırım {x}"),
        "before": ("{x} önce", "{x} evvel", "{x} öncesi"),
        "until": ("{x} kadar", "{x} dek", "{x} değin", "en geç {x}"),
        "after": ("{x} sonra", "{x} sonrası"),
        "since": ("{x} itibaren", "{x} beri", "{x} bu yana", "en erken {x}"),
        "between": (
            "{x} ile {y} tarihleri arasında", "{x} ve {y} tarihleri arasında", "{x} ile {y} yılları arasında",
            "{x} ve {y} yılları arasında", "{x} ile {y} arasında", "{x} ve {y} arasında",
        ),
        "or": ("{x} veya {y}", "{x} ya da {y}", "ya {x} ya {y}"),
        "and": ("{x} ve {y}",),
        "unknown": ("bilinmiyor", "tarihi bilinmiyor", "tarih bilinmiyor", "belirsiz", "meçhul"),
    },
}  # fmt: skip

# Words that say nothing of their own: "the year 1953", "1953-cü il", "1953 г.", "1953 yılı".
_EMPTY_WORDS = """
    the of in on at year month born
    təvəllüd təvəllüdlü doğumlu il illər ilin ildə ildən ili illəri ay ayı ayının ayında ayından ayları günü tarixi
    г.р. г.р р. рождения г г. год года году годом годами годы годов мес. месяц месяца месяце в во числа
    yıl yılı yılın yılının yılında yılından yılına yılları ayı ayının ayında ayından gün günü tarihi
"""

_MONTHS = {
    "en": "jan feb mar apr may jun jul aug sep oct nov dec",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "ru": "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
    "ru, short": "янв фев мар апр май июн июл авг сен окт ноя дек",
    "ru, longer": "янв февр март апр мая июня июля авг сент окт нояб дек",
    "en, longer": "jan febr march april may june july aug sept oct nov dec",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "tr, softened": "ocağ şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralığ",
}
_SEASONS = {
    "en": ("spring", "summer", "autumn fall", "winter"),
    "ru": (
        "весна весны весной весну весне", "лето лета летом лете", "осень осени осенью", "зима зимы зимой зиму зиме",
    ),
    # "Yaz" is spring in Azerbaijani and summer in Turkish: see YAZ.
    "az": ("", "yay", "payız", "qış"),
    "tr": ("ilkbahar bahar", "", "sonbahar güz", "kış"),
}  # fmt: skip
_TURKIC_ENDINGS = (
    "", "i", "u", "in", "un", "a", "e", "da", "de", "ta", "te", "dan", "den", "tan", "ten",
    "ina", "una", "inda", "unda", "inde", "unde", "indan", "undan", "inden", "unden", "si", "sinda", "sindan",
)  # fmt: skip


def _with_endings(stem: str) -> list[str]:
    return [fold(stem) + ending for ending in _TURKIC_ENDINGS]


def _month_words() -> dict[str, int]:
    rows = [words.split() for words in _MONTHS.values()]
    rows += [list(names) for table in LANGUAGES.values() for case, names in table.names.items() if "month" in case]
    found = {fold(name): number for row in rows for number, name in enumerate(row, start=1)}
    for language in ("az", "tr", "tr, softened"):
        for number, stem in enumerate(_MONTHS[language].split(), start=1):
            found |= dict.fromkeys(_with_endings(stem), number)
    return found


def _season_words() -> dict[str, str]:
    found: dict[str, str] = {}
    for language, row in _SEASONS.items():
        for number, names in enumerate(row, start=21):
            for name in names.split():
                forms = _with_endings(name) if language in ("az", "tr") else [fold(name)]
                found |= dict.fromkeys(forms, str(number))
    return found


def _pattern(phrase: str) -> re.Pattern[str]:
    pattern = re.escape(fold(phrase)).replace(r"\{x\}", "(.+)").replace(r"\{y\}", "(.+)")
    return re.compile(
        pattern.replace(r"\ \-\ ", " ?- ?").replace(r"\ /\ ", " ?/ ?").replace(r"\ \(", r" ?\("), re.DOTALL
    )


PHRASES: dict[str, list[re.Pattern[str]]] = {
    kind: [_pattern(phrase) for language in _PHRASES.values() for phrase in language[kind]] for kind in _PHRASES["en"]
}
EMPTY_WORDS = frozenset(fold(_EMPTY_WORDS).split())
MONTHS = _month_words()
SEASONS = _season_words()
YAZ = frozenset(_with_endings("yaz"))

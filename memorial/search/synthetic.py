"""Synthetic names: people who never lived, as a background to measure the search against. Nothing here is of a record.

Azerbaijani names in the main, each also as Russian, English and Turkish texts write it. The spellings come from simple
tables of this file alone and not from the rules by which names are matched: what measures a rule must not be the rule.
"""

import random
from collections.abc import Iterator
from functools import cache, partial
from itertools import accumulate
from typing import NamedTuple

#: What a source is called from which synthetic names are said to come.
SOURCE = "Synthetic names, made by rule for a trial: none of these people ever lived"

MALE = (
    "Abbas Adil Ağa Akif Alim Anar Araz Arif Asif Aslan Azad Azər Babək Bahadur Balakişi Bayram Cabbar Cavad "
    "Cavid Cəfər Cəlal Cəmil Cəmşid Cəsarət Çingiz Daşqın Davud Elçin Eldar Elman Elnur Elşad Elxan Emin Etibar "
    "Eyvaz Əbdül Əhməd Əjdər Əkbər Ələkbər Ələsgər Əli Əlisahib Əliş Əmir Əşrəf Əzim Faiq Faxri Famil Fazil "
    "Fərhad Fəxrəddin Fikrət Firdovsi Fizuli Fuad Füzuli Hafiz Hacı Həbib Həmid Həmzə Həsən Hidayət Hikmət Hüseyn "
    "İbrahim İdris İlham İlqar İlyas İmran İsa İsgəndər İslam İsmayıl İsrafil Kamal Kamran Kərim Lətif Mahmud "
    "Malik Mehdi Məcid Məhəmməd Məhərrəm Məmməd Mikayıl Mirzə Möhsün Murad Musa Mustafa Müşfiq Nadir Namiq Natiq "
    "Nazim Nəbi Nəcəf Nəriman Nəsib Nəsir Niyaz Nizami Novruz Nurəddin Oqtay Orxan Osman Pənah Polad Rafiq Ramiz "
    "Rasim Rauf Rəhim Rəhman Rəşid Rəsul Rövşən Rüstəm Sabir Sadıq Sahib Saleh Samir Səfər Səlim Səməd Sərdar "
    "Seyfəddin Soltan Süleyman Şahin Şakir Şamil Şirin Şükür Tahir Talıb Tapdıq Teymur Tofiq Tural Uğur Vahid "
    "Vaqif Valeh Vasif Vəli Vidadi Vüqar Xalid Xanlar Xəlil Yaqub Yaşar Yavər Yunis Yusif Zahid Zakir Zaur Zeynal "
    "Ziya Zöhrab Zülfüqar"
)
FEMALE = (
    "Afaq Ağca Aidə Almaz Arzu Aygün Aynur Aysel Aytən Bahar Bəyim Cəmilə Cəvahir Çiçək Dilarə Dilbər Elmira "
    "Elnarə Esmira Əfruz Əntiqə Fatma Fəridə Firəngiz Flora Gülarə Gülər Gülnar Gülşən Gülzar Həcər Həvva Xalidə "
    "Xanım Xatirə Xuraman İradə Kamilə Kəmalə Könül Lalə Leyla Lətifə Mahirə Maral Məhbubə Məlahət Məleykə Məryəm "
    "Mətanət Minarə Mina Nailə Nazilə Nərgiz Nəzakət Nigar Nuranə Nübar Pəri Pərvanə Rəhilə Rəna Rübabə Rüxsarə "
    "Sara Səadət Səbinə Səidə Səkinə Səmayə Sevda Sevil Sevinc Simuzər Solmaz Sona Sürəyya Şəfiqə Şəhla Şərqiyyə "
    "Şölə Şükufə Tamara Tamilla Təranə Tərlan Turan Ulduz Ülkər Ülviyyə Validə Vəfa Yaqut Yasəmən Zərifə Zemfira "
    "Zeynəb Zəhra Zümrüd"
)
#: What the stems of family names are made of beside given names: callings, places, things.
OTHER_STEMS = (
    "Arpaçay Bağır Bəhmən Bəşir Bədəl Bəndəli Cahangir Calal Dadaş Dəmir Dilən Dünyamalı Fərəc Fətəli Fətulla "
    "Gözəl Gülməmməd Hətəm Heydər Hümbət İman İmamverdi Kazım Kəlbi Köçəri Kosa Qafar Qara Qasım Qədir Qəhrəman "
    "Qələndər Qənbər Qəni Qəzənfər Qiyas Quliyar Qurban Mansur Mehralı Mirzəli Mövsüm Mürsəl Mürvət Nağı Nəzər "
    "Nuru Ocaq Oruc Paşa Piri Qoca Rəcəb Rəfi Rza Sarı Səftər Səttar Süngü Şahbaz Şahmar Şıxəli Tağı Tanrıverdi "
    "Usub Vəlixan Xıdır Xudayar Xəlifə Yaqubəli Yedulla Yolçu Zamanəli Zərbəli Zöhrabəli"
)
#: What joins a stem of its own to make another: Əli+Həsən, Mir+Kazım, Həsən+qulu.
BEFORE = ("", "Əli", "Mir", "Şah", "Xan", "Məmməd", "Ağa", "Hacı", "Nur", "Gül")
AFTER = ("", "qulu", "bala", "alı", "xan", "ağa", "verdi")

#: The letters of Azerbaijani, and what each is in the other languages, in the same order.
ALPHABET = "a b c ç d e ə f g ğ h x ı i j k q l m n o ö p r s ş t u ü v y z"
LETTERS = {
    "ru": "а б дж ч д е а ф г г г х ы и ж к г л м н о о п р с ш т у ю в й з",
    "en": "a b j ch d e a f g gh h kh i i zh k g l m n o o p r s sh t u u v y z",
    "tr": "a b c ç d e e f g ğ h h ı i j k k l m n o ö p r s ş t u ü v y z",
}
GLIDES = (("ya", "я"), ("yu", "ю"), ("yü", "ю"), ("ye", "е"), ("yə", "я"), ("yo", "ё"))
OF_FATHER = {"az": (" oğlu", " qızı"), "ru": (" оглы", " кызы"), "en": (" oglu", " gizi"), "tr": (" oğlu", " kızı")}
SCRIPTS = {"az": "Latn", "ru": "Cyrl", "en": "Latn", "tr": "Latn"}
LANGUAGES = tuple(SCRIPTS)
#: How many family names there are, and which share of the people has the commonest of them.
FAMILIES = 9000
COMMONEST = 0.05


class Spelled(NamedTuple):
    """One spelling of a synthetic person's name; the family name, in all spellings, is that of one person."""

    full: str
    given: str
    patronymic: str
    family: str
    language: str
    script: str


class Names(NamedTuple):
    """All names there are to choose from, each as the four languages write it, and how often each is chosen."""

    male: list[tuple[str, ...]]
    female: list[tuple[str, ...]]
    fathers: list[tuple[tuple[str, ...], tuple[str, ...]]]
    families: list[tuple[tuple[str, ...], tuple[str, ...]]]
    family_weights: list[float]
    given_weights: dict[int, list[float]]


@cache
def letters_of(language: str) -> dict[str, str]:
    """Return what each letter of Azerbaijani is in another language."""
    return dict(zip(ALPHABET.split(), LETTERS[language].split(), strict=True))


def spelled(word: str, language: str) -> str:
    """Return an Azerbaijani name as another language writes it, by the plainest rules there are."""
    if language == "az":
        return word
    small = word.replace("İ", "i").replace("I", "ı").lower()
    if language == "ru":
        for written, glide in GLIDES:
            small = small.replace(written, glide)
    letters = letters_of(language)
    other = "".join(letters.get(sign, sign) for sign in small)
    first = "İ" if language == "tr" and other[0] == "i" else other[0].upper()
    return first + other[1:]


def in_all(word: str) -> tuple[str, ...]:
    """Return a name as each of the four languages writes it."""
    return tuple(map(partial(spelled, word), LANGUAGES))


def stems() -> list[str]:
    """Return the stems of family names, the commonest first."""
    common = ["Məmməd", "Əli", "Hüseyn", "Həsən", "Quli", "Abbas", "İbrahim", "İsmayıl", "Əhməd", "Vəli"]
    simple = list(dict.fromkeys([*common, *MALE.split(), *OTHER_STEMS.split()]))
    joined = [f"{before}{stem.lower()}" for before in BEFORE[1:] for stem in simple if stem[0] not in "Iİ"]
    joined += [f"{stem}{after}" for after in AFTER[1:] for stem in simple]
    return list(dict.fromkeys([*simple, *joined]))


def family_pair(stem: str, ending: str) -> tuple[str, str]:
    """Return a family name of a man and of a woman, made of a stem and an ending."""
    if ending == "ov":
        soft = stem[-1] in "aəeıiouöü"
        man = f"{stem}{'yev' if soft else 'ov'}"
        return man, f"{man}a"
    if ending == "li":
        last = next((sign for sign in reversed(stem.lower()) if sign in "aəeıiouöü"), "i")
        harmony = {"a": "lı", "ı": "lı", "o": "lu", "u": "lu", "ö": "lü", "ü": "lü"}
        return (stem + harmony.get(last, "li"),) * 2
    return (f"{stem}{ending}",) * 2


def falling(number: int, first: float) -> list[float]:
    """Return weights for so many names: the first is borne by the given share, the others by ever fewer."""
    rest = [1 / (place + 1.5) for place in range(1, number)]
    scale = (1 - first) / sum(rest)
    return list(accumulate([first, *(weight * scale for weight in rest)]))


def all_names() -> Names:
    """Return all names there are to choose from."""
    pairs = list(dict.fromkeys(family_pair(stem, ending) for ending in ("ov", "li", "zadə") for stem in stems()))[
        :FAMILIES
    ]
    families = [(in_all(man), in_all(woman)) for man, woman in pairs]
    fathers = [
        tuple(
            tuple(f"{name}{OF_FATHER[language][sex]}" for name, language in zip(in_all(father), LANGUAGES, strict=True))
            for sex in (0, 1)
        )
        for father in MALE.split()
    ]
    male, female = [in_all(name) for name in MALE.split()], [in_all(name) for name in FEMALE.split()]
    given = {len(names): falling(len(names), 0.03) for names in (male, female)}
    return Names(male, female, [(one, two) for one, two in fathers], families, falling(len(families), COMMONEST), given)


def synthetic_names(number: int, seed: int) -> Iterator[tuple[Spelled, ...]]:
    """Yield the three spellings of each of so many synthetic people: Azerbaijani, Russian, and English or Turkish."""
    names, chance = all_names(), random.Random(seed)  # noqa: S311  # a seed is the point
    weights = {0: names.given_weights[len(names.male)], 1: names.given_weights[len(names.female)]}
    block = 1000
    for start in range(0, number, block):
        size = min(block, number - start)
        families = chance.choices(names.families, cum_weights=names.family_weights, k=size)
        fathers = chance.choices(names.fathers, cum_weights=weights[0], k=size)
        men = chance.choices(names.male, cum_weights=weights[0], k=size)
        women = chance.choices(names.female, cum_weights=weights[1], k=size)
        for place in range(size):
            woman = (start + place) % 2
            given = women[place] if woman else men[place]
            yield three_spellings(given, fathers[place][woman], families[place][woman], third=2 + place % 3 // 2)


def three_spellings(
    given: tuple[str, ...], patronymic: tuple[str, ...], family: tuple[str, ...], third: int
) -> tuple[Spelled, Spelled, Spelled]:
    """Return one person's name as three languages write it; Russian texts put the family name first."""
    az = Spelled(f"{given[0]} {patronymic[0]} {family[0]}", given[0], patronymic[0], family[0], "az", "Latn")
    ru = Spelled(f"{family[1]} {given[1]} {patronymic[1]}", given[1], patronymic[1], family[1], "ru", "Cyrl")
    other = Spelled(f"{given[third]} {family[third]}", given[third], "", family[third], LANGUAGES[third], "Latn")
    return az, ru, other

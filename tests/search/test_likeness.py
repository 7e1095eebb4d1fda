"""Likeness: spellings of one name are near each other, and names of different people are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memorial.search.letters import words_of
from memorial.search.likeness import SAME, Difference, difference, distance

#: Names that are one, each in the spellings of several languages.
SAME_NAMES = [
    "Həsənov Гасанов Hasanov Gasanov Hassanow Гәсәнов Һәсәнов حسناف Հասանով",
    "Hacıyeva Гаджиева Hajiyeva Hadjieva Hadschijewa Һаҹыјева Haciyeva Gadzhieva HACIYEVA",
    "Cəfərov Джафаров Jafarov Djafarov Dschafarow Ҹәфәров Ջաֆարով Džafarov",
    "Qasımov Касумов Гасымов Gasimov Kasimov Kasımov Касимов Гасымов",
    "Xəlilov Халилов Khalilov Halilov Jalilov Chalilow Хәлилов",
    "Çingiz Чингиз Chingiz Tschingis Tchinguiz Чинҝиз چنگیز",
    "Ağayev Агаев Aghayev Agaev Aghaev Ағајев",
    "Əhməd Ахмед Ahmed Ahmet احمد Әһмәд Ահմեդ Achmed",
    "Quliyev Кулиев Гулиев Guliyev Kuliev Гулијев Kulijew",
    "Şahin Шахин Shahin Chahine Schahin شاهین Шаһин",
    "İbrahimov Ибрагимов Ibragimov Ibrahimow Ибраһимов",
    "Vaqif Вагиф Vagif Wagif واقف",
    "Elçin Эльчин Elchin Eltschin Елчин Eltchine",
    "Gülnarə Гюльнара Gulnara Гульнара Gülnara Ҝүлнарә",
    "Əbdürrəhman عبدالرحمن Abdurrahman",
    "Lətif Латиф Latif لطیف Lətif",
    "Məmmədova محمدوفا محمدووا Мамедова Mammadova",
    "Qəmbər قنبر Gambar Гамбар",
    "Fətəli فتحعلی Фатали Fatali",
    "Usubov Ուսուբով Усубов Ussubow",
    "Cavid Yavid جاوید Джавид Djavid",
    "Rəcəbov Radyábov رجبوف Раджабов Radschabow",
    "Hacıbəyov حاجی‌بیگوف حاجيبيوف Гаджибеков Hajibeyov",
    "Serj Serzh Sersch سرژ Серж Սերժ",
    "Gəncəvi كنجوي الكنجوي گنجوی Gandschawi",
    "Abdullayev عبداللاييف عبدالله‌یف Абдуллаев Abdullajew",
    "Qasımov قاسیم‌اوف قاسموف Гасымов Gasimov",
    "Əliyeva علييڤا علییوا Алиева Aliyeva",
    "Abdullazadə عبدالله‌زاده Абдуллазаде Abdullazade",
    "Rəcai رجائي رجایی Раджаи Rajai",
    "Əbülfəz ابوالفضل Абульфаз Abulfaz",
]
#: The same, in spellings of which each is heard in its own way: only just beyond what is the same.
NEARLY = [
    "Məmmədov Мамедов Mammadov Mamedov Memmedov Мәммәдов Mamedow Məmmədov",
    "Yusif Юсиф Yusuf Jussif Youssif یوسف Јусиф Юсуф",
    "Ülviyyə Ульвия Ulviya Ülviyye Үлвијјә",
    "Fərhad Фархад Farhad فرهاد Farkhad Ferhat",
    "Hüseyn Гусейн Huseyn Hussein Hossein حسین Һүсејн",
    "Heydər Гейдар Heydar Haydar حیدر Haidar Geidar",
    "Mirzə Мирза Mirza Mirzo میرزا",
    "Harutyunyan Арутюнян Հարությունյան هاروتیونیان Haroutiounian",
]
DIFFERENT = [
    ("Həsən", "حسين"),
    ("Hasanov", "حسينوف"),
    ("Cəmil", "جمال"),
    ("Kamil", "کمال"),
    ("Mehdi", "Mahdi"),
    ("Hasan", "Husein"),
    ("Aliyev", "Valiyev"),
    ("Алиев", "Валиев"),
    ("Mahmudov", "Məmmədov"),
    ("Vəli", "Əli"),
    ("Səlim", "Salam"),
    ("Nazim", "Nizami"),
    ("Гасан", "Гусейн"),
    ("Əhməd", "Məhəmməd"),
    ("Kamal", "Kamil"),
    ("Rəhim", "Kərim"),
    ("Samir", "Amir"),
    ("Elxan", "Elman"),
    ("Cəmil", "Cəmal"),
    ("Leyla", "Lala"),
    ("Mahmud", "محمد"),
    ("محمود", "محمد"),
]


def apart(one: str, other: str) -> float:
    return distance(words_of(one)[0], words_of(other)[0])


@pytest.mark.parametrize("line", SAME_NAMES)
def test_spellings_of_one_name_are_the_same(line: str) -> None:
    names = line.split()
    assert [(one, other) for one in names for other in names if apart(one, other) > SAME + 0.05] == []


@pytest.mark.parametrize("line", NEARLY)
def test_spellings_of_one_name_that_differ_in_a_vowel_are_near(line: str) -> None:
    names = line.split()
    assert [(one, other) for one in names for other in names if apart(one, other) > 0.5] == []


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_are_not_the_same(one: str, other: str) -> None:
    assert apart(one, other) > SAME
    assert apart(one, other) == pytest.approx(apart(other, one))


@pytest.mark.parametrize(
    ("one", "other"), [("Həsənov", "Həsnov"), ("Həsənov", "Həəsnov"), ("Гасанов", "Гасамов"), ("Hasanov", "Hasanovd")]
)
def test_a_typing_error_costs_about_one(one: str, other: str) -> None:
    assert SAME < apart(one, other) <= 1.2


def test_a_man_and_a_woman_of_a_family_differ_a_little() -> None:
    assert 0 < apart("Əliyev", "Əliyeva") <= SAME
    assert 0 < apart("Гаджиев", "Hacıyeva") <= SAME


@pytest.mark.parametrize("other", ["Əlizadə", "Əlili", "Əlioğlu", "Əliyeviç"])
def test_another_ending_on_the_same_name_is_not_the_same_but_like_it(other: str) -> None:
    assert apart("Əliyev", other) > SAME
    # Of all the letters no more than three in ten are wrong.
    assert apart("Əliyev", other) <= 0.3 * max(len("Əliyev"), len(words_of(other)[0]))


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("əliyev", "əliyev", Difference.SAME),
        ("əliyev", "алиев", Difference.SCRIPT),
        ("əliyev", "aliyev", Difference.SPELLING),
        ("əliyev", "əliyeva", Difference.ENDING),
        ("əliyev", "əlizadə", Difference.ENDING),
        ("həsənov", "həsəmov", Difference.ONE_LETTER),
        ("mehdi", "mahdi", Difference.ONE_LETTER),
        ("ibrahimov", "irbahidov", Difference.TWO_LETTERS),
        ("ə", "əli", Difference.INITIAL),
        ("h", "гасан", Difference.INITIAL),
        ("m", "əli", Difference.OTHER),
        ("əliyev", "rüstəmli", Difference.OTHER),
    ],
)
def test_the_difference_is_named(one: str, other: str, said: Difference) -> None:
    assert difference(one, other) == said


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=30), st.text(alphabet=st.characters(), max_size=30))
def test_any_two_words_have_a_distance_and_a_difference(one: str, other: str) -> None:
    for mine in words_of(one):
        for theirs in words_of(other):
            assert distance(mine, theirs) >= 0
            assert difference(mine, theirs) in Difference

"""How each language says a date: one table per language, written by hand because case endings differ.

`names` are the months and seasons in the cases that the templates ask for. `forms` are a whole date by its kind and
case; every kind has "plain", and the other cases are those that the language's phrases use: "of" after "около",
"with" after "между", "from" for "since" a date, "at" for "in" or "on". `phrases` put dates together.
Templates take the parts of a date (`day`, `month`, `year`, `season`, with the endings that belong to them) or, as
`plain`, `of`, `with`, `from` and `at`, a date in that case; `a` and `b` are the two dates of a span.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrases:
    """The words of one language for dates, hours and ages."""

    names: dict[str, tuple[str, ...]]
    forms: dict[str, dict[str, str]]
    phrases: dict[str, str]


ENGLISH = Phrases(
    names={
        "month": (
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ),
        "season": ("spring", "summer", "autumn", "winter"),
    },
    forms={
        "day": {"plain": "{day} {month} {year}", "at": "on"},
        "month": {"plain": "{month} {year}", "at": "in"},
        "year": {"plain": "{year}", "at": "in"},
        "season": {"plain": "{season} {year}", "at": "in"},
        "decade": {"plain": "the {year}s"},
    },
    phrases={
        "unknown": "date unknown",
        "anniversary": "{day} {month}",
        "lone_month": "{month}",
        "without_year": "{date} (year unknown)",
        "in_years": "{date} ({years})",
        "day_in_month": "a day in {month} {year}",
        "day_in_year": "a day in {year}",
        "month_in_year": "a month in {year}",
        "day_of_a_month": "the {day}{day_ordinal} of a month in {year}",
        "about": "about {plain}",
        "uncertain": "{date} (uncertain)",
        "approximate": "{date} (approximate)",
        "both": "{date} (approximate and uncertain)",
        "part_uncertain": "{parts} uncertain",
        "part_approximate": "{parts} approximate",
        "part_both": "{parts} approximate and uncertain",
        "parts": "year|month|day",
        "not_after": "{at} or before {plain}",
        "not_before": "{at} or after {plain}",
        "since": "from {plain} on",
        "start_unknown": "beginning unknown, end {plain}",
        "end_unknown": "beginning {plain}, end unknown",
        "between": "between {a} and {b}",
        "between_case": "plain",
        "between_years": "between {a_year} and {b_year}",
        "between_days_of_month": "between {a_day} and {b_day} {month} {year}",
        "between_days_of_year": "between {a_day} {a_month} and {b_day} {b_month} {year}",
        "between_months": "between {a_month} and {b_month} {year}",
        "between_seasons": "between {a_season} and {b_season} {year}",
        "or": "or",
        "and": "and",
        "listed_year": "{year}",
        "either_year": "{years}",
        "all_years": "{years}",
        "short_about": "about {years}",
        "hour": "{a}",
        "hours": "between {a} and {b}",
    },
)  # fmt: skip

AZERBAIJANI = Phrases(
    names={
        "month": (
            "yanvar", "fevral", "mart", "aprel", "may", "iyun",
            "iyul", "avqust", "sentyabr", "oktyabr", "noyabr", "dekabr",
        ),
        "season": ("yazı", "yayı", "payızı", "qışı"),
    },
    forms={
        "day": {
            "plain": "{day} {month} {year}-{year_ordinal} il",
            "from": "{day} {month} {year}-{year_ordinal} ildən",
        },
        "month": {
            "plain": "{year}-{year_ordinal} ilin {month} ayı",
            "from": "{year}-{year_ordinal} ilin {month} ayından",
        },
        "year": {"plain": "{year}-{year_ordinal} il", "from": "{year}-{year_ordinal} ildən"},
        "season": {"plain": "{year}-{year_ordinal} ilin {season}", "from": "{year}-{year_ordinal} ilin {season}ndan"},
        "decade": {"plain": "{year}-{year_ordinal} illər"},
    },
    phrases={
        "unknown": "tarixi məlum deyil",
        "anniversary": "{day} {month}",
        "lone_month": "{month}",
        "without_year": "{date} (ili məlum deyil)",
        "in_years": "{date} ({years})",
        "day_in_month": "{year}-{year_ordinal} ilin {month} ayının bir günü",
        "day_in_year": "{year}-{year_ordinal} ilin bir günü",
        "month_in_year": "{year}-{year_ordinal} ilin bir ayı",
        "day_of_a_month": "{year}-{year_ordinal} ilin naməlum ayının {day}-{day_ordinal} günü",
        "about": "təxminən {plain}",
        "uncertain": "{date} (dəqiq məlum deyil)",
        "approximate": "{date} (təxmini)",
        "both": "{date} (təxmini, dəqiq məlum deyil)",
        "part_uncertain": "dəqiq məlum deyil: {parts}",
        "part_approximate": "təxmini: {parts}",
        "part_both": "təxmini, dəqiq məlum deyil: {parts}",
        "parts": "il|ay|gün",
        "not_after": "{from} gec olmayaraq",
        "not_before": "{from} tez olmayaraq",
        "since": "{from} etibarən",
        "start_unknown": "başlanğıcı məlum deyil, sonu {plain}",
        "end_unknown": "başlanğıcı {plain}, sonu məlum deyil",
        "between": "{a} ilə {b} arasında",
        "between_case": "plain",
        "between_years": "{a_year}-{a_year_ordinal} il ilə {b_year}-{b_year_ordinal} il arasında",
        "between_days_of_month": "{a_day} və {b_day} {month} {year}-{year_ordinal} il tarixləri arasında",
        "between_days_of_year": "{a_day} {a_month} və {b_day} {b_month} {year}-{year_ordinal} il tarixləri arasında",
        "between_months": "{year}-{year_ordinal} ilin {a_month} və {b_month} ayları arasında",
        "between_seasons": "{year}-{year_ordinal} ilin {a_season} ilə {b_season} arasında",
        "or": "və ya",
        "and": "və",
        "listed_year": "{year}-{year_ordinal} il",
        "either_year": "{years}",
        "all_years": "{years}",
        "short_about": "təxminən {years}",
        "hour": "saat {a}",
        "hours": "saat {a} ilə {b} arasında",
    },
)  # fmt: skip

RUSSIAN = Phrases(
    names={
        "month": (
            "январь", "февраль", "март", "апрель", "май", "июнь",
            "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
        ),
        "month_of": (
            "января", "февраля", "марта", "апреля", "мая", "июня",
            "июля", "августа", "сентября", "октября", "ноября", "декабря",
        ),
        "month_with": (
            "январём", "февралём", "мартом", "апрелем", "маем", "июнем",
            "июлем", "августом", "сентябрём", "октябрём", "ноябрём", "декабрём",
        ),
        "season": ("весна", "лето", "осень", "зима"),
        "season_of": ("весны", "лета", "осени", "зимы"),
        "season_with": ("весной", "летом", "осенью", "зимой"),
    },
    forms={
        "day": {
            "plain": "{day} {month_of} {year} года",
            "of": "{day} {month_of} {year} года",
            "with": "{day} {month_of} {year} года",
            "from": "{day_from} {day} {month_of} {year} года",
        },
        "month": {
            "plain": "{month} {year} года",
            "of": "{month_of} {year} года",
            "with": "{month_with} {year} года",
            "from": "с {month_of} {year} года",
        },
        "year": {"plain": "{year} год", "of": "{year} года", "with": "{year} годом", "from": "с {year} года"},
        "season": {
            "plain": "{season} {year} года",
            "of": "{season_of} {year} года",
            "with": "{season_with} {year} года",
            "from": "с {season_of} {year} года",
        },
        "decade": {"plain": "{year}-е годы", "of": "{year}-х годов"},
    },
    phrases={
        "unknown": "дата неизвестна",
        "anniversary": "{day} {month_of}",
        "lone_month": "{month}",
        "without_year": "{date} (год неизвестен)",
        "in_years": "{date} ({years})",
        "day_in_month": "один из дней {month_of} {year} года",
        "day_in_year": "один из дней {year} года",
        "month_in_year": "один из месяцев {year} года",
        "day_of_a_month": "{day}-е число неизвестного месяца {year} года",
        "about": "около {of}",
        "uncertain": "{date} (предположительно)",
        "approximate": "{date} (приблизительно)",
        "both": "{date} (приблизительно и предположительно)",
        "part_uncertain": "предположительно: {parts}",
        "part_approximate": "приблизительно: {parts}",
        "part_both": "приблизительно и предположительно: {parts}",
        "parts": "год|месяц|день",
        "not_after": "не позднее {of}",
        "not_before": "не ранее {of}",
        "since": "{from}",
        "start_unknown": "начало неизвестно, конец — {plain}",
        "end_unknown": "начало — {plain}, конец неизвестен",
        "between": "между {a} и {b}",
        "between_case": "with",
        "between_years": "между {a_year} и {b_year} годами",
        "between_days_of_month": "между {a_day} и {b_day} {month_of} {year} года",
        "between_days_of_year": "между {a_day} {a_month_of} и {b_day} {b_month_of} {year} года",
        "between_months": "между {a_month_with} и {b_month_with} {year} года",
        "between_seasons": "между {a_season_with} и {b_season_with} {year} года",
        "or": "или",
        "and": "и",
        "listed_year": "{year}",
        "either_year": "{years} год",
        "all_years": "{years} годы",
        "short_about": "около {years}",
        "hour": "{a}",
        "hours": "между {a} и {b}",
    },
)  # fmt: skip

TURKISH = Phrases(
    names={
        "month": (
            "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran",
            "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık",
        ),
        "season": ("ilkbaharı", "yazı", "sonbaharı", "kışı"),
    },
    forms={
        "day": {"plain": "{day} {month} {year}", "from": "{day} {month} {year}’{year_ablative}"},
        "month": {"plain": "{month} {year}", "from": "{month} {year}’{year_ablative}"},
        "year": {"plain": "{year}", "from": "{year}’{year_ablative}"},
        "season": {"plain": "{year} {season}", "from": "{year} {season}ndan"},
        "decade": {"plain": "{year}’{year_plural}"},
    },
    phrases={
        "unknown": "tarihi bilinmiyor",
        "anniversary": "{day} {month}",
        "lone_month": "{month}",
        "without_year": "{date} (yılı bilinmiyor)",
        "in_years": "{date} ({years})",
        "day_in_month": "{month} {year} içinde bir gün",
        "day_in_year": "{year} yılı içinde bir gün",
        "month_in_year": "{year} yılı içinde bir ay",
        "day_of_a_month": "{year} yılının bilinmeyen bir ayının {day}. günü",
        "about": "{plain} civarı",
        "uncertain": "{date} (kesin değil)",
        "approximate": "{date} (yaklaşık)",
        "both": "{date} (yaklaşık, kesin değil)",
        "part_uncertain": "kesin değil: {parts}",
        "part_approximate": "yaklaşık: {parts}",
        "part_both": "yaklaşık, kesin değil: {parts}",
        "parts": "yıl|ay|gün",
        "not_after": "en geç {plain}",
        "not_before": "en erken {plain}",
        "since": "{from} itibaren",
        "start_unknown": "başlangıcı bilinmiyor, sonu {plain}",
        "end_unknown": "başlangıcı {plain}, sonu bilinmiyor",
        "between": "{a} ile {b} arasında",
        "between_case": "plain",
        "between_years": "{a_year} ile {b_year} yılları arasında",
        "between_days_of_month": "{a_day} ile {b_day} {month} {year} tarihleri arasında",
        "between_days_of_year": "{a_day} {a_month} ile {b_day} {b_month} {year} tarihleri arasında",
        "between_months": "{a_month} ile {b_month} {year} arasında",
        "between_seasons": "{year} {a_season} ile {b_season} arasında",
        "or": "veya",
        "and": "ve",
        "listed_year": "{year}",
        "either_year": "{years}",
        "all_years": "{years}",
        "short_about": "{years} civarı",
        "hour": "{a}",
        "hours": "{a} ile {b} arasında",
    },
)  # fmt: skip

LANGUAGES = {"en": ENGLISH, "az": AZERBAIJANI, "ru": RUSSIAN, "tr": TURKISH}

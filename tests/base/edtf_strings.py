"""Strategies that write valid EDTF strings of every form that the record keeps."""

import datetime

from hypothesis import strategies as st

from memorial.base.dates import is_edtf

MARKS = st.sampled_from(["", "", "?", "~", "%"])
DAYS = st.dates(min_value=datetime.date(1, 1, 1), max_value=datetime.date(9999, 12, 31))

plain_days = DAYS.map(lambda day: day.isoformat())
plain_months = plain_days.map(lambda text: text[:7])
plain_years = plain_days.map(lambda text: text[:4])
seasons = st.builds("{}-{}".format, plain_years, st.sampled_from(["21", "22", "23", "24"]))
plain_dates = st.one_of(plain_days, plain_months, plain_years)
unspecified = st.one_of(
    st.builds(lambda year, unknown: year[: 4 - unknown] + "X" * unknown, plain_years, st.integers(1, 4)),
    plain_years.map("{}-XX".format),
    plain_years.map("{}-XX-XX".format),
    plain_months.map("{}-XX".format),
    st.builds(lambda day: day[:5] + "XX" + day[7:], plain_days),
    st.builds(lambda day: day[:3] + "X" + day[4:], plain_days),
    st.builds(lambda day: "XXXX" + day[4:], plain_days),
    st.builds(lambda day: day[:9] + "X", plain_days),
)
part_marked = st.builds(
    lambda day, year, month, number: f"{year}{day[:4]}-{month}{day[5:7]}-{number}{day[8:]}",
    plain_days, MARKS, MARKS, MARKS,
)  # fmt: skip
marked = st.builds("{}{}".format, st.one_of(plain_dates, unspecified), MARKS)
ends = st.one_of(plain_dates, seasons, unspecified, marked)
intervals = st.builds(
    "{}/{}".format, st.one_of(ends, st.sampled_from(["", ".."])), st.one_of(ends, st.sampled_from(["", ".."]))
)
members = st.one_of(plain_dates, unspecified, st.builds("{}..{}".format, plain_years, plain_years))
sets = st.builds(
    lambda items, every: "{" + ",".join(items) + "}" if every else "[" + ",".join(items) + "]",
    st.lists(members, min_size=2, max_size=4),
    st.booleans(),
)
half_open_sets = st.builds("[{}{}{}]".format, st.just(".."), plain_dates, st.just("")) | plain_dates.map(
    "[{}..]".format
)
moments = plain_days.map("{}T23:05:00+04:00".format)

edtf_dates = st.one_of(
    plain_dates, seasons, unspecified, part_marked, marked, intervals, sets, half_open_sets, moments
).filter(is_edtf)

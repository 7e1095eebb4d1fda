"""Commemorations and recognitions on the desk."""

from django.test import Client

from memorial.models import Commemoration, Recognition
from tests.review.filling import address, problems, send


def test_annual_day_is_a_month_and_a_day(curator_browser: Client) -> None:
    answer = send(
        curator_browser,
        address(Commemoration, "add"),
        kind="annual_day",
        date="26 February",
        translations__1__title="Synthetic day",
    )
    assert answer.status_code == 302, problems(answer)
    made = Commemoration.objects.get()
    assert (made.date, made.day_of_year, made.label) == ("--02-26", 226, "Synthetic day")


def test_recognition_needs_its_level_and_body(curator_browser: Client) -> None:
    page = send(
        curator_browser, address(Recognition, "add"), instrument="resolution", translations__1__wording="Synthetic"
    )
    assert page.status_code == 200
    assert not Recognition.objects.exists()


def test_recognition_keeps_the_words_of_the_body(curator_browser: Client) -> None:
    answer = send(
        curator_browser,
        address(Recognition, "add"),
        level="sub_national",
        instrument="resolution",
        date="2013",
        translations__1__body="Synthetic assembly",
        translations__1__jurisdiction="Synthetic province",
        translations__1__wording="Synthetic wording",
    )
    assert answer.status_code == 302, problems(answer)
    assert Recognition.objects.get().label == "Synthetic province, Synthetic assembly, 2013"

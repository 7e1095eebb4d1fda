"""Permanent ids are left out of what a test reads, and nothing else is."""

from tests.permanent_ids import words_beside_ids


def test_ids_and_those_of_versions_are_left_out_and_words_stay() -> None:
    said = "/en/people/0zq3456789ab/Zqperson · zq3456789abcv2 · Zqsentence, zqcorrection and zqevent"
    assert words_beside_ids(said) == "/en/people//zqperson ·  · zqsentence, zqcorrection and zqevent"

"""The page "Verify": whose file it is, said to whoever holds it, and nothing of what is not public."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from memorial.models import Asset
from memorial.public.verify import LONGEST, NoHash, hash_in
from memorial.review.clock import note_time
from tests.factories import make_asset, make_original

HASH = "0123456789abcdef" * 4
KNOWN, UNKNOWN = "This file is known here", "This file is not known here"
PAIRS = " ".join(HASH[at : at + 2] for at in range(0, 64, 2))


def asked(browser: Client, typed: str, language: str = "en") -> str:
    """Ask about a file by what somebody typed, and return the page."""
    response = browser.get(f"/{language}/verify/", {"sha256": typed})
    assert response.status_code == 200
    return response.content.decode()


def derivative(asset: Asset, recipe: str, ending: str = "jpg") -> str:
    """Return the SHA-256 of one derivative."""
    return asset.original.derivatives.get(recipe=recipe, format=ending).sha256


def test_original_is_recognised(visitor: Client) -> None:
    asset = make_asset(texts={"en": {"caption": "Synthetic picture"}})
    page = asked(visitor, asset.original.sha256)
    assert f"{KNOWN} · Verify a file" in page
    assert "This is the original, byte for byte" in page
    assert f'<a href="{asset.get_absolute_url()}">Synthetic picture</a>' in page


@pytest.mark.parametrize(
    ("recipe", "ending", "said"),
    [
        ("640", "jpg", "shows it in its place: JPG, 640 × 480 points"),
        ("320", "avif", "shows it in its place: AVIF, 320 × 240 points"),
        ("square-50-50-320", "webp", "for its lists: WEBP, 320 × 320 points"),
    ],
)
def test_derivative_is_recognised_with_its_size_and_format(
    visitor: Client, recipe: str, ending: str, said: str
) -> None:
    asset = make_asset()
    page = asked(visitor, derivative(asset, recipe, ending))
    assert KNOWN in page and said in page and asset.get_absolute_url() in page


@pytest.mark.parametrize("kind", ["document", "audio", "video"])
def test_what_is_handed_out_as_it_is_is_the_original(visitor: Client, kind: str) -> None:
    assert "This is the original, byte for byte" in asked(visitor, make_asset(kind=kind).original.sha256)


def test_file_of_two_entries_leads_to_both(visitor: Client) -> None:
    first = make_asset()
    second = make_asset(original=first.original)
    page = asked(visitor, first.original.sha256)
    assert first.get_absolute_url() in page and second.get_absolute_url() in page


@pytest.mark.parametrize(
    ("grade", "note"), [("distressing", "Distressing picture: "), ("graphic", "Graphic picture: ")]
)
def test_hard_picture_is_named_with_its_note(visitor: Client, grade: str, note: str) -> None:
    words = {"caption": "Synthetic", "content_note": "synthetic note", "alternative_text": "Zqdetail"}
    asset = make_asset(grade=grade, texts={"en": words})
    page = asked(visitor, asset.original.sha256)
    assert f"{note}synthetic note." in page
    assert "Zqdetail" not in page and "<img" not in page


def test_square_that_is_shown_nowhere_is_not_known(visitor: Client) -> None:
    hard = make_asset(grade="graphic")
    assert UNKNOWN in asked(visitor, derivative(hard, "square-50-50-320"))
    shown = make_asset()
    # A draft shows another part of the same picture.
    make_asset(original=shown.original, focal_x=10, status="draft")
    other = make_original().derivatives.filter(recipe="square-50-50-320", format="jpg")
    digest = other.get().sha256
    other.update(original=shown.original, recipe="square-10-50-320")
    assert UNKNOWN in asked(visitor, digest)


HIDDEN: list[dict[str, Any]] = [
    {"status": "draft"},
    {"status": "in_review"},
    {"status": "withdrawn"},
    {"status": "draft", "restricted": True},
    {"opens_at": "2999-01-01T00:00Z", "embargo_until": "2999-01-01"},
]


@pytest.mark.every_case
@pytest.mark.parametrize("how", HIDDEN)
def test_hidden_file_answers_byte_for_byte_like_one_that_is_not_known(visitor: Client, how: dict[str, Any]) -> None:
    assert note_time()
    original = make_original(sha256=HASH)
    small = original.derivatives.get(recipe="320", format="jpg").sha256
    square = original.derivatives.get(recipe="square-50-50-320", format="jpg").sha256
    urls = [f"/{language}/verify/?sha256={each}" for each in (HASH, small, square) for language in ("en", "az")]
    before = [(visitor.get(url).content, visitor.get(url).headers) for url in urls]
    assert all(UNKNOWN in content.decode() for content, _headers in before[::2])
    asset = make_asset(original=original, **how)
    assert [(visitor.get(url).content, visitor.get(url).headers) for url in urls] == before
    assert asset.public_id not in visitor.get(urls[0]).content.decode()


def test_working_copy_of_another_file_is_not_known(visitor: Client) -> None:
    entry, original = make_asset(), make_original()
    make_asset(original=original, copy_of=entry, status="draft")
    assert UNKNOWN in asked(visitor, original.sha256)


@pytest.mark.parametrize(
    "typed",
    [
        HASH,
        f"  {HASH.upper()}\r\n",
        f"{HASH}  synthetic 2.jpg",
        f"{HASH} *synthetic.jpg",
        f"SHA256 (synthetic.jpg) = {HASH}",
        f"SHA256 hash of a.jpg:\r\n{HASH}\r\nCertUtil: -hashfile command completed successfully.",
        f"SHA256 hash of file a.jpg:\n{PAIRS}\nCertUtil: -hashfile command completed successfully.",
        PAIRS.upper(),
        PAIRS.replace(" ", ":"),
        PAIRS.replace(" ", "-"),
        f"{HASH[:32]}\n{HASH[32:]}",
        f"sha256:{HASH}",
        f"{HASH}\n{HASH}",
        f"\u200b{HASH}\x00",
    ],
)
def test_hash_is_found_however_it_was_pasted(typed: str) -> None:
    assert hash_in(typed) == HASH


@pytest.mark.parametrize(
    "typed",
    ["x", HASH[:-1], f"{HASH}0", HASH * 2, HASH.replace("0", "g"), "\x00", "'; --", "Ə" * 64, "a " * 64, "٣" * 64, "-"],
)
def test_what_is_no_hash_gets_a_sentence_and_is_kept(visitor: Client, typed: str) -> None:
    with pytest.raises(NoHash):
        hash_in(typed)
    response = visitor.get("/en/verify/", {"sha256": typed})
    assert response.status_code == 200
    assert response.context["typed"] == typed
    page = response.content.decode()
    assert "This is not a SHA-256. It has 64 signs" in page and 'aria-invalid="true"' in page
    assert KNOWN not in page and UNKNOWN not in page


def test_script_in_what_was_typed_stays_text(visitor: Client) -> None:
    page = asked(visitor, "</textarea><script>x</script>")
    assert "</textarea><script>x" not in page and "&lt;script&gt;x" in page


def test_what_is_far_too_long_gets_a_sentence_at_once(visitor: Client) -> None:
    page = asked(visitor, "ab " * LONGEST)
    assert "This is too long." in page and "ab ab" in page


def test_several_hashes_are_asked_one_at_a_time(visitor: Client) -> None:
    assert "more than one SHA-256" in asked(visitor, f"{HASH}  a.jpg\n{HASH[::-1]}  b.jpg")


@pytest.mark.parametrize("query", ["", "sha256=", "sha256=%20%0A", "other=1"])
def test_bare_page_explains_and_finds_nothing(visitor: Client, query: str) -> None:
    page = visitor.get(f"/en/verify/?{query}").content.decode()
    assert KNOWN not in page and UNKNOWN not in page and 'aria-invalid="true"' not in page
    for command in ("certutil -hashfile", "shasum -a 256", "sha256sum"):
        assert command in page


def test_answers_are_not_listed_by_searches_and_the_page_is(visitor: Client) -> None:
    answer = visitor.get("/en/verify/", {"sha256": HASH})
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<link rel="canonical" href="http://testserver/en/verify/">' in answer.content.decode()
    assert "X-Robots-Tag" not in visitor.get("/en/verify/").headers


def test_file_is_chosen_with_a_script_alone(visitor: Client) -> None:
    page = visitor.get("/en/verify/").content.decode()
    assert '<div class="drop" hidden' in page
    assert 'type="file" id="file"' in page and 'name="file"' not in page


def test_every_page_leads_to_it(visitor: Client) -> None:
    assert '<a href="/en/verify/">Verify a file</a>' in visitor.get("/en/about/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_answer_costs_a_fixed_number_of_queries(
    visitor: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    original = make_original()
    for _number in range(count):
        make_asset(original=original, texts={"en": {"caption": "Synthetic"}})
    with django_assert_num_queries(4):
        visitor.get("/en/verify/", {"sha256": original.sha256})


def test_hidden_file_costs_as_many_queries_as_one_that_is_not_known(
    visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hidden = make_asset(status="draft")
    for digest in (hidden.original.sha256, derivative(hidden, "320"), HASH):
        with django_assert_num_queries(2):
            visitor.get("/en/verify/", {"sha256": digest})

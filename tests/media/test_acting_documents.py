"""What is said of a document before it is published: that it does things by itself when it is opened."""

import pytest

from memorial.media import asset_checks
from memorial.models import Asset
from memorial.review.checks import Finding, findings
from memorial.review.status import Status
from tests.factories import make_asset, make_original
from tests.media.files import asset_with_files, mp3, pdf, picture

pytestmark = pytest.mark.usefixtures("media_folders", "memorial")


def said_of(asset: Asset) -> Finding | None:
    """Return what is said of what a document does by itself; nothing where it does nothing."""
    return next((one for one in findings(asset) if one.name in ("acts-by-itself", "not-looked-through")), None)


def found(content: bytes) -> Finding | None:
    return said_of(asset_with_files(content, status=Status.DRAFT))


def acting(words: bytes) -> bytes:
    """Return a document with more words in its catalogue."""
    return pdf().replace(b"/Type/Catalog", b"/Type/Catalog " + words)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (b"/OpenAction<</S/JavaScript/JS(app.alert)>>", "/JS, /JavaScript, /OpenAction"),
        (b"/A<</S/Launch/F(synthetic)>>", "/Launch"),
        (b"/Names<</EmbeddedFiles 5 0 R>>", "/EmbeddedFile"),
        (b"<</Type/EmbeddedFile>>", "/EmbeddedFile"),
        (b"/JS 12 0 R", "/JS"),
        (b"/OpenAction[3 0 R/Fit]", "/OpenAction"),
    ],
)
def test_document_that_acts_by_itself_is_warned_of(words: bytes, names: str) -> None:
    finding = found(acting(words))
    assert finding is not None
    assert (finding.name, finding.blocking) == ("acts-by-itself", False)
    assert f"when it is opened ({names})." in str(finding.sentence)


@pytest.mark.parametrize("words", [b"", b"/JSynthetic true", b"/Launched 1", b"(JavaScript)"])
def test_document_that_does_nothing_is_not_warned_of(words: bytes) -> None:
    assert found(acting(words)) is None


def test_words_that_lie_across_two_stretches_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    words = b"/EmbeddedFiles "
    asset = asset_with_files(acting(words), status=Status.DRAFT)
    place = acting(words).index(words)
    for cut in range(len(words) + 1):
        monkeypatch.setattr(asset_checks, "STRETCH", place + cut)
        assert said_of(asset) is not None


def test_pictures_and_recordings_are_not_looked_through() -> None:
    assert found(picture(60, 40, comment=b"/OpenAction ")) is None
    assert found(mp3() + b"/OpenAction ") is None


def test_document_whose_file_cannot_be_read_is_said_to_be_so() -> None:
    finding = said_of(make_asset(original=make_original("document"), status=Status.DRAFT))
    assert finding is not None
    assert (finding.name, finding.blocking) == ("not-looked-through", False)


def test_document_without_its_end_is_warned_of() -> None:
    asset = asset_with_files(pdf()[:-8], status=Status.DRAFT)
    assert [one.blocking for one in findings(asset) if one.name == "cut-off"] == [False]
    whole = asset_with_files(pdf() + bytes(10_000), status=Status.DRAFT)
    assert "cut-off" not in [one.name for one in findings(whole)]

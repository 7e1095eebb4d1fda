"""From an original that is no longer what was received nothing is made, and what was made before is kept."""

from pathlib import Path

import pytest

from memorial.media.making import make_anew, make_derivatives, make_missing
from memorial.media.originals import OriginalChanged, OriginalMissing
from memorial.models import Derivative, Memorial, Original
from tests.media.files import made, pdf, picture, received
from tests.preservation.sealed import flip_bit, path_of


@pytest.mark.parametrize("content", [picture(), pdf()], ids=["picture", "document"])
def test_nothing_is_made_of_a_changed_original(memorial: Memorial, media_folders: Path, content: bytes) -> None:
    original = received(content)
    flip_bit(original)
    make_derivatives.func(original.pk)
    original.refresh_from_db()
    assert (original.work, original.attempts) == (Original.Work.FAILED, 1)
    assert "not as it was received" in original.failure
    assert not Derivative.objects.exists()
    assert not [path for path in (media_folders / "derivatives").rglob("*") if path.is_file()]
    assert list((media_folders / "incoming").iterdir()) == []


def test_what_was_made_before_is_kept_when_it_cannot_be_made_anew(db: None, media_folders: Path) -> None:
    original = made()
    before = set(Derivative.objects.values_list("pk", "sha256"))
    flip_bit(original)
    with pytest.raises(OriginalChanged):
        make_anew(original)
    path_of(original).unlink()
    with pytest.raises(OriginalMissing):
        make_anew(original)
    assert set(Derivative.objects.values_list("pk", "sha256")) == before
    assert make_missing(original) == 0

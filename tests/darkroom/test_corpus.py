"""No file of the corpus does anything but be taken and made anew, or be refused with a sentence."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from memorial.media.receiving import SENTENCES, FileRefused, receive
from tests.darkroom import carrying, corpus, heavy, signatures, structure
from tests.darkroom.cases import MARK, TAKEN, Case
from tests.darkroom.trials import Trial, tried
from tests.samples import EACH

MOST = 512
#: Files of other kinds are told from their first bytes, which needs no child: `test_formats` does it.
STRANGERS = {case.name for case in signatures.cases()}
#: Each takes a quarter of a second of a child, so every run tries one in three; the slow suite tries the others.
QUICK = [case for case in corpus.quick() if case.name not in STRANGERS][::EACH]
LONG = [case for case in corpus.cases() if case not in QUICK]
THROUGH_THE_DOOR = ["nothing at all", "JPEG, cut at 2/10", "WEBP, 1000 frames", "JPEG, Exif of rubbish"]


def name_of(case: Case) -> str:
    return case.name


def faults(case: Case, trial: Trial) -> list[str]:
    """Return what is wrong with what happened to a file."""
    found = []
    if trial.happened not in case.may:
        found.append(f"{trial.happened}, and not {' or '.join(case.may)}")
    if trial.happened not in {TAKEN, *SENTENCES}:
        found.append(f"there is no sentence for {trial.happened}")
    if trial.megabytes > MOST:
        found.append(f"{trial.megabytes} MB")
    if trial.happened == TAKEN and trial.said["kind"] == "image" and len(trial.made) < 6:
        found.append(f"made {sorted(trial.made)}")
    for name, content in trial.made.items():
        found += [f"{name}: {part}" for part in structure.superfluous(name, content)]
        if MARK in content:
            found.append(f"{name} holds what the original carried")
    return found


@pytest.mark.parametrize("case", QUICK, ids=name_of)
def test_file_is_made_anew_or_refused(case: Case) -> None:
    assert faults(case, tried(case.build())) == []


@pytest.mark.slow
@pytest.mark.parametrize("case", LONG, ids=name_of)
def test_costly_file_is_made_anew_or_refused(case: Case) -> None:
    assert faults(case, tried(case.build())) == []


@pytest.mark.slow
@pytest.mark.parametrize("case", list(heavy.cases()), ids=name_of)
def test_whole_set_of_a_large_picture_is_made_within_the_memory_of_a_visit(case: Case) -> None:
    assert faults(case, tried(case.build(), whole_set=True)) == []


def test_names_of_the_corpus_are_told_apart() -> None:
    names = [case.name for case in [*corpus.cases(), *heavy.cases()]]
    assert len(names) == len(set(names))


@pytest.mark.django_db
@pytest.mark.parametrize("case", [case for case in corpus.cases() if case.name in THROUGH_THE_DOOR], ids=name_of)
def test_file_sent_is_kept_or_refused_with_a_sentence(case: Case, media_folders: Path) -> None:
    assert_kept_or_refused(case)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("case", corpus.quick(), ids=name_of)
def test_each_file_sent_is_kept_or_refused_with_a_sentence(case: Case, media_folders: Path) -> None:
    assert_kept_or_refused(case)


def assert_kept_or_refused(case: Case) -> None:
    """Send a file as a contributor does, under a name that says nothing of it."""
    content = case.build()
    try:
        original = receive(file=ContentFile(content, name="picture.jpg"), by=None)
    except FileRefused as refused:
        assert refused.code in case.may
        assert str(refused).endswith(".")
    else:
        assert TAKEN in case.may
        with original.open() as kept:
            assert kept.read() == content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_original_of_the_trial_carries_what_must_not_be_left(kind: str) -> None:
    assert MARK in carrying.laden(kind)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_exiftool_finds_nothing_but_the_picture(kind: str, tmp_path: Path) -> None:
    if shutil.which("exiftool") is None:
        pytest.fail("This test needs exiftool. On Debian: apt install libimage-exiftool-perl")
    laden = carrying.laden(kind)
    assert {"GPSLatitude", "SerialNumber", "Artist"} <= set(tags_of(laden, tmp_path / "original"))
    for name, content in tried(laden).made.items():
        assert set(tags_of(content, tmp_path / name)) - ABOUT_THE_PICTURE == set(), name


def tags_of(content: bytes, path: Path) -> dict[str, Any]:
    """Return the tags that exiftool finds in a file."""
    path.write_bytes(content)
    said = subprocess.run(["exiftool", "-a", "-s", str(path)], capture_output=True, text=True, check=True)  # noqa: S603, S607
    return dict(line.split(":", 1) for line in said.stdout.replace(" ", "").splitlines())


#: Of the file on the disk; of its size in points; of how its points are written.
ABOUT_THE_PICTURE = {
    *("ExifToolVersion", "FileName", "Directory", "FileSize", "FilePermissions", "FileType", "FileTypeExtension"),
    *("FileModifyDate", "FileAccessDate", "FileInodeChangeDate", "MIMEType"),
    *("ImageWidth", "ImageHeight", "ImageSize", "Megapixels", "ImageSpatialExtent", "ImagePixelDepth"),
    *("JFIFVersion", "ResolutionUnit", "XResolution", "YResolution"),
    *("EncodingProcess", "BitsPerSample", "ColorComponents", "YCbCrSubSampling", "VP8Version", "HorizontalScale"),
    *("VerticalScale", "MajorBrand", "MinorVersion", "CompatibleBrands", "HandlerType", "PrimaryItemReference"),
    *("MetaImageSize", "MediaDataSize", "MediaDataOffset", "ColorProfiles", "ColorPrimaries"),
    *("AV1ConfigurationVersion", "ChromaFormat", "ChromaSamplePosition"),
    *("TransferCharacteristics", "MatrixCoefficients", "VideoFullRangeFlag"),
}

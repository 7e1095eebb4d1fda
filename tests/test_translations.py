"""The interface speaks all its languages: no text is missing, none is stale, none has lost a placeholder."""

import gettext
import io
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.management import CommandError, call_command
from pytest_django import Settings

from memorial.management import catalogues

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
LANGUAGES = ("az", "ru", "tr")


@pytest.fixture
def elsewhere(settings: Settings, tmp_path: Path) -> Path:
    """A folder of catalogues of our own, and two files with one text each."""
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    (tmp_path / "memorial").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "memorial" / "code.py").write_text('label = _("Synthetic label")\n')
    (tmp_path / "templates" / "page.html").write_text(
        "{% load i18n %}<p>\n    {% blocktranslate trimmed count n=n %}\n  {{ n }} row\n"
        "{% plural %}\n  {{ n }} rows\n{% endblocktranslate %}</p>"
    )
    return tmp_path


def translate(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert text.count(before) == 1
    path.write_text(text.replace(before, after))


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_complete(language: str) -> None:
    report = catalogues.examine(language)
    assert report.missing == []
    assert report.stale == []
    assert report.outdated_files == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translation_keeps_the_placeholders_of_its_text(language: str) -> None:
    for message in catalogues.written(language):
        if not message.id or not catalogues.is_translated(message):
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = sorted(set(PLACEHOLDER.findall(ids[-1])))
        for form in catalogues.forms_of(message):
            assert sorted(set(PLACEHOLDER.findall(form))) == wanted, message.id


def test_every_language_of_the_interface_but_its_own_has_a_catalogue() -> None:
    assert tuple(catalogues.languages()) == LANGUAGES


@pytest.mark.parametrize(("language", "forms"), [("az", 2), ("ru", 3), ("tr", 2)])
def test_catalogue_knows_the_plurals_of_its_language(elsewhere: Path, language: str, forms: int) -> None:
    catalogues.update(language)
    text = (elsewhere / "locale" / language / "LC_MESSAGES" / "django.po").read_text()
    assert text.count("msgstr[") == forms
    assert f"nplurals={forms};" in text


def test_russian_plural_takes_the_right_form(elsewhere: Path) -> None:
    catalogues.update("ru")
    po = elsewhere / "locale" / "ru" / "LC_MESSAGES" / "django.po"
    for number, form in enumerate(("строка", "строки", "строк")):
        translate(po, f'msgstr[{number}] ""', f'msgstr[{number}] "%(n)s {form}"')
    catalogues.update("ru")
    compiled = gettext.GNUTranslations(io.BytesIO(po.with_suffix(".mo").read_bytes()))
    said = [compiled.ngettext("%(n)s row", "%(n)s rows", n) % {"n": n} for n in (1, 3, 5, 11, 21, 112)]
    assert said == ["1 строка", "3 строки", "5 строк", "11 строк", "21 строка", "112 строк"]


def test_updating_again_changes_nothing(elsewhere: Path) -> None:
    folder = elsewhere / "locale" / "tr" / "LC_MESSAGES"
    catalogues.update("tr")
    translate(folder / "django.po", 'msgid "Synthetic label"\nmsgstr ""', 'msgid "Synthetic label"\nmsgstr "Etiket"')
    catalogues.update("tr")
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    catalogues.update("tr")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    assert b"Etiket" in first["django.mo"]
    assert b"POT-Creation-Date" not in first["django.po"]


def test_check_names_what_is_missing_stale_and_outdated(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for language in LANGUAGES:
        catalogues.update(language)
    (elsewhere / "memorial" / "code.py").write_text('label = _("Another synthetic label")\n')
    with pytest.raises(CommandError):
        call_command("update_translations", "--check")
    said = capsys.readouterr().out
    assert "tr: missing: Another synthetic label" in said
    assert "tr: stale: Synthetic label" in said
    assert "tr: out of date: django.po" in said


def test_doubtful_translation_counts_as_missing(elsewhere: Path) -> None:
    catalogues.update("az")
    po = elsewhere / "locale" / "az" / "LC_MESSAGES" / "django.po"
    translate(po, 'msgid "Synthetic label"\nmsgstr ""', '#, fuzzy\nmsgid "Synthetic label"\nmsgstr "Sintetik"')
    catalogues.update("az")
    assert "Synthetic label" in catalogues.examine("az").missing
    with po.open("rb") as file:
        assert any(message.fuzzy for message in read_po(file) if message.id)


def test_complete_catalogues_pass_the_check(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "templates" / "page.html").unlink()
    for language in LANGUAGES:
        catalogues.update(language)
        po = elsewhere / "locale" / language / "LC_MESSAGES" / "django.po"
        translate(po, 'msgid "Synthetic label"\nmsgstr ""', 'msgid "Synthetic label"\nmsgstr "…"')
    call_command("update_translations")
    call_command("update_translations", "--check")
    assert "ru: complete" in capsys.readouterr().out

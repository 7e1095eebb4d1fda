"""The rules of the house hold for every file, and each rule is shown to catch what it forbids."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from memorial.public import urls
from tests.house import code, folders, markup
from tests.house.nouns import NOUNS

ROOT = Path(__file__).resolve().parent.parent
Rule = Callable[[str], list[str]]

#: The staff's own views of what is not public; reached only by those who have signed in.
PREVIEWS = "memorial.public.previews"
#: The one file that may call a text safe: it cleans it in the line above.
CLEANER = "memorial/base/prose.py"
#: Where linked data comes into a page: it is written without any sign that a page would read.
ELEMENTS = "memorial/exchange/linked/elements.py"


def files(*patterns: str) -> list[Path]:
    """Return the project's files that match, without what machines make."""
    made = {"migrations", "__pycache__", ".venv", "var", ".git"}
    return sorted(
        path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file() and not made & set(path.parts)
    )


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def faults(rule: Rule, found: list[Path], *, exempt: tuple[str, ...] = ()) -> list[str]:
    """Return the faults that a rule finds in these files, each with its file."""
    return [
        f"{name_of(file)}: {fault}"
        for file in found
        if name_of(file) not in exempt
        for fault in rule(file.read_text(encoding="utf-8"))
    ]


CODE = files("memorial/**/*.py", "manage.py")
TESTS = files("tests/**/*.py")
PUBLIC = files("memorial/public/**/*.py", "memorial/api/**/*.py")
TEMPLATES = files("templates/**/*.html", "memorial/**/templates/**/*.html")
STYLES = files("memorial/static/**/*.css")
TEXTS = files(
    "memorial/**/*.py", "memorial/records/**/*", "memorial/static/**/*", "tests/**/*.py", "templates/**/*",
    "docs/**/*.md", "*.md", "*.txt", "*.toml", "Makefile", "manage.py", ".ci/*",
)  # fmt: skip


def test_there_are_files_to_look_at() -> None:
    for found in (CODE, TESTS, PUBLIC, TEMPLATES, STYLES, TEXTS):
        assert len(found) > 0


def test_every_public_read_starts_with_public() -> None:
    assert faults(code.reads_that_are_not_public, PUBLIC, exempt=(f"{PREVIEWS.replace('.', '/')}.py",)) == []


def test_no_row_does_more_when_saved_than_it_says() -> None:
    # A form is no row: what it does when saved is to call an action. Neither is a storage of files, or a cache.
    rows = [file for file in CODE if not file.name.endswith(("forms.py", "storage.py", "bucket.py", "cache.py"))]
    assert faults(code.save_overrides, rows) == []


def test_no_signals() -> None:
    assert faults(code.signals, CODE) == []


def test_only_the_cleaner_calls_a_text_safe() -> None:
    assert faults(code.text_marked_safe, CODE, exempt=(CLEANER, ELEMENTS)) == []
    assert faults(markup.unescaped_text, TEMPLATES) == []


def test_no_imports_inside_functions() -> None:
    assert faults(code.imports_in_functions, CODE + TESTS) == []


def test_every_module_says_what_it_is_for() -> None:
    empty_packages = tuple(name_of(file) for file in TESTS if file.name == "__init__.py")
    assert faults(code.missing_docstring, CODE + TESTS, exempt=empty_packages) == []


def test_functions_and_files_stay_short() -> None:
    assert faults(code.long_functions, CODE + TESTS) == []
    assert faults(code.long_file, CODE + TESTS + TEMPLATES + STYLES) == []


def test_templates_carry_no_style_no_script_and_nothing_foreign() -> None:
    for rule in (markup.inline_style, markup.inline_script, markup.foreign_assets):
        assert faults(rule, TEMPLATES) == []
    assert faults(markup.foreign_assets, STYLES) == []


@pytest.mark.parametrize("folder", sorted(NOUNS))
def test_concept_is_defined_and_its_files_are_of_the_closed_list(folder: str) -> None:
    place = ROOT / "memorial" / folder
    if not place.is_dir():
        pytest.fail(f"{folder} is in the closed list and not in the house")
    assert folders.unknown_file_names(folder, [file.stem for file in sorted(place.rglob("*.py"))]) == []
    assert folders.undefined_concept(folder, (place / "__init__.py").read_text()) == []


def test_every_folder_of_the_house_is_a_concept_or_known_by_name() -> None:
    by_name = {"locale", "management", "migrations", "records", "static", "templatetags", "__pycache__"}
    there = {place.name for place in (ROOT / "memorial").iterdir() if place.is_dir()}
    assert there - by_name - set(NOUNS) == set()


def test_no_file_is_a_junk_drawer() -> None:
    assert [fault for file in CODE + TESTS for fault in folders.junk_drawers(name_of(file))] == []


def test_no_file_names_a_place_on_one_machine_or_leaves_work_undone() -> None:
    assert faults(folders.machine_paths, TEXTS) == []
    assert faults(folders.unfinished_work, TEXTS) == []


def undeclared(patterns: list[URLPattern]) -> Iterator[str]:
    """Yield the names of addresses whose view is neither declared public nor a preview."""
    for pattern in patterns:
        if not getattr(pattern.callback, "is_public", False) and pattern.callback.__module__ != PREVIEWS:
            yield str(pattern.name)


def test_every_public_address_is_declared_public() -> None:
    assert list(undeclared(urls.urlpatterns)) == []


def forgotten(request: HttpRequest) -> HttpResponse:
    """A view that somebody forgot to declare."""
    return HttpResponse()


def test_rule_catches_an_address_that_is_not_declared() -> None:
    assert list(undeclared([path("x/", forgotten, name="forgotten")])) == ["forgotten"]


LONG_FUNCTION = "def f():\n" + "    x = 1\n" * 45

BAD: list[tuple[Rule, str]] = [
    (code.reads_that_are_not_public, "Person.objects.all()"),
    (code.reads_that_are_not_public, "Person.objects.filter(status='published').public()"),
    (code.reads_that_are_not_public, "rows = model.objects"),
    (code.reads_that_are_not_public, "read = Person.objects.public"),
    (code.reads_that_are_not_public, "Person._base_manager.get(pk=1)"),
    (code.reads_that_are_not_public, "get_object_or_404(Person, pk=1)"),
    (code.save_overrides, "class A(Model):\n    def save(self): pass"),
    (code.save_overrides, "class A(Model):\n    async def adelete(self): pass"),
    (code.signals, "from django.db.models.signals import post_save"),
    (code.signals, "from django.db.models import signals"),
    (code.signals, "from django.dispatch import receiver"),
    (code.text_marked_safe, "mark_safe(text)"),
    (code.text_marked_safe, "safestring.mark_safe(text)"),
    (code.text_marked_safe, "SafeString(text)"),
    (code.text_marked_safe, "class A:\n    def __html__(self): return ''"),
    (code.imports_in_functions, "def f():\n    import os"),
    (code.imports_in_functions, "async def f():\n    if x:\n        from a import b"),
    (code.missing_docstring, "x = 1"),
    (code.long_functions, LONG_FUNCTION),
    (code.long_file, "x = 1\n" * 301),
    (markup.unescaped_text, "{{ text|safe }}"),
    (markup.unescaped_text, "{{ text|linebreaks | safe }}"),
    (markup.unescaped_text, "{% autoescape off %}"),
    (markup.inline_style, '<p style="color: red">'),
    (markup.inline_style, "<style>p {}</style>"),
    (markup.inline_script, "<script>alert(1)</script>"),
    (markup.inline_script, '<script type="application/ld+json">{{ words }}</script>'),
    (markup.inline_script, '<a onclick="go()">'),
    (markup.inline_script, '<a href="javascript:go()">'),
    (markup.foreign_assets, '<link rel="stylesheet" href="https://example.org/a.css">'),
    (markup.foreign_assets, '<img alt="" src="//example.org/a.png">'),
    (markup.foreign_assets, "@import 'https://example.org/a.css'"),
    (markup.foreign_assets, "p { background: url(https://example.org/a.png) }"),
    (folders.junk_drawers, "memorial/people/helpers.py"),
    (folders.junk_drawers, "memorial/utils/names.py"),
    (folders.machine_paths, "see /" + "home/somebody/notes"),
    (folders.machine_paths, "C:" + "\\Users"),
    (folders.unfinished_work, "# TO" + "DO: later"),
    (lambda names: folders.unknown_file_names("people", [names]), "sorting"),
    (lambda source: folders.undefined_concept("people", source), '"""People."""'),
]

GOOD: list[tuple[Rule, str]] = [
    (code.reads_that_are_not_public, "Person.objects.public().filter(sex='female')"),
    (code.reads_that_are_not_public, "Person.objects.tombstones()"),
    (code.reads_that_are_not_public, "Memorial.objects.first()"),
    (code.reads_that_are_not_public, "get_object_or_404(Person.objects.public(), pk=1)"),
    (code.save_overrides, "class A(ModelAdmin):\n    def save_related(self): pass"),
    (code.long_functions, f"# Longer than the others: one table.\n{LONG_FUNCTION}"),
    (code.long_file, "# Longer than the others: one table.\n" + "x = 1\n" * 301),
    (markup.inline_script, '{% include "parts/grave.html" with onward="#after" %}'),
    (markup.inline_script, '<script type="application/ld+json">{{ linked|linked_data }}</script>'),
    (markup.inline_script, "<script src=\"{% static 'a.js' %}\" defer></script>"),
    (markup.foreign_assets, '<a href="https://example.org/">the source</a>'),
    (markup.foreign_assets, '<link rel="icon" href="{% static \'favicon.svg\' %}">'),
    (folders.machine_paths, "https://example.org/work/home and ../our-record and /srv/memorial"),
    (folders.junk_drawers, "memorial/people/names.py"),
]


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_rule_catches_the_fault(rule: Rule, text: str) -> None:
    assert len(rule(text)) == 1


@pytest.mark.parametrize(("rule", "text"), GOOD)
def test_rule_lets_good_work_pass(rule: Rule, text: str) -> None:
    assert rule(text) == []

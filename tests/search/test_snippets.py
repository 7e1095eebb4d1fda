"""Snippets: the words that were asked for in their place, as they were written; or the content note in their stead."""

from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from memorial.models import Memorial
from memorial.review.gate import Channel
from memorial.review.status import Status
from memorial.search.models import Edition
from memorial.search.snippets import LENGTH, Snippet
from memorial.search.texts import TextHit, find_texts
from tests.factories import make_asset, make_event, make_person, make_source, make_testimony

pytestmark = pytest.mark.usefixtures("memorial")


def strangers(model: Any) -> Any:
    """Return what a stranger may find of one kind."""
    return model.objects.public(Channel.SEARCH)


def hit(text: str, **how: Any) -> TextHit:
    """Return the one thing that a stranger finds."""
    found = find_texts(text, edition=Edition.PUBLIC, rows=strangers, **how)
    ((only,),) = [some.hits for some in found.values()]
    return only


def marked(snippet: Snippet | None) -> list[str]:
    """Return the words of a snippet that are marked."""
    return [words for words, is_marked in snippet.parts if is_marked] if snippet else []


def test_words_are_marked_as_they_were_written() -> None:
    make_person(texts={"az": {"story": "Onun **Xocalıda** evi var idi; Xocalının şəhidləri."}})
    snippet = hit("xocali sehid").snippet
    assert str(snippet) == "Onun Xocalıda evi var idi; Xocalının şəhidləri."
    assert marked(snippet) == ["Xocalıda", "Xocalının", "şəhidləri"]
    assert snippet and (snippet.language, snippet.direction, snippet.foreign_name) == ("az", "ltr", "Azerbaijani")
    with translation.override("az"):
        assert snippet.foreign_name == ""


def test_long_text_is_cut_between_words_around_the_best_place() -> None:
    begins, ends = "So it began with a heron. " * 40, "And so it ended quietly. " * 40
    make_person(texts={"en": {"story": f"{begins}There the egret met a heron. {ends}"}})
    snippet = hit("heron egret").snippet
    assert snippet and len(str(snippet)) <= LENGTH + 2
    assert str(snippet).startswith("…") and str(snippet).endswith("…")
    assert marked(snippet)[-2:] == ["egret", "heron"] or "egret" in marked(snippet)
    assert set(str(snippet).strip("…").split()) <= set(f"{begins} There the egret met a heron. {ends}".split()) | {
        str(snippet).strip("…").split()[-1]
    }


def test_phrase_and_beginning_are_marked() -> None:
    make_event(texts={"en": {"title": "One", "summary": "Through the human corridor"}})
    assert marked(hit('"human corridors"').snippet) == ["human", "corridor"]
    assert marked(hit("corri*").snippet) == ["corridor"]


def test_signs_of_a_text_are_escaped_where_it_is_shown() -> None:
    make_event(texts={"en": {"title": "One", "summary": "a <script>heron</script> & co"}})
    shown = Template("{% for words, marked in s.parts %}{{ words }}{% endfor %}").render(
        Context({"s": hit("heron").snippet})
    )
    assert shown == "a &lt;script&gt;heron&lt;/script&gt; &amp; co"


def test_link_is_shown_by_its_words() -> None:
    make_person(texts={"en": {"story": "See [the heron](https://heron.example/a) & *egret*."}})
    assert str(hit("heron").snippet) == "See the heron & egret."


def test_text_is_shown_from_its_beginning_where_the_title_was_found() -> None:
    make_event(texts={"en": {"title": "Synthetic heron", "summary": "What happened. " * 40}})
    found = hit("heron")
    assert str(found.title) == "Synthetic heron"
    assert found.snippet and str(found.snippet).startswith("What happened.") and not marked(found.snippet)
    assert len(str(found.snippet)) <= LENGTH + 1
    make_event(texts={"en": {"title": "Synthetic egret"}})
    assert hit("egret").snippet is None


@pytest.mark.parametrize("language", ["en", "ru"])
def test_note_stands_in_the_place_of_what_is_behind_it(language: str) -> None:
    texts = {"en": {"story": "A grave heron.", "occupation": "bittern keeper"}}
    texts.setdefault(language, {})["content_note"] = "deaths of children"
    make_person(given="Aa", texts=texts)
    found = hit("heron")
    assert found.snippet is None and str(found.note) == "deaths of children"
    # What stands before the note may be shown.
    found = hit("bittern")
    assert str(found.snippet) == "bittern keeper" and found.note is None


def test_testimony_and_source_keep_behind_their_note() -> None:
    make_testimony(texts={"en": {"role": "guide", "text": "egret grave", "content_note": "deaths"}})
    make_source(title="Report", texts={"en": {"summary": "heron grave", "content_note": "killings", "note": "read"}})
    for text, note in (("egret", "deaths"), ("heron", "killings")):
        found = hit(text)
        assert found.snippet is None and str(found.note) == note
        assert "grave" not in str(found.title)
    # Of what was found by its title, the note on how it was read is shown, and nothing of what it reported.
    assert "heron" not in str(hit("report").snippet)


@pytest.mark.parametrize("grade", ["", "distressing", "graphic"])
def test_picture_that_is_covered_has_no_snippet(grade: str) -> None:
    words = {
        "caption": "Square",
        "shown": "A heron lies there.",
        "alternative_text": "egret",
        "content_note": "the dead",
    }
    make_asset(grade=grade, texts={"en": words})
    for text in ("heron", "egret", "square"):
        found = hit(text)
        assert found.snippet is None and str(found.note) == "the dead" and str(found.title) == "Square"


def test_picture_that_is_not_covered_has_one() -> None:
    make_asset(grade="none", texts={"en": {"caption": "Square", "shown": "A heron stands there."}})
    assert marked(hit("heron").snippet) == ["heron"]


def test_what_no_page_shows_is_in_no_snippet(memorial: Memorial) -> None:
    make_asset(decorative=True, texts={"en": {"caption": "egret", "alternative_text": "heron"}})
    assert hit("egret").snippet is None
    memorial.languages = ["en"]
    memorial.save()
    make_event(texts={"en": {"title": "bittern"}, "fa": {"title": "x", "summary": "y"}, "az": {"title": "z"}})
    assert str(hit("bittern").title) == "bittern"


def test_unreviewed_translation_is_said() -> None:
    event = make_event(texts={"en": {"title": "One", "summary": "A heron"}}, status=Status.PUBLISHED)
    event.translations.update(state="unreviewed")
    found = hit("heron")
    assert found.title.unreviewed and found.snippet and found.snippet.unreviewed

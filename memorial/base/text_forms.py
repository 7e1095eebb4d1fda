"""All languages of a text on one page: a block for each that has one, and an empty one for each that has none."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.base.forms import DeskForm, RowForm, RowSet
from memorial.base.languages import direction, language_name
from memorial.base.memorial import Memorial
from memorial.base.texts import Translation, is_outdated, original_of, words_digest


class TranslationForm(DeskForm):
    """The texts of one language; a block without words is not kept."""

    not_words = frozenset({"language", "state", "still_same", "DELETE"})
    #: Whether the block stands open in front: all do, unless one language was asked for.
    in_front = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - self.not_words:
            attrs = self.fields[name].widget.attrs
            if self.tag:
                attrs |= {"lang": self.tag, "dir": direction(self.tag)}

    @property
    def tag(self) -> str:
        return str(self["language"].value() or "") if "language" in self.fields else self.instance.language

    @property
    def heading(self) -> str:
        return language_name(self.tag) if self.tag else _("Another language")

    def has_changed(self) -> bool:
        # The language and the state of a new block are filled in by the desk: alone they are nothing to keep.
        if not self.instance._state.adding:
            return super().has_changed()
        return bool(set(self.changed_data) - self.not_words)


class TranslationFormSet(RowSet):
    """The blocks of one entry: those with words first, then the memorial's languages that have none yet."""

    #: The language that a translator came for: its block stands in front beside the original, the others are folded.
    wanted = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(self.get_queryset())
        self.original = original_of(rows)
        written = {row.language for row in rows}
        missing = [tag for tag in Memorial.current().languages if tag not in written]
        self.initial_extra: Sequence[dict[str, Any]] = [
            {"language": tag, "state": self.likely_state(first=not written and tag == missing[0])} for tag in missing
        ]
        self.extra = len(missing)

    def add_fields(self, form: Any, index: int | None) -> None:
        """Ask whether a translation that may be out of date still holds; put in front what was asked for."""
        super().add_fields(form, index)
        if self.original is None:
            return
        if index is not None and is_outdated(form.instance, self.original):
            form.fields["still_same"] = forms.BooleanField(
                required=False, label=gettext_lazy("still says the same as the original")
            )
        if self.wanted:
            form.in_front = index is None or form.instance == self.original or form.tag == self.wanted

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if self.keeps(form)]
        # A text that stands alone translates nothing, whichever language it is in.
        if len(kept) == 1 and kept[0].instance._state.adding and "state" not in kept[0].changed_data:
            kept[0].instance.state = Translation.State.ORIGINAL

    def save(self, commit: bool = True) -> Any:
        """Save the texts, and let each translation remember which words of the original it was compared with."""
        before = self.original_before()
        saved = super().save(commit)
        kept = [form for form in self.forms if self.keeps(form)]
        original = original_of(form.instance for form in kept)
        if commit and original is not None:
            remember([form.instance for form in kept if form.has_changed()], original)
            if before is not None and words_digest(before) != words_digest(original):
                remember([form.instance for form in kept if not form.instance.made_from], before)
        return saved

    def original_before(self) -> Translation | None:
        """Return the original as it was before this form changed it: the row that was read has the new words by now."""
        original: Any = self.original
        if not any(form.instance == original and form.has_changed() for form in self.initial_forms):
            return None
        found: Translation | None = type(original)._default_manager.filter(pk=original.pk).first()
        return found

    @staticmethod
    def keeps(form: RowForm) -> bool:
        """Return whether a block will stand in the record after the form is saved."""
        deleted = getattr(form, "cleaned_data", {}).get("DELETE")
        return not deleted and (form.has_changed() or not form.instance._state.adding)

    @staticmethod
    def likely_state(*, first: bool) -> str:
        return Translation.State.ORIGINAL if first else Translation.State.UNREVIEWED


def remember(texts: Iterable[Any], original: Translation) -> None:
    """Note for translations what the original said when they were last compared with it."""
    digest = words_digest(original)
    for text in texts:
        if text.state != Translation.State.ORIGINAL and text.made_from != digest:
            text.made_from = digest
            type(text)._default_manager.filter(pk=text.pk).update(made_from=digest)

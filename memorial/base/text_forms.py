"""All languages of a text on one page: a block for each that has one, and an empty one for each that has none."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from memorial.base.forms import DeskForm, RowForm, RowSet
from memorial.base.languages import direction, language_name
from memorial.base.memorial import Memorial
from memorial.base.texts import Translation


class TranslationForm(DeskForm):
    """The texts of one language; a block without words is not kept."""

    not_words = frozenset({"language", "state", "DELETE"})

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = {row.language for row in self.get_queryset()}
        missing = [tag for tag in Memorial.current().languages if tag not in written]
        self.initial_extra: Sequence[dict[str, Any]] = [
            {"language": tag, "state": self.likely_state(first=not written and tag == missing[0])} for tag in missing
        ]
        self.extra = len(missing)

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if self.keeps(form)]
        # A text that stands alone translates nothing, whichever language it is in.
        if len(kept) == 1 and kept[0].instance._state.adding and "state" not in kept[0].changed_data:
            kept[0].instance.state = Translation.State.ORIGINAL

    @staticmethod
    def keeps(form: RowForm) -> bool:
        """Return whether a block will stand in the record after the form is saved."""
        deleted = getattr(form, "cleaned_data", {}).get("DELETE")
        return not deleted and (form.has_changed() or not form.instance._state.adding)

    @staticmethod
    def likely_state(*, first: bool) -> str:
        return Translation.State.ORIGINAL if first else Translation.State.UNREVIEWED

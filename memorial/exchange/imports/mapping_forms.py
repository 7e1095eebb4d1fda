"""Forms in which somebody says how a list is read and what its columns hold."""

from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.exchange.imports.actions import CHOICES
from memorial.exchange.lists.choices import Question, suggest_choices
from memorial.exchange.lists.dates import DateOrder
from memorial.exchange.lists.delimited import DELIMITERS
from memorial.exchange.lists.encodings import CODECS
from memorial.exchange.lists.mappings import Column, Locator, Mapping
from memorial.exchange.lists.names import NameForm
from memorial.exchange.lists.readings import Look, Reading
from memorial.exchange.lists.targets import CHOICES as CHOICE_TARGETS
from memorial.exchange.lists.targets import DATES, Target
from memorial.people.models import Person
from memorial.people.names import PersonName
from memorial.sources.models import Source

DELIMITER_NAMES = {",": gettext_lazy("comma"), ";": gettext_lazy("semicolon"), "\t": gettext_lazy("tab"), "|": "|"}
LABELS = {Target.SEX: dict(Person.Sex.choices), Target.FATE: dict(Person.Fate.choices)}
#: Of a column whose values are choices, so many different values are asked about.
MOST_VALUES = 60
#: What is chosen for a value that nobody has said anything about yet.
UNDECIDED = "?"


class ReadingForm(forms.Form):
    """How the file is read: found from its content, and corrected here."""

    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"), required=False)
    delimiter = forms.ChoiceField(label=gettext_lazy("Delimiter"), required=False)
    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    header_row = forms.IntegerField(label=gettext_lazy("Row of the header"), min_value=1, max_value=1_048_576)

    def __init__(self, look: Look, data: Any = None, **more: Any) -> None:
        reading = look.reading
        initial = {"encoding": reading.encoding, "delimiter": reading.delimiter, "sheet": reading.sheet}
        super().__init__(data, initial=initial | {"header_row": reading.header_row}, **more)
        self.kind = reading.kind
        fields: dict[str, Any] = self.fields
        if reading.kind.is_text:
            del fields["sheet"]
            first = [reading.encoding, *look.encodings]
            fields["encoding"].choices = [(name, name) for name in dict.fromkeys([*first, *CODECS])]
            fields["delimiter"].choices = [(sign, DELIMITER_NAMES.get(sign, sign)) for sign in DELIMITERS]
        else:
            del fields["encoding"], fields["delimiter"]
            fields["sheet"].choices = [(name, name) for name in look.sheets]

    def reading(self) -> Reading:
        """Return the reading that was asked for."""
        said = self.cleaned_data
        return Reading(
            self.kind,
            encoding=said.get("encoding", ""),
            delimiter=said.get("delimiter", ""),
            sheet=said.get("sheet", ""),
            header_row=said["header_row"],
        )


class ListForm(forms.Form):
    """What holds for the whole list: its source, the language of its names, where a row stands in it."""

    source = forms.ModelChoiceField(
        queryset=Source.objects.none(),
        label=gettext_lazy("Source of the list"),
        error_messages={
            "required": gettext_lazy("Choose the source of the list; enter it first if it is not here yet.")
        },
    )
    language = forms.CharField(
        label=gettext_lazy("Language of the names"), max_length=12, help_text=gettext_lazy("Like az, ru or es.")
    )
    script = forms.ChoiceField(label=gettext_lazy("Script of the names"), choices=PersonName.Script.choices)
    ordinary_case = forms.BooleanField(
        label=gettext_lazy("Write names that are all capitals in ordinary case"), label_suffix="", required=False
    )
    pivot_year = forms.IntegerField(
        label=gettext_lazy("Last year that two digits can mean"),
        required=False,
        min_value=1000,
        max_value=2200,
        help_text=gettext_lazy("Like 1992, so that 93 is 1893."),
    )
    locator_before = forms.CharField(
        label=gettext_lazy("Word before the place in the list"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Row, page, case …"),
    )
    locator_column = forms.ChoiceField(label=gettext_lazy("Place in the list"), required=False)

    def __init__(self, header: Sequence[str], sources: Any, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        fields: dict[str, Any] = self.fields
        fields["source"].queryset = sources
        fields["locator_column"].choices = [("", _("the number of the row")), *((title, title) for title in header)]


class ColumnForm(forms.Form):
    """What one column holds, with what belongs to that."""

    target = forms.ChoiceField(label=gettext_lazy("Holds"), choices=Target.choices)
    date_order = forms.ChoiceField(label=gettext_lazy("Order of dates"), choices=DateOrder.choices, required=False)
    first_days_doubtful = forms.BooleanField(
        label=gettext_lazy("Doubt the first day of a month"), label_suffix="", required=False
    )
    name_form = forms.ChoiceField(label=gettext_lazy("Names are written"), choices=NameForm.choices, required=False)
    family_words = forms.IntegerField(
        label=gettext_lazy("Words of a family name"), min_value=1, max_value=9, required=False
    )

    def __init__(self, column: Column, values: Sequence[str], data: Any = None, **more: Any) -> None:
        initial = {
            "target": column.target,
            "date_order": column.date_order,
            "first_days_doubtful": column.first_days_doubtful,
            "name_form": column.name_form,
            "family_words": column.family_words,
        }
        super().__init__(data, initial=initial, **more)
        self.column, self.values = column, values
        self.asked_values: list[tuple[str, str]] = []
        target = self.chosen_target()
        if target in CHOICE_TARGETS:
            self.ask_values(target)

    def chosen_target(self) -> str:
        """Return what the column holds as the form was sent, or as it was before."""
        sent = self.data.get(self.add_prefix("target"), "") if self.is_bound else ""
        return sent if sent in Target.values else self.column.target

    def ask_values(self, target: str) -> None:
        """Ask of each different value what it means."""
        known = dict(self.column.values)
        suggested = suggest_choices(Question(target), self.values, allowed=CHOICES[Target(target)])
        labels = LABELS[Target(target)]
        choices = [(UNDECIDED, _("not decided")), ("", _("says nothing")), *labels.items()]
        for place, value in enumerate(self.values[:MOST_VALUES]):
            meant = known.get(value, suggested.known.get(value, UNDECIDED))
            name = f"value_{place}"
            self.fields[name] = forms.ChoiceField(label=value, choices=choices, required=False, initial=meant)
            self.asked_values.append((name, value))

    @property
    def value_fields(self) -> list[Any]:
        """The questions about the values of the column."""
        return [self[name] for name, _value in self.asked_values]

    @property
    def is_date(self) -> bool:
        return self.chosen_target() in DATES

    @property
    def is_full_name(self) -> bool:
        return self.chosen_target() == Target.FULL_NAME

    def said(self) -> Column:
        """Return what the form says of the column; what was not asked stays as it was."""
        said, column = self.cleaned_data, self.column
        known = dict(column.values)
        for name, value in self.asked_values:
            known.pop(value, None)
            if said.get(name, UNDECIDED) != UNDECIDED:
                known[value] = said[name]
        return Column(
            column.header,
            Target(said["target"]),
            DateOrder(said["date_order"] or column.date_order),
            column.order_known or self.is_date,
            said["first_days_doubtful"],
            NameForm(said["name_form"] or column.name_form),
            said["family_words"] or column.family_words,
            tuple(known.items()) if said["target"] in CHOICE_TARGETS else (),
        )


@dataclass(frozen=True)
class ListForms:
    """The forms of one list, all together."""

    whole: ListForm
    columns: list[ColumnForm]

    def is_valid(self) -> bool:
        """Return whether all of them can be read."""
        return all([self.whole.is_valid(), *(column.is_valid() for column in self.columns)])

    def mapping(self, name: str) -> Mapping:
        """Return the mapping that they say."""
        said = self.whole.cleaned_data
        return Mapping(
            name,
            said["language"].strip(),
            said["script"],
            tuple(column.said() for column in self.columns),
            Locator(said["locator_column"], said["locator_before"].strip()),
            said["ordinary_case"],
            said["pivot_year"],
        )


def forms_for(
    mapping: Mapping,
    look: Look,
    *,
    sources: Any,
    source: Source | None,
    values: Table[str, Sequence[str]],
    data: Any = None,
) -> ListForms:
    """Return the forms for a mapping of a list; ``values`` are the different values of columns by their headers."""
    whole = ListForm(
        look.header,
        sources,
        data,
        auto_id="list_%s",
        initial={
            "source": source,
            "language": mapping.language,
            "script": mapping.script,
            "ordinary_case": mapping.ordinary_case,
            "pivot_year": mapping.pivot_year,
            "locator_before": mapping.locator.before,
            "locator_column": mapping.locator.column,
        },
    )
    known = {column.header.strip(): column for column in mapping.columns}
    columns = [
        ColumnForm(
            known.get(title.strip(), Column(title, Target.LEFT_OUT)),
            values.get(title, ()),
            data,
            prefix=f"c{number}",
            auto_id="column_%s",
        )
        for number, title in enumerate(look.header)
    ]
    return ListForms(whole, columns)

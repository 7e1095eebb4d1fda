"""The forms by which files come in: one with all that is known of it, or several with what they have in common."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.base.forms import DeskForm
from memorial.media.arrivals import Arrival, arrived

#: What the chooser of the browser offers first; a telephone turns its own format into JPEG where it is not among them.
OFFERED = "image/jpeg,image/png,image/webp,image/avif,application/pdf,audio/*,video/mp4,video/webm"


class AssetForm(DeskForm):
    """An asset; a new one with its file, which was received before anything else is looked at.

    A form that is sent back for another reason keeps the file: it is named by ``received`` and need not be sent again.
    """

    file = forms.FileField(
        label=gettext_lazy("file"), required=False, widget=forms.FileInput(attrs={"accept": OFFERED})
    )
    received = forms.CharField(required=False, widget=forms.HiddenInput)

    #: The file that came with the form; the form of the desk says it.
    arrival: Arrival | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["file"], self.fields["received"]
        for name in {"focal_x", "focal_y"} & set(self.fields):
            self.fields[name].widget.attrs |= {"max": "100"}

    def clean_file(self) -> Any:
        """Say beside the field that a file was refused; everything else stays as it was written."""
        if self.arrival is not None and self.arrival.original is None:
            raise ValidationError(self.arrival.refusal, code=self.arrival.code)
        return self.cleaned_data["file"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk:
            return cleaned
        came = self.arrival if self.arrival is not None and self.arrival.original is not None else None
        came = came or arrived(cleaned.get("received", ""))
        if came is None or came.original is None:
            if "file" not in self.errors:
                self.add_error("file", ValidationError(_("Choose a file."), code="required"))
            return cleaned
        self.instance.original, self.instance.kind = came.original, came.original.kind
        self.instance.received_as = came.name
        self.keep(came)
        return cleaned

    def keep(self, came: Arrival) -> None:
        """Let the form, where it is sent back, name the file that it has brought in."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent[self.add_prefix("received")] = came.token
        self.data = sent
        said = _("“%(name)s” is kept here and need not be chosen again.") % {"name": came.name}
        self["file"].help_text = said


class ManyFiles(forms.FileInput):
    """Chooses several files at once."""

    allow_multiple_selected = True


class UploadForm(DeskForm):
    """What several files have in common; the files themselves are received beside it, each by itself."""

    uploads = forms.Field(label=gettext_lazy("files"), required=False, widget=ManyFiles(attrs={"accept": OFFERED}))

    #: What is asked for all files at once, in the order of the page; a keeper can restrict them as well.
    COMMON = (
        *("supplied_by", "supplied_from", "supplied", "terms", "credit", "rights"),
        *("grade", "living", "living_consent", "source"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whoever went to add a source from here would lose the files that were chosen.
        source: Any = self.fields["source"].widget
        source.can_add_related = False

    def common(self) -> dict[str, Any]:
        """Return what each of the drafts will say."""
        return {name: value for name, value in self.cleaned_data.items() if name != "uploads"}

"""The form by which a file comes in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, Signer
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.accounts.models import User
from memorial.base.forms import DeskForm
from memorial.media.originals import Original
from memorial.media.receiving import FileRefused, receive

#: What the chooser of the browser offers first; what a file is, is told from its content.
OFFERED = "image/jpeg,image/png,image/webp,image/avif,image/heic,application/pdf,audio/*,video/mp4,video/webm"
signer = Signer(salt="memorial.media.received")


class AssetForm(DeskForm):
    """An asset; a new one with its file, which is received before anything else is looked at.

    A form that is sent back for another reason keeps the file: it is named by ``received`` and need not be sent again.
    """

    file = forms.FileField(
        label=gettext_lazy("file"), required=False, widget=forms.FileInput(attrs={"accept": OFFERED})
    )
    received = forms.CharField(required=False, widget=forms.HiddenInput)

    #: Who sends the file; the form of the desk says it.
    sender: User | None = None
    original: Original | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["file"], self.fields["received"]

    def clean_file(self) -> Any:
        """Receive what was sent; a refusal stands beside the field, and everything else stays as it was written."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            try:
                self.original = receive(file=file, by=self.sender)
            except FileRefused as refused:
                raise ValidationError(str(refused), code=refused.code) from refused
            self.instance.received_as = (file.name or "")[:200]
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk:
            return cleaned
        original = self.original or self.received_before()
        if original is None:
            if "file" not in self.errors:
                self.add_error("file", ValidationError(_("Choose a file."), code="required"))
            return cleaned
        self.instance.original, self.instance.kind = original, original.kind
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent[self.add_prefix("received")] = signer.sign(f"{original.pk}:{self.instance.received_as}")
        self.data = sent
        return cleaned

    def received_before(self) -> Original | None:
        """Return the original that an earlier attempt with this form has brought in."""
        try:
            key, name = signer.unsign(self.cleaned_data.get("received", "")).split(":", 1)
        except (BadSignature, ValueError):
            return None
        self.instance.received_as = name
        return Original.objects.filter(pk=key).first()

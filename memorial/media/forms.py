"""The form by which a file comes in."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from memorial.base.forms import DeskForm

EXTENSIONS = ("jpg", "jpeg", "png", "webp", "avif", "pdf", "mp3", "ogg", "m4a", "wav", "mp4", "webm")
MOST_MEGABYTES = 40


class PrivateFileInput(forms.FileInput):
    """Chooses a file and names the one that is kept; originals have no address, so there is no link."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chooser = super().render(name, value, attrs, renderer)
        return format_html('<span class="annotated">{}<output>{}</output></span>', chooser, file_name(value))


def file_name(value: Any) -> str:
    """Return the name under which a file is kept, without its folder."""
    return PurePath(value.name).name if getattr(value, "name", None) else ""


class AssetForm(DeskForm):
    """An asset with its file."""

    class Meta:
        widgets = {"file": PrivateFileInput(attrs={"accept": ",".join(f".{extension}" for extension in EXTENSIONS)})}

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        if PurePath(file.name or "").suffix.lower().lstrip(".") not in EXTENSIONS:
            raise ValidationError(
                _("Files of this kind are not taken. Choose one of: %(extensions)s."),
                code="invalid_extension",
                params={"extensions": ", ".join(EXTENSIONS)},
            )
        if file.size and file.size > MOST_MEGABYTES * 1024 * 1024:
            raise ValidationError(
                _("This file is larger than %(most)d megabytes. Choose a smaller copy of it."),
                code="too_large",
                params={"most": MOST_MEGABYTES},
            )
        return file

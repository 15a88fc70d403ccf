from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from js_asset import Script

from core.forms import ModelForm
from images.intake import Intake, take_in
from images.models import Image


class ImageChooser(forms.TextInput):
    """The picture that is chosen, with ways to choose another: from the library, by upload, or none."""

    template_name = "admin/widgets/image_chooser.html"

    class Media:
        js = [Script("js/admin/image-chooser.js", type="module")]

    def id_for_label(self, id_: str) -> str:
        """None: what holds the choice is hidden, and a label can point only at what is seen."""
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        image = Image.objects.filter(pk=value).first() if str(value or "").isdigit() else None
        context["widget"] |= {
            "image": image,
            "src": image.url("card") if image else "",
            "warning": image.warning if image else "",
            "library": reverse("admin:images_image_changelist"),
            "upload": reverse("admin:images_image_add"),
            "about": reverse("admin:images_image_about", args=[0]),
        }
        return context


class ImageChoiceField(forms.ModelChoiceField):
    """A picture that may be shown. One whose rights ended can stay where it is, but is not taken anew."""

    widget = ImageChooser
    default_error_messages = {
        "invalid_choice": "This picture is no longer in the library. Please choose another.",
        "rights_ended": "‘%(image)s’ may not be shown: its %(said)s. Please choose another.",
    }

    def _clean_bound_field(self, bound: forms.BoundField) -> Image | None:
        """Django's way, as with files, for a field that has to know what was there before."""
        image: Image | None = super()._clean_bound_field(bound)  # type: ignore[misc]
        row = cast(forms.ModelForm, bound.form).instance
        if image and image.rights_ended and image.pk != row._meta.get_field(bound.name).value_from_object(row):
            raise ValidationError(
                self.error_messages["rights_ended"], "rights_ended", {"image": image, "said": image.rights_said}
            )
        return image


class FileOfAPicture(ModelForm):
    """A form with a file that `images.intake` takes in before anything is stored."""

    taken: Intake | None = None
    known: Image | None = None
    """The picture that came from the same file before."""

    # Django's own field for pictures would open the file before `take_in` has looked at its size.
    file = forms.FileField(
        label="Picture",
        help_text=Image._meta.get_field("file").help_text,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif,image/avif"}),
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not self.files.get(self.add_prefix("file")):
            return upload
        taken = take_in(upload)
        self.known = Image.objects.filter(digest=taken.digest).exclude(pk=self.instance.pk).first()
        if self.known:
            address = reverse("admin:images_image_change", args=[self.known.pk])
            raise ValidationError(
                format_html('This picture is in the library already: <a href="{}">{}</a>.', address, self.known)
            )
        self.taken = taken
        return taken.content

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.taken:
            image = self.instance
            image.width, image.height, image.digest = self.taken.width, self.taken.height, self.taken.digest


class LastDayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs, format="%Y-%m-%d")


class ImageForm(FileOfAPicture):
    """A picture with what must be said about it."""

    class Meta:
        model = Image
        fields = ["file", "alt", "caption", "credit", "source", "rights", "rights_end", "focal_x", "focal_y"]
        widgets = {"rights_end": LastDayInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "file" in self.fields:  # not so for who may only look
            self.fields["file"].required = False
            self.fields["file"].label = "Another file"
            self.fields["file"].help_text = "Left empty, the picture stays as it is. A new file replaces it everywhere."


class UploadForm(FileOfAPicture):
    """One of many pictures."""

    class Meta:
        model = Image
        fields = ["file", "alt", "caption"]

    @property
    def is_ready(self) -> bool:
        return self.has_changed() and not self.errors


class AboutAllForm(ModelForm):
    """What is true of many pictures alike."""

    class Meta:
        model = Image
        fields = ["credit", "source", "rights", "rights_end"]
        widgets = {"rights_end": LastDayInput}


UploadFormSet = forms.formset_factory(UploadForm, extra=4, max_num=4, absolute_max=4)
"""As many as a page without JavaScript has room for."""

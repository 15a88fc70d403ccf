from typing import Any

from django.conf import settings
from django.db import models

from core.uploads import private_storage, random_name


def place_of_upload(instance: models.Model, filename: str) -> str:
    return random_name("winner-imports", filename)


class WinnerImport(models.Model):
    """A file of winners that was uploaded. Its lines are looked at first, and come in when somebody has agreed."""

    file = models.FileField(upload_to=place_of_upload, storage=private_storage, max_length=200)
    name = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    imported_at = models.DateTimeField(null=True, editable=False)
    imported = models.PositiveIntegerField(default=0, editable=False)  # winners

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.file.delete(save=False)
        return super().delete(*args, **kwargs)

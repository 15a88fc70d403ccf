from django.db import models

from images.querysets import FormerFileQuerySet


class FormerFile(models.Model):
    """What a picture had before another file or focal point took its place: its addresses go on answering for a while,
    since pages that name them are kept elsewhere."""

    image = models.ForeignKey("images.Image", models.CASCADE, related_name="former_files")
    file = models.CharField(max_length=100)
    folder = models.CharField(max_length=120, blank=True, help_text="Of its renditions; empty, the file and all.")
    left_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = FormerFileQuerySet.as_manager()

    def __str__(self) -> str:
        return self.folder or self.file

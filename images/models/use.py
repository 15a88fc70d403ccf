from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class ImageUse(models.Model):
    """A row in whose text a picture stands; of an article, also as the main picture of a version to come.

    What refers to a picture by a foreign key is found by that, and not kept here again. Kept by `images.uses.note`; no
    text must fail because of it, so the database does not hold it to the picture.
    """

    image = models.ForeignKey("images.Image", models.CASCADE, related_name="uses", db_constraint=False)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    row = GenericForeignKey()
    is_planned = models.BooleanField(default=False, help_text="Only in a version that readers do not see yet.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "image"], name="image_is_used_by_a_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.image} in {self.row}"

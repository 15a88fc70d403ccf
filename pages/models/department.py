from django.db import models

from core.models import ShownToReaders
from pages.querysets import DepartmentQuerySet


class Department(ShownToReaders):
    """Whom readers can write to. Answers carry its address, so that the conversation goes on there by mail."""

    name = models.CharField(max_length=80, unique=True)
    email = models.EmailField(
        "address", help_text="Readers see it. New enquiries are announced here, and answers to our answers arrive here."
    )
    description = models.CharField(
        max_length=200, blank=True, help_text="What to write to it about, in one sentence; readers choose by it."
    )
    takes_advertising = models.BooleanField(
        "enquiries about advertising come here", default=False, help_text="True of one department at most."
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Listed from the smallest number up.")

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["takes_advertising"],
                condition=models.Q(takes_advertising=True),
                name="one_department_takes_advertising",
                violation_error_message="Another department takes the enquiries about advertising already.",
            )
        ]

    def __str__(self) -> str:
        return self.name

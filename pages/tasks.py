from datetime import timedelta

from django.tasks import task

from core import housekeeping
from pages.models import Enquiry, GuestPost


@housekeeping.every(timedelta(hours=6))
@task
def forget_correspondence() -> None:
    """Deletes what readers wrote when the time has come that the forms name."""
    Enquiry.objects.to_forget().delete()
    for post in GuestPost.objects.to_forget().defer("text").iterator():  # one by one: each takes its file along
        post.delete()

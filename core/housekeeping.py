"""What is done again and again in the background. The worker asks once a minute what is due (`enqueue_due`)."""

from collections.abc import Callable
from datetime import timedelta

from django.tasks import Task
from django.utils import timezone

from core.models import Housekeeping

_jobs: dict[str, tuple[Task, timedelta]] = {}


def every(period: timedelta) -> Callable[[Task], Task]:
    """Decorates a task without arguments that shall run once in each period, whatever the number of workers."""

    def decorate(job: Task) -> Task:
        _jobs[job.module_path] = (job, period)
        return job

    return decorate


def enqueue_due() -> list[str]:
    """Hands what is due to the workers; returns the names. Only one of several workers that ask at once does so."""
    now = timezone.now()
    due = []
    for name, (job, period) in _jobs.items():
        Housekeeping.objects.get_or_create(name=name, defaults={"last_run": now - 2 * period})
        if Housekeeping.objects.filter(name=name, last_run__lte=now - period).update(last_run=now):
            job.enqueue()
            due.append(name)
    return due

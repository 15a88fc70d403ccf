"""What is done again and again in the background. The worker asks once a minute what is due (`enqueue_due`)."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Max
from django.tasks import Task
from django.utils import timezone

from core.models import Housekeeping, Standstill

STOOD_STILL_AFTER = timedelta(minutes=10)
"""If nobody asked for so long, no worker ran, or all were at something long."""

type When = Callable[[], bool]

_jobs: dict[str, tuple[Task, timedelta, When]] = {}


def every(period: timedelta, *, when: When = lambda: True) -> Callable[[Task], Task]:
    """Decorates a task without arguments that shall run once in each period, whatever the number of workers, `when`
    there is something for it to do."""

    def decorate(job: Task) -> Task:
        _jobs[job.module_path] = (job, period, when)
        return job

    return decorate


def enqueue_due() -> list[str]:
    """Hands what is due to the workers; returns the names. Only one of several workers that ask at once does so."""
    now = timezone.now()
    last = Housekeeping.objects.aggregate(last=Max("last_run"))["last"]
    if last and now - last > STOOD_STILL_AFTER:
        Standstill.objects.get_or_create(began_at=last, defaults={"ended_at": now})
    due = []
    for name, (job, period, when) in _jobs.items():
        Housekeeping.objects.get_or_create(name=name, defaults={"last_run": now - 2 * period})
        if Housekeeping.objects.filter(name=name, last_run__lte=now - period).update(last_run=now) and when():
            job.enqueue()
            due.append(name)
    return due

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from awards import archive, badges
from awards.archive import WinnerFilter
from awards.calendar_file import calendar_of
from awards.models import AwardYear, MediaFile, Programme, Question, Testimonial, Winner
from awards.moments import zone_name
from awards.standing import sentence, standing
from awards.timetable import timetable_of
from core.page_cache import public_page


@public_page
def home(request: HttpRequest) -> HttpResponse:
    stand = standing()
    winners = Winner.objects.public().filter(award_year=stand.latest).for_list().one_of_each_group().in_order()
    context = {
        "programme": Programme.objects.current(),
        "standing": stand,
        "winners": winners if stand.latest else [],
        "testimonial": Testimonial.objects.filter(is_public=True).select_related("picture").first(),
    }
    return render(request, "awards/home.html", context)


@public_page
def about(request: HttpRequest) -> HttpResponse:
    context = {"programme": Programme.objects.current(), "standing": standing()}
    return render(request, "awards/about.html", context)


@public_page
def timetable(request: HttpRequest) -> HttpResponse:
    """The dates of the years whose winners are still to come, or else those of the last one."""
    programme, stand, now = Programme.objects.current(), standing(), timezone.now().astimezone()
    years = stand.in_motion or [year for year in [stand.latest] if year]
    parts = [
        {
            "year": year,
            "sentence": sentence(year, now),
            "entries": [(each, each.is_over(now.astimezone(programme.zone))) for each in timetable_of(year)],
        }
        for year in years
    ]
    context = {"programme": programme, "parts": parts, "zone": zone_name(programme.zone), "standing": stand}
    return render(request, "awards/timetable.html", context)


@public_page
def timetable_ics(request: HttpRequest) -> HttpResponse:
    programme, stand = Programme.objects.current(), standing()
    years = stand.in_motion or [year for year in [stand.latest] if year]
    written = calendar_of(
        [entry for year in years for entry in timetable_of(year)],
        name=programme.name,
        zone=programme.zone,
        host=urlsplit(settings.SITE_URL).hostname or "localhost",
        url=f"{settings.SITE_URL}{reverse('awards-timetable')}",
    )
    disposition = {"Content-Disposition": 'attachment; filename="timetable.ics"'}
    return HttpResponse(written, content_type="text/calendar; charset=utf-8", headers=disposition)


@public_page
def testimonials(request: HttpRequest) -> HttpResponse:
    context = {
        "programme": Programme.objects.current(),
        "testimonials": Testimonial.objects.filter(is_public=True).select_related("picture"),
    }
    return render(request, "awards/testimonials.html", context)


@public_page
def media_room(request: HttpRequest) -> HttpResponse:
    context = {"programme": Programme.objects.current(), "files": MediaFile.objects.filter(is_public=True)}
    return render(request, "awards/media_room.html", context)


@public_page
def faq(request: HttpRequest) -> HttpResponse:
    context = {"programme": Programme.objects.current(), "questions": Question.objects.all()}
    return render(request, "awards/faq.html", context)


@public_page
def winners(request: HttpRequest) -> HttpResponse:
    wanted = WinnerFilter(request.GET)
    context = {
        "programme": Programme.objects.current(),
        "wanted": wanted,
        "page": archive.page_of(wanted.winners(), request.GET),
    }
    return render(request, "awards/winners.html", context)


@public_page
def winners_of_year(request: HttpRequest, year: int) -> HttpResponse:
    found = get_object_or_404(AwardYear.objects.with_programme(), year=year)
    context = {
        "programme": found.programme,
        "year": found,
        "sentence": sentence(found, timezone.now()),
        "years": AwardYear.objects.announced(),
        "page": archive.page_of(Winner.objects.public().filter(award_year=found).for_list(), request.GET),
    }
    return render(request, "awards/winners_of_year.html", context)


@public_page
def winner(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    found = get_object_or_404(Winner.objects.public().for_page(), award_year=year, slug=slug)
    others = Winner.objects.public().exclude(pk=found.pk).for_list().in_order()
    context = {
        "winner": found,
        "programme": found.award_year.programme,
        "other_wins": others.of(found.organisation)[:12],
        "other_winners": others.filter(category=found.category).exclude(organisation=found.organisation)[:8],
    }
    return render(request, "awards/winner.html", context)


@public_page
def badge_svg(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    found = get_object_or_404(Winner.objects.public().for_page(), award_year=year, slug=slug)
    return HttpResponse(badges.svg(found), content_type="image/svg+xml", headers=_named(found, "svg"))


@public_page
def badge_png(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    found = get_object_or_404(Winner.objects.public().for_page(), award_year=year, slug=slug)
    return HttpResponse(badges.png(found), content_type="image/png", headers=_named(found, "png"))


def _named(winner: Winner, kind: str) -> dict[str, str]:
    return {"Content-Disposition": f'inline; filename="badge-{winner.award_year_id}-{winner.pk}.{kind}"'}

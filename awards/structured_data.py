"""The awards in the words of schema.org, for search engines (JSON-LD)."""

from collections.abc import Iterable

from django.urls import reverse

from articles.figures import References, draw_figures
from articles.structured_data import Data, breadcrumbs
from articles.structured_data import questions as questions_of
from awards.models import Question, Winner


def questions(questions: Iterable[Question]) -> Data | None:
    return questions_of([(each.question, draw_figures(each.answer, References())) for each in questions])


def winner_breadcrumbs(winner: Winner) -> Data:
    year = winner.award_year
    return breadcrumbs(
        ("Awards", reverse("awards")),
        ("Winners", reverse("winners")),
        (str(year), year.get_absolute_url()),
        (winner.won_by, winner.get_absolute_url()),
    )

"""Nominations of the demo: what was sent in for the open year, in all states, and some of the year before that won."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import typst
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from articles.models import Organisation
from awards.models import AwardYear, Category, Nomination, NominationEntry, NominationEvent, NominationFile, Winner
from awards.nominations.questions import version_of
from core.models import User
from core.uploads import PDF, clean_name, digest

FILE = Path(__file__).parent / "awards" / "nominations.toml"
_PAGE = b"""
#set page(paper: "a5")
#set text(size: 10pt)
= #sys.inputs.title
#sys.inputs.organisation

#sys.inputs.text
"""


def load_nominations() -> None:
    """As they were sent in, with the dates they would have; nothing, where somebody nominates already."""
    if Nomination.objects.exists():
        return
    newest = AwardYear.objects.order_by("-year").first()
    if newest is None:
        return
    years = {each.year: each for each in AwardYear.objects.all()}
    staff = User.objects.filter(username="awards").first()
    with transaction.atomic():
        for fields in tomllib.loads(FILE.read_text(encoding="utf-8"))["nominations"]:
            if year := years.get(newest.year - fields.get("years_ago", 0)):
                _load(fields, year, staff)


def _load(fields: dict[str, Any], year: AwardYear, staff: User | None) -> None:
    sent = timezone.now() - timedelta(days=fields["days_ago"], hours=fields["days_ago"] % 7 + 1)
    is_draft = fields["state"] == Nomination.State.DRAFT
    nomination = Nomination.objects.create(
        award_year=year,
        email=fields["email"],
        state=fields["state"],
        organisation_name=fields["organisation"],
        organisation=None if is_draft else Organisation.objects.known_as(fields["organisation"]).first(),
        country=fields["country"],
        organisation_website=fields.get("website", ""),
        contact_name=fields["contact"],
        contact_role=fields.get("role", ""),
        answers={
            each["question"]: answer
            for each, answer in zip(year.nomination_questions, fields["answers"], strict=False)
            if answer
        },
        saved_at=sent,
        submitted_at=None if is_draft else sent,
        consent_at=None if is_draft else sent,
        consent_text="" if is_draft else year.nomination_consent,
        consent_version="" if is_draft else version_of(year.nomination_consent),
    )
    _enter(nomination, fields["categories"])
    _remember(nomination, fields.get("moved", []), staff)
    for text in fields.get("notes", []):
        nomination.notes.create(text=text, written_by=staff, written_at=sent + timedelta(days=1, hours=3))
    for title in fields.get("files", []):
        _attach(nomination, title)


def _enter(nomination: Nomination, reasons: dict[str, str]) -> None:
    for category in Category.objects.filter(name__in=reasons):
        won = Winner.objects.filter(
            award_year=nomination.award_year, category=category, organisation=nomination.organisation
        )
        NominationEntry.objects.create(
            nomination=nomination,
            category=category,
            reason=reasons[category.name],
            winner=won.first() if nomination.state == Nomination.State.WON else None,
        )


def _remember(nomination: Nomination, moved: list[tuple[str, int, str]], staff: User | None) -> None:
    if nomination.submitted_at is None:
        return
    before: str = Nomination.State.SUBMITTED
    history = [NominationEvent(before=Nomination.State.DRAFT, after=before, at=nomination.submitted_at)]
    for state, days_ago, reason in moved:
        by = None if state == Nomination.State.WITHDRAWN else staff
        at = timezone.now() - timedelta(days=days_ago, hours=2)
        history.append(NominationEvent(before=before, after=state, by=by, reason=reason, at=at))
        before = state
    for event in history:
        event.nomination = nomination
    NominationEvent.objects.bulk_create(history)


def _attach(nomination: Nomination, title: str) -> None:
    text = "\n\n".join(nomination.answers.values())
    page = typst.compile(_PAGE, sys_inputs={"title": title, "organisation": nomination.organisation_name, "text": text})
    file = ContentFile(page, name=f"{title}.pdf")
    NominationFile.objects.keep(
        file,
        nomination=nomination,
        name=clean_name(f"{title}.pdf", PDF),
        kind=PDF.extension,
        sha256=digest(file),
        added_at=nomination.saved_at,
    )

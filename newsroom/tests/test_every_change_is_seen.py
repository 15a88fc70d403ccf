"""For every model that readers see: who looks next sees the change, although pages are answered from memory."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from articles.models import Article, Author, Organisation, PublicNote, Section, Tag
from awards.models import (
    AwardYear,
    Category,
    CategoryGroup,
    KeyDate,
    MediaFile,
    Programme,
    Question,
    Testimonial,
    Winner,
)
from conftest import picture_file
from core import edition
from core.models import Edition, OldAddress, SiteSettings, User
from images.models import Image
from magazines.models import ContentsEntry, Issue
from newsletters.models import MailingList
from newsroom.front_page import Place, Plan
from newsroom.models import Arrangement, BreakingNews
from newsroom.tests.server import Server
from pages.models import AdvertisingFormat, CompanyPage, Department, MediaKit, MenuItem

pytestmark = pytest.mark.django_db(transaction=True)

OURS = ("core", "images", "articles", "awards", "magazines", "newsletters", "pages", "newsroom")
NEW = "Changed a moment ago"
Case = Callable[[], tuple[Model, str, str]]
"""Makes a row; gives it, the address of a page that shows it, and the field to change."""

UNSEEN = {
    "articles": {"Authorship", "OrganisationName", "Presence", "ReadCount", "RelatedBySubject", "Revision"}
    | {"ArticleEvent", "FollowUp", "PreviewLink", "TaggedArticle", "Vocabulary"},
    "awards": {"Nomination", "NominationEntry", "NominationEvent", "NominationFile", "NominationNote", "WinnerImport"},
    "core": {"AuditEntry", "Edition", "Housekeeping", "ImportedItem", "SearchEntry", "SearchRebuild"}
    | {"Standstill", "User", "WorkerBeat"},
    "images": {"FormerFile", "ImageUse"},
    "magazines": {"IssuePage", "IssuePdf"},
    "newsletters": {"AddressChange", "Consent", "Erased", "ImportBatch", "Subscriber", "SubscriberExport"}
    | {"SubscriberImport", "Subscription"},
    "pages": {"Enquiry", "EnquiryReply", "GuestPost"},
}
"""What no public page shows, or what changes only together with something that is tested here."""


HELD_BY: dict[type[Model], list[type[Model]]] = {
    Organisation: [Winner],
    Category: [Winner],
    CategoryGroup: [Winner, Category],
    AwardYear: [Winner],
    Image: [Article],
}
"""What must be deleted before a row of the model can be."""


def section() -> Section:
    return Section.objects.create(name="Banking", slug="banking")


def article(**fields) -> Article:
    made = Article.objects.create(
        title="Vault closes",
        section=Section.objects.filter(slug="banking").first() or section(),
        status=Article.Status.PUBLISHED,
        published_at=timezone.now() - timedelta(hours=1),
        body="<p>It closed.</p>",
        **fields,
    )
    made.tags.set(["Cash"])
    return made


def note() -> PublicNote:
    article().publish(by=None, told=PublicNote(kind=PublicNote.Kind.CORRECTION, text="It closed on Monday."))
    return PublicNote.objects.get()


def year(**fields) -> AwardYear:
    now = timezone.now()
    moments = {"opens_at": now - timedelta(days=9), "closes_at": now - timedelta(days=5), "announced_at": now}
    return AwardYear.objects.create(year=2025, **(moments | fields))


def winner() -> Winner:
    group = CategoryGroup.objects.create(name="Banking")
    category = Category.objects.create(group=group, name="Best Bank")
    bank = Organisation.objects.create(name="Example Bank")
    return Winner.objects.create(award_year=year(), category=category, organisation=bank, citation="<p>Well done.</p>")


def issue() -> Issue:
    made = Issue.objects.create(number="79", title="The quiet vault")
    made.publish()
    return made


def author() -> Author:
    made = Author.objects.create(name="Ada Person")
    article().set_authors([made.pk])
    return made


def image() -> Image:
    made = Image.objects.add(picture_file(), alt="A door", caption="A caption")
    article(hero=made)
    return made


def company_page(slug: str = "about-us") -> CompanyPage:
    return CompanyPage.objects.create(title="About us", slug=slug)


CASES: dict[type[Model], Case] = {
    SiteSettings: lambda: (SiteSettings.objects.create(name="Meridian"), "/", "name"),
    Section: lambda: (section(), "/banking/", "name"),
    Author: lambda: (author(), "/authors/", "name"),
    Tag: lambda: (article() and Tag.objects.get(name="Cash"), "/tags/", "name"),
    PublicNote: lambda: (note(), "/corrections/", "text"),
    Organisation: lambda: (winner().organisation, "/organisations/example-bank/", "name"),
    Image: lambda: (image(), "/banking/vault-closes/", "caption"),
    CompanyPage: lambda: (company_page(), "/about-us/", "title"),
    MenuItem: lambda: (MenuItem.objects.create(menu="legal", label="Here", address="/tags/"), "/", "label"),
    Department: lambda: (Department.objects.create(name="Desk", email="d@paper.example"), "/contact-us/", "name"),
    AdvertisingFormat: lambda: (AdvertisingFormat.objects.create(name="Page"), "/advertising/", "name"),
    MediaKit: lambda: (
        MediaKit.objects.create(title="Kit", file=ContentFile(b"%PDF-1.4", "kit.pdf")),
        "/advertising/",
        "title",
    ),
    BreakingNews: lambda: (BreakingNews.objects.create(text="The vault has closed"), "/latest-news/", "text"),
    MailingList: lambda: (
        MailingList.objects.create(name="Daily", slug="daily", description="Each day."),
        "/newsletter/",
        "name",
    ),
    Programme: lambda: (Programme.objects.create(name="Awards"), "/awards/about/", "name"),
    AwardYear: lambda: (winner().award_year, "/awards/winners/", ""),
    KeyDate: lambda: (
        KeyDate.objects.create(award_year=year(announced_at=None), label="Jury", starts_on=timezone.localdate()),
        "/awards/timetable/",
        "label",
    ),
    CategoryGroup: lambda: (winner().category.group, "/awards/winners/", "name"),
    Category: lambda: (winner().category, "/awards/winners/", "name"),
    Winner: lambda: (winner(), "/awards/winners/", "recipient"),
    Testimonial: lambda: (Testimonial.objects.create(quote="Good.", name="A"), "/awards/testimonials/", "quote"),
    MediaFile: lambda: (MediaFile.objects.create(title="Logo", file=picture_file()), "/awards/media-room/", "title"),
    Question: lambda: (Question.objects.create(question="Why?", answer="<p>So.</p>"), "/awards/faq/", "question"),
    Issue: lambda: (issue(), "/magazines/", "title"),
    ContentsEntry: lambda: (
        ContentsEntry.objects.create(issue=issue(), title="Page one"),
        "/magazines/issue-79/",
        "title",
    ),
}


def empty_the_house() -> None:
    """Deletes every row of our apps but what the installation made, far faster than the end of a test does."""
    tables = [model._meta.db_table for app in OURS for model in apps.get_app_config(app).get_models()]
    kept = {Edition._meta.db_table, User._meta.db_table}
    connection.ops.execute_sql_flush(
        connection.ops.sql_flush(no_style(), [table for table in tables if table not in kept], allow_cascade=True)
    )
    edition.bump()


def test_who_looks_next_sees_the_change():
    for model, case in CASES.items():
        if model is AwardYear:
            continue
        empty_the_house()
        server = Server()
        row, address, field = case()
        before = server(address)
        assert before.status == 200, model
        assert NEW not in before.text, model
        setattr(row, field, NEW)
        row.save()
        assert NEW in server(address).text, model


def test_who_looks_next_sees_that_it_is_gone():
    for model, case in CASES.items():
        if model is SiteSettings:
            continue
        empty_the_house()
        server = Server()
        row, address, _ = case()
        before = server(address)
        for holder in HELD_BY.get(model, []):
            holder.objects.all().delete()
        row.delete()
        after = server(address)
        assert (after.status, after.text) != (before.status, before.text), model


def test_an_article_is_seen_when_it_is_published_changed_and_withdrawn():
    server = Server()
    story = article()
    address = story.get_absolute_url()
    assert server(address).status == 200
    story.save_revision({"title": NEW}, by=None)
    assert NEW not in server(address).text
    story.publish(by=None)
    assert NEW in server(address).text
    story.withdraw()
    assert server(address).status == 404


def test_a_year_is_seen_when_its_winners_are_announced():
    server = Server()
    made = winner()
    made.award_year.announced_at = None
    made.award_year.save()
    assert "Example Bank" not in server("/awards/winners/").text
    made.award_year.announce()
    assert "Example Bank" in server("/awards/winners/").text


def test_an_article_picked_as_related_is_seen_when_that_is_published():
    server = Server()
    story, other = article(), article(slug="other")
    assert "Related</h2>" not in server(story.get_absolute_url()).text
    story.save_revision({"related": [other.pk]}, by=None)
    story.publish(by=None)
    assert "Related</h2>" in server(story.get_absolute_url()).text


def test_the_front_page_is_seen_as_it_is_arranged():
    def lead() -> str:
        text = server("/").text
        return text[text.index("card-lead") :].partition("</article>")[0]

    server = Server()
    article()
    other = article(slug="other")
    assert other.get_absolute_url() in lead()
    Arrangement.objects.arrange(Plan().put(other.pk, Place("top", 1)), by=None, base=0)
    assert other.get_absolute_url() not in lead()


def test_an_address_that_leads_elsewhere_is_known_at_once():
    server = Server()
    story = article()
    assert server("/2014/moved/").status == 404
    OldAddress.objects.remember("/2014/moved/", story)
    assert server("/2014/moved/").headers["location"] == story.get_absolute_url()


def test_every_model_is_decided_here():
    decided = {model.__name__ for model in CASES} | {
        "Arrangement",
        "Article",
        "OldAddress",
        "RelatedArticle",
        "MostRead",
    }
    for app in OURS:
        models = {model.__name__ for model in apps.get_app_config(app).get_models()}
        assert models - decided == UNSEEN.get(app, set()), app

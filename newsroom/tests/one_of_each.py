"""One row of everything that has a screen in the admin, for tests that visit all of them."""

from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.mail import EmailMultiAlternatives, mailers
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import Article, Author, Organisation, PublicNote, Section, Tag
from awards.models import (
    AwardYear,
    Category,
    CategoryGroup,
    MediaFile,
    Nomination,
    Programme,
    Question,
    Testimonial,
    Winner,
    WinnerImport,
)
from conftest import picture_file
from core.audit import Action
from core.models import AuditEntry, OldAddress, SiteSettings, User
from core.uploads import KINDS
from images.models import Image
from magazines.models import Issue
from newsletters.models import MailingList, Subscriber, SubscriberExport, SubscriberImport
from newsroom import letters
from newsroom.front_page import Place, Plan
from newsroom.models import Arrangement, BreakingNews
from pages.models import AdvertisingFormat, CompanyPage, Department, Enquiry, GuestPost, MediaKit, MenuItem

Rows = dict[type[Model], Model]


def one_of_each(by: User) -> Rows:
    """The rows by their models; `by` is who made those that somebody has to have made."""
    rows = [by, Group.objects.order_by("pk")[0], SiteSettings.objects.get_or_create(pk=1)[0]]
    rows.append(AuditEntry.objects.note(Action.ADDED, by, by=by))
    rows += [*_articles(by), *_awards(by), *_subscribers(by), *_letters(), *_paper(by), _issue(), _task()]
    return {type(row): row for row in rows}


def keep_a_letter() -> letters.Letter:
    """A letter that is kept as a file, as on a site without a mail server."""
    letter = EmailMultiAlternatives("Please confirm", "Dear Ada", to=["ada@bank.example"])
    letter.attach_alternative("<html><head></head><body>Dear Ada</body></html>", "text/html")
    mailers["default"].send_messages([letter])
    return next(letters.newest_first())


def _articles(by: User) -> list[Model]:
    image = Image.objects.add(picture_file(), alt="A bank’s front door")
    section = Section.objects.create(name="Banking", slug="banking")
    article = Article.objects.create(
        title="The vault closed", section=section, created_by=by, body="<p>It did.</p>", summary="It did.", hero=image
    )
    article.publish(by=by)
    article.publish(by=by, told=PublicNote(kind=PublicNote.Kind.CORRECTION, text="It closed on Monday."))
    article.show_to("Their lawyers", by=by, ends_at=timezone.now() + timedelta(days=3))
    old = OldAddress.objects.create(
        path="/the-vault-is-closed/", content_type=ContentType.objects.get_for_model(Article), object_id=article.pk
    )
    return [
        *(image, section, article, old, article.public_notes.get()),
        Author.objects.create(name="Wilhelmina Quillfeather"),
        Organisation.objects.create(name="Corvane Bank"),
        Tag.objects.create(name="Vaults"),
    ]


def _awards(by: User) -> list[Model]:
    now, day = timezone.now(), timedelta(days=1)
    programme = Programme.objects.get_or_create(pk=1)[0]
    group = CategoryGroup.objects.create(name="Retail")
    category = Category.objects.create(group=group, name="Best Retail Bank")
    year = AwardYear.objects.create(year=2026, opens_at=now - 9 * day, closes_at=now + 9 * day)
    nomination = Nomination.objects.create(
        award_year=year, organisation_name="Corvane Bank", email="nominator@bank.example", country="PT",
        contact_name="Benedita Quartilho", answers={each["question"]: "It did." for each in year.nomination_questions},
    )  # fmt: skip
    nomination.categories.set([category])
    nomination.submit(agrees=True)
    file = ContentFile(b"%PDF-1.7", "case.pdf")
    nomination.files.create(file=file, name="case.pdf", kind=KINDS[0].extension, size=8, sha256="0" * 64)
    winner = Winner.objects.create(
        award_year=year, category=category, organisation=Organisation.objects.get(), citation="<p>It opened.</p>"
    )
    upload = WinnerImport.objects.upload(
        ContentFile(b"year,category,organisation\n2019,Best Bank,Corvane Bank\n", "winners.csv"), by=by
    )
    return [
        *(programme, group, category, year, nomination, winner, upload),
        Testimonial.objects.create(quote="It meant a lot.", name="Ada Person"),
        MediaFile.objects.create(title="Logo", file=picture_file()),
        Question.objects.create(question="Who may enter?", answer="<p>Everybody.</p>"),
    ]


def _subscribers(by: User) -> list[Model]:
    daily = MailingList.objects.create(name="Daily", slug="daily", description="Every morning.")
    person = Subscriber.objects.sign_up("reader@bank.example", [daily])
    person.confirm()
    job = SubscriberImport.objects.upload(ContentFile(b"email\nnew@bank.example\n", "guests.csv"), by=by)
    return [daily, person, job, SubscriberExport.objects.create(by=by, selection="Everybody", rows=1)]


def _letters() -> list[Model]:
    department = Department.objects.create(name="Corrections", email="corrections@paper.example")
    enquiry = Enquiry.objects.create(
        department=department, name="Ada Reader", email="ada@reader.example", subject="A wrong figure",
        message="It was seven, not eight.", fingerprint="1",
    )  # fmt: skip
    guest_post = GuestPost.objects.create(
        title="Count the exceptions", name="Wendela Guest", about="treasurer", email="wendela@guest.example",
        text="First.\n\nSecond.", state="received", confirmed_at=timezone.now(), fingerprint="1",
        file=ContentFile(b"First.", "a.txt"), file_name="a.txt",
    )  # fmt: skip
    return [
        *(department, enquiry, guest_post),
        AdvertisingFormat.objects.create(name="Banner"),
        MediaKit.objects.create(title="Kit", file=ContentFile(b"%PDF-1.7 kit", "kit.pdf")),
    ]


def _paper(by: User) -> list[Model]:
    plan = Plan().put(Article.objects.get().pk, Place("top", 0))
    tomorrow = timezone.now() + timedelta(days=1)
    return [
        Arrangement.objects.arrange(plan, by=by, base=0, at=tomorrow),
        BreakingNews.objects.create(text="The vault has closed", article=Article.objects.get()),
        CompanyPage.objects.create(slug="about", title="About"),
        MenuItem.objects.create(menu="legal", label="Tags", address="/tags/"),
    ]


def _issue() -> Issue:
    cover = Image.objects.get()
    issue = Issue.objects.create(
        number="80", slug="issue-80", title="The quiet vault", date=date(2026, 6, 1), cover=cover
    )
    pdf = issue.pdfs.add_file(issue, ContentFile(b"%PDF-1.7 made up"), "issue-80.pdf")
    page = {"label": "1", "width": 1600, "height": 2133, "digest": "0" * 16}
    pdf.pages.create(position=1, text="The cover", **page)
    pdf.page_count = 1
    pdf.save()
    pdf.finish()
    issue.refresh_from_db()
    return issue


def _task() -> DBTaskResult:
    return DBTaskResult.objects.create(
        task_path="core.tasks.do_housekeeping", args_kwargs={"args": [], "kwargs": {}}, status="FAILED",
        backend_name="default", exception_class_path="", traceback="It broke.",
    )  # fmt: skip


def screens(rows: Rows) -> dict[str, str]:
    """The screens of the rooms beside articles, by what they show."""
    person, job = rows[Subscriber], rows[SubscriberImport]
    nomination, issue = rows[Nomination].pk, rows[Issue].pk
    letter = keep_a_letter()
    addresses: dict[str, tuple[str, list]] = {
        "start": ("index", []),
        "my-settings": ("my_settings", []),
        "calendar": ("articles_article_calendar", []),
        "pictures": ("images_image_changelist", []),
        "picture": ("images_image_change", [rows[Image].pk]),
        "picture-new": ("images_image_add", []),
        "picture-delete": ("images_image_delete", [rows[Image].pk]),
        "pictures-upload": ("images_image_upload", []),
        "organisations": ("articles_organisation_changelist", []),
        "organisation": ("articles_organisation_change", [rows[Organisation].pk]),
        "merging": ("articles_organisation_merge", []),
        "subscribers": ("newsletters_subscriber_changelist", []),
        "subscriber": ("newsletters_subscriber_change", [person.pk]),
        "subscriber-new": ("newsletters_subscriber_add", []),
        "subscriber-erase": ("newsletters_subscriber_erase", [person.pk]),
        "subscribers-download": ("newsletters_subscriber_export", []),
        "imports": ("newsletters_subscriberimport_changelist", []),
        "import-upload": ("newsletters_subscriberimport_add", []),
        "import-columns": ("newsletters_subscriberimport_columns", [job.pk]),
        "exports": ("newsletters_subscriberexport_changelist", []),
        "lists": ("newsletters_mailinglist_changelist", []),
        "list": ("newsletters_mailinglist_change", [rows[MailingList].pk]),
        "issues": ("magazines_issue_changelist", []),
        "issue": ("magazines_issue_change", [issue]),
        "issue-new": ("magazines_issue_add", []),
        "issue-pages": ("magazines_issue_progress", [issue]),
        "nominations": ("awards_nomination_changelist", []),
        "nominations-board": ("awards_nomination_board", []),
        "nomination": ("awards_nomination_change", [nomination]),
        "nomination-delete": ("awards_nomination_delete", [nomination]),
        "winners": ("awards_winner_changelist", []),
        "winner": ("awards_winner_change", [rows[Winner].pk]),
        "winners-upload": ("awards_winner_import", []),
        "winners-plan": ("awards_winner_import_plan", [rows[WinnerImport].pk]),
        "award-years": ("awards_awardyear_changelist", []),
        "award-year": ("awards_awardyear_change", [rows[AwardYear].pk]),
        "categories": ("awards_category_changelist", []),
        "programme": ("awards_programme_change", [rows[Programme].pk]),
        "testimonials": ("awards_testimonial_changelist", []),
        "media-file": ("awards_mediafile_change", [rows[MediaFile].pk]),
        "question": ("awards_question_change", [rows[Question].pk]),
        "front-page": ("front_page", []),
        "breaking-news": ("newsroom_breakingnews_changelist", []),
        "breaking-news-change": ("newsroom_breakingnews_change", [rows[BreakingNews].pk]),
        "breaking-news-new": ("newsroom_breakingnews_add", []),
        "enquiries": ("pages_enquiry_changelist", []),
        "enquiry": ("pages_enquiry_change", [rows[Enquiry].pk]),
        "guest-posts": ("pages_guestpost_changelist", []),
        "guest-post": ("pages_guestpost_change", [rows[GuestPost].pk]),
        "departments": ("pages_department_changelist", []),
        "advertising-format": ("pages_advertisingformat_change", [rows[AdvertisingFormat].pk]),
        "media-kits": ("pages_mediakit_changelist", []),
        "media-kit-new": ("pages_mediakit_add", []),
        "background-work": ("django_tasks_database_dbtaskresult_changelist", []),
        "background-task": ("django_tasks_database_dbtaskresult_change", [rows[DBTaskResult].pk]),
        "audit-log": ("core_auditentry_changelist", []),
        "history-of-a-thing": ("articles_organisation_history", [rows[Organisation].pk]),
        "letters": ("letters", []),
        "letter": ("letter", [letter.file, letter.number]),
    }
    return {name: reverse(f"admin:{url}", args=args) for name, (url, args) in addresses.items()}

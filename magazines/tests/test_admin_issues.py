"""What the magazine's staff do in the admin, and that nobody else does."""

import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import User
from magazines.models import Issue, IssuePdf
from magazines.tasks import make_pages
from magazines.tests.conftest import pdf_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    """Somebody of the staff with a role, or with the named permissions."""

    def make(role: str = "", *permissions: str) -> User:
        user = User.objects.create_user(f"somebody-{User.objects.count()}", is_staff=True)
        if role:
            user.groups.add(Group.objects.get(name=role))
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        return user

    return make


@pytest.fixture
def desk(client, person):
    """The browser of somebody who works for the magazine."""
    client.force_login(person("Magazine staff"))
    return client


def sent(issue: Issue | None = None, **changes) -> dict:
    """What the form sends."""
    fields = {"number": "79", "title": "Who may leave first?", "date": "2026-09-01", "slug": "", "date_label": ""}
    fields |= {"cover": "", "cover_lines": "[]", "contents_lines": "[]", "letter": "", "publish_at": ""}
    return fields | changes


def change_url(issue: Issue) -> str:
    return reverse("admin:magazines_issue_change", args=[issue.pk])


def test_an_issue_is_made_with_its_contents_and_pdf(desk, article_factory):
    story = article_factory("Vault closes")
    lines = [
        {"title": "The vault", "page": "2", "author": "Ada", "article": f"http://testserver{story.get_absolute_url()}"},
        {"title": "Letters", "page": "", "author": "", "article": ""},
    ]
    upload = SimpleUploadedFile("autumn.pdf", pdf_of("Cover"), content_type="application/pdf")
    data = sent(contents_lines=json.dumps(lines), cover_lines='["Inside the queues"]', pdf_file=upload)
    response = desk.post(reverse("admin:magazines_issue_add"), data, follow=True)
    issue = Issue.objects.get()
    assert "Saved as a draft." in response.text
    assert (issue.slug, issue.cover_lines, issue.state) == ("issue-79", ["Inside the queues"], "Draft")
    assert [(each.title, each.page_label, each.article) for each in issue.contents.all()] == [
        ("The vault", "2", story),
        ("Letters", "", None),
    ]
    assert (issue.pdf.name, issue.pdf.page_count) == ("autumn.pdf", 1)
    assert "1 page is ready." in response.text
    assert "http" not in json.loads(response.context["adminform"].form["contents_lines"].value() or "[]")[0]["article"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("pdf_file", SimpleUploadedFile("a.pdf", b"GIF89a"), "This file is not a PDF."),
        (
            "contents_lines",
            '[{"title": "A", "article": "/no/such-story/"}]',
            "There is no article at ‘/no/such-story/’",
        ),
        ("contents_lines", '[{"page": "3"}]', "Line 1 has no title."),
        ("contents_lines", '["a"]', "This must be a list of lines."),
        ("contents_lines", '[{"title": "A", "page": "a very long label of a page"}]', "at most 20 characters"),
        ("number", "", "This field is required."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk, field, value, said):
    response = desk.post(reverse("admin:magazines_issue_add"), sent(title="A title I typed") | {field: value})
    assert said in response.text
    assert "A title I typed" in response.text
    assert not Issue.objects.exists()


def test_a_number_is_given_once(desk, issue_factory):
    issue_factory("79")
    assert "already exists" in desk.post(reverse("admin:magazines_issue_add"), sent()).text


def test_publishing_now_at_a_time_and_withdrawing(desk, issue_factory, time_machine):
    time_machine.move_to("2026-11-24 12:00 +0000", tick=False)
    issue = issue_factory("79", published_at=None)
    desk.post(change_url(issue), sent(_publish=""))
    issue.refresh_from_db()
    assert issue.state == "Published"
    desk.post(change_url(issue), sent(publish_at="2026-12-01T07:00"))
    issue.refresh_from_db()
    assert (issue.state, issue.published_at.isoformat()) == ("Scheduled", "2026-12-01T07:00:00+00:00")
    desk.post(change_url(issue), sent(publish_at="2026-12-01T07:00", _withdraw=""))
    issue.refresh_from_db()
    assert issue.state == "Draft"


def test_saving_does_not_touch_the_pages_that_a_worker_puts_in_place_meanwhile(desk, issue_factory, monkeypatch):
    issue = issue_factory("79")
    monkeypatch.setattr(type(make_pages), "enqueue", lambda task, *args: None)
    pdf = issue.take_pdf(ContentFile(pdf_of("One")), "a.pdf")
    save = Issue.save

    def finish_then_save(self, *args, **kwargs):
        if not IssuePdf.objects.get(pk=pdf.pk).ready_at:
            make_pages.call(pdf.pk)
        save(self, *args, **kwargs)

    monkeypatch.setattr(Issue, "save", finish_then_save)
    desk.post(change_url(issue), sent(title="Another title"))
    issue.refresh_from_db()
    assert (issue.title, issue.pdf) == ("Another title", pdf)


def test_the_contents_are_taken_from_the_outline_and_linked_to_articles(desk, issue_factory, article_factory):
    story = article_factory("The cover")
    issue = issue_factory("79", pages=("One",), published_at=None)
    desk.post(change_url(issue), sent(_outline=""))
    desk.post(change_url(issue), sent(contents_lines='[{"title": "the COVER", "page": "1"}]', _outline=""))
    assert [(each.title, each.page_label, each.article) for each in issue.contents.all()] == [("the COVER", "1", None)]
    issue.contents.all().delete()
    issue.take_contents_from_outline()
    assert [(each.title, each.page_label, each.article) for each in issue.contents.all()] == [("The cover", "1", story)]


def test_progress_is_told_as_json_and_as_a_page_that_asks_again(desk, issue_factory, monkeypatch):
    issue = issue_factory("79")
    monkeypatch.setattr(type(make_pages), "enqueue", lambda task, *args: None)
    issue.take_pdf(ContentFile(pdf_of("One", "Two")), "a.pdf")
    address = reverse("admin:magazines_issue_progress", args=[issue.pk])
    assert desk.get(address, headers={"Accept": "application/json"}).json() == {
        "state": "making",
        "text": "The pages will be made in a moment.",
        "done": 0,
        "total": 0,
    }
    assert '<meta http-equiv="refresh"' in desk.get(address).text
    issue.incoming.refuse("Page 2 of this PDF cannot be drawn.")
    assert "Page 2 of this PDF cannot be drawn." in desk.get(address).text
    assert "refresh" not in desk.get(address).text
    monkeypatch.undo()
    desk.post(change_url(issue), sent(_again=""))
    assert desk.get(address, headers={"Accept": "application/json"}).json()["state"] == "ready"


def test_the_list_takes_no_more_queries_with_more_issues(desk, issue_factory, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(reverse("admin:magazines_issue_changelist")).status_code == 200
        return len(captured)

    for _ in range(10):
        issue_factory(pages=("One",))
    few = queries()
    for _ in range(40):
        issue_factory(pages=("One",))
    assert queries() == few


VIEWS = {
    "changelist": [],
    "add": [],
    "change": ["pk"],
    "delete": ["pk"],
    "history": ["pk"],
    "progress": ["pk"],
    "pdf": ["pk"],
}
MAY = {
    "nobody": set(),
    "Editors": set(),
    "Newsletter staff": set(),
    "Awards staff": set(),
    "Magazine staff": set(VIEWS),
    "view_issue": {"changelist", "change", "history", "progress", "pdf"},
}


@pytest.mark.parametrize("who", MAY)
def test_who_may_see_which_screen(client, person, issue_factory, who):
    issue = issue_factory("79", pages=("One",))
    if who != "nobody":
        client.force_login(person("", who) if who == "view_issue" else person(who))
    seen = set()
    for view, arguments in VIEWS.items():
        address = reverse(f"admin:magazines_issue_{view}", args=[issue.pk for _ in arguments])
        status = client.get(address).status_code
        assert status in ({200} if view in MAY[who] else {302, 403}), view
        seen |= {view} if status == 200 else set()
    assert seen == MAY[who]


@pytest.mark.parametrize("button", ["_publish", "_withdraw"])
def test_who_may_not_publish_can_neither_publish_nor_withdraw(client, person, issue_factory, button):
    issue = issue_factory("79", published_at=None)
    client.force_login(person("", "view_issue", "change_issue"))
    assert client.post(change_url(issue), sent(**{button: ""})).status_code == 403
    client.post(change_url(issue), sent(publish_at="2026-11-01T07:00", title="Changed"))
    issue.refresh_from_db()
    assert (issue.title, issue.published_at) == ("Changed", None)


def test_magazine_staff_see_nothing_but_the_magazine(desk):
    links = desk.get("/admin/").text
    assert reverse("admin:magazines_issue_changelist") in links
    for name in ("articles_article", "pages_companypage", "core_user", "awards_nomination"):
        assert f'href="{reverse(f"admin:{name}_changelist")}"' not in links


def test_an_issue_with_neither_cover_nor_pages_is_listed_with_a_cover_set_in_type(desk):
    Issue.objects.create(number="80", title="The empty desk")
    page = desk.get(reverse("admin:magazines_issue_changelist")).text
    assert '<span class="cover-set-number">80</span>' in page

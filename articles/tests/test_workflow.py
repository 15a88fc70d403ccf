"""The way of an article to its readers: who may take which step, what it needs, and what is said on the way."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from articles import snapshots, workflow
from articles.models import Article, ArticleEvent, PublicNote
from core.models import User
from core.tests import markup

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_article_changelist")
STATES = ("draft", "review", "approved", "published", "withdrawn", "retracted", "binned")
ROLES = ("Contributors", "Editors", "Publishers")


def change_url(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


MAY: dict[tuple[str, str], set[str]] = {
    ("Contributors", "submit"): {"draft"},
    ("Contributors", "bin"): {"draft"},
    ("Contributors", "take_out"): {"binned"},
    ("Editors", "submit"): {"draft"},
    ("Editors", "send_back"): {"review", "approved"},
    ("Editors", "approve"): {"draft", "review"},
    ("Editors", "bin"): {"draft", "review", "approved", "withdrawn"},
    ("Editors", "take_out"): {"binned"},
    ("Publishers", "submit"): {"draft"},
    ("Publishers", "send_back"): {"review", "approved"},
    ("Publishers", "approve"): {"draft", "review"},
    ("Publishers", "publish"): {"draft", "review", "approved", "published", "withdrawn", "retracted"},
    ("Publishers", "withdraw"): {"published", "retracted"},
    ("Publishers", "retract"): {"published", "withdrawn"},
    ("Publishers", "bin"): {"draft", "review", "approved", "withdrawn"},
    ("Publishers", "take_out"): {"binned"},
}
"""From which states each role may take each step, with an article of their own; nothing else."""


@pytest.mark.parametrize(("role", "step"), [*itertools.product(ROLES, workflow.STEPS)])
def test_who_may_take_which_step_from_where(member, article_factory, role, step):
    user, wrong = member(role), []
    for state in STATES:
        binned_at = timezone.now() if state == "binned" else None
        article = article_factory(
            status=state, created_by=user, summary="It did.", video_url="https://vimeo.com/1", binned_at=binned_at
        )
        if state in {"withdrawn", "retracted"}:
            article.published_at = article.created_at
            article.save()
        try:
            told = PublicNote(kind="retraction", text="It was forged.") if step == "retract" else None
            article.take(workflow.STEPS[step], by=user, told=told)
            taken = True
        except (PermissionDenied, ValidationError):
            taken = False
        article.refresh_from_db()
        ends = workflow.STEPS[step].ends if taken else state
        if taken != (state in MAY.get((role, step), set())) or article.status != ends:
            wrong.append(state)
    assert not wrong


@pytest.mark.parametrize(("role", "step"), [*itertools.product(ROLES, workflow.STEPS)])
def test_a_button_that_is_not_there_does_nothing_when_it_is_pressed_all_the_same(
    client, member, article_factory, role, step
):
    user = member(role)
    article = article_factory(status="draft", created_by=user)
    client.force_login(user)
    page = client.get(change_url(article)).text
    is_there = f'name="_{step}"' in page
    assert is_there == ("draft" in MAY.get((role, step), set()))
    if (role, step) not in MAY and workflow.STEPS[step] in workflow.BUTTONS:
        assert client.post(change_url(article), {f"_{step}": ""}).status_code == 403


@pytest.mark.parametrize(
    ("lacks", "field"),
    [
        ({"summary": ""}, "summary"),
        ({"video_url": ""}, "hero"),
        ({"sponsorship": "sponsored"}, "sponsor_name"),
        ({"body": "", "video_url": ""}, "body"),
    ],
)
def test_what_an_article_lacks_is_said_by_field_and_it_stays_where_it_is(member, article_factory, lacks, field):
    user = member("Publishers")
    article = article_factory(status="draft", **lacks)
    for step in (workflow.APPROVE, workflow.PUBLISH_STEP):
        with pytest.raises(ValidationError) as refused:
            article.take(step, by=user)
        assert field in refused.value.message_dict
    article.refresh_from_db()
    assert article.status == "draft"
    assert not article.events.exists()


def test_what_readers_see_already_can_be_corrected_without_a_picture_and_a_summary(member, article_factory):
    article = article_factory()
    article.take(workflow.PUBLISH_STEP, by=member("Publishers"))
    assert article.is_public
    assert article.events.get().step == "publish"


def test_contributors_see_and_write_their_own_until_it_is_in_review(client, member, article_factory):
    writer, other = member("Contributors"), member("Contributors", "other")
    own, foreign = article_factory("Mine", status="draft", created_by=writer), article_factory(
        "Theirs", status="draft", created_by=other
    )  # fmt: skip
    article_factory("Theirs, which readers see", created_by=other)
    client.force_login(writer)
    page = client.get(LIST).text
    assert "Mine" in page
    assert "Theirs" not in page
    assert 'name="_save"' in client.get(change_url(own)).text
    assert client.get(change_url(foreign)).status_code == 403
    own.take(workflow.SUBMIT, by=writer)
    page = client.get(change_url(own)).text
    assert 'name="_save"' not in page
    assert "<p>The bank said so on Tuesday.</p>" in page
    assert client.post(reverse("admin:articles_article_autosave", args=[own.pk]), {"title": "Late"}).status_code == 403


def test_contributors_find_what_readers_find_as_related_and_no_drafts_of_others(client, member, article_factory):
    article_factory("Vault closed")
    article_factory("Vault opened", status="draft")
    client.force_login(member("Contributors"))
    query = {"app_label": "articles", "model_name": "article", "field_name": "related", "term": "vault"}
    found = client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [each["text"] for each in found] == ["Vault closed"]


def test_the_timeline_tells_every_step_with_its_note(client, member, article_factory):
    writer, editor = member("Contributors"), member("Editors")
    article = article_factory(status="draft", created_by=writer)
    article.take(workflow.SUBMIT, by=writer)
    article.take(workflow.SEND_BACK, by=editor, note="Who says so, @contributors?")
    client.force_login(writer)
    lines = markup.read(client.get(change_url(article)).text).one("section.timeline").texts("li")
    assert [line.partition(", ")[2] for line in lines] == [
        f"{article.events.first().at.astimezone():%H:%M}, Contributor Sent to review.",
        f"{article.events.last().at.astimezone():%H:%M}, Editor Sent back to its writer. Who says so, @contributors?",
    ]


def test_whoever_is_named_finds_it_on_their_desk_until_they_answer(client, member, article_factory):
    writer, editor = member("Contributors"), member("Editors")
    article = article_factory("The vault", status="draft", created_by=writer)
    client.force_login(editor)
    said = client.post(reverse("admin:articles_article_remark", args=[article.pk]), {"text": "@contributors, when?"})
    assert said["Location"].endswith("#timeline")
    client.force_login(writer)
    assert "calls upon you in ‘The vault’: @contributors, when?" in client.get(reverse("admin:index")).text
    client.post(reverse("admin:articles_article_remark", args=[article.pk]), {"text": "On Tuesday."})
    assert "calls upon you" not in client.get(reverse("admin:index")).text


def test_what_is_said_is_words_and_no_markup(client, member, article_factory):
    article = article_factory()
    client.force_login(member("Editors"))
    client.post(reverse("admin:articles_article_remark", args=[article.pk]), {"text": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in client.get(change_url(article)).text
    client.post(reverse("admin:articles_article_remark", args=[article.pk]), {"text": "   "})
    assert ArticleEvent.objects.count() == 1


def test_many_at_once_go_as_far_as_each_can(client, member, article_factory):
    ready, lacking = article_factory("Ready", status="review"), article_factory("Lacking", status="review", summary="")
    client.force_login(member("Editors"))
    chosen = {"action": "approve", "_selected_action": [ready.pk, lacking.pk]}
    page = client.post(LIST, chosen, follow=True).text
    assert "1 article: Approved." in page
    assert "Lacking: An article needs a quick summary." in page
    assert [each.status for each in Article.objects.order_by("pk")] == ["approved", "review"]


@pytest.mark.parametrize(
    ("step", "is_refused"), [("submit", True), ("approve", True), ("publish", True), ("send_back", False)]
)
def test_no_step_is_taken_with_a_text_that_somebody_is_still_writing(member, article_factory, step, is_refused):
    article = article_factory(status="review" if step == "send_back" else "draft")
    user = member("Publishers")
    article.autosave(snapshots.take(article) | {"body": "<p>Half a sen</p>"}, by=user, base=0)
    if not is_refused:
        article.take(workflow.STEPS[step], by=user)
    else:
        with pytest.raises(ValidationError, match="Publisher is still writing"):
            article.take(workflow.STEPS[step], by=user)
    article.refresh_from_db()
    assert article.status == "draft"


def test_nobody_is_offered_for_many_what_they_may_not_do_with_one(client, member, article_factory):
    article = article_factory(status="draft")
    client.force_login(member("Editors"))
    page = client.get(LIST).text
    assert 'value="approve"' in page
    assert 'value="publish"' not in page
    client.post(LIST, {"action": "publish", "_selected_action": [article.pk]})
    article.refresh_from_db()
    assert article.status == "draft"


def test_a_command_follows_the_same_rules(member, article_factory, capsys):
    article = article_factory("The vault", status="draft")
    member("Editors")
    member("Publishers")
    with pytest.raises(CommandError, match="1 of 1 were refused"):
        call_command("take_step", "publish", str(article.pk), by="editors")
    call_command("take_step", "publish", str(article.pk), by="publishers")
    assert capsys.readouterr().out == f"{article.pk}: Published. The vault\n"
    assert Article.objects.public().get() == article


def test_the_desk_of_each_shows_what_waits_for_them(client, member, article_factory):
    writer = member("Contributors")
    article_factory("Half written", status="draft", created_by=writer)
    article_factory("Handed in", status="review", created_by=writer)
    article_factory("Good to go", status="approved")

    def piles(user: User) -> dict[str, list[str]]:
        client.force_login(user)
        page = markup.read(client.get(reverse("admin:index")).text)
        return {pile.one("h2").text: pile.texts("a") for pile in page.all("section.start-list")}

    assert piles(writer) == {
        "Your drafts": ["Half written"], "Yours, in review": ["Handed in"], "Yours, published": [],
    }  # fmt: skip
    assert piles(member("Editors"))["To be reviewed"] == ["Handed in"]
    assert piles(member("Publishers"))["Approved, to be published"] == ["Good to go"]

"""The bin: what is thrown away comes back for thirty days as it was, and then is gone for good."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from articles import snapshots, workflow
from articles.models import Article, Revision
from articles.tasks import empty_the_bin
from core.models import AuditEntry
from core.tests import markup

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_article_changelist")
BIN = {"state": "in the bin"}


@pytest.fixture
def binned(article_factory, author_factory, editor) -> Article:
    """An article with everything, in the bin."""
    author, other = author_factory("Wilhelmina Quillfeather"), article_factory("Another")
    article = article_factory("The vault", status="draft", authors=[author], tags=["Cash"], related=[other])
    article.save_revision(snapshots.take(article), by=editor)
    article.save_revision(snapshots.take(article) | {"kicker": "Vaults"}, by=editor)
    article.autosave(snapshots.take(article) | {"title": "Beside"}, by=None, base=article.revisions.last().pk)
    article.remark("Who says so?", by=editor)
    article.take(workflow.BIN, by=editor)
    return article


def change_url(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def step_url(article: Article, step: str) -> str:
    return reverse("admin:articles_article_step", args=[article.pk, step])


def titles(client, **query: str) -> list[str]:
    return [each.title for each in client.get(LIST, query).context["cl"].result_list]


def test_an_article_is_put_into_the_bin_and_can_be_found_there(editor_client, article_factory):
    article = article_factory("The vault", status="draft")
    page = editor_client.post(step_url(article, "bin"), follow=True).text
    assert "is in the bin and comes back for thirty days" in page
    assert titles(editor_client) == []
    assert titles(editor_client, **BIN) == ["The vault"]
    assert "deleted for good" in editor_client.get(LIST, BIN).text


def test_what_is_in_the_bin_is_in_no_list_search_or_picker(editor_client, binned):
    assert titles(editor_client) == ["Another"]
    assert titles(editor_client, q="vault") == []
    assert titles(editor_client, state="draft") == []
    query = {"app_label": "articles", "model_name": "article", "field_name": "related", "term": "vault"}
    assert editor_client.get(reverse("admin:autocomplete"), query).json()["results"] == []
    assert "The vault" not in editor_client.get(reverse("admin:index")).text


def test_in_the_bin_itself_one_can_search(editor_client, binned):
    assert titles(editor_client, **BIN, q="vault") == ["The vault"]
    assert titles(editor_client, **BIN, q="elsewhere") == []


def test_it_comes_back_as_it_was(editor_client, binned):
    before, versions = snapshots.take(binned), list(binned.revisions.values_list("pk", "snapshot"))
    page = editor_client.post(step_url(binned, "take_out"), follow=True).text
    assert "Taken out of the bin. It is: Draft." in page
    binned.refresh_from_db()
    assert (binned.status, binned.binned_at) == ("draft", None)
    assert snapshots.take(binned) == before
    assert before["tags"] == ["Cash"]
    assert len(before["authors"]) == len(before["related"]) == 1
    assert list(binned.revisions.values_list("pk", "snapshot")) == versions
    assert [str(event) for event in binned.events.all()] == [
        "Who says so?",
        "Put into the bin, from which it comes back for thirty days.",
        "Taken out of the bin.",
    ]


def test_what_readers_had_seen_comes_back_withdrawn(article_factory, editor):
    article = article_factory()
    article.publish(by=editor)
    for step in (workflow.WITHDRAW, workflow.BIN, workflow.TAKE_OUT):
        article.take(step, by=editor)
    assert article.status == "withdrawn"


def test_what_readers_see_must_be_withdrawn_first(editor_client, article_factory):
    article = article_factory("The vault")
    assert "Put into the bin" not in markup.read(editor_client.get(change_url(article)).text).texts("button")
    page = editor_client.post(step_url(article, "bin"), follow=True).text
    assert "cannot take this step: Put into the bin. It is: Published. Withdraw it first." in page
    article.refresh_from_db()
    assert article.is_public


def test_nobody_changes_what_lies_in_the_bin(editor_client, binned):
    page = editor_client.get(change_url(binned)).text
    assert 'name="_save"' not in page
    assert "This article lies in the bin" in page
    assert editor_client.post(change_url(binned), {"title": "Else", "_save": ""}).status_code == 403
    autosave = reverse("admin:articles_article_autosave", args=[binned.pk])
    assert editor_client.post(autosave, {"title": "Else"}).status_code == 403
    assert Article.objects.get(pk=binned.pk).title == "The vault"


@pytest.mark.parametrize("step", ["submit", "approve", "publish", "withdraw", "send_back"])
def test_it_takes_no_other_step(binned, editor, step):
    with pytest.raises((PermissionDenied, ValidationError)):
        binned.take(workflow.STEPS[step], by=editor)


def test_what_was_taken_out_at_the_last_moment_stays(binned, editor):
    late = Article.objects.get(pk=binned.pk)
    binned.take(workflow.TAKE_OUT, by=editor)
    late.delete_for_good()
    assert Article.objects.filter(pk=binned.pk).exists()


def test_nobody_is_called_to_what_lies_in_the_bin(client, member, article_factory):
    editor = member("Editors")
    article = article_factory("The vault", status="draft")
    article.remark("@editors, when?", by=member("Publishers"))
    client.force_login(editor)
    assert "calls upon you" in client.get(reverse("admin:index")).text
    article.take(workflow.BIN, by=editor)
    assert "calls upon you" not in client.get(reverse("admin:index")).text


def test_a_section_says_that_what_keeps_it_lies_in_the_bin(editor_client, article_factory, editor):
    article = article_factory(status="draft")
    article.take(workflow.BIN, by=editor)
    url = reverse("admin:articles_section_delete", args=[article.section_id])
    assert "1 article stands in it, 1 of them in the bin" in editor_client.post(url, {"post": "yes"}, follow=True).text


def test_its_address_stays_its_own_while_it_may_come_back(article_factory, binned):
    assert article_factory("The vault", status="draft").slug == f"{binned.slug}-2"


def test_contributors_throw_away_their_own_drafts_and_think_better_of_it(client, member, article_factory):
    writer = member("Contributors")
    own, foreign = article_factory(status="draft", created_by=writer), article_factory(status="draft")
    client.force_login(writer)
    assert client.post(step_url(own, "bin")).status_code == 302
    assert titles(client, **BIN) == [own.title]
    assert client.post(step_url(own, "take_out")).status_code == 302
    assert client.post(step_url(foreign, "bin")).status_code == 403
    assert set(Article.objects.values_list("status", flat=True)) == {"draft"}


def test_many_go_into_the_bin_and_come_out_at_once(client, member, article_factory):
    drafts = [article_factory(status="draft").pk for _ in range(2)]
    published = article_factory("What readers see")
    client.force_login(member("Editors"))
    page = client.post(LIST, {"action": "bin", "_selected_action": [*drafts, published.pk]}, follow=True).text
    assert "2 articles: Put into the bin" in page
    assert "What readers see" in page
    client.post(f"{LIST}?state=in+the+bin", {"action": "take_out", "_selected_action": drafts})
    assert {each.status for each in Article.objects.filter(pk__in=drafts)} == {"draft"}


def test_the_list_offers_what_can_be_done_there(editor_client, binned):
    assert 'value="take_out"' not in editor_client.get(LIST).text
    page = editor_client.get(LIST, BIN).text
    assert 'value="take_out"' in page
    assert 'value="bin"' not in page


def test_what_nobody_takes_out_is_gone_after_thirty_days_and_the_log_says_who_had_put_it_there(binned, editor):
    Article.objects.filter(pk=binned.pk).update(binned_at=timezone.now() - timedelta(days=29, hours=23))
    empty_the_bin.func()
    assert Article.objects.filter(pk=binned.pk).exists()
    Article.objects.filter(pk=binned.pk).update(binned_at=timezone.now() - timedelta(days=30, minutes=1))
    empty_the_bin.func()
    assert not Article.objects.filter(pk=binned.pk).exists()
    assert not Revision.objects.filter(article=binned.pk).exists()
    entry = AuditEntry.objects.get(action="deleted")
    assert (entry.who, entry.object_name) == ("The house", "The vault")
    assert entry.detail == "30 days after Edda Torvald had put it into the bin."


@pytest.mark.parametrize("role", ["Editors", "Publishers"])
def test_only_superusers_delete_for_good(client, member, binned, role):
    client.force_login(member(role))
    url = reverse("admin:articles_article_delete", args=[binned.pk])
    assert "Delete for good" not in client.get(change_url(binned)).text
    assert client.post(url, {"post": "yes"}).status_code == 403
    assert Article.objects.filter(pk=binned.pk).exists()


def test_superusers_delete_for_good_and_only_out_of_the_bin(editor_client, binned, article_factory):
    assert "Delete for good" in editor_client.get(change_url(binned)).text
    editor_client.post(reverse("admin:articles_article_delete", args=[binned.pk]), {"post": "yes"})
    assert not Article.objects.filter(pk=binned.pk).exists()
    draft = article_factory(status="draft")
    assert (
        editor_client.post(reverse("admin:articles_article_delete", args=[draft.pk]), {"post": "yes"}).status_code
        == 403
    )

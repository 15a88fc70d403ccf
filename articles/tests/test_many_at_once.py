"""A section and tags for many articles at once: as versions, over nobody's text."""

import pytest
from django.urls import reverse

from articles import snapshots, workflow
from articles.models import Article
from core.audit import Refused
from core.models import AuditEntry

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_article_changelist")


@pytest.fixture
def amend(client, member):
    client.force_login(member("Editors"))

    def ask(articles, **fields):
        chosen = {"action": "amend", "_selected_action": [article.pk for article in articles]}
        return client.post(LIST, chosen | fields, follow=True)

    return ask


def test_first_it_is_asked_what_shall_be_changed(amend, article_factory):
    page = amend([article_factory("The vault"), article_factory("The safe")]).text
    assert "The vault" in page
    assert "The safe" in page
    assert 'name="section"' in page
    assert 'name="tags"' in page


def test_each_gets_a_version_of_its_own(amend, article_factory, section_factory):
    articles = [article_factory(status="draft", tags=["Cash"]) for _ in range(2)]
    page = amend(articles, amend="", section=section_factory("Finance").pk, tags="Vaults").text
    assert "2 articles: Section: Finance. Tags: Vaults." in page
    for article in articles:
        article.refresh_from_db()
        assert (article.section.name, sorted(article.tags.names())) == ("Finance", ["Cash", "Vaults"])
        assert article.revisions.get().by_whom == "Editor"
    assert [entry.detail for entry in AuditEntry.objects.filter(action="changed")] == [
        "Section: Finance. Tags: Vaults."
    ] * 2


def test_readers_of_a_published_one_see_nothing_of_it_until_it_is_published(amend, article_factory, section_factory):
    article = article_factory()
    amend([article], amend="", section=section_factory("Finance").pk)
    article.refresh_from_db()
    assert (article.section.name, article.has_unpublished_changes) == ("Banking", True)
    article.publish(by=None)
    assert article.section.name == "Finance"


def test_whoever_has_one_open_loses_nothing(amend, article_factory, section_factory, editor):
    article = article_factory(status="draft")
    began = article.save_revision(snapshots.take(article), by=editor)
    mine = snapshots.take(article) | {"title": "Rewritten"}
    amend([article], amend="", section=section_factory("Finance").pk)
    article.save_revision(mine, by=editor, base=began.pk)
    article.refresh_from_db()
    assert (article.title, article.section.name) == ("Rewritten", "Finance")


def test_what_somebody_is_still_writing_is_left_alone_and_named(amend, article_factory, section_factory, editor):
    busy, idle = article_factory("Busy", status="draft"), article_factory("Idle", status="draft")
    busy.autosave(snapshots.take(busy) | {"body": "<p>Half a sen</p>"}, by=editor, base=0)
    page = amend([busy, idle], amend="", section=section_factory("Finance").pk).text
    assert "1 article: Section: Finance." in page
    assert "Busy: Edda Torvald is still writing" in page
    assert Article.objects.get(title="Busy").section.name == "Banking"


def test_an_article_with_too_many_tags_is_named(amend, article_factory):
    article = article_factory("Full", status="draft", tags=[f"Tag {number}" for number in range(12)])
    assert "Full: It would have 13 tags: 12 at most." in amend([article], amend="", tags="One more").text
    assert article.tags.count() == 12


def test_who_fills_in_nothing_is_asked_again(amend, article_factory):
    assert "Choose a section, or name a tag." in amend([article_factory()], amend="").text


def test_contributors_are_not_offered_it(client, member, article_factory, section_factory):
    writer = member("Contributors")
    article = article_factory(status="draft", created_by=writer)
    client.force_login(writer)
    assert 'value="amend"' not in client.get(LIST).text
    fields = {"amend": "", "section": section_factory("Finance").pk}
    client.post(LIST, {"action": "amend", "_selected_action": [article.pk]} | fields)
    assert Article.objects.get().section.name == "Banking"


def test_what_lies_in_the_bin_is_not_changed(article_factory, editor, section_factory):
    article = article_factory(status="draft")
    article.save_revision(snapshots.take(article), by=editor)
    article.take(workflow.BIN, by=editor)
    with pytest.raises(Refused):
        article.amend(by=editor, section=section_factory("Finance"))

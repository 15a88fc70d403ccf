import pytest
from django.urls import reverse

from articles.models import Section, Tag
from core.models import OldAddress

pytestmark = pytest.mark.django_db


def test_a_section_with_articles_is_not_deleted_and_the_reason_is_said(editor_client, article_factory, section_factory):
    section = section_factory("Banking")
    article_factory(section=section)
    response = editor_client.post(
        reverse("admin:articles_section_delete", args=[section.pk]), {"post": "yes"}, follow=True
    )
    assert "cannot be deleted while 1 article stands in it" in response.text
    assert Section.objects.exists()


def test_an_empty_section_is_deleted(editor_client, section_factory):
    section = section_factory("Empty")
    editor_client.post(reverse("admin:articles_section_delete", args=[section.pk]), {"post": "yes"})
    assert not Section.objects.exists()


@pytest.mark.parametrize("kind", ["section", "author", "tag"])
def test_an_address_that_changed_leads_to_the_new_one(client, kind, section_factory, author_factory):
    row = {
        "section": lambda: section_factory("Banking"),
        "author": lambda: author_factory("Wilhelmina Quillfeather"),
        "tag": lambda: Tag.objects.create(name="Clearing"),
    }[kind]()
    before = row.get_absolute_url()
    row.slug = "another-name"
    row.save()
    response = client.get(before)
    assert (response.status_code, response["Location"]) == (301, row.get_absolute_url())


def test_an_address_that_stayed_is_not_remembered(section_factory):
    section_factory("Banking").save()
    assert not OldAddress.objects.exists()


def test_an_address_that_is_taken_is_refused_at_the_field(editor_client, section_factory):
    section_factory("Banking")
    fields = {"name": "Banks", "slug": "search", "colour": "petrol", "front_page": "block", "position": "0"}
    response = editor_client.post(reverse("admin:articles_section_add"), fields)
    assert "slug" in response.context["adminform"].form.errors


def test_half_a_link_of_an_author_is_refused_at_the_field(editor_client):
    fields = {"name": "A. Person", "links": '[{"label": "Site", "url": "javascript:x()"}]'}
    response = editor_client.post(reverse("admin:articles_author_add"), fields)
    assert "links" in response.context["adminform"].form.errors

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article
from conftest import finished
from pages.models import GuestPost

pytestmark = pytest.mark.django_db

LIST = reverse("admin:pages_guestpost_changelist")


def page_of(post: GuestPost) -> str:
    return reverse("admin:pages_guestpost_change", args=[post.pk])


@pytest.fixture
def editors_client(client, member):
    client.force_login(member("Editors"))
    return client


def test_editors_see_what_was_confirmed_and_nothing_else(editors_client, guest_post_factory):
    seen, unseen = guest_post_factory("Confirmed"), guest_post_factory("Not confirmed yet", state="unconfirmed")
    listed = editors_client.get(LIST).text
    assert "Confirmed" in listed
    assert "Not confirmed yet" not in listed
    assert editors_client.get(page_of(seen)).status_code == 200
    assert editors_client.get(page_of(unseen)).status_code == 404


@pytest.mark.parametrize("state", ["received", "with-editors", "published", "declined"])
def test_the_list_can_be_narrowed_to_a_state(editors_client, guest_post_factory, section_factory, editor, state):
    guest_post_factory("Waits here")
    guest_post_factory("Taken here").accept_into_desk(section_factory(), by=editor)
    finished(guest_post_factory("Out here").accept_into_desk(section_factory(), by=editor)).publish(by=editor)
    guest_post_factory("Refused here").decline()
    titles = {"received": "Waits", "with-editors": "Taken", "published": "Out", "declined": "Refused"}
    page = editors_client.get(LIST, {"state": state}).text
    assert [each for each in titles.values() if f"{each} here" in page] == [titles[state]]


def test_an_editor_takes_it_as_a_draft_and_finds_where_it_came_from(
    editors_client, guest_post_factory, section_factory
):
    post, section = guest_post_factory(), section_factory()
    response = editors_client.post(page_of(post), {"_take": "", "section": section.pk, "version": 1}, follow=True)
    article = Article.objects.get()
    assert response.redirect_chain[-1][0] == reverse("admin:articles_article_change", args=[article.pk])
    assert "Guest post by Wendela Guest" in response.text
    assert page_of(post) in response.text
    assert reverse("admin:articles_article_change", args=[article.pk]) in editors_client.get(page_of(post)).text


@pytest.mark.parametrize("given", ["", "x", "999"])
def test_without_a_section_nothing_is_taken(editors_client, guest_post_factory, given):
    response = editors_client.post(page_of(guest_post_factory()), {"_take": "", "section": given, "version": 1})
    assert response.status_code == 422
    assert "Please choose the section" in response.text
    assert not Article.objects.exists()


def test_a_version_that_came_meanwhile_is_read_first(editors_client, guest_post_factory, section_factory):
    post, section = guest_post_factory(), section_factory()
    post.amend(text="The better version.")
    response = editors_client.post(page_of(post), {"_take": "", "section": section.pk, "version": 1})
    assert "sent another version meanwhile" in response.text
    assert "The better version." in response.text


@pytest.mark.parametrize("button", ["_take", "_decline"])
def test_an_editor_is_told_when_its_author_withdraws_it_meanwhile(
    editors_client, guest_post_factory, section_factory, vanishes, button
):
    post, section = guest_post_factory(), section_factory()
    vanishes(GuestPost)
    response = editors_client.post(page_of(post), {button: "", "section": section.pk, "version": 1}, follow=True)
    assert response.redirect_chain == [(LIST, 302)]
    assert "Its author has withdrawn this article meanwhile." in response.text
    assert not Article.objects.exists()


@pytest.mark.parametrize("told", [True, False])
def test_an_editor_declines_it_with_a_reason(editors_client, guest_post_factory, told):
    post = guest_post_factory()
    sent = {"_decline": "", "reason": "It advertises."} | ({"tell": "on"} if told else {})
    editors_client.post(page_of(post), sent)
    post.refresh_from_db()
    assert (post.state, post.reason) == ("declined", "It advertises.")
    assert len(mail.outbox) == told
    assert not told or "It advertises." in mail.outbox[0].body


def test_its_file_is_handed_out_as_a_download_and_never_shown(editors_client, guest_post_factory):
    post = guest_post_factory(file=SimpleUploadedFile("x.txt", b"<script>"), file_name="my article.txt")
    response = editors_client.get(reverse("admin:pages_guestpost_file", args=[post.pk]))
    assert b"".join(response.streaming_content) == b"<script>"
    assert response["Content-Disposition"] == 'attachment; filename="my article.txt"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_the_list_asks_as_many_questions_for_a_hundred_posts_as_for_ten(
    editors_client, guest_post_factory, section_factory, editor, django_assert_max_num_queries
):
    def asked() -> int:
        with django_assert_max_num_queries(100) as captured:
            editors_client.get(LIST)
        return len(captured)

    section = section_factory()
    for _ in range(10):
        guest_post_factory().accept_into_desk(section, by=editor)
    ten = asked()
    for _ in range(40):
        guest_post_factory().accept_into_desk(section, by=editor)
    assert asked() == ten

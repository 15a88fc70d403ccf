import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article
from conftest import finished
from core.tests import markup
from pages.models import GuestPost
from pages.tasks import forget_correspondence
from pages.tests.conftest import word_file

pytestmark = pytest.mark.django_db


def link_in(letter) -> str:
    """The path of the link that a mail carries."""
    return re.search(r"https?://[^/\s]+(/submit-post/\S+)", letter.body)[1]


# -- From the form to the editors --------------------------------------------------


def test_an_article_is_seen_by_editors_only_when_its_address_is_confirmed_by_a_press(client, manuscript):
    assert client.post("/submit-post/", manuscript)["Location"] == "/submit-post/sent/"
    post = GuestPost.objects.get()
    assert not GuestPost.objects.confirmed().exists()
    address = link_in(mail.outbox[0])
    assert client.get(address).status_code == 200
    post.refresh_from_db()
    assert post.state == "unconfirmed"  # programs that look through mail open links
    response = client.post(address)
    post.refresh_from_db()
    assert (post.state, response.status_code) == ("received", 303)
    assert "It is with our editors" in client.get(response["Location"]).text


def test_pressing_twice_changes_nothing(client, manuscript):
    client.post("/submit-post/", manuscript)
    address = link_in(mail.outbox[0])
    client.post(address)
    confirmed_at = GuestPost.objects.get().confirmed_at
    assert client.post(address).status_code == 303
    assert GuestPost.objects.get().confirmed_at == confirmed_at
    assert len(mail.outbox) == 2


def test_the_mail_that_asks_carries_nothing_that_the_sender_wrote(client, manuscript):
    client.post("/submit-post/", manuscript | {"title": "evil.example", "name": "evil.example", "text": "evil.example"})
    (letter,) = mail.outbox
    assert "evil.example" not in " ".join([letter.subject, letter.body, str(letter.alternatives[0])])


def test_what_was_declared_is_kept_in_full(client, manuscript):
    client.post("/submit-post/", manuscript)
    declared = GuestPost.objects.get().declared
    assert len(declared["texts"]) == 3
    assert "my own work" in declared["texts"][0]
    assert declared["version"]


@pytest.mark.parametrize("declaration", ["own_work", "licence", "all_interests"])
def test_an_article_is_not_taken_without_the_declarations(client, manuscript, declaration):
    del manuscript[declaration]
    response = client.post("/submit-post/", manuscript)
    assert response.status_code == 422
    assert "only if its author declares this" in response.text
    assert "Count the exceptions" in response.text


def test_an_article_that_is_sent_twice_comes_in_once(client, manuscript):
    client.post("/submit-post/", manuscript)
    client.post("/submit-post/", manuscript)
    assert GuestPost.objects.count() == 1


def test_an_address_is_not_written_to_without_end(client, manuscript):
    for number in range(5):
        assert client.post("/submit-post/", manuscript | {"title": f"{number}"}).status_code == 303
    response = client.post("/submit-post/", manuscript | {"title": "One too many"})
    assert "Several articles were sent with this address today" in response.text
    assert "One too many" in response.text
    assert len(mail.outbox) == 5


def test_a_robot_is_answered_alike_and_thrown_away(client, manuscript):
    assert client.post("/submit-post/", manuscript | {"website": "x"}).status_code == 303
    assert not GuestPost.objects.exists()
    assert mail.outbox == []


def test_a_file_stands_for_the_text_and_is_kept_in_private(client, manuscript):
    file = word_file("<w:p><w:r><w:t>From the file.</w:t></w:r></w:p>", "C:\\papers\\my article.docx")
    client.post("/submit-post/", manuscript | {"text": "", "file": file})
    post = GuestPost.objects.get()
    assert post.text == "From the file."
    assert post.file_name == "my article.docx"
    assert storages["private"].exists(post.file.name)
    assert "article" not in post.file.name


def test_a_file_may_have_the_strangest_of_names(client, manuscript):
    file = SimpleUploadedFile(f"final.{'version' * 30}", b"From the file.")
    assert client.post("/submit-post/", manuscript | {"text": "", "file": file}).status_code == 303
    assert storages["private"].exists(GuestPost.objects.get().file.name)


def test_with_a_text_and_a_file_the_text_counts_and_the_file_is_kept(client, manuscript):
    client.post("/submit-post/", manuscript | {"file": SimpleUploadedFile("notes.txt", b"Only notes.")})
    post = GuestPost.objects.get()
    assert post.text.startswith("First.")
    assert post.file_name == "notes.txt"


def test_a_file_that_is_lost_with_an_error_elsewhere_is_asked_for_again(client, manuscript):
    file = SimpleUploadedFile("article.txt", b"All of it.")
    page = client.post("/submit-post/", manuscript | {"email": "nobody", "file": file}).text
    assert "Please choose it again: A file instead" in page


def test_neither_text_nor_file_is_nothing(client, manuscript):
    response = client.post("/submit-post/", manuscript | {"text": "  "})
    assert "Please write your article here, or choose a file." in response.text


# -- Following it ------------------------------------------------------------------


def test_a_link_opens_one_article_only(client, guest_post_factory):
    mine, other = guest_post_factory("Mine"), guest_post_factory("Somebody else’s")
    page = client.get(mine.follow_path)
    assert "Mine" in page.text
    assert "Somebody else’s" not in page.text
    assert "no-store" in page["Cache-Control"]
    assert other.follow_path != mine.follow_path


def test_the_link_that_confirms_does_not_follow_and_the_other_way_round(client, guest_post_factory):
    post = guest_post_factory()
    token = post.confirm_path.split("/")[-2]
    assert client.get(f"/submit-post/follow/{token}/").status_code == 404
    assert client.get(f"/submit-post/follow/{token}x/").status_code == 404


def test_the_link_that_confirms_is_good_for_seven_days(client, guest_post_factory, time_machine):
    time_machine.move_to("2026-05-04T12:00:00Z")
    address = guest_post_factory(state="unconfirmed").confirm_path
    time_machine.move_to("2026-05-11T12:00:01Z")
    assert client.get(address).status_code == 410
    assert client.post(address).status_code == 410


def test_until_an_editor_takes_it_another_version_can_be_sent(client, guest_post_factory, manuscript):
    post = guest_post_factory()
    address = post.follow_path.replace("/follow/", "/amend/")
    form = markup.read(client.get(address).text)
    assert "Count the exceptions" in form.values("value")
    assert client.post(address, manuscript | {"title": "Count them all"}).status_code == 303
    post.refresh_from_db()
    assert (post.title, post.version, post.state) == ("Count them all", 2, "received")


def test_another_version_may_come_as_a_file(client, guest_post_factory, manuscript):
    post = guest_post_factory()
    file = SimpleUploadedFile("second.txt", b"All anew.")
    client.post(post.follow_path.replace("/follow/", "/amend/"), manuscript | {"file": file})
    post.refresh_from_db()
    assert post.text == "All anew."


def test_a_new_file_takes_the_place_of_the_old_one(
    client, guest_post_factory, manuscript, django_capture_on_commit_callbacks
):
    post = guest_post_factory(file=SimpleUploadedFile("first.txt", b"First."), file_name="first.txt")
    old = post.file.name
    with django_capture_on_commit_callbacks(execute=True):
        post.amend(text="x", file=SimpleUploadedFile("second.txt", b"Second."), file_name="second.txt")
    assert not storages["private"].exists(old)
    assert storages["private"].exists(post.file.name)


def test_a_version_that_comes_too_late_is_refused_and_not_lost(
    client, guest_post_factory, manuscript, section_factory, editor
):
    post = guest_post_factory()
    post.accept_into_desk(section_factory(), by=editor)
    response = client.post(post.follow_path.replace("/follow/", "/amend/"), manuscript | {"text": "My better version."})
    assert response.status_code == 422
    assert "An editor has taken this article meanwhile" in response.text
    assert "My better version." in response.text


def test_a_guest_takes_it_back_and_nothing_is_left(client, guest_post_factory, django_capture_on_commit_callbacks):
    post = guest_post_factory(file=SimpleUploadedFile("first.txt", b"First."))
    address = post.follow_path.replace("/follow/", "/withdraw/")
    assert "cannot be undone" in client.get(address).text
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address).status_code == 200
    assert not GuestPost.objects.exists()
    assert not storages["private"].exists(post.file.name)
    assert client.get(post.follow_path).status_code == 404


def test_what_an_editor_has_taken_cannot_be_taken_back_by_a_press(client, guest_post_factory, section_factory, editor):
    post = guest_post_factory()
    post.accept_into_desk(section_factory(), by=editor)
    assert client.post(post.follow_path.replace("/follow/", "/withdraw/")).status_code == 409
    assert GuestPost.objects.exists()


@pytest.mark.parametrize("what", ["confirm", "amend", "withdraw"])
def test_what_vanishes_while_a_button_is_pressed_is_said_to_be_gone(
    client, guest_post_factory, manuscript, vanishes, what
):
    post = guest_post_factory(state="unconfirmed" if what == "confirm" else "received")
    vanishes(GuestPost)
    address = post.confirm_path if what == "confirm" else post.follow_path.replace("/follow/", f"/{what}/")
    response = client.post(address, manuscript)
    assert response.status_code == 404
    assert "This article is no longer kept" in response.text


def test_no_script_of_a_guest_reaches_a_page(client, guest_post_factory):
    post = guest_post_factory(
        text='<script>alert(1)</script>\n\n[a](javascript:alert(1)) <img src=x onerror="alert(1)">'
    )
    assert "<script>" not in post.html
    assert "<img" not in post.html
    assert 'href="javascript' not in client.get(post.follow_path).text


# -- What editors do -----------------------------------------------------------------


def test_an_editor_makes_it_a_draft_under_the_name_of_its_guest(guest_post_factory, section_factory, editor):
    post = guest_post_factory(interests="I hold shares in <Example> Shipping.")
    article = post.accept_into_desk(section_factory("Business"), by=editor)
    article.refresh_from_db()
    assert (article.status, article.title, article.kind) == ("draft", "Count the exceptions", "opinion")
    assert article.byline == "Wendela Guest, treasurer of Example Shipping"
    assert "<h2>Then</h2>" in article.body
    assert "I hold shares in &lt;Example&gt; Shipping." in article.body
    assert article.latest_revision.created_by == editor
    assert (post.state_word, post.draft) == ("With the editors", article)
    assert mail.outbox[-1].to == ["wendela@guest.example"]


def test_it_becomes_a_draft_once(guest_post_factory, section_factory, editor):
    post, same = guest_post_factory(), GuestPost.objects.get()
    post.accept_into_desk(section_factory(), by=editor)
    with pytest.raises(ValidationError, match="no longer waiting; its state is ‘With the editors’"):
        same.accept_into_desk(section_factory(), by=editor)
    assert Article.objects.count() == 1


def test_an_editor_reads_the_newest_version_before_taking_it(guest_post_factory, section_factory, editor):
    post = guest_post_factory()
    post.amend(text="Changed.")
    with pytest.raises(ValidationError, match="another version meanwhile"):
        post.accept_into_desk(section_factory(), by=editor, version_seen=1)
    assert post.accept_into_desk(section_factory(), by=editor, version_seen=2)


def test_it_is_published_when_readers_can_read_it(client, guest_post_factory, section_factory, editor):
    post = guest_post_factory()
    article = post.accept_into_desk(section_factory(), by=editor)
    assert not GuestPost.objects.published().exists()
    finished(article).publish(by=editor)
    assert GuestPost.objects.published().get() == post
    assert not GuestPost.objects.with_editors().exists()
    assert article.get_absolute_url() in client.get(post.follow_path).text


@pytest.mark.parametrize("tell", [True, False])
def test_an_editor_declines_with_a_reason_and_by_mail_if_wanted(client, guest_post_factory, tell):
    post = guest_post_factory()
    post.decline(reason="It advertises.", tell=tell)
    assert post.state_word == "Declined"
    assert "It advertises." in client.get(post.follow_path).text
    assert [letter.subject for letter in mail.outbox] == (["About your article"] if tell else [])


def test_what_is_published_cannot_be_declined(guest_post_factory, section_factory, editor):
    post = guest_post_factory()
    finished(post.accept_into_desk(section_factory(), by=editor)).publish(by=editor)
    with pytest.raises(ValidationError, match="its state is ‘Published’"):
        GuestPost.objects.get().decline()


@pytest.mark.parametrize("state", ["received", "taken", "declined"])
def test_the_database_lets_nothing_move_that_nobody_confirmed(guest_post_factory, state):
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        guest_post_factory(state=state, confirmed_at=None, taken_at=now, declined_at=now)


# -- Forgetting ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "days", "stays"),
    [
        ("unconfirmed", 6, True),
        ("unconfirmed", 8, False),
        ("received", 900, True),
        ("declined", 364, True),
        ("declined", 366, False),
    ],
)
def test_what_nobody_confirmed_is_forgotten_after_a_week_and_what_was_declined_after_a_year(
    guest_post_factory, django_capture_on_commit_callbacks, state, days, stays
):
    moment = timezone.now() - timedelta(days=days)
    declined_at = moment if state == "declined" else None
    post = guest_post_factory(
        state=state, touched_at=moment, declined_at=declined_at, file=SimpleUploadedFile("a.txt", b"A.")
    )
    with django_capture_on_commit_callbacks(execute=True):
        forget_correspondence.call()
    assert GuestPost.objects.exists() == stays
    assert storages["private"].exists(post.file.name) == stays

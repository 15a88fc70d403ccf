import pytest
from django.core import mail
from django.urls import reverse

from core.tests import markup
from pages.models import Enquiry

pytestmark = pytest.mark.django_db

INBOX = reverse("admin:pages_enquiry_changelist")


def page_of(enquiry: Enquiry) -> str:
    return reverse("admin:pages_enquiry_change", args=[enquiry.pk])


def test_the_inbox_begins_with_what_waits_for_an_answer(desk_client, enquiry_factory):
    enquiry_factory("Still waiting")
    enquiry_factory("Long answered", state="answered", answered_at="2026-01-01T12:00Z")
    enquiry_factory("Cheap pills", state="spam")
    waiting = desk_client.get(INBOX).text
    assert "Still waiting" in waiting
    assert "Long answered" not in waiting
    everything = desk_client.get(INBOX, {"state": "all"}).text
    assert "Long answered" in everything
    assert "Cheap pills" in everything
    assert "Cheap pills" not in desk_client.get(INBOX, {"state": "answered"}).text


def test_the_inbox_can_be_narrowed_to_what_is_mine_or_nobodys(desk_client, desk, enquiry_factory):
    enquiry_factory("Mine", assigned_to=desk, state="open")
    enquiry_factory("Nobody’s")
    mine = desk_client.get(INBOX, {"whose": "mine"}).text
    assert "Mine" in mine
    assert "Nobody’s" not in mine
    assert "Nobody’s" in desk_client.get(INBOX, {"whose": "nobody"}).text


def test_a_row_shows_who_wrote_and_the_first_words(desk_client, enquiry_factory):
    enquiry_factory(message="It was seven.\n\n" + "And then some. " * 500 + "The end of it.")
    inbox = desk_client.get(INBOX).text
    assert "Ada Reader: It was seven. And then some." in inbox
    assert "The end of it." not in inbox


def test_the_inbox_asks_as_many_questions_for_a_hundred_letters_as_for_ten(
    desk_client, desk, enquiry_factory, django_assert_num_queries, django_assert_max_num_queries
):
    def asked() -> int:
        with django_assert_max_num_queries(100) as captured:
            desk_client.get(INBOX)
        return len(captured)

    for _ in range(10):
        enquiry_factory(assigned_to=desk, state="open")
    ten = asked()
    for _ in range(90):
        enquiry_factory(assigned_to=desk, state="open")
    assert asked() == ten


def test_a_letter_is_answered_from_its_page(desk_client, enquiry_factory):
    enquiry = enquiry_factory()
    response = desk_client.post(
        page_of(enquiry), {"_answer": "", "text": "You are right.", "answers_seen": "0"}, follow=True
    )
    assert "Your answer is on its way to ada@reader.example." in response.text
    assert "You are right." in response.text
    assert mail.outbox[0].to == ["ada@reader.example"]


def test_an_answer_that_crosses_another_is_held_back_and_not_lost(desk_client, enquiry_factory, editor):
    enquiry = enquiry_factory()
    enquiry.answer("First.", by=editor)
    response = desk_client.post(page_of(enquiry), {"_answer": "", "text": "My long answer.", "answers_seen": "0"})
    assert response.status_code == 422
    page = markup.read(response.text)
    assert "Somebody answered while you were writing" in page.one(".errornote").text
    assert page.one("textarea").text == "My long answer."
    assert "First." in page.text


@pytest.mark.parametrize("button", ["_answer", "_take", "_close"])
def test_who_answers_is_told_when_a_colleague_deletes_the_letter_meanwhile(
    desk_client, enquiry_factory, vanishes, button
):
    enquiry = enquiry_factory()
    vanishes(Enquiry)
    response = desk_client.post(page_of(enquiry), {button: "", "text": "You are right."}, follow=True)
    assert response.redirect_chain == [(INBOX, 302)]
    assert "A colleague has deleted this letter meanwhile." in response.text
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("button", "state"), [("_take", "open"), ("_close", "closed"), ("_spam", "spam"), ("_reopen", "open")]
)
def test_each_button_does_what_it_says(desk_client, enquiry_factory, button, state):
    enquiry = enquiry_factory()
    assert desk_client.post(page_of(enquiry), {button: ""}).status_code == 302
    enquiry.refresh_from_db()
    assert enquiry.state == state
    assert "Delphine" in desk_client.get(reverse("admin:pages_enquiry_history", args=[enquiry.pk])).text


def test_a_letter_can_be_assigned_to_those_only_who_may_answer_it(desk_client, desk, enquiry_factory, member):
    enquiry, stranger = enquiry_factory(), member("Magazine staff")
    desk_client.post(page_of(enquiry), {"_assign": "", "assigned_to": desk.pk})
    enquiry.refresh_from_db()
    assert enquiry.assigned_to == desk
    response = desk_client.post(page_of(enquiry), {"_assign": "", "assigned_to": stranger.pk})
    assert "This person may not answer letters" in response.text
    desk_client.post(page_of(enquiry), {"_assign": "", "assigned_to": ""})
    enquiry.refresh_from_db()
    assert enquiry.assigned_to is None


def test_several_letters_are_taken_at_once(desk_client, desk, enquiry_factory):
    letters = [enquiry_factory(), enquiry_factory()]
    desk_client.post(INBOX, {"action": "take", "_selected_action": [each.pk for each in letters]})
    assert Enquiry.objects.assigned_to(desk).count() == 2


def test_what_a_reader_wrote_is_text_and_nothing_else(desk_client, enquiry_factory):
    enquiry = enquiry_factory("<script>a</script>", message="<script>b</script>", name="<b>c</b>")
    for address in (page_of(enquiry), INBOX):
        assert "<script>" not in desk_client.get(address).text.replace("<script type", "").replace("<script src", "")


def test_who_may_only_look_sees_no_buttons_and_cannot_press_any(client, enquiry_factory, django_user_model):
    from django.contrib.auth.models import Permission

    looker = django_user_model.objects.create_user("looker", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_enquiry"))
    client.force_login(looker)
    enquiry = enquiry_factory()
    page = markup.read(client.get(page_of(enquiry)).text)
    assert not page.all("textarea")
    assert client.post(page_of(enquiry), {"_close": ""}).status_code == 403

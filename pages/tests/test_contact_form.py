import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from core.tests import markup
from pages.models import CompanyPage, Department, Enquiry

pytestmark = pytest.mark.django_db


def field(page: markup.Element, name: str) -> markup.Element:
    """The element in which the field is filled in."""
    (found,) = [each for tag in ("input", "textarea") for each in page.all(tag) if each.attributes.get("name") == name]
    return found


def test_a_letter_arrives_and_the_sender_sees_what_was_written(client, letter, department):
    response = client.post("/contact-us/", letter)
    assert response.status_code == 303
    enquiry = Enquiry.objects.get()
    assert (enquiry.department, enquiry.state, enquiry.kind) == (department, "new", "contact")
    page = client.get(response["Location"])
    assert "It was seven, not eight." in page.text
    assert "no-store" in page["Cache-Control"]


def test_the_department_is_told_and_the_sender_too(client, letter):
    client.post("/contact-us/", letter)
    to_department, to_sender = mail.outbox
    assert to_department.to == ["corrections@paper.example"]
    assert f"/admin/pages/enquiry/{Enquiry.objects.get().pk}/change/" in to_department.body
    assert to_sender.to == ["ada@reader.example"]
    assert to_sender.reply_to == ["corrections@paper.example"]


def test_a_mail_to_an_address_nobody_confirmed_carries_nothing_that_the_sender_wrote(client, letter):
    client.post(
        "/contact-us/",
        letter | {"name": "Buy at evil.example", "subject": "Visit evil.example", "message": "https://evil.example/"},
    )
    to_sender = mail.outbox[1]
    everything = " ".join([to_sender.subject, to_sender.body, str(to_sender.alternatives[0])])
    assert "evil.example" not in everything


def test_an_address_is_not_written_to_without_end(client, letter):
    for number in range(6):
        client.post("/contact-us/", letter | {"message": f"Letter {number}"})
    assert Enquiry.objects.count() == 6
    assert len([each for each in mail.outbox if each.to == ["ada@reader.example"]]) == 3


def test_a_letter_that_is_sent_twice_comes_in_once(client, letter):
    first, second = client.post("/contact-us/", letter), client.post("/contact-us/", letter)
    assert (first.status_code, second.status_code) == (303, 303)
    assert Enquiry.objects.count() == 1
    assert len(mail.outbox) == 2


def test_the_same_letter_on_another_day_is_another_letter(client, letter, time_machine):
    time_machine.move_to("2026-05-04T12:00:00Z")
    client.post("/contact-us/", letter)
    time_machine.move_to("2026-05-05T12:00:00Z")
    client.post("/contact-us/", letter)
    assert Enquiry.objects.count() == 2


def test_what_is_wrong_is_said_at_its_field_and_in_front_of_all_and_nothing_is_lost(client, letter):
    response = client.post("/contact-us/", letter | {"email": "ada at reader", "subject": ""})
    assert response.status_code == 422
    page = markup.read(response.text)
    assert field(page, "message").text == "It was seven, not eight."
    assert field(page, "email").attributes["value"] == "ada at reader"
    assert field(page, "email").attributes["aria-invalid"] == "true"
    assert "id_email_error" in field(page, "email").attributes["aria-describedby"]
    assert {"#id_email", "#id_subject"} <= set(page.one(".form-errors").values("href"))
    assert page.texts("title")[0].startswith("Not sent yet")
    assert not Enquiry.objects.exists()


def test_without_a_department_the_first_of_them_is_where_the_error_leads(client, letter):
    page = markup.read(client.post("/contact-us/", letter | {"department": ""}).text)
    assert page.one(".form-errors").values("href") == ["#id_department_0"]
    assert "id_department_0" in page.values("id")


def test_a_robot_that_fills_in_what_people_do_not_see_is_answered_alike_and_thrown_away(client, letter):
    response = client.post("/contact-us/", letter | {"website": "https://spam.example/"})
    assert response.status_code == 303
    assert client.get(response["Location"]).status_code == 200
    assert not Enquiry.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize("header", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_site_cannot_send_it(client, letter, header):
    assert client.post("/contact-us/", letter, headers=header).status_code == 403
    assert not Enquiry.objects.exists()


def test_who_sends_without_end_is_asked_to_wait_and_keeps_what_was_typed(client, letter):
    for number in range(20):
        assert client.post("/contact-us/", letter | {"message": f"{number}"}).status_code == 303
    response = client.post("/contact-us/", letter | {"message": "One too many"})
    assert response.status_code == 422
    assert "Please try again later" in response.text
    assert "One too many" in response.text


def test_a_subject_cannot_write_headers(client, letter):
    client.post("/contact-us/", letter | {"subject": "Hello\r\nBcc: all@evil.example", "name": "A\nB"})
    enquiry = Enquiry.objects.get()
    assert enquiry.subject == "Hello Bcc: all@evil.example"
    assert enquiry.name == "A B"
    assert all("\n" not in each.subject for each in mail.outbox)
    assert all(each.bcc == [] for each in mail.outbox)


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("message", "a\x00b", "characters that are no text"),
        ("message", "x" * 20_001, "20001 characters long; at most 20,000"),
        ("subject", "x" * 151, "at most 150 characters"),
        ("email", "ada@reader.example\r\nBcc: all@evil.example", "Please write an address like"),
        ("name", "", "Please fill this in."),
        ("department", "999", "Select a valid choice"),
    ],
)
def test_bad_input_gets_a_sentence(client, letter, field, given, said):
    response = client.post("/contact-us/", letter | {field: given})
    assert response.status_code == 422
    assert said in response.text


def test_a_message_that_is_too_long_is_not_cut_by_the_browser(read, department):
    assert "maxlength" not in field(read("/contact-us/"), "message").attributes


def test_more_than_can_be_read_is_refused_in_words(client, letter):
    response = client.post("/contact-us/", letter | {"message": "x" * 11_000_000})
    assert response.status_code == 413
    assert "This was more than we can take" in response.text


def test_the_text_over_the_form_is_the_company_page_of_that_address(read, department):
    CompanyPage.objects.create(slug="contact-us", title="Write to us", standfirst="We read it.", body="<p>Hello.</p>")
    page = read("/contact-us/")
    assert page.texts("h1") == ["Write to us"]
    assert page.one(".prose").text == "Hello."
    assert page.all("form.form")


def test_without_a_text_or_with_a_hidden_one_the_form_stands_alone(read, department):
    CompanyPage.objects.create(slug="contact-us", title="Hidden", is_public=False)
    assert read("/contact-us/").texts("h1") == ["Contact us"]


def test_only_a_company_page_may_have_the_address_of_a_form(section_factory):
    CompanyPage(slug="contact-us", title="Contact").full_clean()
    section = section_factory("Banking")
    section.slug = "contact-us"
    with pytest.raises(ValidationError):
        section.full_clean()


def test_a_new_department_can_be_chosen_at_once(read, department):
    read("/contact-us/")
    Department.objects.create(name="News desk", email="news@paper.example")
    assert "News desk" in read("/contact-us/").text


def test_the_page_with_the_letter_cannot_be_had_by_guessing(client):
    assert client.get("/contact-us/sent/forged/").status_code == 404


def test_the_page_with_the_letter_closes_after_a_while(client, letter, time_machine):
    time_machine.move_to("2026-05-04T12:00:00Z")
    address = client.post("/contact-us/", letter)["Location"]
    time_machine.move_to("2026-05-04T14:00:01Z")
    response = client.get(address)
    assert response.status_code == 410
    assert "It was seven" not in response.text

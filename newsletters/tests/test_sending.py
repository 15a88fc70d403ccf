"""Letters on the wire: what a real mail server receives."""

import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from newsletters.models import Subscriber

pytestmark = pytest.mark.django_db


class Postbox(Sink):
    """A mail server's end: keeps the envelopes it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.envelopes: list = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  (the name is aiosmtpd's)
        self.envelopes.append(envelope)
        return "250 OK"


@pytest.fixture
def post_office(settings):
    """Starts a mail server on a free port, through which letters go from then on."""
    started = []

    def start(**options) -> Postbox:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        box = Postbox()
        controller = Controller(box, hostname="127.0.0.1", port=port, **options)
        controller.start()
        started.append(controller)
        settings.MAILERS = {
            "default": {"BACKEND": "core.smtp.EmailBackend", "OPTIONS": {"host": "127.0.0.1", "port": port}}
        }
        return box

    yield start
    for controller in started:
        controller.stop()


def test_a_letter_arrives_as_text_and_html_with_the_headers_for_leaving(post_office, list_factory):
    box = post_office()
    ada = Subscriber.objects.sign_up("ada@bücher.example", [list_factory("Daily Brief")])
    ada.confirm()
    assert [envelope.rcpt_tos for envelope in box.envelopes] == [["ada@xn--bcher-kva.example"]] * 2
    letter = message_from_bytes(box.envelopes[1].content, policy=policy.default)
    assert letter["To"] == "ada@xn--bcher-kva.example"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Unsubscribe"].startswith("<http")
    assert letter["List-Unsubscribe"].count("<") == 1
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert "Daily Brief" in letter.get_body(["plain"]).get_content()
    assert "Daily Brief" in letter.get_body(["html"]).get_content()


def test_a_name_in_another_script_is_reached_where_the_server_can(post_office, list_factory):
    box = post_office(enable_SMTPUTF8=True)
    Subscriber.objects.sign_up("用户@例子.example", [list_factory()])
    assert box.envelopes[0].rcpt_tos == ["用户@例子.example"]
    assert "用户@例子.example" in box.envelopes[0].content.decode()


def test_where_the_server_cannot_the_log_says_so_and_nothing_breaks(post_office, list_factory, caplog):
    box = post_office(enable_SMTPUTF8=False)
    Subscriber.objects.sign_up("用户@例子.example", [list_factory()])
    assert not box.envelopes
    assert "refuses the recipient" in caplog.text


def test_no_line_break_gets_into_a_header(post_office, list_factory):
    box = post_office()
    evil = list_factory("Daily\r\nBcc: all@bank.example")
    Subscriber.objects.sign_up("ada@bank.example", [evil], name="Ada\r\nBcc: all@bank.example").confirm()
    for envelope in box.envelopes:
        assert envelope.rcpt_tos == ["ada@bank.example"]
        assert message_from_bytes(envelope.content, policy=policy.default)["Bcc"] is None

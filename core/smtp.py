"""Mail to addresses in any script, where the mail server takes them (SMTPUTF8, RFC 6531)."""

from email.policy import SMTPUTF8
from smtplib import SMTP, SMTPRecipientsRefused
from typing import cast

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp


class EmailBackend(smtp.EmailBackend):
    """Django's own, which refuses names before the @ in other letters than ASCII, and says so with a ValueError."""

    def _send(self, email_message: EmailMessage) -> bool:
        if all(address.rpartition("@")[0].isascii() for address in email_message.recipients()):
            return super()._send(email_message)  # type: ignore[misc]  # not in the stubs
        server = cast(SMTP, self.connection)
        server.ehlo_or_helo_if_needed()
        if not server.has_extn("smtputf8"):
            answer = (550, b"This mail server takes no addresses in other letters than ASCII (SMTPUTF8).")
            raise SMTPRecipientsRefused(dict.fromkeys(email_message.recipients(), answer))
        server.sendmail(
            self.prep_address(email_message.from_email),
            [self.prep_address(address, force_ascii=False) for address in email_message.recipients()],
            email_message.message(policy=SMTPUTF8).as_bytes(),
            mail_options=["SMTPUTF8", "BODY=8BITMIME"],
        )
        return True

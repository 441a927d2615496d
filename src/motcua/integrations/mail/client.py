"""How is an e-mail handed to the office's server (SMTP)?"""

import smtplib
from dataclasses import dataclass

from django.core.mail.backends.smtp import EmailBackend

from config.messaging import MailServer
from motcua.integrations.mail.map import email_of, message_id
from motcua.notices.ports import Message, NotTaken, Taken

_TIMEOUT = 15  # seconds
_FOR_GOOD = range(500, 600)


@dataclass(frozen=True, slots=True)
class MailCarrier:
    """The server that is set up."""

    server: MailServer
    plain: bool = False

    def send(self, message: Message) -> Taken | NotTaken:
        """See `Carrier.send`; a receiver the server refuses for good (5xx) is not tried again."""
        backend = EmailBackend(
            host=self.server.host,
            port=self.server.port,
            username=self.server.user,
            password=self.server.password,
            use_tls=self.server.security == "starttls",
            use_ssl=self.server.security == "tls",
            timeout=_TIMEOUT,
        )
        try:
            sent = backend.send_messages([email_of(message, self.server)])
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            return NotTaken(f"Máy chủ thư từ chối người nhận ({codes[0]}).", for_good=codes[0] in _FOR_GOOD)
        except smtplib.SMTPResponseException as fault:
            return NotTaken(f"Máy chủ thư trả lời {fault.smtp_code}.")
        except (OSError, smtplib.SMTPException, ValueError) as silent:
            return NotTaken(f"Không gửi được qua máy chủ thư ({type(silent).__name__}).")
        if not sent:
            return NotTaken("Máy chủ thư không nhận thư.")
        return Taken(message_id(message, self.server))

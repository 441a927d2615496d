"""What does an e-mail look like? Plain text, one receiver, an id of its own that stays through every try."""

from hashlib import sha256

from django.core.mail import EmailMessage

from config.messaging import MailServer
from motcua.notices.ports import Message


def email_of(message: Message, server: MailServer) -> EmailMessage:
    """The message as Django sends it. Line ends in a title would begin a header, so they become spaces."""
    return EmailMessage(
        subject=" ".join(message.title.split()),
        body=message.text,
        from_email=server.sender,
        to=[message.to],
        headers={"Message-ID": message_id(message, server), "Auto-Submitted": "auto-generated"},
    )


def message_id(message: Message, server: MailServer) -> str:
    """The same for every try of one message, so that a mail server or reader shows it once."""
    domain = server.sender.rpartition("@")[2].rstrip(">")
    return f"<{sha256(message.key.encode()).hexdigest()[:32]}@{domain}>"

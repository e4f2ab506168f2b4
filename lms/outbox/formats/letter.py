"""A message as an e-mail."""

from email.message import EmailMessage
from email.utils import format_datetime

from lms.outbox.models import MessageOut


def as_email(message: MessageOut, address: str, sender: str, public_url: str) -> EmailMessage:
    """Plain text, with the address of the page where she goes on."""
    letter = EmailMessage()
    letter["From"] = sender
    letter["To"] = address
    letter["Subject"] = " ".join(message.subject.split())
    letter["Date"] = format_datetime(message.created_at)
    letter["Message-ID"] = f"<{message.id}.{message.created_at:%Y%m%d%H%M%S}@{sender.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    lines = [message.text]
    if message.link and public_url:
        lines += ["", public_url + message.link]
    letter.set_content("\n".join(lines) + "\n")
    return letter

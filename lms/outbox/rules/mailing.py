"""E-mail: a letter handed to the office's mail server, each time under the same Message-ID, by which mail
servers and readers know that it is the same letter."""

import re
import smtplib
import ssl

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.base.database import db
from lms.config import LOOPBACK, MailServer
from lms.outbox.formats.letter import as_email
from lms.outbox.models import Delivery, MessageOut
from lms.outbox.rules.carrying import Problem

PATIENCE = 20  # seconds for each answer of the mail server
NO_SUCH_MAILBOX = {550, 551, 553}
"""Of this address and for good; what a server may refuse of all letters, such as 554, is tried again."""
NO_ADDRESS = "she has no address any more"
_ADDRESS = re.compile(r"[^\s@<>'\"]+@[^\s@<>'\"]+")


def post(delivery_id: int, server: MailServer, sender: str, public_url: str) -> Problem | None:
    """Hand a claimed letter to the mail server; returns what went wrong, without addresses. No lock is held
    meanwhile."""
    found = select(Delivery).where(Delivery.id == delivery_id)
    way = joinedload(Delivery.message)
    delivery = db.session.scalar(found.options(way.joinedload(MessageOut.person)))
    address = delivery.message.person.email if delivery else None
    if delivery is None or not address:
        return Problem(NO_ADDRESS, is_final=True)
    letter = as_email(delivery.message, address, sender, public_url)
    db.session.rollback()
    try:
        with _opened(server) as connection:
            try:
                _secure(connection, server)
            except (OSError, smtplib.SMTPException) as error:
                return _problem(error, is_general=True)
            connection.send_message(letter)
    except smtplib.SMTPRecipientsRefused as error:
        codes = {code for code, _ in error.recipients.values()}
        return _problem(error, is_final=codes <= NO_SUCH_MAILBOX)
    except smtplib.SMTPException as error:
        return _problem(error)
    except OSError as error:
        return _problem(error, is_general=True)
    return None


def _problem(error: Exception, *, is_final: bool = False, is_general: bool = False) -> Problem:
    words = _ADDRESS.sub("…", f"{type(error).__name__}: {error}")
    return Problem(words, is_final=is_final, is_general=is_general)


def _opened(server: MailServer) -> smtplib.SMTP:
    if server.tls:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=PATIENCE)


def _secure(connection: smtplib.SMTP, server: MailServer) -> None:
    """Encrypt what follows, unless it never leaves this machine, and say who we are."""
    if not server.tls and server.host not in LOOPBACK:
        connection.starttls(context=ssl.create_default_context())
    if server.user:
        connection.login(server.user, server.password)

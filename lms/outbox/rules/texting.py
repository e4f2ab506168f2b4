"""Text messages: for whoever has a phone and no e-mail address, handed to the office's gateway each time
under the same reference, by which the gateway knows that it is the same message.

Nobody is written to twice: a message that has any delivery gets no other, and what she has opened needs none.
"""

import json
import re
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.base import clock
from lms.base.bulk import insert_rows, new_ids
from lms.base.database import db, lock_for_writing
from lms.base.outgoing import NoAnswer, Refused, ask
from lms.config import Config
from lms.gateway import Taken
from lms.outbox.formats.text_message import as_text
from lms.outbox.models import Channel, Delivery, DeliveryState, MessageOut, TextConsent
from lms.outbox.queries import NO_CONSENT, NO_MOBILE, NO_PHONE, share_phone, wants_texts
from lms.outbox.rules.carrying import TOO_OLD, Problem
from lms.people.models import Person

PATIENCE = 10  # seconds for the gateway
LARGEST = 64 * 1024  # bytes of an answer
AGAIN_LATER = (408, 429)  # refusals that are over after a while
TAKES_NOTHING = (429, 503)  # of whatever message
_CODE = re.compile(r"[A-Za-z_-]{0,6}[0-9]{0,6}")
"""What a gateway may call an error without telling of anybody."""
_MOBILE = re.compile(r"0[35789]\d{8}")
"""Ten digits that begin with one of the prefixes of mobile numbers since 2018 (Decision 798/QĐ-BTTTT)."""


def put_on_their_way() -> int:
    """Begin a delivery for each message of the last days that nobody has opened and that takes no other way,
    where its person has a phone and no e-mail address and wants it; returns how many."""
    lock_for_writing("outbox:deliveries")
    now = clock.now()
    wanted = (
        select(MessageOut.id)
        .join(Person, Person.id == MessageOut.person_id)
        .join(TextConsent, TextConsent.person_id == Person.id)
        .where(MessageOut.created_at > now - TOO_OLD, MessageOut.read_at.is_(None))
        .where(Person.phone.is_not(None), Person.email.is_(None), Person.standing())
        .where(~select(Delivery.id).where(Delivery.message_id == MessageOut.id).exists())
    )
    found = db.session.scalars(wanted.order_by(MessageOut.id)).all()
    rows = [
        {
            "id": row_id,
            "message_id": message_id,
            "channel": Channel.SMS,
            "state": DeliveryState.WAITING,
            "tries": 0,
            "due_at": now,
        }
        for row_id, message_id in zip(new_ids(Delivery, len(found)), found, strict=True)
    ]
    insert_rows(Delivery, rows)
    return len(rows)


def text(delivery_id: int, config: Config) -> Problem | None:
    """Hand a claimed message to the gateway; returns what went wrong. No lock is held meanwhile.

    An answer of success is taken for the message being taken, whatever else it says, unless the settings tell
    by what it is known (``SMS_TAKEN``).
    """
    found = select(Delivery).where(Delivery.id == delivery_id)
    way = joinedload(Delivery.message)
    delivery = db.session.scalar(found.options(way.joinedload(MessageOut.person)))
    phone = delivery.message.person.phone if delivery else None
    if delivery is None or not phone:
        return Problem(NO_PHONE, is_final=True)
    if not wants_texts(delivery.message.person_id):
        return Problem(NO_CONSENT, is_final=True)
    number = mobile_number(phone)
    if number is None:
        return Problem(NO_MOBILE, is_final=True)
    whom = delivery.message.person.full_name if share_phone(delivery.message.person) else ""
    words = as_text(delivery.message, config.public_url or "", accents=config.sms_accents, whom=whom)
    filled = config.sms_fields.filled(number, words, reference(delivery), config.sms_token)
    db.session.rollback()
    return _hand_over(filled, config)


def mobile_number(phone: str) -> str | None:
    """``0912345678`` as ``84912345678``; None where no text message arrives there."""
    return f"84{phone[1:]}" if _MOBILE.fullmatch(phone) else None


def reference(delivery: Delivery) -> str:
    """By what the gateway knows the message: the delivery's key, with the second at which the message was
    written, since a database may give the key of an erased row again."""
    return f"{delivery.id}-{delivery.message.created_at:%Y%m%d%H%M%S}"


def _hand_over(filled: dict[str, str], config: Config) -> Problem | None:
    headers = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"}
    if config.sms_token and not config.sms_fields.token:
        headers["Authorization"] = f"Bearer {config.sms_token}"
    data = json.dumps(filled, ensure_ascii=False).encode()
    try:
        answer = ask(config.sms_url or "", data, headers, patience=PATIENCE, largest=LARGEST)
    except Refused as error:
        is_final = 400 <= error.status < 500 and error.status not in AGAIN_LATER
        return Problem(
            str(error), is_final, error.status in TAKES_NOTHING, timedelta(seconds=error.wait or 0)
        )
    except NoAnswer as error:
        return Problem(str(error), is_general=True)
    return _not_taken(answer, config.sms_taken)


def _not_taken(answer: bytes, taken: Taken | None) -> Problem | None:
    """What an answer of success says in truth; its word is repeated only where it is a short code."""
    word = taken.word_in(answer) if taken else None
    if taken is None or word in taken.words:
        return None
    code = word if word and _CODE.fullmatch(word) else "?"
    return Problem(f"{'.'.join(taken.path)}: {code}")

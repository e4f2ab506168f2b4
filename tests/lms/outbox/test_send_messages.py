"""A message is written once, stands in an inbox, and leaves by e-mail once."""

import dataclasses
import email
import email.policy
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from lms.base.database import db
from lms.base.health import Health
from lms.config import MailServer, read_config
from lms.outbox.jobs import send_emails
from lms.outbox.models import Channel, Delivery, DeliveryState, MessageOut
from lms.outbox.queries import latest_about, number_unread
from lms.outbox.rules.addressing import BadAddress, keep_email
from lms.outbox.rules.carrying import LOST, MOST_TRIES, SENDER_ENDED, claim
from lms.outbox.rules.examining import letters
from lms.outbox.rules.mailing import post
from lms.outbox.rules.reading import open_message
from lms.outbox.rules.sending import Letter, send, send_each
from lms.people.models import Person
from lms.people.queries import person_by_code
from lms.people.rules.joining import add_person
from tests.factories.outbox import Postbox, postbox

MORNING = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SUBJECT, TEXT = "Học bài bảo vệ trẻ em", "Chị Hoa ơi, còn một bài nữa."


def somebody(address: str | None = "hoa@example.vn") -> Person:
    """A person with an address, or without one."""
    found = add_person(full_name="Nguyễn Thị Hoa", code="T-1")
    db.session.commit()
    if address:
        keep_email(found.id, address)
        db.session.commit()
    return found


def send_with(app: Flask, box: Postbox) -> None:
    """Run the job with this mail server."""
    server = read_config({"SMTP_URL": box.url, "SMTP_FROM": "lop520@example.vn"}).smtp_url
    config = app.extensions["config"]
    app.extensions["config"] = dataclasses.replace(
        config, smtp_url=server, smtp_from="lop520@example.vn", public_url="https://lop520.example.vn"
    )
    send_emails()
    db.session.commit()


def delivery() -> Delivery:
    """The one delivery that there is."""
    db.session.expire_all()
    return db.session.scalars(select(Delivery)).one()


def test_the_same_key_is_the_same_message(both_app: Flask) -> None:
    person = somebody()
    first = send(person.id, SUBJECT, TEXT, "reminder:1", link="/learn")
    db.session.commit()
    again = send(person.id, "Tiêu đề khác", "Lời khác", "reminder:1")
    db.session.commit()
    assert again.id == first.id
    assert (again.subject, again.text) == (SUBJECT, TEXT)
    letters = [Letter(person.id, SUBJECT, TEXT, key) for key in ("reminder:1", "reminder:2", "reminder:2")]
    assert [each.key for each in send_each(letters, by=None)] == ["reminder:2"]
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 2


def test_two_who_press_at_once_send_one_message(both_app: Flask) -> None:
    person_id = somebody().id
    db.session.commit()

    def press(_: int) -> int:
        with both_app.app_context():
            sent = send(person_id, SUBJECT, TEXT, "reminder:1").id
            db.session.commit()
            return sent

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(press, range(4)))) == 1
    assert db.session.scalar(select(func.count()).select_from(MessageOut)) == 1


def test_a_message_is_unread_until_she_opens_it(both_app: Flask) -> None:
    person = somebody()
    sent = send(person.id, SUBJECT, TEXT, "reminder:1", about="requirement:x")
    db.session.commit()
    assert number_unread(person.id) == 1
    assert open_message(person.id + 1, sent.id) is None
    opened = open_message(person.id, sent.id)
    db.session.commit()
    assert opened
    read_at = opened.read_at
    assert number_unread(person.id) == 0
    open_message(person.id, sent.id)
    db.session.commit()
    assert latest_about("requirement:x", [person.id])[person.id].read_at == read_at


def test_a_letter_leaves_once_with_its_words_and_its_link(both_app: Flask) -> None:
    send(somebody().id, SUBJECT, TEXT, "reminder:1", link="/learn")
    db.session.commit()
    with postbox() as box:
        send_with(both_app, box)
        send_with(both_app, box)
        assert len(box.letters) == 1
    letter = email.message_from_bytes(box.letters[0].encode(), policy=email.policy.default)
    assert (letter["Subject"], letter["To"]) == (SUBJECT, "hoa@example.vn")
    assert letter["From"] == "lop520@example.vn"
    assert letter.get_content().splitlines() == [TEXT, "", "https://lop520.example.vn/learn"]
    assert delivery().state is DeliveryState.SENT


def test_two_processes_claim_a_letter_once(both_app: Flask) -> None:
    send(somebody().id, SUBJECT, TEXT, "reminder:1")
    db.session.commit()

    def take(_: int) -> list[int]:
        with both_app.app_context():
            taken = claim(Channel.EMAIL)
            db.session.commit()
            return taken

    with ThreadPoolExecutor(4) as pool:
        assert sorted(len(taken) for taken in pool.map(take, range(4))) == [0, 0, 0, 1]


def test_a_server_that_says_later_is_asked_again_later(app: Flask) -> None:
    with time_machine.travel(MORNING, tick=False) as clock, postbox(refusals=1) as box:
        send(somebody().id, SUBJECT, TEXT, "reminder:1")
        db.session.commit()
        send_with(app, box)
        assert delivery().state is DeliveryState.WAITING
        assert "451" in (delivery().error or "")
        send_with(app, box)
        assert box.letters == []
        clock.shift(timedelta(minutes=5))
        send_with(app, box)
        assert len(box.letters) == 1
        assert delivery().tries == 2


def test_of_many_letters_the_one_to_nobody_is_given_up_and_the_others_leave(app: Flask) -> None:
    addresses = ["hoa@example.vn", "nobody@example.vn", "lan@example.vn"]
    for number, address in enumerate(addresses):
        person = add_person(full_name="Nguyễn Thị Hoa", code=f"T-{number}")
        keep_email(person.id, address)
        send(person.id, SUBJECT, TEXT, f"reminder:{number}")
        db.session.commit()
    with postbox() as box:
        box.unknown = {"nobody@example.vn"}
        send_with(app, box)
        assert len(box.letters) == 2
    rows = db.session.scalars(select(Delivery).order_by(Delivery.id)).all()
    assert [each.state.value for each in rows] == ["sent", "failed", "sent"]
    assert "550" in (rows[1].error or "")
    assert "nobody@" not in (rows[1].error or "")


def test_a_server_that_encrypts_nothing_gets_no_letter(app: Flask) -> None:
    for number in range(3):
        send((person_by_code("T-1") or somebody()).id, SUBJECT, TEXT, f"reminder:{number}")
    db.session.commit()
    with postbox(host="127.0.0.2") as box:  # not this machine by name, as far as the product knows
        send_with(app, box)
        assert (box.letters, box.calls) == ([], 1)  # nor is it asked for each of them
    rows = db.session.scalars(select(Delivery).order_by(Delivery.id)).all()
    assert [(each.state.value, each.tries) for each in rows] == [
        ("waiting", 1),
        ("waiting", 0),
        ("waiting", 0),
    ]
    assert "SMTPNotSupportedError" in (rows[0].error or "")


def test_it_is_given_up_after_some_tries(app: Flask) -> None:
    with time_machine.travel(MORNING, tick=False) as clock, postbox(refusals=99) as box:
        send(somebody().id, SUBJECT, TEXT, "reminder:1")
        db.session.commit()
        for _ in range(MOST_TRIES + 2):
            send_with(app, box)
            clock.shift(timedelta(hours=2))
        assert (delivery().state, delivery().tries) == (DeliveryState.FAILED, MOST_TRIES)


def number_of(letter: str) -> str:
    """By what mail servers know that a letter is the same."""
    return str(email.message_from_bytes(letter.encode(), policy=email.policy.default)["Message-ID"])


def test_a_letter_whose_sender_died_leaves_again_as_the_same_letter(both_app: Flask) -> None:
    with time_machine.travel(MORNING, tick=False) as clock, postbox() as box:
        send(somebody().id, SUBJECT, TEXT, "reminder:1")
        db.session.commit()
        (taken,) = claim(Channel.EMAIL)
        db.session.commit()
        server = read_config({"SMTP_URL": box.url, "SMTP_FROM": "lop520@example.vn"}).smtp_url
        assert server
        assert post(taken, server, "lop520@example.vn", "") is None  # and its process is gone
        send_with(both_app, box)
        assert len(box.letters) == 1
        clock.shift(LOST)
        send_with(both_app, box)
        assert len({number_of(letter) for letter in box.letters}) == 1
        assert len(box.letters) == 2
        assert (delivery().state, delivery().tries) == (DeliveryState.SENT, 2)


def test_a_mail_server_that_dies_after_it_took_a_letter_gets_the_same_one_again(app: Flask) -> None:
    with time_machine.travel(MORNING, tick=False) as clock, postbox(deaths=1) as box:
        send(somebody().id, SUBJECT, TEXT, "reminder:1")
        db.session.commit()
        send_with(app, box)
        assert delivery().state is DeliveryState.WAITING
        assert "SMTPServerDisconnected" in (delivery().error or "")
        clock.shift(timedelta(minutes=5))
        send_with(app, box)
        assert len({number_of(letter) for letter in box.letters}) == 1
        assert len(box.letters) == 2
        assert delivery().state is DeliveryState.SENT


def test_a_sender_that_dies_each_time_is_given_up(app: Flask) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        send(somebody().id, SUBJECT, TEXT, "reminder:1")
        db.session.commit()
        for _ in range(MOST_TRIES):
            assert len(claim(Channel.EMAIL)) == 1
            db.session.commit()
            clock.shift(LOST)
        assert claim(Channel.EMAIL) == []
        db.session.commit()
    assert (delivery().state, delivery().error) == (DeliveryState.FAILED, SENDER_ENDED)
    assert letters().health is Health.WATCH


def test_what_waited_for_a_server_too_long_is_not_sent(app: Flask) -> None:
    with time_machine.travel(MORNING, tick=False) as clock, postbox() as box:
        send(somebody().id, SUBJECT, TEXT, "reminder:1")
        db.session.commit()
        send_emails()  # no server is named
        clock.shift(timedelta(days=4))
        send_with(app, box)
        assert box.letters == []


def test_without_an_address_there_is_only_the_inbox(app: Flask) -> None:
    person = somebody(None)
    send(person.id, SUBJECT, TEXT, "reminder:1")
    db.session.commit()
    assert number_unread(person.id) == 1
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 0


@pytest.mark.parametrize(
    "address",
    [
        "hoa",
        "hoa@",
        "hoa@example",
        "a b@example.vn",
        "a@b.vn\nBcc: c@d.vn",
        "a@b.vn,c@d.vn",
        "x" * 250 + "@b.vn",
    ],
)
def test_what_is_no_address_is_refused(app: Flask, address: str) -> None:
    person = somebody(None)
    with pytest.raises(BadAddress):
        keep_email(person.id, address)


def test_an_address_is_forgotten_when_she_empties_it(app: Flask) -> None:
    person = somebody()
    keep_email(person.id, "")
    db.session.commit()
    assert person.email is None


def test_a_link_never_leads_elsewhere(app: Flask) -> None:
    person = somebody()
    for link in ("https://elsewhere.example", "//elsewhere.example", "learn"):
        with pytest.raises(ValueError, match="path of a page"):
            send(person.id, SUBJECT, TEXT, "reminder:1", link=link)


def test_the_settings_name_the_server(app: Flask) -> None:
    config = read_config({"SMTP_URL": "smtps://mai:m%40t@mail.example.vn", "SMTP_FROM": "lop520@example.vn"})
    assert config.smtp_url == MailServer("mail.example.vn", 465, tls=True, user="mai", password="m@t")

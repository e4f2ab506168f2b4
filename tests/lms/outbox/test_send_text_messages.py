"""Who has a phone and no e-mail address hears of a message by one text message."""

import dataclasses
import logging
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.base.health import Health
from lms.base.matters import Matter
from lms.base.messages import message
from lms.config import BadSetting, QuietHours, read_config
from lms.outbox.formats.text_message import ACCENTED, PLAIN, as_text
from lms.outbox.health import texts
from lms.outbox.jobs import send_emails, send_texts
from lms.outbox.models import Channel, Delivery, DeliveryState, MessageOut
from lms.outbox.queries import NO_MOBILE, NO_PHONE, reminders_to_tell
from lms.outbox.rules import texting
from lms.outbox.rules.addressing import agree_to_texts, keep_email
from lms.outbox.rules.carrying import LOST, MOST_TRIES, claim
from lms.outbox.rules.reading import open_message
from lms.outbox.rules.reminding import compose
from lms.outbox.rules.sending import send
from lms.outbox.rules.texting import mobile_number, text
from lms.people.queries import person_by_code
from lms.people.rules.forgetting import forget
from lms.people.rules.joining import add_person
from tests.factories.account import client_of
from tests.factories.gateway import gateway
from tests.factories.texts import MORNING, NIGHT, SECOND_KEY, SUBJECT, TEXT, TOKEN, delivery, text_with, told


def number_of_deliveries() -> int:
    """How many there are."""
    return db.session.scalar(select(func.count()).select_from(Delivery)) or 0


def test_it_is_sent_once_with_the_fields_of_the_gateway(both_app: Flask) -> None:
    told()
    with gateway() as server:
        text_with(both_app, server)
        text_with(both_app, server)
    (taken,) = server.taken
    assert taken == {
        "Phone": "84912345678",
        "Content": "Lop 520: Hoc bai bao ve tre em https://lop520.example.vn",
        "RequestId": texting.reference(delivery()),
        "ApiKey": TOKEN,
        "Brandname": "LOP520",
        "SecretKey": SECOND_KEY,
    }
    assert "authorization" not in server.headers[0]
    assert (delivery().channel, delivery().state) == (Channel.SMS, DeliveryState.SENT)
    assert texting.reference(delivery()).startswith(f"{delivery().id}-")


def test_nobody_is_texted_who_has_not_said_yes_herself(both_app: Flask) -> None:
    her = told().person
    visitor = client_of(both_app, her)
    assert "SMS" not in visitor.get("/inbox").text  # nothing is asked where the office sends none
    with gateway() as server:
        agree_to_texts(her.id, wanted=False)
        text_with(both_app, server)
        assert server.taken == []
        assert "checked" not in visitor.get("/inbox").text
        assert visitor.post("/inbox/texts", data={"wanted": "y"}).status_code == 303
        assert "checked" in visitor.get("/inbox").text
        text_with(both_app, server)
        assert len(server.taken) == 1
        visitor.post("/inbox/texts", data={})
        told(key="news:2")
        agree_to_texts(her.id, wanted=False)
        text_with(both_app, server)
    assert len(server.taken) == 1
    said = db.session.scalars(
        select(AuditEntry.action).where(AuditEntry.action.like("text_consent:%")).order_by(AuditEntry.id)
    ).all()
    assert said[-2:] == ["text_consent:given", "text_consent:taken_back"]


def test_a_token_without_a_field_stands_in_the_header(app: Flask) -> None:
    told()
    with gateway() as server:
        text_with(app, server, SMS_FIELDS="to=so,text=tin")
    assert server.headers[0]["authorization"] == f"Bearer {TOKEN}"
    assert server.taken[0].keys() == {"so", "tin"}


def test_a_reply_that_is_lost_brings_the_same_reference_again(both_app: Flask) -> None:
    with time_machine.travel(MORNING, tick=False) as clock, gateway("dead") as server:
        told()
        text_with(both_app, server)
        assert (delivery().state, delivery().error) == (DeliveryState.WAITING, "RemoteDisconnected")
        clock.shift(timedelta(minutes=5))
        text_with(both_app, server)
        assert delivery().state is DeliveryState.SENT
    assert len(server.taken) == 2
    assert server.taken[0] == server.taken[1]


def test_a_sender_that_died_leaves_the_same_reference(app: Flask) -> None:
    with time_machine.travel(MORNING, tick=False) as clock, gateway() as server:
        told()
        text_with(app, server)
        delivery().state = DeliveryState.SENDING  # its process is gone before it could say so
        db.session.commit()
        clock.shift(LOST)
        text_with(app, server)
        assert (delivery().state, delivery().tries) == (DeliveryState.SENT, 2)
    assert server.taken[0] == server.taken[1]


@pytest.mark.parametrize("status", [500, 503, 429, 302])
def test_a_gateway_that_cannot_now_is_asked_again_later(app: Flask, status: int) -> None:
    with time_machine.travel(MORNING, tick=False) as clock, gateway(status) as server:
        told()
        text_with(app, server)
        assert (delivery().state, delivery().error) == (DeliveryState.WAITING, f"HTTP {status}")
        text_with(app, server)
        assert len(server.taken) == 1
        clock.shift(timedelta(minutes=5))
        text_with(app, server)
        assert delivery().state is DeliveryState.SENT
    assert len(server.taken) == 2


def test_what_the_gateway_refuses_is_given_up_with_its_status_and_not_its_words(app: Flask) -> None:
    told()
    with gateway(400) as server:
        server.body = b'{"ErrorMessage": "84912345678 is on the list of refusals"}'
        text_with(app, server)
        text_with(app, server)
    assert len(server.taken) == 1
    assert (delivery().state, delivery().error, delivery().tries) == (DeliveryState.FAILED, "HTTP 400", 1)


def test_a_gateway_that_never_answers_is_waited_for_only_so_long(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texting, "PATIENCE", 0.2)
    told()
    with gateway("silent") as server:
        text_with(app, server)
    assert (delivery().state, delivery().error) == (DeliveryState.WAITING, "TimeoutError")


def test_a_gateway_that_is_not_there_is_asked_until_it_is_given_up(app: Flask) -> None:
    with gateway() as server:
        pass
    with time_machine.travel(MORNING, tick=False) as clock:
        told()
        for _ in range(MOST_TRIES + 2):
            text_with(app, server)
            clock.shift(timedelta(hours=2))
    assert (delivery().state, delivery().error) == (DeliveryState.FAILED, "ConnectionRefusedError")
    assert delivery().tries == MOST_TRIES


@pytest.mark.parametrize("body", [b"\xff\xfe<html>", b"", b"x" * 200_000])
def test_whatever_a_success_says_the_message_counts_as_taken(app: Flask, body: bytes) -> None:
    told()
    with gateway() as server:
        server.body = body
        text_with(app, server)
    assert delivery().state is DeliveryState.SENT


def test_quiet_hours_hold_a_reminder_and_nothing_else(app: Flask) -> None:
    config = app.extensions["config"]
    app.extensions["config"] = dataclasses.replace(config, quiet_hours=QuietHours(20, 7))
    with time_machine.travel(NIGHT, tick=False) as clock, gateway() as server:
        news = told()
        compose([Matter(news.person_id, "course:1", NIGHT.date(), message("Learn."))], NIGHT.date())
        db.session.commit()
        text_with(app, server)
        assert [each["Content"].split(": ")[1][:7] for each in server.taken] == ["Hoc bai"]
        clock.shift(timedelta(hours=10))
        text_with(app, server)
        assert len(server.taken) == 2


def test_who_has_an_e_mail_address_gets_no_text_message(app: Flask) -> None:
    person = add_person(full_name="Nguyễn Thị Hoa", code="T-1", phone="0912345678")
    db.session.commit()
    keep_email(person.id, "hoa@example.vn")
    told()
    with gateway() as server:
        text_with(app, server)
        keep_email(person.id, "")
        db.session.commit()
        text_with(app, server)  # its way is by e-mail, and stays so
        assert server.taken == []
        assert delivery().channel is Channel.EMAIL
        told(key="news:2")
        text_with(app, server)
    send_emails()
    assert [each["Phone"] for each in server.taken] == ["84912345678"]


def test_who_has_opened_a_message_or_has_no_phone_gets_none(app: Flask) -> None:
    news = told()
    open_message(news.person_id, news.id)
    other = add_person(full_name="Trần Văn Bình", code="T-2")
    send(other.id, SUBJECT, TEXT, "news:2")
    db.session.commit()
    with gateway() as server:
        text_with(app, server)
    assert (server.taken, number_of_deliveries()) == ([], 0)


def test_what_is_older_than_three_days_is_not_sent_when_a_gateway_is_named(app: Flask) -> None:
    with time_machine.travel(MORNING, tick=False) as clock, gateway() as server:
        told()
        send_texts()  # no gateway is named
        clock.shift(timedelta(days=3))
        text_with(app, server)
    assert (server.taken, number_of_deliveries()) == ([], 0)


def test_who_was_erased_gets_none_even_when_it_was_claimed_before(app: Flask) -> None:
    person_id = told().person_id
    texting.put_on_their_way()
    taken = claim(Channel.SMS)
    db.session.commit()
    told(key="news:2")
    forget([person_id])
    db.session.commit()
    config = read_config({"SMS_URL": "http://127.0.0.1:9/"})
    assert [text(each, config) for each in taken] == [texting.Problem(NO_PHONE, is_final=True)]
    with gateway() as server:
        text_with(app, server)
    assert server.taken == []
    assert number_of_deliveries() == 1


@pytest.mark.parametrize("phone", ["02103846123", "0212345678"])
def test_a_number_that_is_no_mobile_one_is_skipped_with_the_reason(app: Flask, phone: str) -> None:
    told(phone)
    with gateway() as server:
        text_with(app, server)
    assert server.taken == []
    assert (delivery().state, delivery().error) == (DeliveryState.FAILED, NO_MOBILE)


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True))
def test_mobile_numbers_are_written_as_seen_from_abroad(phone: str) -> None:
    assert mobile_number(phone) == f"84{phone[1:]}"
    assert mobile_number(f"{phone}0") is None


@given(st.text(max_size=200), st.booleans(), st.sampled_from(["", "https://lop520.example.vn"]))
def test_one_text_message_holds_it_and_no_word_is_broken(subject: str, accents: bool, address: str) -> None:
    words = as_text(MessageOut(subject=f"Học {subject}"), address, accents=accents, whom=subject)
    assert len(words.encode("utf-16-le")) // 2 <= (ACCENTED if accents else PLAIN)
    assert words.endswith(address)
    assert accents or (words.isascii() and not set(words) & set("[]{}^~|\\`"))


def test_accents_stay_where_the_office_wants_them(app: Flask) -> None:
    told()
    with gateway() as server:
        text_with(app, server, SMS_ACCENTS="1")
    assert server.taken[0]["Content"] == "Lớp 520: Học bài bảo vệ trẻ em https://lop520.example.vn"
    long = MessageOut(subject="Học bài bảo vệ trẻ em ở cộng đồng trước ngày họp giao ban tháng này")
    assert as_text(long, "https://lop520.example.vn", accents=True) == (
        "Lớp 520: Học bài bảo vệ trẻ em ở cộng... https://lop520.example.vn"
    )


def test_who_shares_a_phone_is_named_so_that_both_know_who_is_meant(app: Flask) -> None:
    told()
    add_person(full_name="Nguyễn Văn Tám", code="T-2", phone="0912345678")
    db.session.commit()
    with gateway() as server:
        text_with(app, server)
    assert server.taken[0]["Content"] == "Lop 520, Hoa: Hoc bai bao ve tre em https://lop520.example.vn"


def test_a_reminder_that_left_by_text_message_is_still_to_be_told(demo_app: Flask) -> None:
    """The text message says that there is one, not what it says."""
    officer, person = person_by_code("TD-X01"), person_by_code("TD-C001")
    assert officer
    assert person
    with time_machine.travel(MORNING, tick=False), gateway() as server:
        compose([Matter(person.id, "course:1", MORNING.date(), message("Learn."))], MORNING.date())
        person.phone = "0912345678"
        agree_to_texts(person.id, wanted=True)
        db.session.commit()
        text_with(demo_app, server)
        assert "84912345678" in [each["Phone"] for each in server.taken]
        to_tell = {each.person_id: each.message_id for each in reminders_to_tell(officer, MORNING.date())}
    way = db.session.scalars(select(Delivery).where(Delivery.message_id == to_tell[person.id])).one()
    assert (way.channel, way.state) == (Channel.SMS, DeliveryState.SENT)


def test_the_page_of_health_says_when_the_gateway_took_none_of_the_last_ten(app: Flask) -> None:
    with gateway(*[401] * 10) as server:
        assert texts().health is Health.GOOD
        for number in range(10):
            assert texts().health is Health.GOOD
            told(key=f"news:{number}")
            text_with(app, server)
        assert texts().health is Health.WATCH
        told(key="news:10")
        text_with(app, server)
        assert texts().health is Health.GOOD


def test_no_secret_and_no_number_stands_in_the_log_or_on_the_page(
    demo_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    administrator = person_by_code("DEMO-QT")
    assert administrator
    told()
    with gateway(400, "dead") as server:
        server.body = f"84912345678 {TOKEN} {SECOND_KEY}".encode()
        text_with(demo_app, server)
        text_with(demo_app, server)
    client = client_of(demo_app, administrator)
    log, health = client.get("/deliveries").text, client.get("/health").text
    assert "Tin nhắn SMS" in log
    assert "HTTP 400" in log
    for secret in (TOKEN, SECOND_KEY, "in-the-address", "912345678", SUBJECT):
        assert secret not in log + health + caplog.text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMS_URL", "ftp://geheim.example.vn"),
        ("SMS_URL", "https://user:geheim@sms.example.vn"),
        ("SMS_URL", "https://sms.example.vn:geheim/"),
        ("SMS_URL", "https://[geheim"),
        ("SMS_URL", "https://sms.example.vn/a geheim"),
        ("SMS_TOKEN", "gehéim"),
        ("SMS_TOKEN", "a\ngeheim"),
        ("SMS_TAKEN", "geheim"),
        ("SMS_TAKEN", "geheim..x=1"),
        ("SMS_TAKEN", "geheim=1|"),
        ("SMS_FIELDS", "to=geheim"),
        ("SMS_FIELDS", "to=a,text=a,key=geheim:1"),
        ("SMS_FIELDS", "to=a,text=b,to=geheim"),
        ("SMS_FIELDS", "to=a,text=b,key=geheim"),
        ("SMS_FIELDS", "to=a,text=b,token=c:geheim"),
        ("SMTP_URL", "smtp://mai:geheim"),
        ("SMTP_URL", "smtp://[geheim"),
    ],
)
def test_a_bad_value_is_refused_without_being_repeated(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name) as refused:
        read_config({name: value})
    assert "geheim" not in str(refused.value)
    assert "geheim" not in str(refused.value.__cause__)


def test_a_field_for_a_token_needs_one() -> None:
    with pytest.raises(BadSetting, match="SMS_TOKEN"):
        read_config({"SMS_URL": "https://sms.example.vn", "SMS_FIELDS": "to=a,text=b,token=c"})

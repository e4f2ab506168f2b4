"""Each morning people are reminded once of each matter; who reads no message is told by somebody."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlalchemy import select

from lms.base import clock
from lms.base.audit import AccessLogEntry, AuditEntry
from lms.base.database import db
from lms.base.matters import Matter
from lms.base.messages import message
from lms.base.spreadsheets import read_workbook
from lms.config import BadSetting, QuietHours, read_config
from lms.outbox.jobs import compose_reminders, send_emails
from lms.outbox.models import Channel, Delivery, DeliveryState, MessageOut, RemindedMatter, Reminder
from lms.outbox.queries import number_to_tell
from lms.outbox.rules.addressing import keep_email
from lms.outbox.rules.carrying import claim, report
from lms.outbox.rules.quieting import is_quiet
from lms.outbox.rules.reading import open_message
from lms.outbox.rules.reminding import compose
from lms.people.models import Person
from lms.people.rules.merging import merge
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_officer, make_person
from tests.factories.places import small_country
from tests.factories.statements import statements

MORNING = datetime(2026, 11, 22, 0, 30, tzinfo=UTC)  # half past seven in Vietnam
TODAY = date(2026, 11, 22)
DUE = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def morning() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lan(app: Flask) -> Person:
    """A collaborator of Tam Dương, without an e-mail address."""
    return commune()[0]


def commune() -> tuple[Person, Person]:
    """A collaborator and the officer of her commune; committed."""
    country = small_country()
    found = make_collaborator(country.tam_duong), make_officer(country.tam_duong)
    db.session.commit()
    return found


def officer_of(app: Flask) -> FlaskClient:
    """The officer's browser."""
    return client_of(app, db.session.scalars(select(Person).where(Person.full_name == "Lê Thị Mai")).one())


def matter(person: Person, key: str = "assignment:1", due_on: date = DUE) -> Matter:
    """Something that a person is to do."""
    return Matter(
        person.id,
        key,
        due_on,
        message(
            "“%(requirement)s” is to be done by %(day)s.", requirement="Ghi sổ", day=f"{due_on:%d/%m/%Y}"
        ),
    )


def remind(*matters: Matter, day: date = TODAY) -> int:
    """Compose and commit."""
    number = compose(matters, day)
    db.session.commit()
    return number


def texts() -> list[str]:
    """What was written to whomever, in the order of days."""
    return list(db.session.scalars(select(MessageOut.text).order_by(MessageOut.id)))


def test_all_matters_of_a_person_are_one_message(both_app: Flask) -> None:
    lan, mai = commune()
    assert remind(matter(lan), matter(mai), matter(lan, "holding:x", TODAY)) == 2
    [first, *_] = [text for text in texts() if text.startswith("Kính gửi Trần Thị Lan,")]
    lines = first.split("\n")
    assert lines[1] == "1. “Ghi sổ” cần làm xong trước hết ngày 22/11/2026."
    assert lines[2] == "2. “Ghi sổ” cần làm xong trước hết ngày 27/11/2026."
    assert len(db.session.scalars(select(RemindedMatter)).all()) == 3


def test_of_one_matter_she_is_reminded_once_and_again_when_its_day_changes(both_app: Flask) -> None:
    lan, _ = commune()
    assert remind(matter(lan), matter(lan)) == 1
    for days in (0, 1, 9):
        assert remind(matter(lan), day=TODAY + timedelta(days=days)) == 0
    assert remind(matter(lan, due_on=DUE + timedelta(days=7)), day=TODAY + timedelta(days=9)) == 1
    assert len(texts()) == 2


def test_who_was_merged_is_reminded_as_who_is_kept_and_of_nothing_twice(both_app: Flask) -> None:
    lan, _ = commune()
    again = make_person("Trần Thị Lan", phone=None)
    assert remind(matter(again)) == 1
    merge(lan, again, by=None)
    db.session.commit()
    new = matter(again, "retry:7")
    assert remind(matter(again), matter(lan), day=TODAY + timedelta(days=1)) == 0
    assert remind(new, matter(lan, "holding:x"), day=TODAY + timedelta(days=1)) == 1
    assert remind(new, day=TODAY + timedelta(days=2)) == 0
    told = db.session.scalars(select(MessageOut.person_id).order_by(MessageOut.id)).all()
    assert told == [again.id, lan.id]


def test_a_second_matter_of_the_same_day_waits_for_the_next(both_app: Flask) -> None:
    lan, _ = commune()
    assert remind(matter(lan)) == 1
    assert remind(matter(lan, "holding:x")) == 0
    assert remind(matter(lan, "holding:x"), day=TODAY + timedelta(days=1)) == 1


def test_the_morning_s_job_reminds_once_and_never_in_a_quiet_hour(
    app: Flask, lan: Person, morning: time_machine.Traveller
) -> None:
    features = app.extensions["features"]
    told = matter(lan)
    object.__setattr__(features[0], "matters", (lambda day: [told],))
    try:
        for moment in (MORNING - timedelta(hours=1), MORNING - timedelta(hours=10)):
            morning.move_to(moment)
            compose_reminders()
            assert texts() == []
        morning.move_to(MORNING)
        for _ in range(2):
            compose_reminders()
            db.session.commit()
        assert len(texts()) == 1
    finally:
        object.__setattr__(features[0], "matters", ())


@pytest.mark.parametrize(
    ("hours", "quiet"),
    [
        (QuietHours(20, 7), [0, 6, 20, 23]),
        (QuietHours(1, 5), [1, 4]),
        (QuietHours(7, 7), []),
        (QuietHours(0, 0), []),
    ],
)
def test_quiet_hours_may_last_over_midnight(hours: QuietHours, quiet: list[int]) -> None:
    at = [datetime(2026, 11, 22, hour, 59, tzinfo=clock.VIETNAM) for hour in (0, 1, 4, 5, 6, 7, 19, 20, 23)]
    found = [moment.hour for moment in at if is_quiet(moment, hours)]
    assert [hour for hour in found if hour in quiet] == quiet
    assert set(found) <= set(range(hours.begin, 24)) | set(range(hours.end))


@given(st.integers(0, 23), st.integers(0, 23))
def test_quiet_lasts_as_many_hours_as_the_setting_says(begin: int, end: int) -> None:
    day = [datetime(2026, 11, 22, hour, tzinfo=clock.VIETNAM) for hour in range(24)]
    assert sum(is_quiet(moment, QuietHours(begin, end)) for moment in day) == (end - begin) % 24


def test_the_setting_of_quiet_hours_is_two_hours() -> None:
    assert read_config({"QUIET_HOURS": "21 – 6"}).quiet_hours == QuietHours(21, 6)
    for wrong in ("20", "20-24", "a-b", "20-7-3", "-1-7"):
        with pytest.raises(BadSetting):
            read_config({"QUIET_HOURS": wrong})


def test_a_reminder_leaves_by_e_mail_in_no_quiet_hour(app: Flask, lan: Person) -> None:
    keep_email(lan.id, "lan@example.vn")
    db.session.commit()
    remind(matter(lan))
    send_emails()  # without a mail server nothing happens
    assert claim(Channel.EMAIL, reminders=False) == []
    [delivery] = claim(Channel.EMAIL)
    report(delivery, None)
    db.session.commit()
    assert db.session.scalars(select(Delivery.state)).all() == [DeliveryState.SENT]


def test_the_officer_sees_whom_to_tell_what_and_ticks_it_once(app: Flask, lan: Person) -> None:
    remind(matter(lan))
    reminder = db.session.scalars(select(Reminder)).one().id
    officer = officer_of(app)
    assert "1 lời nhắc cần chuyển" in officer.get("/").text
    page = officer.get("/reminders").text
    for words in ("Xã Tam Dương", "Trần Thị Lan", "Thôn Đông", "0900 000 556", "Ghi sổ", "Còn 1 người"):
        assert words in page
    for _ in range(2):
        assert officer.post("/reminders/told", data={"reminder": [reminder, 999]}).status_code == 303
    told = db.session.get_one(Reminder, reminder)
    assert (told.told_at, told.told_by.full_name) == (MORNING, "Lê Thị Mai")
    noted = select(AuditEntry).where(AuditEntry.action == "reminder:told")
    assert len(db.session.scalars(noted).all()) == 1
    assert "Đã nhắc đủ mọi người." in officer.get("/reminders").text
    assert "lời nhắc cần chuyển" not in officer.get("/").text


def test_a_tick_made_by_mistake_is_taken_off_and_both_are_on_record(app: Flask, lan: Person) -> None:
    remind(matter(lan))
    reminder = db.session.scalars(select(Reminder)).one()
    officer = officer_of(app)
    assert officer.post("/reminders/take-back", data={"reminder": reminder.id}).status_code == 404
    officer.post("/reminders/told", data={"reminder": reminder.id})
    page = officer.get("/reminders").text
    assert f'form="take-back" name="reminder" value="{reminder.id}">Đánh dấu nhầm: chưa nhắc' in page
    after = officer.post("/reminders/take-back", data={"reminder": reminder.id}, follow_redirects=True).text
    assert "Đã bỏ đánh dấu: vẫn cần nhắc Trần Thị Lan." in after
    assert "Còn 1 người" in after
    db.session.expire_all()
    assert (reminder.told_at, reminder.told_by_id) == (None, None)
    acts = select(AuditEntry.action, AuditEntry.actor_id).where(AuditEntry.object_kind == "reminder")
    mai = db.session.scalars(select(Person.id).where(Person.full_name == "Lê Thị Mai")).one()
    noted = db.session.execute(acts.order_by(AuditEntry.id)).all()
    assert noted == [("reminder:told", mai), ("reminder:taken_back", mai)]
    for nothing in ("", "x", "999", "99999999999999999999"):
        assert officer.post("/reminders/take-back", data={"reminder": nothing}).status_code == 404


def test_who_has_read_it_or_was_reached_by_e_mail_needs_nobody(app: Flask, lan: Person) -> None:
    keep_email(lan.id, "lan@example.vn")
    db.session.commit()
    remind(matter(lan))
    mai = db.session.scalars(select(Person).where(Person.full_name == "Lê Thị Mai")).one()
    assert number_to_tell(mai, TODAY) == 1  # the office may have no mail server
    [delivery] = claim(Channel.EMAIL)
    report(delivery, None)
    db.session.commit()
    assert number_to_tell(mai, TODAY) == 0
    remind(matter(lan, "other"), day=TODAY + timedelta(days=1))
    assert number_to_tell(mai, TODAY + timedelta(days=1)) == 1
    newest = db.session.scalars(select(MessageOut).order_by(MessageOut.id.desc())).first()
    assert newest
    open_message(lan.id, newest.id)
    db.session.commit()
    assert number_to_tell(mai, TODAY + timedelta(days=1)) == 0
    assert number_to_tell(mai, TODAY + timedelta(days=30)) == 0


def test_an_officer_passes_on_nothing_of_another_commune_nor_her_own(app: Flask) -> None:
    country = small_country()
    elsewhere = make_collaborator(country.hoi_thinh, "Hà Thị Chung")
    officer = make_officer(country.tam_duong)
    db.session.commit()
    remind(matter(elsewhere), matter(officer))
    reminders = db.session.scalars(select(Reminder.id)).all()
    client = client_of(app, officer)
    page = client.get("/reminders").text
    assert "Hà Thị Chung" not in page
    assert "Không có ai cần nhắc" in page
    client.post("/reminders/told", data={"reminder": reminders})
    assert db.session.scalars(select(Reminder.told_at)).all() == [None, None]
    told = db.session.scalars(select(Reminder).order_by(Reminder.id)).first()
    assert told
    told.told_at, told.told_by_id = MORNING, elsewhere.id
    db.session.commit()
    assert client.post("/reminders/take-back", data={"reminder": told.id}).status_code == 404


def test_a_learner_has_no_such_list(app: Flask, lan: Person) -> None:
    client = client_of(app, lan)
    assert client.get("/reminders").status_code == 403
    assert client.post("/reminders/told", data={"reminder": "1"}).status_code == 403
    assert client.post("/reminders/take-back", data={"reminder": "1"}).status_code == 403


def test_the_list_goes_along_as_paper_and_workbook_and_that_is_noted(app: Flask, lan: Person) -> None:
    remind(matter(lan))
    officer = officer_of(app)
    paper = officer.get("/reminders/list")
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.data)).pages)
    for said in ("Trần Thị Lan", "0900 000 556", "Thôn Đông", "Xã Tam Dương"):
        assert said in words
    [sheet] = read_workbook(officer.get("/reminders/list?as=xlsx").data)
    assert any(row[2:4] == ["Trần Thị Lan", "0900000556"] for row in sheet.rows)
    assert officer.get("/reminders/list?as=exe").status_code == 404
    exported = db.session.scalars(select(AccessLogEntry.exported).order_by(AccessLogEntry.id)).all()
    assert exported == [True, True]


def test_the_list_and_the_composing_ask_no_more_for_many_than_for_few(app: Flask) -> None:
    country = small_country()
    officer = make_officer(country.tam_duong)
    first = make_collaborator(country.tam_duong, "Người 0")
    rest = [make_collaborator(country.tam_duong, f"Người {number}") for number in range(1, 12)]
    db.session.commit()
    client = client_of(app, officer)
    hers, theirs = matter(first), [matter(each) for each in rest]
    with statements() as few:
        remind(hers)
    with statements() as seen:
        client.get("/reminders")
    with statements() as many:
        remind(*theirs)
    with statements() as seen_all:
        assert client.get("/reminders").text.count("inbox-text") == 12
    written = [each for each in many if not each.startswith("INSERT INTO message_out")]
    assert len(written) == len([each for each in few if not each.startswith("INSERT INTO message_out")])
    assert len(seen_all) == len(seen)

"""Signing in in two steps: the password, and what only her phone or her paper says."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from lms.account.factors.rules.sparing_codes import make_spare_codes
from lms.account.queries import devices_of
from lms.account.rules.knowing_devices import revoke
from lms.account.rules.throttling import ONE_LOGIN_FROM_ONE_NETWORK, SIX_DIGITS
from lms.base.database import db
from lms.base.safekeeping import KEY_FILE
from lms.people.models import Person
from tests.factories.account import PASSWORD, is_in, new_phone
from tests.factories.factors import PhoneApp, give_app
from tests.factories.people import make_person

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
STEP = "/sign-in/second-step"


@pytest.fixture
def app_of_hoa(hoa: Person) -> PhoneApp:
    """The app on her phone, set up the day before."""
    with time_machine.travel(NOW - timedelta(days=1), tick=False):
        return give_app(hoa)


@pytest.fixture
def desk(both_app: Flask, app_of_hoa: PhoneApp) -> FlaskClient:
    """A computer on which nobody has signed in."""
    return new_phone(both_app)


def type_password(client: FlaskClient, **more: str) -> str | None:
    answer = client.post(
        "/sign-in?next=/account/devices", data={"login": "TD-LD1", "secret": PASSWORD, **more}
    )
    return answer.location


@time_machine.travel(NOW, tick=False)
def test_the_password_alone_opens_nothing_but_the_second_step(desk: FlaskClient) -> None:
    assert type_password(desk) == STEP
    assert not is_in(desk)
    assert desk.get("/people").status_code == 302


@time_machine.travel(NOW, tick=False)
def test_the_digits_of_her_app_lead_on_to_the_page_she_wanted(
    desk: FlaskClient, app_of_hoa: PhoneApp
) -> None:
    type_password(desk)
    digits = app_of_hoa.shows()
    assert desk.post(STEP, data={"code": f"{digits[:3]} {digits[3:]}"}).location == "/account/devices"
    assert is_in(desk)


@pytest.mark.parametrize(("late", "taken"), [(-60, False), (-30, True), (30, True), (60, False)])
@time_machine.travel(NOW, tick=False)
def test_a_clock_may_be_wrong_by_half_a_minute(
    desk: FlaskClient, app_of_hoa: PhoneApp, late: int, taken: bool
) -> None:
    type_password(desk)
    desk.post(STEP, data={"code": app_of_hoa.shows(late)})
    assert is_in(desk) == taken


def test_digits_are_good_once_and_so_are_those_before_them(
    both_app: Flask, desk: FlaskClient, app_of_hoa: PhoneApp
) -> None:
    with time_machine.travel(NOW, tick=False):
        type_password(desk)
        desk.post(STEP, data={"code": app_of_hoa.shows(30)})
        assert is_in(desk)
        looked_over = new_phone(both_app)
        type_password(looked_over)
        for seconds in (30, 0, -30):
            answer = looked_over.post(STEP, data={"code": app_of_hoa.shows(seconds)})
            assert "đã dùng rồi" in answer.text
        assert not is_in(looked_over)
    with time_machine.travel(NOW + timedelta(seconds=60), tick=False):
        looked_over.post(STEP, data={"code": app_of_hoa.shows()})
        assert is_in(looked_over)


@time_machine.travel(NOW, tick=False)
def test_each_printed_code_is_good_once_however_it_is_typed(
    both_app: Flask, desk: FlaskClient, hoa: Person
) -> None:
    first, second, *_ = make_spare_codes(hoa.id)
    db.session.commit()
    type_password(desk)
    assert "K7QM3-XPA9C" in desk.get(f"{STEP}?printed=1").text
    desk.post(f"{STEP}?printed=1", data={"code": f" {first.lower().replace('-', ' ')} "})
    assert is_in(desk)
    other = new_phone(both_app)
    type_password(other)
    other.post(f"{STEP}?printed=1", data={"code": first})
    assert not is_in(other)
    other.post(f"{STEP}?printed=1", data={"code": second})
    assert is_in(other)


@time_machine.travel(NOW, tick=False)
def test_a_printed_code_of_somebody_else_opens_nothing(desk: FlaskClient, hoa: Person) -> None:
    code = make_spare_codes(make_person("Lò Văn Inh", code="TD-LD2").id)[0]
    db.session.commit()
    type_password(desk)
    desk.post(f"{STEP}?printed=1", data={"code": code})
    assert not is_in(desk)


@time_machine.travel(NOW, tick=False)
def test_the_first_step_is_forgotten_after_a_quarter_of_an_hour(
    desk: FlaskClient, app_of_hoa: PhoneApp
) -> None:
    type_password(desk)
    with time_machine.travel(NOW + timedelta(minutes=15), tick=False):
        assert desk.post(STEP, data={"code": app_of_hoa.shows()}).location == "/sign-in"
    assert not is_in(desk)


@time_machine.travel(NOW, tick=False)
def test_another_password_ends_a_first_step(both_app: Flask, desk: FlaskClient, app_of_hoa: PhoneApp) -> None:
    type_password(desk)
    hers = new_phone(both_app)
    type_password(hers)
    hers.post(STEP, data={"code": app_of_hoa.shows()})
    new = "mưa tháng bảy trên nương"
    hers.post("/account/password", data={"present": PASSWORD, "password": new, "again": new})
    assert desk.post(STEP, data={"code": app_of_hoa.shows(30)}).location == "/sign-in"


def test_guessing_digits_is_slowed_down_and_ends_for_the_day(desk: FlaskClient) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        type_password(desk)
        codes = [
            desk.post(STEP, data={"code": "000000"}).status_code
            for _ in range(ONE_LOGIN_FROM_ONE_NETWORK.tries + 1)
        ]
        assert codes[-2:] == [200, 429]
        tried = ONE_LOGIN_FROM_ONE_NETWORK.tries
        while tried < SIX_DIGITS.tries:
            clock.shift(ONE_LOGIN_FROM_ONE_NETWORK.window)
            type_password(desk)
            for _ in range(min(ONE_LOGIN_FROM_ONE_NETWORK.tries, SIX_DIGITS.tries - tried)):
                assert desk.post(STEP, data={"code": "000000"}).status_code == 200
                tried += 1
        clock.shift(timedelta(hours=3))
        type_password(desk)
        assert desk.post(STEP, data={"code": "000000"}).status_code == 429
        clock.shift(SIX_DIGITS.window)
        type_password(desk)
        assert desk.post(STEP, data={"code": "000000"}).status_code == 200


def test_her_own_device_is_remembered_for_thirty_days(desk: FlaskClient, app_of_hoa: PhoneApp) -> None:
    with time_machine.travel(NOW, tick=False):
        type_password(desk)
        desk.post(STEP, data={"code": app_of_hoa.shows(), "remember": "y"})
        desk.post("/sign-out")
        assert type_password(desk) == "/account/devices"
        desk.post("/sign-out")
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        assert type_password(desk) == STEP


@time_machine.travel(NOW, tick=False)
def test_a_borrowed_device_is_never_remembered(desk: FlaskClient, app_of_hoa: PhoneApp) -> None:
    type_password(desk, borrowed="y")
    assert "remember" not in desk.get(STEP).text
    desk.post(STEP, data={"code": app_of_hoa.shows(), "remember": "y"})
    desk.post("/sign-out")
    assert type_password(desk) == STEP


@time_machine.travel(NOW, tick=False)
def test_a_remembered_device_that_was_lost_is_asked_again(
    desk: FlaskClient, app_of_hoa: PhoneApp, hoa: Person
) -> None:
    type_password(desk)
    desk.post(STEP, data={"code": app_of_hoa.shows(), "remember": "y"})
    (user,) = devices_of(hoa.id)
    revoke(user, hoa.id)
    db.session.commit()
    assert type_password(desk) == STEP


@time_machine.travel(NOW, tick=False)
def test_without_the_key_digits_are_refused_in_a_sentence_and_paper_still_opens(
    both_app: Flask, desk: FlaskClient, app_of_hoa: PhoneApp, hoa: Person
) -> None:
    code = make_spare_codes(hoa.id)[0]
    db.session.commit()
    Path(both_app.instance_path, KEY_FILE).unlink()
    type_password(desk)
    assert "instance/factors.key" in desk.post(STEP, data={"code": app_of_hoa.shows()}).text
    desk.post(f"{STEP}?printed=1", data={"code": code})
    assert is_in(desk)


def test_nobody_reaches_the_second_step_without_the_first(both_app: Flask, hoa: Person) -> None:
    stranger = new_phone(both_app)
    assert stranger.get(STEP).location == "/sign-in"
    assert stranger.post("/sign-in/second-factor", data={"code": "000000"}).location == "/sign-in"

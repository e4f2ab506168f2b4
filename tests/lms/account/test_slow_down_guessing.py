"""Whoever guesses has to wait; a class in one office does not."""

from contextlib import suppress

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lms.account.jobs import JOBS
from lms.account.models import Throttle
from lms.account.rules.throttling import (
    ONE_LOGIN_FROM_ANYWHERE,
    ONE_LOGIN_FROM_ONE_NETWORK,
    ONE_LOGIN_ON_HER_DEVICE,
    TooManyTries,
    count_try,
    forget_tries,
    network_of,
)
from lms.base.database import db
from lms.base.scheduling import run_due
from tests.factories.account import PASSWORD, give_password, new_phone, type_in
from tests.factories.people import make_person

NOON = "2026-10-01T12:00:00+07:00"


def tries(login: str, address: str, times: int) -> None:
    """So many counted tries."""
    for _ in range(times):
        count_try(login, address)
        db.session.commit()


def test_the_ninth_guess_has_to_wait_and_is_told_how_long(app: Flask, client: FlaskClient) -> None:
    give_password(make_person("Trần Thị Lan", code="TD-C001"), PASSWORD)
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(ONE_LOGIN_FROM_ONE_NETWORK.tries):
            assert type_in(client, "/sign-in", login="TD-C001", secret="guess").status_code == 200
        clock.shift(150)
        answer = type_in(client, "/sign-in", login="TD-C001", secret=PASSWORD)
        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == "450"
        assert "Hãy đợi 8 phút rồi thử lại." in answer.text
        clock.shift(450)
        assert type_in(client, "/sign-in", login="TD-C001", secret=PASSWORD).status_code == 303


def test_signing_in_wipes_the_slate(both_app: Flask) -> None:
    tries("0912345678", "203.113.1.7", ONE_LOGIN_FROM_ONE_NETWORK.tries)
    with pytest.raises(TooManyTries):
        count_try("0912345678", "203.113.1.7")
    db.session.rollback()
    forget_tries("0912345678", "203.113.1.7")
    db.session.commit()
    tries("0912345678", "203.113.1.7", ONE_LOGIN_FROM_ONE_NETWORK.tries)


@pytest.mark.parametrize("spelled", ["0912 345 678", "+84912345678", "84 912.345.678", "(0912)345678"])
def test_one_number_is_one_login_however_it_is_spelled(app: Flask, spelled: str) -> None:
    tries("0912345678", "203.113.1.7", ONE_LOGIN_FROM_ONE_NETWORK.tries)
    with pytest.raises(TooManyTries):
        count_try(spelled, "203.113.1.7")


def test_a_class_may_sign_in_from_one_address(app: Flask) -> None:
    for number in range(200):
        tries(f"TD-C{number:03}", "203.113.1.7", 1)


def test_a_guess_from_everywhere_is_slowed_down_too(app: Flask) -> None:
    for number in range(ONE_LOGIN_FROM_ANYWHERE.tries):
        tries("TD-C001", f"10.0.{number}.1", 1)
    with pytest.raises(TooManyTries):
        count_try("td-c001", "192.0.2.1")


def test_others_in_the_network_are_not_held_up(app: Flask) -> None:
    tries("TD-C001", "203.113.1.7", ONE_LOGIN_FROM_ONE_NETWORK.tries)
    count_try("TD-C002", "203.113.1.7")


def test_waiting_does_not_grow_by_trying(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        tries("TD-C001", "203.113.1.7", ONE_LOGIN_FROM_ONE_NETWORK.tries)
        clock.shift(540)
        with pytest.raises(TooManyTries) as refusal:
            count_try("TD-C001", "203.113.1.7")
        assert refusal.value.seconds == 60
        db.session.rollback()
        clock.shift(60)
        count_try("TD-C001", "203.113.1.7")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.113.1.7", "203.113.1.0/24"),
        ("2001:ee0:4f4e:1:2:3:4:5", "2001:ee0:4f4e:1::/64"),
        ("::ffff:203.113.1.7", "203.113.1.0/24"),
        ("", "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_an_address_counts_with_its_network(address: str, network: str) -> None:
    assert network_of(address) == network


def test_counts_hold_no_phone_number_and_are_removed_when_they_end(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        tries("0912345678", "203.113.1.7", 1)
        assert not any("0912345678" in row.key for row in db.session.scalars(select(Throttle)))
        clock.shift(2 * 3600)
        db.session.commit()
        assert run_due(JOBS) == ["forget-tries"]
        assert db.session.scalar(select(func.count()).select_from(Throttle)) == 0


def test_nobody_is_kept_out_of_her_own_phone_by_who_guesses_elsewhere(both_app: Flask) -> None:
    give_password(make_person("Trần Thị Lan", code="TD-C001"), PASSWORD)
    give_password(make_person("Lê Thị Mai", code="TD-C002", phone="0900000666"), PASSWORD)
    hers, stranger = new_phone(both_app), new_phone(both_app)
    assert type_in(hers, "/sign-in", login="TD-C001", secret=PASSWORD).status_code == 303
    hers.post("/sign-out")
    tries("TD-C001", "203.113.1.7", ONE_LOGIN_FROM_ONE_NETWORK.tries)
    for network in range(10, 15):
        with suppress(TooManyTries):
            tries("TD-C001", f"203.113.{network}.7", ONE_LOGIN_FROM_ONE_NETWORK.tries)
        db.session.rollback()
    assert type_in(stranger, "/sign-in", login="TD-C001", secret=PASSWORD).status_code == 429
    assert type_in(hers, "/sign-in", login="TD-C001", secret=PASSWORD).status_code == 303


def test_a_phone_that_knows_somebody_else_is_a_strangers(app: Flask) -> None:
    give_password(make_person("Trần Thị Lan", code="TD-C001"), PASSWORD)
    give_password(make_person("Lê Thị Mai", code="TD-C002", phone="0900000666"), PASSWORD)
    phone = new_phone(app)
    assert type_in(phone, "/sign-in", login="TD-C002", secret=PASSWORD).status_code == 303
    phone.post("/sign-out")
    tries("TD-C001", "127.0.0.1", ONE_LOGIN_FROM_ONE_NETWORK.tries)
    assert type_in(phone, "/sign-in", login="TD-C001", secret=PASSWORD).status_code == 429


def test_guessing_on_her_own_phone_is_slowed_down_too(app: Flask) -> None:
    give_password(make_person("Trần Thị Lan", code="TD-C001"), PASSWORD)
    phone = new_phone(app)
    assert type_in(phone, "/sign-in", login="TD-C001", secret=PASSWORD).status_code == 303
    phone.post("/sign-out")
    for _ in range(ONE_LOGIN_ON_HER_DEVICE.tries):
        assert type_in(phone, "/sign-in", login="TD-C001", secret="guess").status_code == 200
    assert type_in(phone, "/sign-in", login="TD-C001", secret=PASSWORD).status_code == 429

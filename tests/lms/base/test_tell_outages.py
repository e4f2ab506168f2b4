"""What is out of reach for now is told from what is wrong, by the errors themselves."""

import errno
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from lms.base.database import db
from lms.base.outages import Outage, outage_of


def fill_up(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "x.sqlite")) as connection:
        connection.execute("CREATE TABLE page (body BLOB)")
        connection.execute("PRAGMA max_page_count=4")
        connection.execute("INSERT INTO page VALUES (zeroblob(100000))")


def wait_in_vain(folder: Path) -> None:
    with (
        closing(sqlite3.connect(folder / "x.sqlite")) as one,
        closing(sqlite3.connect(folder / "x.sqlite", timeout=0)) as other,
    ):
        one.execute("BEGIN EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")


def open_what_is_not_there(folder: Path) -> None:
    sqlite3.connect(folder / "there" / "is" / "none.sqlite")


def ask_for_no_table(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "x.sqlite")) as connection:
        connection.execute("SELECT * FROM nowhere")


def read_what_is_no_database(folder: Path) -> None:
    (folder / "x.sqlite").write_text("Đây không phải cơ sở dữ liệu." * 99, "utf-8")
    ask_for_no_table(folder)


def write_on_a_full_disk(_folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        full.write("x")


def read_what_is_not_there(folder: Path) -> None:
    (folder / "none").read_text("utf-8")


def reach_no_server(_folder: Path) -> None:
    psycopg.connect("host=127.0.0.1 port=1 user=nobody dbname=none")


@pytest.mark.parametrize(
    ("act", "outage"),
    [
        (fill_up, Outage.FULL),
        (wait_in_vain, Outage.AWAY),
        (open_what_is_not_there, Outage.AWAY),
        (ask_for_no_table, None),
        (read_what_is_no_database, None),
        (write_on_a_full_disk, Outage.FULL),
        (read_what_is_not_there, None),
        (reach_no_server, Outage.AWAY),
    ],
)
def test_each_error_says_what_it_is(
    tmp_path: Path, act: Callable[[Path], None], outage: Outage | None
) -> None:
    with pytest.raises((sqlite3.Error, psycopg.Error, OSError)) as raised:
        act(tmp_path)
    assert outage_of(raised.value) is outage


def test_a_quota_and_a_pool_that_is_used_up_are_outages() -> None:
    assert outage_of(OSError(errno.EDQUOT, "quota")) is Outage.FULL
    assert outage_of(PoolExhausted("nobody gave one back in time")) is Outage.AWAY
    assert outage_of(ZeroDivisionError("a bug")) is None


WRONG = ["SELECT * FROM nowhere", "SELEC 1", "SELECT count(*) FROM person WHERE id = 'x' + 1 / 0 AND"]


@pytest.mark.parametrize("statement", WRONG)
def test_a_mistake_in_a_statement_is_no_outage(both_app: Flask, statement: str) -> None:
    with pytest.raises(DBAPIError) as raised:
        db.session.execute(text(statement))
    assert outage_of(raised.value) is None


CODES = {
    "53100": Outage.FULL,  # disk_full
    "57P01": Outage.AWAY,  # admin_shutdown
    "57P03": Outage.AWAY,  # cannot_connect_now
    "40P01": Outage.AWAY,  # deadlock_detected
    "08006": Outage.AWAY,  # connection_failure
    "25006": Outage.AWAY,  # read_only_sql_transaction
    "23505": None,  # unique_violation
    "42P01": None,  # undefined_table
}


@pytest.mark.postgresql
@pytest.mark.parametrize("both_app", ["postgresql"], indirect=True)
@pytest.mark.parametrize("code", CODES)
def test_what_postgresql_says_is_told_by_its_code(both_app: Flask, code: str) -> None:
    raising = f"DO $$ BEGIN RAISE EXCEPTION 'so' USING ERRCODE = '{code}'; END $$"
    with pytest.raises(DBAPIError) as raised:
        db.session.execute(text(raising))
    assert outage_of(raised.value) is CODES[code]
    assert outage_of(raised.value.orig or raised.value) is CODES[code]

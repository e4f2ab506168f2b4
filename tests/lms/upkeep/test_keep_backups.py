"""Which backups are kept, when the next is due, and what is said when one was missed."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from lms.base import clock
from lms.base.clock import VIETNAM
from lms.base.health import Health
from lms.people.queries import person_by_code
from lms.upkeep.rules.examining import examine
from lms.upkeep.rules.keeping import (
    DAYS,
    EXTRA,
    FRESH,
    MONTHS,
    Backup,
    backups_in,
    is_due,
    last_good,
    name_of,
    to_drop,
)
from tests.conftest import make_app
from tests.factories.account import sign_in
from tests.factories.upkeep import backed_up, premises, run_command

NOON = datetime(2026, 11, 23, 12, tzinfo=VIETNAM)


def kept(made_at: datetime, reason: str = "", *, good: bool = True) -> Backup:
    path = Path(name_of(made_at, reason))
    return Backup(path, made_at, reason, "0" * 64 if good else None, made_at if good else None)


def left(backups: list[Backup]) -> list[Backup]:
    dropped = to_drop(backups)
    return [each for each in backups if each not in dropped]


def test_after_two_years_of_nights_the_last_fortnight_and_a_year_of_months_are_left() -> None:
    nights = [kept(NOON - timedelta(days=number)) for number in range(730)]
    stay = left(nights)
    assert [each.made_at for each in stay[:DAYS]] == [each.made_at for each in nights[:DAYS]]
    months = {each.made_at.strftime("%Y%m") for each in stay}
    assert (len(stay), len(months)) == (
        DAYS + MONTHS - 1,
        MONTHS,
    )


def test_of_a_day_the_last_good_one_stays() -> None:
    day = [kept(NOON - timedelta(days=3, hours=number), good=number > 0) for number in range(6)]
    assert left([kept(NOON), *day]) == [kept(NOON), day[1]]


def test_all_of_the_last_day_stay_whoever_made_them() -> None:
    day = [kept(NOON - timedelta(hours=number)) for number in range(6)]
    assert left(day) == day


def test_those_before_something_dangerous_are_counted_by_themselves() -> None:
    before = [kept(NOON - timedelta(days=number), "before-upgrade") for number in range(EXTRA + 3)]
    assert left(before) == before[:EXTRA]


MOMENTS = st.integers(0, 800 * 24 * 60).map(lambda minutes: NOON - timedelta(minutes=minutes))
BACKUPS = st.lists(
    st.builds(
        lambda at, reason, good: kept(at, reason, good=good),
        MOMENTS,
        st.sampled_from(["", "", "", "before-restore"]),
        st.booleans(),
    ),
    max_size=60,
    unique_by=lambda each: each.path,
)


@given(BACKUPS)
def test_the_last_good_backup_is_never_dropped_and_dropping_twice_drops_no_more(
    backups: list[Backup],
) -> None:
    stay = left(backups)
    newest = sorted(backups, key=lambda each: each.made_at, reverse=True)
    assert last_good(newest) is None or last_good(newest) in stay
    assert to_drop(stay) == []
    plain = [each for each in newest if not each.reason]
    fresh = [each for each in plain if each.made_at > plain[0].made_at - FRESH]
    assert len(stay) <= DAYS + MONTHS + EXTRA + 1 + len(fresh)


def test_saving_before_something_dangerous_throws_nothing_away(app: Flask) -> None:
    made = [backed_up("before-upgrade", clock.now() - timedelta(days=number)) for number in range(EXTRA + 2)]
    assert len(backups_in(premises().backups)) == len(made)
    backed_up()
    assert len(backups_in(premises().backups)) == EXTRA + 1


def test_files_of_other_names_are_never_touched(app: Flask) -> None:
    folder = premises().backups
    folder.mkdir()
    for name in ("lop520-old.tar.gz", "lop520-20269999-000000.tar.gz", "notes.txt"):
        (folder / name).write_text("mine", "utf-8")
    made = backed_up()
    assert [each.path for each in backups_in(folder)] == [made.path]
    assert sorted(path.name for path in folder.iterdir() if path.read_bytes() == b"mine") == [
        "lop520-20269999-000000.tar.gz",
        "lop520-old.tar.gz",
        "notes.txt",
    ]


@pytest.mark.parametrize(
    ("made", "now", "due"),
    [
        (None, NOON, True),
        (NOON.replace(hour=2, minute=5), NOON, False),
        (NOON.replace(hour=1, minute=55), NOON, True),
        (NOON - timedelta(days=1), NOON, True),
        (NOON - timedelta(days=1), NOON.replace(hour=1), False),
        (NOON - timedelta(days=3), NOON.replace(hour=1), True),
    ],
)
def test_the_backup_of_a_night_is_due_from_two_o_clock_and_caught_up_later(
    made: datetime | None, now: datetime, due: bool
) -> None:
    assert is_due([kept(made)] if made else [], now.astimezone(UTC), 2) is due


def test_a_backup_before_an_upgrade_does_not_stand_for_that_of_the_night() -> None:
    assert is_due([kept(NOON - timedelta(hours=1), "before-upgrade")], NOON, 2)


def test_the_health_page_says_when_a_backup_was_missed(app: Flask) -> None:
    folder = premises().backups
    assert examine(folder, clock.now(), nightly=False).health is Health.GOOD
    assert examine(folder, clock.now(), nightly=True).health is Health.BAD
    backed_up(now=clock.now() - timedelta(days=3))
    assert examine(folder, clock.now(), nightly=True).health is Health.BAD
    backed_up()
    assert examine(folder, clock.now(), nightly=True).health is Health.GOOD


def test_a_backup_that_has_gone_bad_no_longer_counts_once_it_was_looked_at(app: Flask) -> None:
    made = backed_up()
    content = made.path.read_bytes()
    os.truncate(made.path, len(content) // 2)
    assert run_command(app, "backup", "--check", made.path)[0] == 1
    assert last_good(backups_in(premises().backups)) is None
    made.path.write_bytes(content)
    assert run_command(app, "backup", "--check", made.path)[0] == 0
    assert last_good(backups_in(premises().backups)) is not None


def test_a_backup_is_named_by_the_clock_on_the_wall_of_the_office(app: Flask) -> None:
    with time_machine.travel(datetime(2026, 11, 22, 19, 30, tzinfo=UTC)):
        assert backed_up("before-upgrade").path.name == "lop520-20261123-023000-before-upgrade.tar.gz"


def test_an_administrator_sees_on_her_pages_how_the_backups_stand(demo_app: Flask) -> None:
    client = demo_app.test_client()
    administrator = person_by_code("DEMO-QT")
    assert administrator
    sign_in(client, administrator)
    assert "Bản dùng thử không tự sao lưu" in client.get("/health").text


def test_a_folder_for_backups_that_is_named_by_a_relative_path_lies_with_the_data(tmp_path: Path) -> None:
    app = make_app(f"sqlite:///{tmp_path / 'x.sqlite'}", tmp_path, BACKUP_DIR="kept/here")
    assert app.extensions["premises"].backups == tmp_path / "kept/here"

"""The rows and the total agree, whatever happened to people and places; and so do page, export, command and
plain SQL, whomever they count."""

import io
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from lms.base.database import db
from lms.coverage.models import Among, Count
from lms.coverage.queries.comparing import Moment, Part, people_between
from lms.coverage.queries.naming import Wanted, people, totals
from lms.coverage.rules.comparing import compare
from lms.coverage.rules.tabulating import scene_of, table_of
from lms.staffing.rules.merging import merge_people
from lms.standards.models import Evidence, EvidenceStatus
from lms.standards.rules.holding import differences
from lms.standards.rules.recording import lapse, void
from tests.factories.account import sign_in
from tests.factories.coverage import MERGED_ON, Land, build_land, move_to_today
from tests.factories.people import make_head

DAYS = st.dates(date(2020, 6, 1), date(2027, 6, 30))
MANY = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def busy_land() -> Land:
    """Nine people in overlapping posts, some of them trained, through the merger of 2025."""
    land = build_land()
    places = (land.an_binh, land.binh_minh, land.cao_son, land.district)
    for number in range(9):
        since = date(2021, 1, 1) + timedelta(days=90 * number)
        person = land.serves(f"Lê Thị {'ABCDEFGHI'[number]}", places[number % 4], since=since)
        if number % 2:
            land.also_serves(person, places[(number + 1) % 4], land.officer, since + timedelta(days=200))
        if number % 3:
            land.shows(person, land.yearly, since + timedelta(days=30))
            land.shows(person, land.title, since + timedelta(days=400))
    db.session.commit()
    move_to_today(land)
    return land


def random_land(seed: int) -> Land:
    """Thirty-six people by chance: posts, second jobs, classes, what is only declared, was voided or has
    lapsed, and six records that turned out to be of somebody else; through the merger."""
    chance, land = random.Random(seed), build_land()
    places = (land.an_binh, land.binh_minh, land.cao_son, land.district)
    everybody = []
    for number in range(36):
        since = date(2021, 1, 1) + timedelta(days=chance.randrange(1500))
        until = since + timedelta(days=chance.randrange(60, 1500)) if chance.random() < 0.3 else None
        role = chance.choice([land.collaborator, land.officer])
        person = land.serves(f"Lê Thị {number:02}", chance.choice(places), role, since, until)
        everybody.append(person)
        if chance.random() < 0.4:
            posting = land.also_serves(person, chance.choice(places), land.collaborator, since)
            posting.second_job = True
        for asked in (land.yearly, land.title):
            if chance.random() < 0.7:
                status = chance.choice([EvidenceStatus.CONFIRMED, EvidenceStatus.DECLARED])
                shown_on = date(2021, 2, 1) + timedelta(days=chance.randrange(1900))
                take_back(chance, land.shows(person, asked, shown_on, status))
    chance.shuffle(everybody)
    for kept, merged in zip(everybody[:6], everybody[6:12], strict=True):
        merge_people(kept, merged, by=None)
    db.session.commit()
    move_to_today(land)
    return land


def take_back(chance: random.Random, shown: Evidence) -> None:
    """One in five was a mistake; of the others one in five holds no longer two months later."""
    if chance.random() < 0.2:
        void(shown, by=None, note="Nhập nhầm")
    elif chance.random() < 0.2:
        lapse(
            person_id=shown.person_id,
            competency_id=shown.competency_id,
            occurred_on=shown.occurred_on + timedelta(days=60),
            by=None,
            note="Thu hồi",
        )


def test_on_any_day_the_rows_sum_to_the_total_and_the_surplus(both_app: Flask) -> None:
    land = busy_land()

    @MANY
    @given(DAYS)
    def add_up(day: date) -> None:
        for unit in (land.province, land.country):
            table = table_of(unit, day)
            assert table.sum_of_rows - table.surplus == table.total.people
            assert table.doubled <= table.surplus
            for place in range(len(table.columns)):
                rows = [row.cells[place].count for row in table.rows]
                total = table.total.cells[place].count
                assert (
                    max((row.asked for row in rows), default=0)
                    <= total.asked
                    <= sum(row.asked for row in rows)
                )
                assert total.confirmed <= sum(row.confirmed for row in rows)
        db.session.rollback()

    add_up()


def test_without_posts_in_two_places_every_number_is_the_sum_of_its_rows(both_app: Flask) -> None:
    land = build_land()
    for number, commune in enumerate((land.an_binh, land.binh_minh, land.cao_son, land.an_binh)):
        person = land.serves(f"Lê Thị {'ABCD'[number]}", commune)
        if number:
            land.shows(person, land.yearly, date(2022, 1 + number, 1))
    db.session.commit()
    move_to_today(land)

    @MANY
    @given(DAYS)
    def add_up(day: date) -> None:
        table = table_of(land.province, day)
        assert table.sum_of_rows == table.total.people
        for place in range(len(table.columns)):
            rows = [row.cells[place].count for row in table.rows]
            summed = Count(
                *(
                    sum(values)
                    for values in zip(*((r.asked, r.confirmed, r.declared) for r in rows), strict=True)
                )
            )
            assert summed == table.total.cells[place].count
        db.session.rollback()

    add_up()


# Plain SQL that knows nothing of the product's own: who is whom, ten lines on who of the country is asked and
# has it, and whom to leave out.
PLAIN = text("""
WITH who AS (SELECT p.id, COALESCE(a.kept_id, p.id) AS human FROM person p
             LEFT JOIN person_alias a ON a.merged_id = p.id AND a.undone_at IS NULL),
held AS (SELECT who.human, h.requirement_id, h.status, h.valid_from, h.valid_until
         FROM holding h JOIN who ON who.id = h.person_id)
SELECT COUNT(DISTINCT w.human), COUNT(DISTINCT CASE WHEN h.status = 'confirmed' THEN h.human END)
FROM posting p JOIN who w ON w.id = p.person_id
JOIN post ON post.id = p.post_id JOIN role ON role.id = post.role_id
JOIN requirement_role rr ON rr.role_id = post.role_id JOIN requirement r ON r.id = rr.requirement_id
LEFT JOIN held h ON h.human = w.human AND h.requirement_id = r.id AND h.valid_from <= :day
  AND (h.valid_until IS NULL OR h.valid_until > :day OR r.code = 'tap_huan' AND h.valid_until > :january)
WHERE r.code = :code AND p.valid_from <= :day AND (p.valid_until IS NULL OR p.valid_until > :day)
  AND (NOT :second OR p.second_job) AND (:kind = 0 OR role.staff_kind_id = :kind)
  AND (NOT :fresh OR NOT EXISTS (SELECT 1 FROM posting b JOIN who ON who.id = b.person_id
       WHERE who.human = w.human AND b.valid_from < :since
       AND (b.valid_until IS NULL OR b.valid_until >= :since)))
""")
SINCE = date(2023, 1, 1)


def questions(land: Land) -> Iterator[tuple[Among, str, dict[str, object]]]:
    """Whom to count, the same in an address, and as the plain SQL is told."""
    kind = land.officer.staff_kind_id
    everybody = {"second": False, "kind": 0, "fresh": False, "since": SINCE}
    yield Among(), "", everybody
    yield Among(second_job=True), "&second=y", {**everybody, "second": True}
    yield Among(staff_kind_ids=frozenset([kind])), "&staff=vien_chuc_ds", {**everybody, "kind": kind}
    yield Among(new_since=SINCE), f"&since={SINCE}", {**everybody, "fresh": True}


@pytest.mark.parametrize("seed", [1, 2])
def test_page_export_command_and_plain_sql_say_the_same(both_app: Flask, seed: int) -> None:
    land = random_land(seed)
    assert differences() == []
    client = both_app.test_client()
    sign_in(client, make_head(land.country))
    for day in (date(2022, 12, 31), date(2026, 6, 30)):
        for among, words, told in questions(land):
            table = table_of(land.country, day, among=among)
            page = client.get(f"/coverage?unit=VN&on={day}{words}").text
            book = CalamineWorkbook.from_filelike(
                io.BytesIO(client.get(f"/coverage/workbook?unit=VN&on={day}{words}").data)
            )
            sheet = book.get_sheet_by_index(0).to_python()
            total = next(row for row in sheet if row[1] == "Tổng số (mỗi người tính một lần)")
            numbers = []
            for column, cell in zip(table.columns, table.total.cells, strict=True):
                plain = {"day": day, "january": date(day.year, 1, 1), "code": column.requirement.code, **told}
                asked, confirmed = db.session.execute(PLAIN, plain).one()
                assert (cell.count.asked, cell.count.confirmed) == (asked, confirmed)
                assert f">{confirmed}/{asked}</a>" in page
                numbers += [confirmed, asked]
            assert [
                total[place] for n in range(len(table.columns)) for place in (4 + 6 * n, 5 + 6 * n)
            ] == numbers
            arguments = ["coverage", "report", "--unit", "VN", "--as-of", f"{day}", "--format", "json"]
            shell = both_app.test_cli_runner().invoke(args=[*arguments, *options(among)])
            said = [each for each in json.loads(shell.stdout) if each["row"] == "total"]
            assert [value for each in said for value in (each["n"], each["total"])] == numbers


def options(among: Among) -> list[str]:
    """Whom to count, as the command is told."""
    found = ["--second-job"] if among.second_job else []
    found += ["--kind", "vien_chuc_ds"] if among.staff_kind_ids else []
    return found + (["--new-since", f"{among.new_since}"] if among.new_since else [])


@pytest.mark.parametrize("seed", [3, 4])
def test_behind_every_number_stand_so_many_names(both_app: Flask, seed: int) -> None:
    land = random_land(seed)
    for day in (date(2023, 12, 31), MERGED_ON, date(2026, 6, 30)):
        for among, _, _ in questions(land):
            table, scene = (
                table_of(land.province, day, among=among),
                scene_of(land.province, day, among=among),
            )
            assert len(db.session.scalars(people(scene, Wanted())).all()) == table.total.people
            for column, cell in zip(table.columns, table.total.cells, strict=True):
                found = totals(scene, Wanted(requirement_id=column.requirement.id))
                assert Count(sum(found.values()), found[2], found[1]) == cell.count  # type: ignore[index]


@pytest.mark.parametrize("seed", [5, 6])
def test_the_people_of_a_past_day_are_as_many_under_the_units_of_today(both_app: Flask, seed: int) -> None:
    land = random_land(seed)
    today = date(2026, 6, 30)
    for day in (date(2022, 12, 31), date(2024, 6, 30), MERGED_ON - timedelta(days=1)):
        was, now = table_of(land.province, day), table_of(land.province, day, tree=today)
        assert now.total.people == was.total.people
        assert [cell.count for cell in now.total.cells] == [cell.count for cell in was.total.cells]
        assert now.sum_of_rows - now.surplus == now.total.people
        names = {row.unit.name for row in now.rows if row.kind == "unit"}
        assert names == {"Xã An Minh", "Xã Sơn Đông"}


@pytest.mark.parametrize("seed", [7, 8])
def test_what_joined_and_gained_less_what_left_and_expired_is_the_difference(
    both_app: Flask, seed: int
) -> None:
    land = random_land(seed)
    for then, day in (
        (date(2022, 6, 30), date(2024, 6, 30)),
        (date(2024, 12, 31), date(2026, 3, 31)),
        (date(2025, 6, 30), MERGED_ON),
    ):
        earlier, later = scene_of(land.province, then, tree=day), scene_of(land.province, day)
        for each in compare(earlier, later):
            parts = each.parts
            gained, lost = parts[Part.JOINED] + parts[Part.GAINED], parts[Part.LEFT] + parts[Part.EXPIRED]
            assert gained - lost == each.change == each.met_now - each.met_then
            ids = each.requirement.id
            for part, number in parts.items():
                behind = people_between(part, Moment(earlier, ids), Moment(later, ids))
                assert len(db.session.scalars(behind).all()) == number

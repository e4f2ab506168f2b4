"""A head narrows whom the numbers count, walks from place to place, sorts, and reads a past day twice."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from lms.activities.rules.attending import close
from lms.activities.rules.planning import PlannedTopic
from lms.base import clock
from lms.base.database import db
from lms.coverage.models import Among, Knowing, RowKind
from lms.coverage.rules.arranging import By, arranged, name_of
from lms.coverage.rules.tabulating import table_of
from lms.people.models import EndReason, Level, Person, PersonAlias, Posting
from lms.people.queries import person_by_code, postings_of
from lms.people.rules.joining import add_person
from lms.people.rules.leaving import come_back, leave
from lms.people.rules.posting import assign, open_post
from lms.places.models import Organisation, OrganisationKind
from lms.places.queries import unit_by_code
from lms.places.rules.founding import hamlet_in
from lms.standards.models import Clause, EvidenceKind, EvidenceStatus
from lms.standards.rules.confirming import confirm
from lms.standards.rules.recording import record
from lms.web.filters import share
from tests.factories.account import sign_in
from tests.factories.activities import a_class, come, sit
from tests.factories.coverage import (
    SINCE,
    Land,
    build_land,
    insert_people,
    insert_posts,
    move_to_today,
    role,
)
from tests.factories.people import make_head

YEAR_END = date(2022, 12, 31)
SINCE_MARCH = date(2022, 3, 1)


def people(land: Land, among: Among, day: date = YEAR_END) -> int:
    """How many are counted in the district."""
    return table_of(land.district, day, among=among).total.people


def said_in_the_shell(app: Flask, *options: str) -> str:
    """What the command answers of the district."""
    words = ["coverage", "report", "--unit", "901", "--on", f"{YEAR_END}", "--format", "json", *options]
    return app.test_cli_runner().invoke(args=words).output


def asked_in_the_shell(app: Flask, *options: str) -> int:
    """Of how many people of the district the yearly class is asked, as the command says."""
    lines = json.loads(said_in_the_shell(app, *options))
    return next(each["total"] for each in lines if each["row"] == "total")


def head_of(app: Flask, person: Person) -> FlaskClient:
    """Her browser."""
    client = app.test_client()
    sign_in(client, person)
    return client


def words_of(page: str) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")


def test_new_since_are_those_who_held_no_post_before(both_app: Flask) -> None:
    land = build_land()
    old = land.serves("Lê Hoa", land.an_binh)
    land.also_serves(old, land.binh_minh, since=date(2022, 6, 1))
    land.serves("Vũ Lan", land.an_binh, since=date(2022, 6, 1))
    db.session.commit()
    assert people(land, Among(new_since=date(2022, 6, 1))) == 1
    assert people(land, Among(new_since=date(2022, 6, 2))) == 0


def test_who_comes_back_from_leave_is_not_new(both_app: Flask) -> None:
    land = build_land()
    lan = land.serves("Vũ Lan", land.an_binh)
    (posting,) = postings_of(lan.id)
    leave(posting, date(2022, 3, 1), EndReason.MATERNITY, date(2022, 9, 1), by=None)
    come_back(posting, date(2022, 9, 1), by=None)
    land.serves("Lê Hoa", land.an_binh, since=date(2022, 9, 1))
    db.session.commit()
    assert people(land, Among(new_since=date(2022, 9, 1))) == 1


def test_who_was_merged_is_not_new_where_the_other_had_a_post_before(both_app: Flask) -> None:
    land = build_land()
    twice = land.serves("Lê Hoa", land.an_binh, until=date(2022, 3, 1))
    kept = land.serves("Lê Hoa", land.an_binh, since=date(2022, 3, 1))
    assert people(land, Among(new_since=date(2022, 3, 1))) == 1
    db.session.add(PersonAlias(merged_id=twice.id, kept_id=kept.id, at=clock.now()))
    db.session.commit()
    assert people(land, Among(new_since=date(2022, 3, 1))) == 0


def test_second_jobs_and_kinds_narrow_by_the_post(both_app: Flask) -> None:
    land = build_land()
    hoa = land.serves("Lê Hoa", land.an_binh, land.officer)
    land.also_serves(hoa, land.binh_minh).second_job = True
    land.serves("Vũ Lan", land.binh_minh)
    db.session.commit()
    assert people(land, Among(second_job=True)) == 1
    kind = frozenset([land.officer.staff_kind_id])
    table = table_of(land.district, YEAR_END, among=Among(staff_kind_ids=kind))
    assert [(row.unit.name, row.people) for row in table.rows if row.people] == [("Xã An Bình", 1)]
    assert [column.requirement.code for column in table.columns] == ["chuc_danh"]


def test_f1_of_3707_collaborators_of_nam_dinh_3225_hold_a_second_job_and_308_are_new(app: Flask) -> None:
    land = build_land()
    ids = insert_people(3707)
    insert_posts(ids, [land.an_binh, land.binh_minh, land.cao_son], land.collaborator, land.collaborator)
    for chosen, facts in (
        (ids[:3225], {"second_job": True}),
        (ids[-308:], {"valid_from": SINCE_MARCH}),
    ):
        db.session.execute(update(Posting).where(Posting.person_id.in_(chosen)).values(**facts))
    db.session.commit()
    numbers = [people(land, each) for each in (Among(), Among(second_job=True), Among(new_since=SINCE_MARCH))]
    assert numbers == [3707, 3225, 308]
    assert [share(each, 3707) for each in numbers[1:]] == [Decimal("87.0"), Decimal("8.3")]


def test_f2_who_showed_nothing_for_more_than_24_months(both_app: Flask) -> None:
    land = build_land()
    never, once = land.serves("Lê Hoa", land.an_binh), land.serves("Vũ Lan", land.an_binh)
    land.shows(once, land.yearly, date(2022, 3, 10))
    db.session.commit()
    stale = Among(stale=True)
    assert never.id != once.id
    assert people(land, stale, date(2024, 3, 9)) == 1
    assert people(land, stale, date(2024, 3, 10)) == 2


def test_f2_what_is_only_declared_refreshes_nobody(both_app: Flask) -> None:
    land = build_land()
    lan = land.serves("Vũ Lan", land.an_binh)
    land.shows(lan, land.yearly, date(2022, 3, 10))
    declared = land.shows(lan, land.yearly, date(2024, 1, 5), EvidenceStatus.DECLARED)
    db.session.commit()
    stale, day = Among(stale=True), date(2024, 3, 10)
    assert people(land, stale, day) == 1
    confirm(declared, by=lan.id, document="31/QĐ-CCDS")
    db.session.commit()
    assert people(land, stale, day) == 0


def test_a16_whom_each_organiser_taught(both_app: Flask) -> None:
    land = build_land()
    taught, untaught = land.serves("Lê Hoa", land.an_binh), land.serves("Vũ Lan", land.an_binh)
    centre = Organisation(kind=OrganisationKind.HEALTH_CENTRE, name="Trung tâm Y tế", valid_from=SINCE)
    db.session.add(centre)
    db.session.flush()
    topic = PlannedTopic("Tập huấn", land.yearly.competency_id, theory=8)
    held = a_class(topic, organiser_id=centre.id)
    come(held, sit(held, taught, untaught)[:1])
    close(held.id, by=None)
    db.session.commit()
    assert people(land, Among(organiser_id=centre.id)) == 1
    assert people(land, Among(organiser_id=centre.id), date(2022, 6, 1)) == 0
    assert asked_in_the_shell(both_app, "--organiser", "trung tâm y tế") == 1
    assert "Không có tổ chức nào tên là “Trạm”." in said_in_the_shell(both_app, "--organiser", "Trạm")


def test_who_has_learned_a_clause_in_which_version(both_app: Flask) -> None:
    land = build_land()
    first, second = (
        Clause(
            document_id=land.yearly.document_id,
            article="Điều 9",
            version=version,
            effective_on=date(year, 1, 1),
            summary="x",
            text_hash="0" * 64,
        )
        for version, year in ((1, 2021), (2, 2023))
    )
    db.session.add_all([first, second])
    db.session.commit()
    hoa = land.serves("Lê Hoa", land.an_binh)
    land.serves("Vũ Lan", land.an_binh)
    record(
        person_id=hoa.id,
        competency_id=land.yearly.competency_id,
        occurred_on=date(2022, 3, 1),
        kind=EvidenceKind.WORKSHOP,
        status=EvidenceStatus.CONFIRMED,
        source="class:1",
        clause_ids=(first.id,),
    )
    db.session.commit()
    seen = {
        (knowing, day): people(land, Among(clause_id=second.id, knowing=knowing), day)
        for knowing in Knowing
        for day in (YEAR_END, date(2023, 6, 30))
    }
    assert [seen[Knowing.CURRENT, day] for day in (YEAR_END, date(2023, 6, 30))] == [1, 0]
    assert [seen[Knowing.ANY, day] for day in (YEAR_END, date(2023, 6, 30))] == [1, 1]
    assert [seen[Knowing.NOT_CURRENT, day] for day in (YEAR_END, date(2023, 6, 30))] == [1, 2]
    article = f"{land.yearly.document.number}, Điều 9"
    assert asked_in_the_shell(both_app, "--clause", article) == 1
    assert asked_in_the_shell(both_app, "--clause", article, "--knowing", "not_current") == 1
    assert "Điều 99" in said_in_the_shell(both_app, "--clause", article.replace("9", "99"))


def test_in_a_commune_the_rows_are_hamlets_and_one_for_those_of_no_known_hamlet(both_app: Flask) -> None:
    land = build_land()
    hamlet = hamlet_in(land.an_binh, "Thôn Chùa", SINCE)
    hoa = land.serves("Lê Hoa", land.an_binh)
    assign(hoa, open_post(land.collaborator, None, land.an_binh, hamlet, SINCE), SINCE)
    land.serves("Hà Dung", land.an_binh, land.officer)
    db.session.commit()
    table = table_of(land.an_binh, YEAR_END)
    assert [(row.kind, row.people) for row in table.rows] == [
        (RowKind.HAMLET, 1),
        (RowKind.OWN, 1),
        (RowKind.UNKNOWN_HAMLET, 1),
    ]
    assert (table.total.people, table.doubled) == (2, 1)
    client = head_of(both_app, make_head(land.country))
    shown = words_of(client.get(f"/coverage/names?unit=90001&on={YEAR_END}&hamlet={hamlet.id}").text)
    assert "Lê Hoa" in shown
    assert "Hà Dung" not in shown
    page = words_of(client.get(f"/coverage?unit=90001&on={YEAR_END}").text)
    assert "Thôn Chùa" in page
    assert "Không rõ thôn" in page


def test_under_the_units_of_today_whole_communes_are_carried_and_parted_ones_listed(both_app: Flask) -> None:
    land = build_land()
    for number, commune in enumerate((land.an_binh, land.binh_minh, land.cao_son, land.district)):
        land.serves(f"Lê Thị {'ABCD'[number]}", commune)
    db.session.commit()
    move_to_today(land)
    table = table_of(land.province, YEAR_END, tree=date(2026, 6, 30))
    assert [(row.kind, row.unit.name, row.people) for row in table.rows if row.people] == [
        (RowKind.UNIT, "Xã An Minh", 2),
        (RowKind.NOWHERE, "Tỉnh Sông Mẫu", 2),
    ]
    assert table.total.people == table_of(land.province, YEAR_END).total.people == 4


def test_rows_sort_by_name_as_the_alphabet_has_it_and_by_any_column(app: Flask) -> None:
    land = build_land()
    land.serves("Lê Hoa", land.an_binh)
    for name in ("Vũ Lan", "Hà Dung"):
        land.shows(land.serves(name, land.cao_son), land.yearly, date(2022, 3, 1))
    db.session.commit()
    table = table_of(land.district, YEAR_END)

    def names(by: By) -> list[str]:
        return [name_of(row) for row in arranged(table, by) if row.is_place]

    assert names(By()) == ["Xã An Bình", "Xã Cao Sơn"]
    assert names(By(descending=True)) == names(By("people", True)) == ["Xã Cao Sơn", "Xã An Bình"]
    assert names(By("tap_huan", True)) == ["Xã Cao Sơn", "Xã An Bình"]
    assert names(By(words="cao son")) == ["Xã Cao Sơn"]
    assert names(By(below=True)) == []


def test_all_of_a_question_goes_into_every_link_and_into_the_workbook(demo_app: Flask) -> None:
    head = person_by_code("DEMO-LD")
    assert head
    client = head_of(demo_app, head)
    page = client.get("/coverage?unit=247&on=2022-12-31&staff=ctv_ds&since=2022-01-01").text
    links = re.findall(r'href="(/coverage/(?:names|workbook|trend|comparison|heat)\?[^"]*)"', page)
    assert links
    assert all("staff=ctv_ds" in link and "since=2022-01-01" in link for link in links)
    assert "Chỉ tính những người: Cộng tác viên dân số; mới nhận việc từ ngày 01/01/2022." in words_of(page)


def test_a_name_without_diacritics_leads_to_the_unit(demo_app: Flask) -> None:
    head = person_by_code("DEMO-LD")
    assert head
    client = head_of(demo_app, head)
    answer = client.get("/coverage/units?find=hoang+an")
    assert (answer.status_code, "unit=08896" in answer.headers["Location"]) == (302, True)
    several = client.get("/coverage/units?find=tam+duong").text
    assert "Xã Tam Dương, Tỉnh Phú Thọ" in several
    assert "Xã Tam Dương Bắc, Tỉnh Phú Thọ" in several
    assert "không có đơn vị nào tên là “ha noi”" in client.get("/coverage/units?find=ha+noi").text


@pytest.mark.parametrize("page", ["", "/heat", "/trend", "/comparison", "/names", "/difference"])
@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("organiser=999999", 404),
        ("clause=999999", 404),
        ("organiser=x", 400),
        ("since=0001-01-01", 400),
        ("on=0001-01-01&stale=y", 400),
        ("tree=tomorrow", 400),
        ("staff=nobody", 404),
        ("sort=nothing&find=%25", 200),
        ("then=2040-01-01", 200),
        ("unit=01", 404),
    ],
)
def test_what_cannot_be_asked_is_answered(demo_app: Flask, page: str, words: str, status: int) -> None:
    head = person_by_code("DEMO-LD")
    assert head
    also = "&requirement=bao_ve_tre_em" if page == "/difference" else ""
    assert head_of(demo_app, head).get(f"/coverage{page}?{words}{also}").status_code == status


def test_every_figures_page_says_how_many_communes_confirmed_and_is_of_her_scope_alone(
    demo_app: Flask,
) -> None:
    head, officer = person_by_code("DEMO-LD"), person_by_code("TD-X01")
    assert head
    assert officer
    for page in ("", "/heat", "/trend", "/comparison"):
        assert "xã đã xác nhận danh sách" in words_of(head_of(demo_app, head).get(f"/coverage{page}").text)
        assert head_of(demo_app, officer).get(f"/coverage{page}?unit=25").status_code == 404


def test_the_trend_has_the_totals_of_the_table_on_each_of_its_days(demo_app: Flask) -> None:
    head, province = person_by_code("DEMO-LD"), unit_by_code("25", clock.today())
    assert head
    assert province
    table = table_of(province, clock.today())
    page = words_of(head_of(demo_app, head).get("/coverage/trend?unit=25&by=quarter").text)
    for cell in table.total.cells:
        assert f"{cell.count.confirmed}/{cell.count.asked}" in page


def test_a_level_is_no_hamlet(app: Flask) -> None:
    """Only posts of hamlets can miss their hamlet."""
    land = build_land()
    land.serves("Lê Hoa", land.an_binh, role("vien_chuc_ds", Level.COMMUNE, "Viên chức"))
    db.session.commit()
    assert [row.kind for row in table_of(land.an_binh, YEAR_END).rows] == [RowKind.OWN]


@pytest.mark.parametrize("page", ["/coverage/trend?by=quarter", "/coverage/comparison?then=2025-12-31"])
def test_over_time_and_between_two_days_one_chooses_whom_to_count_too(app: Flask, page: str) -> None:
    land = build_land()
    for name, second in (("Lê Hoa", True), ("Vũ Lan", False)):
        person = add_person(full_name=name)
        land.also_serves(person, land.an_minh, since=date(2025, 8, 1)).second_job = second
        db.session.commit()
    client = head_of(app, make_head(land.province))
    shown = client.get(f"{page}&unit=90001&on=2026-06-30").text
    form = shown.split('<form class="coverage-question"')[1].split("</form>")[0]
    assert all(f'name="{field}"' in form for field in ("on", "staff", "second", "stale", "since", "only"))
    narrowed = client.get(f"{page}&unit=90001&on=2026-06-30&second=y").text
    assert "0/2" in shown
    assert "0/1" in narrowed
    assert "Chỉ tính những người: kiêm nhiệm." in words_of(narrowed)
    back = re.findall(r'class="coverage-clear" href="([^"]+)"', narrowed)[0]
    assert page.split("?")[1] in back

"""Planning a year in the browser: classes against what was held, targets on their way down, wrong input."""

import re
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lms.activities.rules.attending import close
from lms.base import clock
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.coverage.rules.targeting import Targets
from lms.people.models import Posting
from lms.people.queries import person_by_code
from lms.people.rules.posting import end
from lms.places.models import Unit
from lms.plans.models import OutsideIndicator, PlannedClass, PlannedClassActivity, ReportingTime
from lms.plans.rules.allowances import allowance_sheet
from lms.plans.rules.handing_down import BadTarget, Figure, aim_of, hand_down, set_target
from lms.plans.rules.keeping_plans import BadRow, carry_out, keep_row
from lms.plans.rules.year_plan import plan_of, units_planned_by
from lms.standards.models import Target
from lms.standards.queries import requirement_by_code
from tests.factories.account import sign_in, type_in
from tests.factories.activities import come, sit
from tests.factories.people import make_collaborator, make_head, make_officer, post_person
from tests.factories.places import small_country
from tests.factories.plans import TODAY, indicator, planned_class, reporting_time, unit_of
from tests.factories.reports import cells, collaborators, district, new_books, page_words, people

PHU_THO, TAM_DUONG = "25", "08869"
DOCUMENT = "520/QĐ-TTg"


def client_of(app: Flask, code: str = "DEMO-LD") -> FlaskClient:
    client = app.test_client()
    sign_in(client, *people(code))
    return client


def yearly() -> int:
    """The id of what is asked of collaborators every year (T5)."""
    found = requirement_by_code("tap_huan_ctv_hang_nam")
    assert found
    return found.id


def test_a_plan_stands_beside_what_was_held_with_seats_and_people(both_demo_app: Flask) -> None:
    unit = district()
    row = planned_class(unit, 2022, title="Sổ mới", classes=2, seats=30, persons=20)
    before = plan_of(unit, 2022).done
    first, second = new_books(), new_books(title="Lớp thứ hai")
    come(first, sit(first, *collaborators(1, 10)))
    come(second, sit(second, *collaborators(6, 15)))
    for each in (first, second):
        close(each.id, by=None)
    third = new_books(title="Lớp chưa chốt")
    ids = [each.id for each in (first, second, third)]
    carry_out(row.id, shown=ids, chosen=ids, by=None)
    db.session.commit()
    plan = plan_of(unit, 2022)
    (line,) = [line for group in plan.groups for line in group.lines]
    assert (line.held, line.prepared, line.done.seats, line.done.persons) == (2, 1, 20, 15)
    assert (plan.classes, plan.seats, plan.persons) == (2, 30, 20)
    assert plan.done.seats == before.seats + 20


def test_an_activity_carries_out_one_line_only(demo_app: Flask) -> None:
    unit = district()
    one, two = planned_class(unit, 2022), planned_class(unit, 2022, title="Dòng khác")
    activity = new_books()
    db.session.commit()
    client = client_of(demo_app)
    sent = {"shown": str(activity.id), "chosen": str(activity.id)}
    for row_id in (one.id, two.id):
        answer = type_in(client, f"/plans/classes/{row_id}/activities", **sent)
        assert answer.status_code == 303
    found = db.session.scalars(select(PlannedClassActivity.planned_class_id)).all()
    assert found == [two.id]
    assert "đang thuộc dòng khác" in page_words(client, f"/plans/classes/{one.id}/activities")
    type_in(client, f"/plans/classes/{two.id}/activities", shown=str(activity.id))
    assert db.session.scalar(select(func.count()).select_from(PlannedClassActivity)) == 0


def test_a_class_is_planned_changed_and_taken_out_again(demo_app: Flask) -> None:
    client = client_of(demo_app)
    filled = {
        "unit": "Tỉnh Phú Thọ",
        "solution_group": "2",
        "title": "Nhập phiếu thu tin trên phần mềm",
        "competency_id": "",
        "classes": "2",
        "seats": "60",
        "persons": "55",
        "month": "9",
        "organiser": "Chi cục Dân số - Trẻ em tỉnh Phú Thọ",
    }
    assert type_in(client, "/plans/2026/classes/new", **filled).status_code == 303
    row = db.session.scalars(select(PlannedClass).order_by(PlannedClass.id.desc())).first()
    assert row
    assert (row.unit.code, row.solution_group, row.classes, row.month) == (PHU_THO, 2, 2, 9)
    assert row.organiser
    assert row.organiser.name == filled["organiser"]
    address = f"/plans/classes/{row.id}"
    page = client.get(address).text
    assert 'value="55"' in page
    assert type_in(client, address, **{**filled, "persons": ""}).status_code == 303
    db.session.expire_all()
    assert row.persons is None
    row_id = row.id
    token = re.findall(r'name="csrf_token" value="([^"]+)"', client.get(address).text)[0]
    assert client.post(f"{address}/remove", data={"csrf_token": token}).status_code == 303
    db.session.expire_all()
    assert db.session.get(PlannedClass, row_id) is None
    acts = db.session.scalars(select(AuditEntry.action).where(AuditEntry.object_id == str(row_id)))
    assert [each for each in acts if each.startswith("planned_class")] == [
        "planned_class:kept",
        "planned_class:kept",
        "planned_class:removed",
    ]


@pytest.mark.parametrize(
    ("kind", "wrong", "sentence"),
    [
        ("classes", {"title": ""}, "Hãy ghi tên lớp"),
        ("classes", {"classes": "0"}, "Số lớp"),
        ("classes", {"classes": "hai"}, "Số lớp"),
        ("classes", {"seats": "10", "persons": "11"}, "Số người không thể nhiều hơn số lượt"),
        ("classes", {"month": "13"}, "Tháng bắt đầu"),
        ("classes", {"unit": "Xã Không Có"}, "Xã Không Có"),
        ("indicators", {"value": "nhiều"}, "“nhiều” không phải là số"),
        ("indicators", {"value": "1e999999"}, "không phải là số"),
        ("indicators", {"source": ""}, "báo cáo hoặc văn bản nào"),
        ("indicators", {"bound": "about"}, "Giá trị được nêu là"),
        ("reporting-times", {"hours_before": "0"}, "lớn hơn 0 giờ"),
        ("reporting-times", {"hours_after": "-1"}, "Số giờ làm một báo cáo sau"),
        ("second-jobs", {"others": "-3"}, "Việc khác"),
        ("second-jobs", {"womens_heads": "0"}, "ít nhất một số lớn hơn 0"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    demo_app: Flask, kind: str, wrong: dict[str, str], sentence: str
) -> None:
    filled = {
        "unit": "Tỉnh Phú Thọ",
        "solution_group": "1",
        "title": "Lớp truyền thông",
        "classes": "1",
        "name": "Tỷ lệ theo dõi thông tin",
        "bound": "exact",
        "value": "95,5",
        "measure": "%",
        "source": "Báo cáo năm",
        "hours_before": "10",
        "hours_after": "7,5",
        "womens_heads": "0",
        "health_workers": "0",
        "others": "0",
        "without_other": "0",
    }
    if "womens_heads" not in wrong:
        filled["womens_heads"] = "4"
    answer = type_in(client_of(demo_app), f"/plans/2026/{kind}/new", **{**filled, **wrong})
    assert answer.status_code == 422
    assert sentence in answer.text
    models = (PlannedClass, OutsideIndicator, ReportingTime)
    before = {
        each.__tablename__: db.session.scalar(select(func.count()).select_from(each)) for each in models
    }
    db.session.rollback()
    assert before == {
        each.__tablename__: db.session.scalar(select(func.count()).select_from(each)) for each in models
    }


def test_a_number_with_a_comma_is_read_and_written(demo_app: Flask) -> None:
    client = client_of(demo_app)
    filled = {"unit": "Xã Tam Dương, Phú Thọ", "hours_before": "7,5", "hours_after": "5"}
    assert type_in(client, "/plans/2027/reporting-times/new", **filled).status_code == 303
    row = db.session.scalar(select(ReportingTime).where(ReportingTime.year == 2027))
    assert row
    assert (row.hours_before, row.shortened) == (Decimal("7.5"), Decimal("33.3"))
    assert 'value="7,5"' in client.get(f"/plans/reporting-times/{row.id}").text
    again = type_in(client, "/plans/2027/reporting-times/new", **filled)
    assert again.status_code == 422
    assert "đã có số liệu năm 2027" in again.text


def test_a_unit_plans_no_year_in_which_it_was_not(both_demo_app: Flask) -> None:
    with pytest.raises(BadRow):
        planned_class(unit_of(PHU_THO), 2022)
    with pytest.raises(BadRow):
        planned_class(district(), 2026)
    old = {"unit": "Tỉnh Phú Thọ", "solution_group": "1", "title": "Lớp cũ", "classes": "1"}
    answer = type_in(client_of(both_demo_app), "/plans/2022/classes/new", **old)
    assert answer.status_code == 422
    assert db.session.scalar(select(func.count()).where(PlannedClass.title == "Lớp cũ")) == 0


def test_today_s_head_reads_the_plan_of_the_units_before(demo_app: Flask) -> None:
    planned_class(district(), 2022, title="Kế hoạch của huyện")
    db.session.commit()
    (head,) = people("DEMO-LD")
    assert "Huyện Tam Dương" in {unit.name for unit in units_planned_by(head, 2022)}
    words = page_words(client_of(demo_app), "/plans/2022")
    assert "Kế hoạch của huyện" in words
    assert "chưa có hoặc không còn Tỉnh Phú Thọ" in words


def test_a_local_target_is_set_handed_down_and_taken_back(both_demo_app: Flask) -> None:
    province, requirement_id = unit_of(PHU_THO), yearly()
    client = client_of(both_demo_app)
    own = f"/plans/2026/targets/{requirement_id}?unit={province.id}"
    answer = type_in(client, own, number="180", share="", document="520/qđ-ttg", note="")
    assert answer.status_code == 303
    tam_duong, hoi_thinh = unit_of(TAM_DUONG), unit_of("08905")
    below = f"/plans/2026/targets/{requirement_id}/below?unit={province.id}"
    given = {f"figure-{tam_duong.id}": "100", f"figure-{hoi_thinh.id}": "60"}
    assert type_in(client, below, measure="number", document=DOCUMENT, **given).status_code == 303
    aim = aim_of(province, requirement_id, 2026, TODAY)
    assert aim
    assert (aim.is_own, aim.handed_down, aim.left) == (True, 160, 20)
    words = page_words(client, f"/plans/2026?unit={province.id}")
    assert "160 người, giao cho 2/148 đơn vị" in words
    assert "còn 20 người chưa giao xuống" in words
    officer = page_words(client_of(both_demo_app, "TD-X01"), "/plans/2026")
    assert "T5 – Tập huấn cộng tác viên dân số hằng năm 100 người Xã Tam Dương" in officer
    again = {f"figure-{tam_duong.id}": "", f"figure-{hoi_thinh.id}": "190"}
    assert type_in(client, below, measure="number", document=DOCUMENT, **again).status_code == 303
    aim = aim_of(province, requirement_id, 2026, TODAY)
    assert aim
    assert (aim.numbers, aim.left) == ([190], -10)
    token = re.findall(r'name="csrf_token" value="([^"]+)"', client.get(own).text)[0]
    withdraw = own.replace("?", "/withdraw?")
    assert client.post(withdraw, data={"csrf_token": token}).status_code == 303
    aim = aim_of(province, requirement_id, 2026, TODAY)
    assert aim
    assert aim.target
    assert (aim.is_own, aim.target.unit_id) == (False, None)


def test_a_number_alone_leaves_the_share_from_above_to_coverage(demo_app: Flask) -> None:
    province = unit_of(PHU_THO)
    basic = requirement_by_code("kien_thuc_ds_co_ban")
    assert basic
    kinds = [role.staff_kind_id for role in basic.roles]
    set_target(province.id, basic.id, 2026, Figure(number=5), document=DOCUMENT, note="", by=None)
    db.session.commit()
    target = Targets(TODAY).of(province, basic.id, kinds)
    assert target
    assert (target.unit_id, target.threshold) == (None, Decimal(80))
    set_target(province.id, basic.id, 2026, Figure(5, Decimal(90)), document=DOCUMENT, note="", by=None)
    db.session.commit()
    target = Targets(TODAY).of(province, basic.id, kinds)
    assert target
    assert (target.unit_id, target.threshold) == (province.id, Decimal(90))


@pytest.mark.parametrize(
    "figure", [Figure(), Figure(number=0), Figure(share=Decimal(0)), Figure(share=Decimal("100.01"))]
)
def test_a_target_that_cannot_be_is_refused(demo_app: Flask, figure: Figure) -> None:
    with pytest.raises(BadTarget):
        set_target(unit_of(PHU_THO).id, yearly(), 2025, figure, document=DOCUMENT, note="", by=None)
    with pytest.raises(BadTarget):
        hand_down(yearly(), 2025, {unit_of(TAM_DUONG).id: figure}, document=DOCUMENT, by=None)
    assert db.session.scalar(select(func.count()).where(Target.year == 2025)) == 0


def test_a_figure_below_that_cannot_be_read_saves_nothing(demo_app: Flask) -> None:
    province = unit_of(PHU_THO)
    client, tam_duong, hoi_thinh = client_of(demo_app), unit_of(TAM_DUONG), unit_of("08905")
    below = f"/plans/2027/targets/{yearly()}/below?unit={province.id}"
    given = {f"figure-{tam_duong.id}": "100", f"figure-{hoi_thinh.id}": "sáu mươi"}
    answer = type_in(client, below, measure="number", document=DOCUMENT, **given)
    assert answer.status_code == 422
    assert "Xã Hội Thịnh: “sáu mươi” không phải là số" in answer.text
    given[f"figure-{hoi_thinh.id}"] = "7.5"
    answer = type_in(client, below, measure="number", document=DOCUMENT, **given)
    assert "Số người phải là số nguyên" in answer.text
    given[f"figure-{hoi_thinh.id}"] = "1.060"
    answer = type_in(client, below, measure="number", document="không có số này", **given)
    assert answer.status_code == 422
    assert "Chưa có văn bản nào mang số “không có số này”" in answer.text
    assert db.session.scalar(select(func.count()).where(Target.year == 2027)) == 0


def test_an_officer_reads_her_plan_and_sets_no_target(demo_app: Flask) -> None:
    client, province = client_of(demo_app, "TD-X01"), unit_of(PHU_THO)
    assert "Xã Tam Dương" in page_words(client, "/plans/2026")
    for url in (
        f"/plans/2026?unit={province.id}",
        f"/plans/2026/allowances?unit={province.id}",
        f"/plans/2026/classes/new?unit={unit_of('08905').id}",
        "/plans/1999",
        "/plans/2026/nothing/new",
    ):
        assert client.get(url).status_code == 404, url
    assert client.get(f"/plans/2026/targets/{yearly()}").status_code == 403
    row = indicator(province, 2026)
    db.session.commit()
    assert client.get(f"/plans/indicators/{row.id}").status_code == 404


def test_the_way_to_a_plan_leads_to_this_year_where_none_is_asked(demo_app: Flask) -> None:
    client = client_of(demo_app)
    assert client.get("/plans").location == f"/plans/{clock.today().year}"
    assert client.get("/plans?year=2022&unit=69").location == "/plans/2022?unit=69"
    assert client.get("/plans?year=abc").location == f"/plans/{clock.today().year}"


def test_turnover_and_second_jobs_of_a_commune(both_app: Flask) -> None:
    places = small_country()
    stayed = make_collaborator(places.tam_duong, "Nguyễn Thị An")
    left = make_collaborator(places.tam_duong, "Trần Thị Bình", hamlet="Thôn Tây")
    end(
        db.session.scalars(select(Posting).where(Posting.person_id == left.id)).one(),
        date(2026, 5, 1),
        "nghỉ",
    )
    joined = make_officer(places.hoi_thinh)
    begun = post_person(joined, places.tam_duong, hamlet="Thôn Nam", since=date(2026, 6, 1))
    begun.second_job = True
    db.session.commit()
    sheet = allowance_sheet(places.phu_tho, 2026)
    found = {line.unit.name if line.unit else None: line for line in sheet.lines}
    line = found["Xã Tam Dương"]
    assert (line.people, line.second_jobs, line.at_start, line.joined, line.left) == (2, 1, 2, 1, 1)
    assert found["Xã Hội Thịnh"].people == 1
    assert (sheet.total.people, sheet.total.joined, sheet.total.left) == (2, 0, 1)
    assert stayed.id != joined.id


def test_a_merger_is_no_turnover_and_hours_follow_the_posts(demo_app: Flask) -> None:
    activity = new_books()
    come(activity, sit(activity, *collaborators(1, 4)))
    before = allowance_sheet(district(), 2022).total
    close(activity.id, by=None)
    db.session.commit()
    after = allowance_sheet(district(), 2022).total
    assert (after.seats - before.seats, after.periods - before.periods) == (4, 32)
    assert after.hours - before.hours == Decimal(24)
    sheet = allowance_sheet(unit_of(PHU_THO), 2025)
    assert sheet.total.left == 4  # the four of the health centre, whose posts ended with the district
    assert {line.left for line in sheet.lines if line.unit} == {0}


def test_the_sheet_is_an_excel_workbook_with_numbers(demo_app: Flask) -> None:
    client = client_of(demo_app)
    (communes, declared) = cells(client, "/plans/2026/allowances/workbook")
    (_, nothing) = cells(client, "/plans/2025/allowances/workbook")
    assert communes[0][0] == "Cơ sở tham mưu phụ cấp năm 2026"
    names = [row[0] for row in communes]
    assert names.index("Xã Hoàng An") < names.index("Xã Tam Dương") < names.index("Không thuộc xã")
    total = communes[-1]
    assert total[1] == 211.0
    assert declared[-1][:3] == ["Cộng", 43.0, pytest.approx(43 / 124)]
    assert "không có số liệu" in nothing[-1]


def test_nobody_else_s_head_reads_it(app: Flask) -> None:
    places = small_country()
    head = make_head(places.hoi_thinh)
    reporting_time(places.tam_duong, 2026, "10", "7")
    db.session.commit()
    client = app.test_client()
    sign_in(client, head)
    assert client.get(f"/plans/2026?unit={db.session.merge(places.tam_duong).id}").status_code == 404
    assert client.get("/plans/2026").status_code == 200


def test_a_second_row_for_a_year_is_refused_and_the_first_may_change(both_app: Flask) -> None:
    places = small_country()
    first = reporting_time(places.tam_duong, 2026, "10", "7")
    values = {"hours_before": Decimal(10), "hours_after": Decimal(6), "source": ""}
    keep_row(ReportingTime, places.tam_duong.id, 2026, values, row_id=first.id, by=None)
    assert first.hours_after == 6
    with pytest.raises(BadRow):
        keep_row(ReportingTime, places.tam_duong.id, 2026, values, by=None)


def test_the_demonstration_has_a_plan_of_this_year(demo_app: Flask) -> None:
    assert person_by_code("DEMO-LD")
    assert db.session.scalar(select(Unit).where(Unit.name == "Tỉnh Phú Thọ", Unit.valid_until.is_(None)))
    assert plan_of(unit_of(PHU_THO), 2026).classes > 0

"""Planning a class in the browser: what people type, and what cannot be."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.activities.models import Activity, ActivityState, Half, TeacherPart
from lms.activities.queries import whole_activity
from lms.base.database import db
from lms.people.queries import person_by_code
from lms.standards.queries import clause_of
from tests.factories.account import sign_in, type_in
from tests.factories.activities import DAY, a_class, come, in_tam_duong, sit
from tests.factories.standards import competency

NEW = "/activities/new"
FILLED = {
    "kind": "training",
    "title": "Tập huấn nội dung mới của Sổ A0",
    "unit": "Huyện Tam Dương",
    "first_day": "14/06/2022",
    "last_day": "15/06/2022",
    "minimum_attendance": "80",
    "organiser": "Tổng cục Dân số - KHHGĐ",
    "place": "Hải Phòng",
    "document": "12/KH-TTYT",
    "topics-0-title": "Sổ A0/CTV",
    "topics-0-theory": "4",
    "topics-0-practice": "4",
    "topics-0-clauses": "01/2022/tt-byt phụ lục I",
    "teachers-0-name": "ThS. Đặng Thanh Hải",
    "teachers-0-organisation": "Tổng cục Dân số",
    "teachers-0-part": "trainer",
}


def visitor(app: Flask, code: str = "DEMO-LD") -> FlaskClient:
    client = app.test_client()
    person = person_by_code(code)
    assert person
    sign_in(client, person)
    return client


def planned() -> Activity:
    activity_id = db.session.scalars(select(Activity.id).order_by(Activity.id.desc())).first()
    assert activity_id
    activity = whole_activity(activity_id)
    assert activity
    return activity


def test_a_class_of_two_days_is_planned_with_its_programme_and_a_new_organiser(demo_app: Flask) -> None:
    shows = competency("ctv_nv5").id
    answer = type_in(visitor(demo_app), NEW, **FILLED, **{"topics-0-competency": str(shows)})
    assert answer.status_code == 303
    activity = planned()
    assert activity.unit.code == "247"
    assert (activity.valid_from, activity.valid_until) == (date(2022, 6, 14), date(2022, 6, 16))
    assert len(activity.half_days) == 4
    (topic,) = activity.topics
    clause = clause_of("01/2022/TT-BYT", "Phụ lục I", DAY)
    assert (topic.theory, topic.practice, topic.competency_id, topic.clauses) == (4, 4, shows, [clause])
    (teacher,) = activity.teachers
    assert (teacher.organisation, teacher.part) == ("Tổng cục Dân số", TeacherPart.TRAINER)
    assert activity.organiser
    assert activity.organiser.unit is None
    type_in(visitor(demo_app), NEW, **FILLED)
    assert planned().organiser_id == activity.organiser_id


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("first_day", "31/02/2022", "31/02/2022"),
        ("first_day", "", "ngày bắt đầu"),
        ("last_day", "13/06/2022", "trước ngày đầu"),
        ("last_day", "14/09/2022", "nhiều nhất 31 ngày"),
        ("unit", "Huyện Thanh Trì", "Huyện Thanh Trì"),
        ("unit", "", "đơn vị"),
        ("title", " ", "tên"),
        ("capacity", "0", "1"),
        ("topics-0-title", "", "cần có tên"),
        ("topics-0-theory", "90", "không đủ chỗ"),
        ("topics-0-clauses", "99/2099/TT-BYT", "99/2099/TT-BYT"),
        ("teachers-0-code", "KHONG-CO", "KHONG-CO"),
        ("minimum_attendance", "101", "100"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(demo_app: Flask, field: str, value: str, sentence: str) -> None:
    before = len(db.session.scalars(select(Activity.id)).all())
    answer = type_in(visitor(demo_app), NEW, **{**FILLED, field: value})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert value in answer.text
    assert len(db.session.scalars(select(Activity.id)).all()) == before


def test_half_days_are_ticked_day_by_day(demo_app: Flask) -> None:
    ticks = {
        "half_days-shown": ["2022-06-14", "2022-06-15"],
        "half_days": ["2022-06-14:morning", "2022-06-14:afternoon", "2022-06-15:morning"],
    }
    type_in(visitor(demo_app), NEW, **FILLED, **ticks)
    assert [(each.day.day, each.half) for each in planned().half_days] == [
        (14, Half.MORNING),
        (14, Half.AFTERNOON),
        (15, Half.MORNING),
    ]


@pytest.mark.parametrize(
    ("ticks", "sentence"),
    [
        (["2022-06-14:morning", "2022-06-17:morning"], "17/06/2022"),
        (["2022-06-31:morning"], "nửa ngày"),
        ([], "ít nhất một"),
    ],
)
def test_half_days_outside_the_days_are_refused(demo_app: Flask, ticks: list[str], sentence: str) -> None:
    shown = ["2022-06-14", "2022-06-15"]
    answer = type_in(visitor(demo_app), NEW, **FILLED, **{"half_days-shown": shown, "half_days": ticks})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_rows_are_added_without_script_and_nothing_typed_is_lost(demo_app: Flask) -> None:
    client = visitor(demo_app)
    page = client.get(NEW)
    assert "topics-1-title" in page.text
    assert "topics-2-title" not in page.text
    page = type_in(client, NEW, **FILLED, **{"topics-1-title": "P0/CTV", "more": "topics"})
    assert page.status_code == 200
    assert "topics-2-title" in page.text
    assert "P0/CTV" in page.text
    page = type_in(client, NEW, **FILLED, more="teachers")
    assert "teachers-1-name" in page.text
    page = type_in(client, NEW, **FILLED, more="days")
    assert page.text.count('value="2022-06-15:') == 2


def test_the_form_shows_what_was_planned_and_changes_it(demo_app: Flask) -> None:
    client = visitor(demo_app)
    type_in(client, NEW, **FILLED)
    activity_id = planned().id
    page = client.get(f"/activities/{activity_id}/edit")
    for said in ("Sổ A0/CTV", "01/2022/TT-BYT, Phụ lục I", "ThS. Đặng Thanh Hải", "2022-06-14:morning"):
        assert said in page.text
    changed = {**FILLED, "title": "Lớp hai buổi", "last_day": "", "topics-0-practice": "2"}
    answer = type_in(client, f"/activities/{activity_id}/edit", **changed)
    assert answer.status_code == 303
    activity = planned()
    assert (activity.id, activity.title, len(activity.half_days)) == (activity_id, "Lớp hai buổi", 2)
    assert activity.topics[0].practice == 2


def test_a_class_is_called_off_with_a_reason_and_then_stays_as_it_is(demo_app: Flask) -> None:
    client = visitor(demo_app)
    type_in(client, NEW, **FILLED)
    activity_id = planned().id
    page = f"/activities/{activity_id}"
    answer = client.post(f"{page}/cancel", data={"csrf_token": token(client, page), "reason": " "})
    assert "Cho biết vì sao" in client.get(answer.location).text
    client.post(f"{page}/cancel", data={"csrf_token": token(client, page), "reason": "Bão số 3"})
    assert planned().state is ActivityState.CANCELLED
    assert "Bão số 3" in client.get(page).text
    assert client.get(f"{page}/edit").status_code == 404


def token(client: FlaskClient, page: str) -> str:
    text = client.get(page).text
    return text.split('name="csrf_token" value="')[1].split('"')[0]


def test_the_list_is_narrowed_by_year_kind_organiser_and_words(demo_app: Flask) -> None:
    client = visitor(demo_app)
    type_in(client, NEW, **FILLED)
    organiser = planned().organiser_id
    title = FILLED["title"]
    for question, found in [
        ("year=2022", True),
        ("year=2021", False),
        ("year=2022&kind=training", True),
        ("year=2022&kind=workshop", False),
        ("year=2022&words=noi+dung+moi", True),
        ("year=2022&words=thalassemia", False),
        (f"year=2022&organiser={organiser}", True),
        ("year=2022&organiser=999999", False),
        ("year=abc&kind=none&organiser=none", False),
    ]:
        page = client.get(f"/activities?{question}")
        assert page.status_code == 200
        assert (title in page.text) is found, question


def test_what_does_not_fit_together_is_said(demo_app: Flask) -> None:
    activity = in_tam_duong(typed_count=21, capacity=1)
    entries = sit(activity, *(person for code in ("TD-X01", "TD-C001") if (person := person_by_code(code))))
    come(activity, entries)
    db.session.commit()
    page = visitor(demo_app).get(f"/activities/{activity.id}").text
    assert "Báo cáo ghi 21, danh sách có 2 người" in page
    assert "Có 1 chỗ, danh sách có 2 người" in page
    assert "Chưa ghi tên giảng viên" in page


def test_what_nobody_counted_is_no_zero(demo_app: Flask) -> None:
    in_tam_duong(title="Lớp MIS tại Hải Phòng")
    db.session.commit()
    assert "không có số liệu" in visitor(demo_app).get("/activities?year=2022&words=MIS").text


@pytest.mark.parametrize("ending", ["", "/edit", "/roster", "/attendance", "/closing", "/tasks", "/answers"])
def test_an_officer_of_one_commune_does_not_know_the_class_of_the_district(
    demo_app: Flask, ending: str
) -> None:
    activity = in_tam_duong()
    db.session.commit()
    assert visitor(demo_app).get(f"/activities/{activity.id}{ending}").status_code == 200
    assert visitor(demo_app, "TD-X01").get(f"/activities/{activity.id}{ending}").status_code == 404


def test_a_class_of_the_country_is_not_the_heads(demo_app: Flask) -> None:
    activity = a_class()
    db.session.commit()
    assert visitor(demo_app).get(f"/activities/{activity.id}").status_code == 404
    assert visitor(demo_app, "DEMO-GV").get(f"/activities/{activity.id}").status_code == 200

"""Attendance in the room and afterwards: ticks, two phones, latecomers, closing, corrections."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect
from sqlalchemy import select
from werkzeug.test import TestResponse

from lms.activities.models import Activity, ActivityState, Attendance, GuestGroup, Half
from lms.activities.queries import roster_of, whole_activity
from lms.activities.rules.attending import present_in
from lms.activities.rules.planning import PlannedTopic
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.queries import person_by_code
from lms.places.queries import unit_by_code
from lms.standards.queries import evidence_of
from tests.browser import patient, serve
from tests.factories.account import sign_in
from tests.factories.activities import a_class, sit
from tests.factories.standards import competency

TODAY = date(2026, 6, 14)
NOON = "2026-06-14 12:00+07:00"


@pytest.fixture
def noon() -> Iterator[None]:
    """It is noon on the day of the class."""
    with time_machine.travel(NOON, tick=False):
        yield


def person(code: str) -> Person:
    found = person_by_code(code)
    assert found
    return found


def a_morning(*codes: str, **more: Any) -> Activity:
    """A class of today with one topic of eight periods, and these people on its roster."""
    province = unit_by_code("25", TODAY)
    assert province
    days = ((TODAY, Half.MORNING), (TODAY, Half.AFTERNOON))
    topic = PlannedTopic("Sổ A0 mới", competency("ctv_nv5").id, 4, 4)
    activity = a_class(topic, unit_id=province.id, half_days=days, **more)
    sit(activity, *(person(code) for code in codes))
    db.session.commit()
    return activity


def visitor(app: Flask, code: str = "DEMO-LD") -> FlaskClient:
    client = app.test_client()
    sign_in(client, person(code))
    return client


def token(client: FlaskClient, page: str) -> str:
    return client.get(page).text.split('name="csrf_token" value="')[1].split('"')[0]


def half_day(activity: Activity, number: int = 0) -> str:
    return f"/activities/{activity.id}/attendance/{activity.half_days[number].id}"


def there(activity: Activity) -> set[str]:
    return {entry.person.code for entry in roster_of(activity.id) if entry.person and present_in(entry)}


def entries(activity: Activity) -> dict[str, int]:
    return {entry.person.code: entry.id for entry in roster_of(activity.id) if entry.person}


def save(client: FlaskClient, page: str, **sent: Any) -> TestResponse:
    return client.post(page, data={"csrf_token": token(client, page), "way": "ticked", **sent})


def test_ticks_are_saved_by_a_form_and_a_stale_page_takes_none_back(demo_app: Flask, noon: None) -> None:
    activity = a_morning("TD-C001", "TD-C002", "TD-C003")
    seats, page, client = entries(activity), half_day(activity), visitor(demo_app)
    everybody = list(seats.values())
    save(client, page, shown=everybody, present=[seats["TD-C001"]])
    assert there(activity) == {"TD-C001"}
    save(client, page, shown=everybody, present=[seats["TD-C002"]])
    assert there(activity) == {"TD-C001", "TD-C002"}
    save(client, page, shown=everybody, was=[seats["TD-C001"]], present=[])
    assert there(activity) == {"TD-C002"}
    save(client, page, shown=everybody, all="1")
    assert there(activity) == set(seats)


def tick(entry: int, half: int, **more: Any) -> dict[str, Any]:
    told = {"id": str(uuid4()), "entry": entry, "half_day": half, "present": True, "way": "ticked"}
    return {**told, "taken_at": "2026-06-14T08:00:00+07:00", **more}


def send(client: FlaskClient, activity: Activity, items: Any) -> TestResponse:
    address = f"/activities/{activity.id}/attendance"
    header = {"X-CSRFToken": token(client, half_day(activity))}
    return client.post(address, json=items, headers=header)


def test_what_two_phones_send_arrives_once_and_the_later_word_stands(demo_app: Flask, noon: None) -> None:
    activity = a_morning("TD-C001")
    client, (entry,), half = visitor(demo_app), entries(activity).values(), activity.half_days[0].id
    first = tick(entry, half)
    assert send(client, activity, [first]).json == {first["id"]: "kept"}
    assert send(client, activity, [first]).json == {first["id"]: "known"}
    second = tick(entry, half)
    early = tick(entry, half, present=False, taken_at="2026-06-14T07:00:00+07:00")
    later = tick(entry, half, present=False, taken_at="2026-06-14T09:00:00+07:00")
    answer = send(client, activity, [second, early, later]).json
    assert answer == {second["id"]: "known", early["id"]: "late", later["id"]: "changed"}
    assert there(activity) == set()
    assert len(db.session.scalars(select(Attendance).where(Attendance.entry_id == entry)).all()) == 1


def test_a_clock_that_runs_ahead_does_not_have_the_last_word(demo_app: Flask, noon: None) -> None:
    activity = a_morning("TD-C001")
    client, (entry,), half = visitor(demo_app), entries(activity).values(), activity.half_days[0].id
    send(client, activity, [tick(entry, half, taken_at="2031-01-01T00:00:00Z")])
    with time_machine.travel("2026-06-14 12:05+07:00", tick=False):
        right = tick(entry, half, present=False, taken_at="2026-06-14T12:04:00+07:00")
        assert send(client, activity, [right]).json == {right["id"]: "changed"}


@pytest.mark.parametrize(
    "change",
    [
        {"id": "1"},
        {"entry": "x"},
        {"entry": -1},
        {"half_day": None},
        {"present": "yes"},
        {"way": "guessed"},
        {"way": "sheet"},
        {"taken_at": "2026-06-14T08:00:00"},
        {"taken_at": 7},
        {"taken_at": "yesterday"},
    ],
)
def test_what_is_no_attendance_is_refused_as_a_whole(
    demo_app: Flask, noon: None, change: dict[str, Any]
) -> None:
    activity = a_morning("TD-C001")
    client, (entry,), half = visitor(demo_app), entries(activity).values(), activity.half_days[0].id
    sent = [tick(entry, half), {**tick(entry, half), **change}]
    assert send(client, activity, sent).status_code == 400
    assert there(activity) == set()


@pytest.mark.parametrize("sent", [None, {}, "x", [7], [None], [[]]])
def test_what_is_no_list_is_refused(demo_app: Flask, noon: None, sent: Any) -> None:
    activity = a_morning("TD-C001")
    assert send(visitor(demo_app), activity, sent).status_code == 400


def test_a_seat_of_another_class_is_refused_in_a_sentence(demo_app: Flask, noon: None) -> None:
    activity, other = a_morning("TD-C001"), a_morning("TD-C002", title="Lớp khác")
    (entry,), half = entries(other).values(), activity.half_days[0].id
    answer = send(visitor(demo_app), activity, [tick(entry, half)])
    assert answer.status_code == 422
    assert "thuộc hoạt động khác" in answer.json["refused"]  # type: ignore[index]
    assert (
        visitor(demo_app).get(half_day(other).replace(str(other.id), str(activity.id), 1)).status_code == 404
    )


def test_who_comes_unexpectedly_is_seated_from_the_same_page(demo_app: Flask, noon: None) -> None:
    activity = a_morning("TD-C001")
    client, page = visitor(demo_app), half_day(activity)
    late = person("TD-C002")
    assert late.full_name in client.get(f"{page}?words=TD-C002").text
    save(client, f"{page}", shown=[], present=[])
    sent = {"csrf_token": token(client, page)}
    client.post(f"{page}/latecomers", data={**sent, "person": str(late.id)})
    client.post(f"{page}/latecomers", data={**sent, "name": "Nguyễn Văn An", "group": "village_head"})
    client.post(f"{page}/latecomers", data={**sent, "name": " "})
    rows = [
        (each.person and each.person.code, each.guest_group, each.planned) for each in roster_of(activity.id)
    ]
    assert sorted(rows, key=str) == sorted(
        [("TD-C001", None, True), ("TD-C002", None, False), (None, GuestGroup.VILLAGE_HEAD, False)], key=str
    )


def test_afterwards_the_sheet_it_was_typed_from_is_named(demo_app: Flask) -> None:
    with time_machine.travel("2026-06-20 08:00+07:00", tick=False):
        activity = a_morning("TD-C001")
        (seat,) = entries(activity).values()
        client, page = visitor(demo_app), half_day(activity)
        refused = save(client, page, way="sheet", shown=[seat], present=[seat])
        assert refused.status_code == 422
        assert "ghi lại từ bảng" in refused.text
        assert there(activity) == set()
        save(client, page, way="sheet", note="Bảng ký buổi sáng", shown=[seat], present=[seat])
        (entry,) = roster_of(activity.id)
        assert [(each.way.value, each.note) for each in entry.attendances] == [("sheet", "Bảng ký buổi sáng")]


def test_a_day_to_come_takes_no_ticks(demo_app: Flask) -> None:
    with time_machine.travel("2026-06-13 08:00+07:00", tick=False):
        activity = a_morning("TD-C001")
        (seat,) = entries(activity).values()
        answer = save(visitor(demo_app), half_day(activity), shown=[seat], present=[seat])
        assert answer.status_code == 422
        assert "Chưa đến ngày 14/06/2026" in answer.text


def test_closing_shows_what_counts_for_whom_and_corrections_say_what_they_change(
    demo_app: Flask, noon: None
) -> None:
    activity = a_morning("TD-C001", "TD-C002", "TD-C003")
    seats, client = entries(activity), visitor(demo_app)
    closing = f"/activities/{activity.id}/closing"
    early = client.post(closing, data={"csrf_token": token(client, closing)}, follow_redirects=True)
    assert "Chưa điểm danh ai" in early.text
    for number, codes in ((0, ("TD-C001", "TD-C002")), (1, ("TD-C001",))):
        present = [seats[code] for code in codes]
        save(client, half_day(activity, number), shown=list(seats.values()), present=present)
    preview = client.get(closing).text
    assert "1/2" in preview
    assert person("TD-C002").full_name in preview.split("<caption>Chưa dự đủ")[1].split("</table>")[0]
    assert person("TD-C003").full_name in preview.split("không đến")[1]
    client.post(closing, data={"csrf_token": token(client, closing)})
    found = whole_activity(activity.id)
    assert found
    assert found.state is ActivityState.CLOSED
    sources = {row.source for row in evidence_of(person("TD-C001").id)}
    assert f"activity:{activity.id}:{seats['TD-C001']}" in sources
    page = half_day(activity, 1)
    save(client, page, shown=list(seats.values()), was=[seats["TD-C001"]], present=[seats["TD-C002"]])
    said = client.get(page).text
    assert f"{person('TD-C001').full_name}: không còn được tính nội dung" in said
    assert f"{person('TD-C002').full_name}: nay được tính nội dung" in said


def test_her_own_page_shows_her_classes(demo_app: Flask, noon: None) -> None:
    activity = a_morning("TD-C001")
    (seat,) = entries(activity).values()
    save(visitor(demo_app), half_day(activity), shown=[seat], present=[seat])
    assert "1/2 buổi" in visitor(demo_app, "TD-C001").get("/people/me").text


@pytest.mark.browser
def test_a_phone_keeps_its_ticks_until_the_network_is_back(demo_app: Flask, browser: Browser) -> None:
    province = unit_by_code("25", date(2026, 11, 1))
    assert province
    activity = a_class(unit_id=province.id, half_days=((clock.today(), Half.MORNING),))
    sit(activity, person("TD-C001"), person("TD-C002"))
    db.session.commit()
    address = half_day(activity)
    with serve(demo_app) as base:
        context = browser.new_context(viewport={"width": 360, "height": 740})
        page = patient(context).new_page()
        page.goto(f"{base}/sign-in")
        page.locator("#login").fill("DEMO-LD")
        page.locator("#secret").fill("dan so 520")
        page.locator("main").get_by_role("button").click()
        page.wait_for_url(f"{base}/")
        page.goto(base + address)
        status = page.locator("[data-status]")
        boxes = page.locator("input[name=present]")
        boxes.nth(0).check()
        expect(status).to_have_text("Đã lưu mọi lượt đánh dấu.")
        context.set_offline(True)
        boxes.nth(1).check()
        expect(status).to_contain_text("Còn 1 lượt")
        context.set_offline(False)
        expect(status).to_have_text("Đã lưu mọi lượt đánh dấu.")
        page.reload()
        expect(page.locator("input[name=present]:checked")).to_have_count(2)
        context.close()
    db.session.rollback()
    assert there(activity) == {"TD-C001", "TD-C002"}

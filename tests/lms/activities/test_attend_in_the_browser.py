"""Attendance by forms, in the room and afterwards: ticks, latecomers, closing, corrections."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lms.activities.models import ActivityState, GuestGroup
from lms.activities.queries import roster_of, whole_activity
from lms.standards.queries import evidence_of
from tests.factories.account import sign_in
from tests.factories.activities import a_morning, half_day, seat_ids, who_came
from tests.factories.people import person

NOON = "2026-06-14 12:00+07:00"


@pytest.fixture
def noon() -> Iterator[None]:
    """It is noon on the day of the class."""
    with time_machine.travel(NOON, tick=False):
        yield


def visitor(app: Flask, code: str = "DEMO-LD") -> FlaskClient:
    client = app.test_client()
    sign_in(client, person(code))
    return client


def token(client: FlaskClient, page: str) -> str:
    return client.get(page).text.split('name="csrf_token" value="')[1].split('"')[0]


def save(client: FlaskClient, page: str, **sent: Any) -> TestResponse:
    return client.post(page, data={"csrf_token": token(client, page), "way": "ticked", **sent})


def test_ticks_are_saved_by_a_form_and_a_stale_page_takes_none_back(demo_app: Flask, noon: None) -> None:
    activity = a_morning("TD-C001", "TD-C002", "TD-C003")
    seats, page, client = seat_ids(activity), half_day(activity), visitor(demo_app)
    everybody = list(seats.values())
    save(client, page, shown=everybody, present=[seats["TD-C001"]])
    assert who_came(activity) == {"TD-C001"}
    save(client, page, shown=everybody, present=[seats["TD-C002"]])
    assert who_came(activity) == {"TD-C001", "TD-C002"}
    save(client, page, shown=everybody, was=[seats["TD-C001"]], present=[])
    assert who_came(activity) == {"TD-C002"}
    save(client, page, shown=everybody, all="1")
    assert who_came(activity) == set(seats)


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
        (seat,) = seat_ids(activity).values()
        client, page = visitor(demo_app), half_day(activity)
        refused = save(client, page, way="sheet", shown=[seat], present=[seat])
        assert refused.status_code == 422
        assert "ghi lại từ bảng" in refused.text
        assert who_came(activity) == set()
        save(client, page, way="sheet", note="Bảng ký buổi sáng", shown=[seat], present=[seat])
        (entry,) = roster_of(activity.id)
        assert [(each.way.value, each.note) for each in entry.attendances] == [("sheet", "Bảng ký buổi sáng")]


def test_a_day_to_come_takes_no_ticks(demo_app: Flask) -> None:
    with time_machine.travel("2026-06-13 08:00+07:00", tick=False):
        activity = a_morning("TD-C001")
        (seat,) = seat_ids(activity).values()
        answer = save(visitor(demo_app), half_day(activity), shown=[seat], present=[seat])
        assert answer.status_code == 422
        assert "Chưa đến ngày 14/06/2026" in answer.text


def test_closing_shows_what_counts_for_whom_and_corrections_say_what_they_change(
    demo_app: Flask, noon: None
) -> None:
    activity = a_morning("TD-C001", "TD-C002", "TD-C003")
    seats, client = seat_ids(activity), visitor(demo_app)
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
    (seat,) = seat_ids(activity).values()
    save(visitor(demo_app), half_day(activity), shown=[seat], present=[seat])
    assert "1/2 buổi" in visitor(demo_app, "TD-C001").get("/people/me").text

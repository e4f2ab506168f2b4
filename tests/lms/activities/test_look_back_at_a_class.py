"""After the class: observed tasks, tasks in the commune, the questionnaire."""

import re
from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.activities.models import QUESTIONS, Activity, Answer, Half, RosterEntry
from lms.activities.policies import run_by
from lms.activities.queries import roster_of
from lms.activities.rules.asking import BadAnswer, answer, type_in
from lms.activities.rules.following_up import BadFollowUp, follow_ups_of, give_task, overdue, tick_off
from lms.activities.rules.observing import BadObservation, Seen, observe
from lms.activities.rules.planning import PlannedTopic
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.places.queries import unit_by_code
from lms.standards.models import Evidence
from lms.standards.queries import evidence_of
from tests.factories.account import sign_in
from tests.factories.activities import a_class, come, sit
from tests.factories.people import person
from tests.factories.standards import competency

DAY = date(2026, 6, 14)
AFTERWARDS = "2026-06-20 08:00+07:00"
UUIDS = [f"00000000-0000-4000-8000-{number:012}" for number in range(20)]


def a_day(*codes: str, come_too: bool = True) -> tuple[Activity, list[RosterEntry]]:
    """A class of 14 June 2026 to which these people came."""
    province = unit_by_code("25", DAY)
    assert province
    topic = PlannedTopic("Tư vấn", competency("ctv_nv2").id, 2, 2)
    activity = a_class(topic, unit_id=province.id, half_days=((DAY, Half.MORNING),))
    entries = sit(activity, *(person(code) for code in codes))
    if come_too:
        come(activity, entries)
    db.session.commit()
    return activity, entries


def visitor(app: Flask, code: str = "DEMO-LD") -> FlaskClient:
    client = app.test_client()
    sign_in(client, person(code))
    return client


def send(client: FlaskClient, page: str, address: str | None = None, **fields: object) -> str:
    """Fill in the form of a page and follow where it leads."""
    text = client.get(page).text
    hidden = dict(re.findall(r'name="(csrf_token|answer)"[^>]* value="([^"]+)"', text))
    answered = client.post(address or page, data={**hidden, **fields}, follow_redirects=True)
    return str(answered.text)


def standing(who: str) -> list[Evidence]:
    """What was seen of her in the class; the demonstration has practice by checklists besides."""
    rows = evidence_of(person(who).id)
    voided = {row.voids_id for row in rows}
    return [row for row in rows if row.source.startswith("observed:") and row.id not in voided]


@time_machine.travel(AFTERWARDS, tick=False)
def test_a_task_that_was_passed_is_evidence_and_a_correction_voids_it(both_demo_app: Flask) -> None:
    activity, (hoa, lan) = a_day("TD-C001", "TD-C002")
    by, shows = person("DEMO-LD").id, competency("ctv_nv2").id
    told = {"task": "Đóng vai thăm hộ", "competency_id": shows, "done_on": DAY, "by": by}
    observe(activity.id, seen={hoa.id: Seen(True), lan.id: Seen(False, "chưa hỏi")}, **told)
    db.session.commit()
    (row,) = standing("TD-C001")
    assert (row.competency_id, row.occurred_on, row.note) == (shows, DAY, "Đóng vai thăm hộ")
    assert standing("TD-C002") == []
    again = observe(activity.id, seen={hoa.id: Seen(False)}, **{**told, "task": "đóng vai thăm hộ"})
    assert len(again) == 1
    assert standing("TD-C001") == []
    observe(activity.id, seen={hoa.id: Seen(True)}, **told)
    assert len(standing("TD-C001")) == 1


@time_machine.travel(AFTERWARDS, tick=False)
def test_an_observation_that_cannot_be_is_refused(demo_app: Flask) -> None:
    activity, (hoa, head) = a_day("TD-C001", "DEMO-LD")
    _other, (elsewhere,) = a_day("TD-C003")
    told = {"task": "Đóng vai", "competency_id": competency("ctv_nv2").id, "done_on": DAY}
    for change, seen, sentence in [
        ({"task": " "}, hoa.id, "which task"),
        ({"done_on": date(2026, 6, 21)}, hoa.id, "future"),
        ({"competency_id": 999_999}, hoa.id, "no such competency"),
        ({}, elsewhere.id, "Only staff on the roster"),
        ({}, head.id, "Nobody observes herself"),
    ]:
        with pytest.raises(BadObservation, match=sentence):
            observe(activity.id, seen={seen: Seen(True)}, by=person("DEMO-LD").id, **{**told, **change})
    with pytest.raises(BadObservation, match="Nobody was marked"):
        observe(activity.id, seen={}, by=person("DEMO-LD").id, **told)


@time_machine.travel(AFTERWARDS, tick=False)
def test_tasks_are_marked_on_one_page(demo_app: Flask) -> None:
    activity, (hoa, lan) = a_day("TD-C001", "TD-C002")
    client, page = visitor(demo_app), f"/activities/{activity.id}/tasks"
    filled = {
        "task": "Đóng vai thăm hộ",
        "competency": str(competency("ctv_nv2").id),
        "done_on": "14/06/2026",
    }
    marks = {f"seen-{hoa.id}": "passed", f"seen-{lan.id}": "not_yet", f"note-{lan.id}": "Chưa lắng nghe"}
    text = send(client, page, **filled, **marks)
    assert "Đã đánh giá 2 người" in text
    assert "Chưa lắng nghe" in text
    assert "Chưa đánh giá ai" in send(client, page, **filled)
    assert "31/06/2026" in send(client, page, **{**filled, "done_on": "31/06/2026"}, **marks)


@time_machine.travel(AFTERWARDS, tick=False)
def test_a_task_in_the_commune_is_given_ticked_off_and_late(demo_app: Flask) -> None:
    activity, (hoa, lan) = a_day("TD-C001", "TD-C002")
    _other, (elsewhere,) = a_day("TD-C003")
    head = person("DEMO-LD")
    with pytest.raises(BadFollowUp, match="before the class"):
        give_task(activity.id, task="Ghi sổ", due_on=date(2026, 6, 1), by=head.id)
    db.session.rollback()
    client, page = visitor(demo_app), f"/activities/{activity.id}/follow-ups"
    assert "Đã giao việc" in send(client, page, task="Ghi đủ sổ A0", due_on="18/06/2026")
    (task,) = follow_ups_of(activity.id)
    send(client, page, f"{page}/{task.id}", shown=[str(hoa.id), str(lan.id)], done=[str(hoa.id)])
    (late,) = overdue(run_by(person("DEMO-LD")), date(2026, 6, 20))
    assert [entry.id for entry in late.waiting] == [lan.id]
    assert overdue(run_by(person("DEMO-LD")), date(2026, 6, 18)) == []
    assert overdue(run_by(person("TD-X01")), date(2026, 6, 20)) == []
    listed = client.get("/follow-ups").text
    assert person("TD-C002").full_name in listed
    assert person("TD-C001").full_name not in listed
    with pytest.raises(BadFollowUp, match="Only who was in the class"):
        tick_off(task.id, shown=[elsewhere.id], done=[elsewhere.id], by=head.id)
    db.session.rollback()
    send(client, page, f"{page}/{task.id}", shown=[str(lan.id)], done=[str(lan.id)])
    assert overdue(run_by(person("DEMO-LD")), date(2026, 6, 20)) == []


@time_machine.travel(AFTERWARDS, tick=False)
def test_a_participant_answers_once_and_without_her_name(demo_app: Flask) -> None:
    activity, _entries = a_day("TD-C001")
    page = f"/activities/{activity.id}/questionnaire"
    hers = visitor(demo_app, "TD-C001")
    assert page in hers.get("/").text
    assert "chưa ghi gì" in send(hers, page)
    marks = {f"mark-{code}": "5" for code in QUESTIONS}
    assert "Cảm ơn" in send(hers, page, **marks, words="Nên có thêm thực hành")
    (kept,) = db.session.scalars(select(Answer).where(Answer.activity_id == activity.id)).all()
    assert (set(kept.marks), kept.words, kept.on_paper) == (set(QUESTIONS), "Nên có thêm thực hành", False)
    acts = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "activity:answered")).all()
    assert [(act.actor_id, act.facts) for act in acts] == [(None, {})]
    assert hers.get(page).status_code == 404
    assert page not in hers.get("/").text
    with pytest.raises(BadAnswer, match="once"):
        answer(activity.id, person("TD-C001").id, answer_id=UUIDS[0], marks={"use": 1}, words="")


@pytest.mark.parametrize("moment", ["2026-06-13 08:00+07:00", "2026-07-20 08:00+07:00"])
def test_the_questions_are_open_from_the_last_day_for_thirty_days(demo_app: Flask, moment: str) -> None:
    with time_machine.travel(AFTERWARDS, tick=False):
        activity, _entries = a_day("TD-C001")
    with time_machine.travel(moment, tick=False):
        page = f"/activities/{activity.id}/questionnaire"
        assert visitor(demo_app, "TD-C001").get(page).status_code == 404


@time_machine.travel(AFTERWARDS, tick=False)
def test_who_was_not_there_is_not_asked(demo_app: Flask) -> None:
    activity, _entries = a_day("TD-C001", come_too=False)
    for code in ("TD-C001", "TD-C002"):
        assert visitor(demo_app, code).get(f"/activities/{activity.id}/questionnaire").status_code == 404


@time_machine.travel(AFTERWARDS, tick=False)
def test_paper_sheets_are_typed_in_and_shown_from_five_on(demo_app: Flask) -> None:
    activity, _entries = a_day("TD-C001")
    client, page = visitor(demo_app), f"/activities/{activity.id}/answers"
    for number in range(4):
        type_in(activity.id, answer_id=UUIDS[number], marks={"use": 4}, words="ý kiến", by=1)
    type_in(activity.id, answer_id=UUIDS[0], marks={"use": 1}, words="gửi lại", by=1)
    db.session.commit()
    few = client.get(page).text
    assert "Đã có 4 phiếu" in few
    assert "ý kiến" not in few
    text = send(client, page, **{"mark-use": "5", "words": "Phòng hơi nóng"})
    assert "Đã lưu phiếu" in text
    assert "Trung bình 4,2/5" in text
    assert "Phòng hơi nóng" in text
    assert "gửi lại" not in text


@time_machine.travel(AFTERWARDS, tick=False)
def test_a_sheet_that_cannot_be_is_refused(demo_app: Flask) -> None:
    activity, _entries = a_day("TD-C001")
    with pytest.raises(BadAnswer, match="between 1 and 5"):
        type_in(activity.id, answer_id=UUIDS[0], marks={"use": 6}, words="", by=1)
    with pytest.raises(BadAnswer, match="between 1 and 5"):
        type_in(activity.id, answer_id=UUIDS[0], marks={"taste": 3}, words="", by=1)
    with pytest.raises(BadAnswer, match="empty"):
        type_in(activity.id, answer_id=UUIDS[0], marks={}, words=" ", by=1)
    with pytest.raises(BadAnswer, match="still to come"), time_machine.travel("2026-06-01", tick=False):
        type_in(activity.id, answer_id=UUIDS[0], marks={"use": 3}, words="", by=1)
    client, page = visitor(demo_app), f"/activities/{activity.id}/answers"
    assert "Mở lại trang" in send(client, page, answer="no id", **{"mark-use": "3"})
    assert db.session.scalars(select(Answer).where(Answer.activity_id == activity.id)).all() == []
    assert [entry.answered for entry in roster_of(activity.id)] == [False]

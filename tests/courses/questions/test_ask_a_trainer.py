"""Somebody asks a trainer: by the form, by the phone's outbox, twice, too long, by a stranger."""

import contextlib
import re
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from courses.library import read_course
from courses.models import Edition, Step
from courses.questions.forms import Malformed, read_question
from courses.questions.models import Question
from courses.questions.rules.asking import MOST_CHARACTERS, MOST_IN_A_DAY
from courses.rules.publishing import publish
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.rules.merging import merge
from lms.web.sending import Sender
from tests.factories.account import client_of
from tests.factories.courses import KINDS, steps, write_course
from tests.factories.people import make_person
from tests.factories.phones import phone_of
from tests.factories.questions import AT_NINE, KEY, WORDS, asked, sent

DEVICE = "3f0e7a52-6b1d-4c8e-9a54-0d2f1b7c9e10"


def questions() -> list[Question]:
    """All that were kept."""
    return list(db.session.scalars(select(Question).order_by(Question.received_at, Question.id)))


def test_the_form_keeps_her_question_and_leads_to_those_she_asked(
    learner: FlaskClient, lesson: Step, her: Person
) -> None:
    page = learner.get(f"/ask?step={lesson.id}").text
    assert "Bài 1. Mở sổ" in page
    assert "tel:111" in page
    assert "Không ghi tên, địa chỉ" in page
    key = re.findall(r'name="id" value="([^"]+)"', page)[0]
    fields = {"id": key, "step": str(lesson.id), "text": WORDS}
    for _ in range(2):
        assert learner.post("/ask", data=fields).location == "/my-questions"
    [question] = questions()
    assert (question.id, question.person_id, question.text) == (key, her.id, WORDS)
    assert WORDS in learner.get("/my-questions").text


def test_what_she_asked_on_a_record_that_was_merged_into_hers_stands_among_her_questions(
    learner: FlaskClient, lesson: Step, her: Person
) -> None:
    before = make_person("Lò Thị Mai", phone="0900000561")
    db.session.commit()
    asked(before, lesson)
    merge(her, before, by=None)
    db.session.commit()
    assert WORDS in learner.get("/my-questions").text


def test_a_phone_hands_in_the_same_question_once(learner: FlaskClient, lesson: Step) -> None:
    for _ in range(3):
        answer = learner.post("/questions", json=sent(lesson))
        assert answer.get_json() == {"state": "kept", "receipt": None, "url": "/my-questions"}
    [question] = questions()
    assert (question.id, question.asked_at, question.place) == (KEY, AT_NINE, "lesson:1")


def test_another_question_under_its_number_changes_nothing(learner: FlaskClient, lesson: Step) -> None:
    learner.post("/questions", json=sent(lesson))
    answer = learner.post("/questions", json=sent(lesson, text="Một câu khác ạ?"))
    assert answer.get_json()["state"] == "conflict"
    assert [each.text for each in questions()] == [WORDS]


def test_the_number_of_somebody_else_s_question_tells_nothing_of_it(
    app: Flask, learner: FlaskClient, lesson: Step
) -> None:
    learner.post("/questions", json=sent(lesson))
    other = client_of(app, make_person("Hà Thị Chung"))
    answer = other.post("/questions", json=sent(lesson))
    assert answer.get_json()["state"] == "conflict"
    assert len(questions()) == 1
    assert WORDS not in other.get("/my-questions").text


def test_a_key_hands_it_in_for_its_person_whoever_is_signed_in(
    app: Flask, learner: FlaskClient, lesson: Step
) -> None:
    owner = make_person("Vi Thị Xuân")
    db.session.commit()
    app.extensions["find_sender"] = lambda key: (
        (db.session.get_one(Person, owner_id), Sender(owner_id, DEVICE, False)) if key == "hers" else None
    )
    owner_id = owner.id
    for key, status in (("hers", 200), ("forged", 401)):
        answer = learner.post("/questions", json=sent(lesson), headers={"Sending-Key": key})
        assert answer.status_code == status
    assert [(each.person_id, each.device) for each in questions()] == [(owner_id, DEVICE)]


def test_what_a_lost_phone_sends_waits_for_a_trainer_with_a_mark(
    app: Flask, learner: FlaskClient, trainer: FlaskClient, lesson: Step, her: Person
) -> None:
    lost = phone_of(her)
    lost.lose()
    for _ in range(2):
        assert lost.post(app, "/questions", sent(lesson)).json["state"] == "kept"
    [question] = questions()
    assert (question.person_id, question.device_revoked) == (her.id, True)
    for page in (learner.get("/my-questions"), trainer.get(f"/questions/{KEY}")):
        assert "một điện thoại đã bị ngừng dùng" in page.text
    learner.post("/questions", json=sent(lesson, id=str(uuid.uuid4())))
    assert sorted(each.device_revoked for each in questions()) == [False, True]
    assert learner.get("/my-questions").text.count("một điện thoại đã bị ngừng dùng") == 1


def test_whoever_has_a_lost_phone_does_not_use_up_what_she_may_ask(
    app: Flask, learner: FlaskClient, lesson: Step, her: Person
) -> None:
    lost = phone_of(her)
    lost.lose()
    for number in range(MOST_IN_A_DAY + 1):
        answer = lost.post(app, "/questions", sent(lesson, id=str(uuid.UUID(int=number))))
    assert answer.status_code == 429
    assert learner.post("/questions", json=sent(lesson)).status_code == 200


def test_the_box_for_all_lessons_is_sent_without_script_too(
    learner: FlaskClient, lesson: Step, edition: Edition
) -> None:
    page = learner.get("/ask").text
    assert re.findall(r'<option value="(\d+)"', page) == [str(step.id) for step in steps(edition)]
    assert 'name="csrf_token"' in page
    fields = {"id": KEY, "step": "", "text": WORDS}
    refused = learner.post("/ask", data=fields)
    assert refused.status_code == 422
    assert "Xin chọn bài muốn hỏi." in refused.text
    assert WORDS in refused.text
    assert learner.post("/ask", data=fields | {"step": lesson.id}).location == "/my-questions"
    assert [each.step_id for each in questions()] == [lesson.id]


def test_what_was_written_for_one_is_not_sent_by_another(
    learner: FlaskClient, lesson: Step, her: Person
) -> None:
    assert learner.post("/questions", json=sent(lesson, who=her.id + 1)).status_code == 403
    assert learner.post("/questions", json=sent(lesson, who=her.id)).status_code == 200


def test_a_stranger_is_asked_to_sign_in_and_keeps_her_words(
    app: Flask, client: FlaskClient, lesson: Step
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    assert client.post("/questions", json=sent(lesson)).status_code == 401
    answer = client.post("/ask", data={"id": KEY, "step": lesson.id, "text": WORDS})
    assert answer.status_code == 401
    assert WORDS in answer.text
    assert "/sign-in" in answer.text
    assert questions() == []


def test_a_form_of_another_site_is_refused(app: Flask, learner: FlaskClient, lesson: Step) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    fields = {"id": KEY, "step": lesson.id, "text": WORDS}
    assert learner.post("/ask", data=fields).status_code == 400
    evil = {"Origin": "https://evil.example"}
    assert learner.post("/questions", json=sent(lesson), headers=evil).status_code == 403
    assert questions() == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "Xin viết câu hỏi trước."), (" \n ", "Xin viết câu hỏi trước."), ("a" * 1001, "nhiều nhất 1000")],
)
def test_nothing_or_too_much_is_refused_in_a_sentence(
    learner: FlaskClient, lesson: Step, text: str, sentence: str
) -> None:
    answer = learner.post("/questions", json=sent(lesson, text=text))
    assert answer.status_code == 422
    assert sentence in answer.get_json()["error"]
    page = learner.post("/ask", data={"id": KEY, "step": lesson.id, "text": text})
    assert page.status_code == 422
    assert sentence in page.text
    assert questions() == []


def test_the_longest_question_is_kept_whole(learner: FlaskClient, lesson: Step) -> None:
    assert learner.post("/questions", json=sent(lesson, text="ộ" * MOST_CHARACTERS)).status_code == 200
    assert learner.post("/questions", data=b"{" + b" " * 20_000 + b"}").status_code == 415
    large = sent(lesson, text="a" * 20_000)
    assert learner.post("/questions", json=large).status_code == 413


def test_script_in_a_question_is_shown_as_letters(
    learner: FlaskClient, trainer: FlaskClient, lesson: Step
) -> None:
    learner.post("/questions", json=sent(lesson, text="<script>alert(1)</script>"))
    for page in (learner.get("/my-questions"), trainer.get("/questions"), trainer.get(f"/questions/{KEY}")):
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;" in page.text


def test_there_is_no_asking_about_what_was_never_published(
    learner: FlaskClient, edition: Edition, lesson: Step
) -> None:
    db.session.get_one(Edition, edition.id).published_at = None
    db.session.commit()
    for step_id in (lesson.id, 999_999):
        answer = learner.post("/questions", json={**sent(lesson), "step": step_id})
        assert answer.status_code == 404
        assert answer.get_json()["error"] == "Không có bài học này."
        assert learner.get(f"/ask?step={step_id}").status_code == 404
    assert questions() == []


def test_what_was_asked_at_an_older_edition_is_kept_with_that_edition(
    learner: FlaskClient, edition: Edition, lesson: Step, tmp_path: Path
) -> None:
    folder = write_course(tmp_path / "new")
    (folder / "vi/01-bai.md").write_text("# Mở sổ mới\n\nNội dung khác.\n", "utf-8")
    newer = publish(read_course(folder), KINDS, clock.now())
    db.session.commit()
    assert newer
    assert learner.post("/questions", json=sent(lesson)).status_code == 200
    [question] = questions()
    assert question.step_id == lesson.id
    assert question.place == "lesson:1"
    assert steps(newer)[0].id != lesson.id


@pytest.mark.parametrize("address", ["/ask?step=", "/ask?step=x", "/ask?step=1&scene=x", "/ask?step=-1"])
def test_an_address_that_names_nothing_is_absent(learner: FlaskClient, lesson: Step, address: str) -> None:
    assert learner.get(address).status_code == 404


def test_from_a_scene_its_number_is_kept(learner: FlaskClient, lesson: Step) -> None:
    assert "cảnh 4" in learner.get(f"/ask?step={lesson.id}&scene=4").text
    learner.post("/questions", json=sent(lesson, scene=4))
    assert questions()[0].scene == 4


def test_a_clock_wrong_by_two_days_keeps_both_clocks(learner: FlaskClient, lesson: Step) -> None:
    ahead = AT_NINE + timedelta(days=2)
    learner.post("/questions", json=sent(lesson, asked_at=ahead.isoformat()))
    assert (questions()[0].asked_at, questions()[0].received_at) == (ahead, AT_NINE)


def test_who_asks_without_end_goes_on_tomorrow(
    learner: FlaskClient, her: Person, lesson: Step, morning: time_machine.Traveller
) -> None:
    for _ in range(MOST_IN_A_DAY):
        asked(her, lesson)
    assert learner.post("/questions", json=sent(lesson)).status_code == 429
    morning.shift(timedelta(days=1, minutes=1))
    assert learner.post("/questions", json=sent(lesson)).status_code == 200


def test_signs_of_a_real_person_are_asked_about_once_and_then_taken(
    learner: FlaskClient, lesson: Step
) -> None:
    fields = {"id": KEY, "step": lesson.id, "text": "Cháu An số 0912 345 678 thì sao ạ?"}
    page = learner.post("/ask", data=fields)
    assert page.status_code == 422
    assert "giống số điện thoại" in page.text
    assert "giống tên một người" in page.text
    assert questions() == []
    assert learner.post("/ask", data={**fields, "sure": "yes"}).status_code == 303
    assert len(questions()) == 1


def test_the_phone_may_keep_the_page_for_her_alone(learner: FlaskClient, lesson: Step, her: Person) -> None:
    for address in (f"/ask?step={lesson.id}", "/learn/ghi-so-a0/1/faq"):
        assert learner.get(address).headers["Kept-For"] == str(her.id)
    box = learner.get("/ask")  # the one that a phone keeps for all lessons
    assert box.headers["Kept-For"] == str(her.id)
    assert "Về khóa học" not in box.text


def test_every_lesson_leads_to_asking(learner: FlaskClient, edition: Edition) -> None:
    section = learner.get("/learn/ghi-so-a0/1").text
    for step in steps(edition):
        assert f"/ask?step={step.id}" in section
    assert "/learn/ghi-so-a0/1/faq" in learner.get("/learn/ghi-so-a0").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "none"},
        {"step": "x"},
        {"step": 2**40},
        {"scene": 0},
        {"scene": 1000},
        {"text": None},
        {"text": 7},
        {"asked_at": "yesterday"},
        {"asked_at": "2026-11-20T09:00:00"},
        {"asked_at": "0001-01-01T00:00:00+14:00"},
        {"who": "me"},
    ],
)
def test_what_is_no_question_is_refused(learner: FlaskClient, lesson: Step, wrong: dict[str, Any]) -> None:
    answer = learner.post("/questions", json={**sent(lesson), **wrong})
    assert answer.status_code == 400
    assert "Không đọc được" in answer.get_json()["error"]


NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("id", "step", "scene", "text", "asked_at", "who"), NESTED)
    )
    | NESTED
)
def test_whatever_is_sent_is_read_or_refused(anything: Any) -> None:
    with contextlib.suppress(Malformed):
        read_question(anything)

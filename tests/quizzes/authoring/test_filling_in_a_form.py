"""A trainer writes an exercise as cards of a form: the same text is kept, with script or without."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from lms.base import clock
from lms.base.database import db
from lms.people.models import AccessRole, Person
from quizzes.authoring.models import Manuscript
from quizzes.exercise.grammar import MAX_CHOICES, MAX_FIELDS, MAX_SCENES, read_exercise
from quizzes.exercise.graph import QuestionType
from quizzes.rules.publishing import publish
from tests.factories.account import sign_in
from tests.factories.desk import Fields
from tests.factories.people import make_asker
from tests.factories.places import make_unit
from tests.factories.quizzes import BERRIES, QUESTIONS, bao_ve_tre_em, source_of

FORM, DRAFT = "/exercises/hai-qua/form", "/exercises/hai-qua/draft"
JSON = {"Accept": "application/json"}


@pytest.fixture
def trainer(app: Flask) -> Person:
    bao_ve_tre_em()
    publish(source_of(BERRIES), clock.now())
    person = make_asker(AccessRole.TRAINER, make_unit("25", "Tỉnh Phú Thọ"), "Đỗ Thị Yến")
    db.session.commit()
    return person


@pytest.fixture
def visitor(client: FlaskClient, trainer: Person) -> FlaskClient:
    sign_in(client, trainer)
    return client


def filled(visitor: FlaskClient, address: str = FORM) -> MultiDict[str, str]:
    """The fields of the form as it opens."""
    return Fields(visitor.get(address).text).sent


def kept() -> str:
    return db.session.query(Manuscript).one().text


def send(visitor: FlaskClient, sent: MultiDict[str, str], do: str | None = None) -> str:
    """Send the form by a button; where it leads."""
    answer = visitor.post(DRAFT, data=MultiDict([*sent.items(multi=True), *([("do", do)] if do else [])]))
    assert answer.status_code == 302
    return str(answer.location)


def test_an_untouched_form_keeps_the_text_as_it_is(visitor: FlaskClient) -> None:
    send(visitor, filled(visitor))
    assert db.session.query(Manuscript).count() == 0
    visitor.post(DRAFT, data={"text": BERRIES.replace("\n\n*", "\n*"), "language": "vi", "revision": "0"})
    send(visitor, filled(visitor))
    assert kept() == BERRIES.replace("\n\n*", "\n*")


def test_what_is_filled_in_stands_in_the_text(visitor: FlaskClient) -> None:
    sent = filled(visitor)
    sent["title"], sent["s0-name"], sent["s0a1-feedback"] = "Hái quả", "Đầu rừng", "Đúng rồi."
    sent["s0-lesson"], sent["s0-hint"], sent["s0a1-points"] = "3", "Hỏi người lớn.", "4"
    sent["s1-must_pass"] = "on"
    answer = visitor.post(DRAFT, data=sent, headers=JSON).get_json()
    assert answer["revision"] == 1
    exercise = read_exercise(kept())[0]
    first = exercise.scenes[0]
    assert (exercise.title, first.name, first.lesson, first.hint) == (
        "Hái quả",
        "Đầu rừng",
        3,
        "Hỏi người lớn.",
    )
    assert (first.choices[1].feedback, first.choices[1].points) == ("Đúng rồi.", 4)
    assert exercise.scenes[1].must_pass
    assert "~> Đầu rừng" in kept()


def test_without_script_buttons_arrange_scenes_and_come_back_to_their_place(visitor: FlaskClient) -> None:
    assert send(visitor, filled(visitor), "down s0").endswith("#scene-2")
    assert [scene.name for scene in read_exercise(kept())[0].scenes][:2] == ["Gặp bà", "Bìa rừng"]
    assert send(visitor, filled(visitor), "add-scene-after s0").endswith("#scene-2")
    exercise = read_exercise(kept())[0]
    assert [scene.name for scene in exercise.scenes][:3] == ["Gặp bà", "Cảnh 5", "Bìa rừng"]
    assert exercise.scenes[2].choices[1].target == 0
    assert send(visitor, filled(visitor), "remove s1").endswith("#scene-1")
    assert len(read_exercise(kept())[0].scenes) == 4
    send(visitor, filled(visitor), "add-answer s0")
    send(visitor, filled(visitor), "up s0a1")
    choices = read_exercise(kept())[0].scenes[0].choices
    assert [choice.text for choice in choices] == ["Ăn luôn cho nhanh", "Rửa sạch rồi ăn", ""]
    send(visitor, filled(visitor), "remove s0a2")
    assert len(read_exercise(kept())[0].scenes[0].choices) == 2
    send(visitor, filled(visitor), "up khong-co")
    send(visitor, filled(visitor), "add-scene")
    assert read_exercise(kept())[0].scenes[-1].name == "Cảnh 5"


def test_a_field_too_many_and_a_scene_too_many_are_told_and_not_dropped(visitor: FlaskClient) -> None:
    page = visitor.get(FORM).text
    assert f'data-most="{MAX_CHOICES}"' in page
    assert f'data-most-form="{MAX_FIELDS}"' in page
    sent = filled(visitor)
    for number in range(MAX_SCENES):
        sent.add("scene", f"n{number}")
        sent[f"n{number}-name"] = f"Thêm {number}"
    answer = visitor.post(DRAFT, data=sent, headers=JSON).get_json()
    assert f"Có quá {MAX_SCENES} cảnh" in answer["look"]
    assert f"== Thêm {MAX_SCENES - 1}" in kept()
    assert 'id="cards"' not in visitor.get(FORM).text
    assert f"== Thêm {MAX_SCENES - 1}" in visitor.get("/exercises/hai-qua/edit").text


def test_an_arrow_may_lead_to_a_new_scene(visitor: FlaskClient) -> None:
    sent = filled(visitor)
    sent["s0a0-target"] = "new"
    send(visitor, sent)
    exercise = read_exercise(kept())[0]
    assert exercise.scenes[0].choices[0].target == 4
    assert exercise.scenes[4].name == "Cảnh 5"


def test_arrows_to_a_scene_that_was_removed_lead_nowhere_and_are_told(visitor: FlaskClient) -> None:
    sent = filled(visitor)
    sent.setlist("scene", ["s0", "s1", "s2"])
    look = visitor.post(DRAFT, data=sent, headers=JSON).get_json()["look"]
    assert read_exercise(kept())[0].scenes[0].choices[0].target is None
    assert '<a href="#scene-1" data-scene>1. Bìa rừng</a>' in look


def test_questions_of_every_kind_can_be_filled_in(visitor: FlaskClient, trainer: Person) -> None:
    publish(source_of(QUESTIONS), clock.now())
    db.session.commit()
    sent = filled(visitor, "/exercises/ba-cau/form")
    sent["s0-type"], sent["s0a0-match"], sent["s0a0-right"], sent["s0a1-match"] = (
        "matching",
        "cấp cứu",
        "on",
        "báo tin",
    )
    sent["s1-type"] = "true_false"
    visitor.post("/exercises/ba-cau/draft", data=sent)
    scenes = read_exercise(kept())[0].scenes
    assert [scene.type for scene in scenes][:2] == [QuestionType.MATCHING, QuestionType.TRUE_FALSE]
    assert [(choice.text, choice.match) for choice in scenes[0].choices] == [
        ("115", "cấp cứu"),
        ("111", "báo tin"),
    ]


def test_lines_that_cannot_be_read_are_shown_and_kept(visitor: FlaskClient) -> None:
    text = BERRIES.replace("Mã: hai-qua", "Mãa: hai-qua\nMã: hai-qua").replace("-> Gặp bà", "-> Gặp ông")
    visitor.post(DRAFT, data={"text": text, "language": "vi", "revision": "0"})
    page = visitor.get(FORM).text
    assert "Có dòng biểu mẫu không đọc được." in page
    assert "Gặp ông (chưa viết)" in page
    sent = filled(visitor)
    sent["s0-text"] = "Lời mới."
    send(visitor, sent)
    assert kept().startswith("Mãa: hai-qua\n# Hái quả")
    assert "-> Gặp ông" in kept()
    assert "Lời mới." in kept()


def test_a_text_of_which_too_much_cannot_be_read_is_sent_back_to_the_text(visitor: FlaskClient) -> None:
    text = "lạc đề\n" * 60 + BERRIES
    visitor.post(DRAFT, data={"text": text, "language": "vi", "revision": "0"})
    page = visitor.get(FORM).text
    assert "Từ dòng 1" in page
    assert 'id="writing"' not in page
    assert kept() == text


def test_a_form_saved_elsewhere_in_between_is_not_overwritten(visitor: FlaskClient) -> None:
    sent = filled(visitor)
    visitor.post(DRAFT, data={"text": BERRIES.replace("Bé hỏi", "Một"), "language": "vi", "revision": "0"})
    sent["s0-text"] = "Hai"
    assert visitor.post(DRAFT, data=sent, headers=JSON).status_code == 409
    page = visitor.post(DRAFT, data=sent)
    assert page.status_code == 409
    assert "Một" in page.text
    assert "Hai" in page.text
    assert "Một" in kept()


def test_signed_out_the_whole_form_is_carried_on(app: Flask, visitor: FlaskClient, trainer: Person) -> None:
    sent = filled(visitor)
    sent["s3-ending_text"] = "Bé phải đi viện."
    stranger = app.test_client()
    page = stranger.post(DRAFT, data=sent)
    assert page.status_code == 401
    carried = set(re.findall(r'<input type="hidden" name="([^"]*)" value="', page.text))
    assert set(sent) <= carried
    sign_in(stranger, trainer)
    assert stranger.post(DRAFT, data=sent).status_code == 302
    assert "Bé phải đi viện." in kept()


def test_strange_fields_are_taken_as_they_come(visitor: FlaskClient) -> None:
    sent: MultiDict[str, str] = MultiDict(
        {
            "face": "form",
            "language": "vi",
            "revision": "0",
            "title": "x",
            "scene": ["a", "a", ""],
            "a-answer": ["b", "b"],
            "b-target": "?",
            "b-points": "9" * 30,
            "kind": "khác",
            "a-type": "khác",
            "a-lesson": "-5",
            "quotas": "4 dễ, khó",
            "do": "remove",
        }
    )
    assert visitor.post(DRAFT, data=sent).status_code == 302
    assert [scene.name for scene in read_exercise(kept())[0].scenes] == ["Cảnh 1"]


def test_the_map_has_a_place_for_every_scene_and_says_it_as_a_list(visitor: FlaskClient) -> None:
    page = visitor.get("/exercises/hai-qua/map").text
    assert page.count("map-scene") == 4
    assert "B. Hỏi bà đã → Gặp bà (+2) – <strong>đường tốt nhất</strong>" in re.sub(r"\s+", " ", page)
    assert 'href="/exercises/hai-qua/form?text=vi&amp;scene=2#scene-2"' in page
    sent = filled(visitor)
    assert "map-drawing" not in visitor.post(DRAFT, data=sent, headers=JSON).get_json()["look"]
    assert "map-drawing" in visitor.post(DRAFT, data=sent | {"map": "1"}, headers=JSON).get_json()["look"]

"""A course takes up an exercise as a step."""

import json
import re
from pathlib import Path

import brotli
import pytest
from flask import Flask
from markupsafe import Markup

from courses.models import Bundle, Step
from lms.base import clock
from lms.base.database import db
from quizzes.kinds.exercise import ExerciseKind, NotPlayable
from quizzes.kinds.player import scenario_data, source
from quizzes.rules.publishing import publish
from tests.factories.quizzes import BERRIES, QUESTIONS, published_exercises, source_of

KIND = ExerciseKind()


@pytest.fixture
def practice(app: Flask, tmp_path: Path) -> Step:
    return published_exercises(tmp_path)[0]


@pytest.mark.parametrize(
    ("reference", "sentence"),
    [
        ({}, "An exercise step has"),
        ({"exercise": "hai-qua", "role": "game"}, "An exercise step has"),
        ({"exercise": "hai-qua", "role": "practice", "marks": 3}, "An exercise step has"),
        ({"exercise": "khong-co", "role": "practice"}, "no exercise with the code khong-co"),
        ({"exercise": "hai-qua", "role": "assessment"}, "not of the kind"),
        ({"exercise": "co-anh", "role": "practice"}, "pictures and sounds cannot"),
    ],
)
def test_what_a_course_asks_for_must_be_there(
    practice: Step, reference: dict[str, str], sentence: str
) -> None:
    picture = BERRIES.replace("hai-qua", "co-anh").replace("Bé hỏi", "[ảnh: qua.webp | Quả]\nBé hỏi")
    publish(source_of(picture), clock.now())
    assert [sentence in str(problem) for problem in KIND.check(reference)] == [True]
    with pytest.raises(NotPlayable, match=sentence):
        KIND.freeze(reference)


def test_a_step_keeps_its_version_when_the_exercise_changes(practice: Step) -> None:
    publish(source_of(BERRIES.replace("Đúng.", "Đúng vậy.")), clock.now())
    db.session.commit()
    assert KIND.freeze({"exercise": "hai-qua", "role": "practice"})["number"] == 2
    assert practice.frozen["number"] == 1
    assert "Đúng vậy." not in KIND.compile(practice, "vi").html


def test_the_whole_scenario_is_in_the_bundle_and_works_without_script(practice: Step) -> None:
    bundle = db.session.query(Bundle).filter_by(language="vi").one()
    html = bundle.plain.decode()
    assert f'<form method="post" action="/exercises/{practice.id}/begin">' in html
    data = json.loads(re.findall(r'<script type="application/json">(.*?)</script>', html)[0])
    assert data["s"][0][0] == "Bìa rừng"
    assert data["s"][0][2][0] == ["Cứ ăn thử xem", "Không biết quả gì thì không ăn.", 3, 1]
    assert data["s"][3][2] == [["Quay lại bìa rừng", "", -1, 0]]
    assert data["s"][2][3:] == [0, "Quả ngọt lắm."]
    assert "Gọi số nào" not in html


def test_the_english_bundle_speaks_english(practice: Step) -> None:
    html = db.session.query(Bundle).filter_by(language="en").one().plain.decode()
    assert "Where to act differently" in html
    assert "Chỗ nên làm khác" not in html


def test_no_text_can_end_the_inline_data(practice: Step) -> None:
    nasty = BERRIES.replace("Bé hỏi", "</script><script>alert(1)</script><!-- Bé hỏi")
    data = scenario_data(source_of(nasty).languages["vi"], {})
    assert isinstance(data, Markup)
    assert "<" not in data
    assert json.loads(data)["s"][0][1].startswith("</script>")


def test_a_scene_points_to_the_step_of_its_lesson() -> None:
    exercise = source_of(BERRIES.replace("== Gặp bà\n", "== Gặp bà\nXEM LẠI: bài 2\n")).languages["vi"]
    assert json.loads(scenario_data(exercise, {}, [1, 4]))["s"][1][3] == 4
    assert json.loads(scenario_data(exercise, {}, [1]))["s"][1][3] == 0


def test_player_and_style_fit_their_share_of_the_bundle() -> None:
    sent = source("outbox.js", "player.js") + source("player.css")
    assert len(brotli.compress(sent.encode(), quality=11)) <= 2_500
    assert "/*" not in sent


def test_minutes_and_titles_are_told_to_the_outline(practice: Step) -> None:
    assert 1 <= practice.minutes <= 3
    assert KIND.title(practice.frozen, "vi") == "Hái quả trong rừng"
    assert KIND.url(practice) == "/learn/vao-rung/1#b2"


def test_loading_the_same_again_makes_no_new_version(app: Flask) -> None:
    assert publish(source_of(QUESTIONS), clock.now()) is not None
    assert publish(source_of(QUESTIONS), clock.now()) is None
    changed = publish(source_of(QUESTIONS.replace("Chờ: 12", "Chờ: 6")), clock.now())
    assert changed is not None
    assert (changed.number, changed.wait_hours) == (2, 6)

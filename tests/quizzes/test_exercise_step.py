"""A course takes up an exercise as a step."""

import json
import re
from pathlib import Path

import brotli
import pytest
from flask import Flask
from hypothesis import given
from markupsafe import Markup

from courses.models import Bundle, Step
from lms.base import clock
from lms.base.database import db
from quizzes.exercise.graph import Exercise
from quizzes.exercise.scoring import score
from quizzes.kinds.exercise import ExerciseKind, NotPlayable
from quizzes.kinds.lessons import lesson_paths, lessons_of
from quizzes.kinds.player import more_player, play_data, player, source
from quizzes.rules.publishing import publish
from tests.factories.quizzes import (
    BERRIES,
    ORIENTATION,
    PRACTICE,
    QUESTIONS,
    published_lists,
    source_of,
    walked,
)

KIND = ExerciseKind()


@pytest.mark.parametrize(
    ("reference", "sentence"),
    [
        ({}, "An exercise step has"),
        ({"exercise": "hai-qua", "role": "game"}, "An exercise step has"),
        ({"exercise": "hai-qua", "role": "practice", "marks": 3}, "An exercise step has"),
        ({"exercise": "khong-co", "role": "practice"}, "no exercise with the code khong-co"),
        ({"exercise": "hai-qua", "role": "assessment"}, "not of the kind"),
    ],
)
def test_what_a_course_asks_for_must_be_there(
    practice: Step, reference: dict[str, str], sentence: str
) -> None:
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
    assert data["k"] == 0
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
    data = play_data(source_of(nasty).languages["vi"], {})
    assert isinstance(data, Markup)
    assert "<" not in data
    assert json.loads(data)["s"][0][1].startswith("</script>")


def test_a_scene_points_to_its_lesson_where_the_course_has_it() -> None:
    exercise = source_of(BERRIES.replace("== Gặp bà\n", "== Gặp bà\nXEM LẠI: bài 2\n")).languages["vi"]
    lessons = {1: ("#b1", "Bài 1. Nhìn"), 2: ("/learn/vao-rung/2#b1", "Bài 2. Hỏi")}
    data = json.loads(play_data(exercise, lessons))
    assert data["s"][1][3] == 2
    assert data["r"] == {"2": ["/learn/vao-rung/2#b1", "Bài 2. Hỏi"]}
    assert json.loads(play_data(exercise, {1: lessons[1]}))["s"][1][3] == 0


def test_hint_and_legal_basis_go_with_the_scene_that_has_them() -> None:
    marked = BERRIES.replace("== Gặp bà", "== Gặp bà\nGỢI Ý: Hỏi bà.\nCĂN CỨ: Điều 4\nCĂN CỨ: Điều 5")
    data = json.loads(play_data(source_of(marked).languages["vi"], {}))
    assert data["s"][1][4:] == [None, 0, 0, "Hỏi bà.", "Điều 4; Điều 5"]
    assert len(data["s"][0]) == 4
    assert len(data["s"][2]) == 5


def test_questions_follow_one_another_and_an_orientation_test_tells_no_feedback() -> None:
    practice = json.loads(play_data(source_of(PRACTICE).languages["vi"], {}))
    assert practice["k"] == 1
    assert practice["s"][0][2] == [["115", "115 là cấp cứu.", 1, 1], ["111", "111 trực cả ngày đêm.", 1, 0]]
    assert practice["s"][1][2][0][2] == 2
    assert practice["s"][2] == ["", "", [], 0, ""]
    asked = json.loads(play_data(source_of(ORIENTATION).languages["vi"], {}))
    assert asked["k"] == 2
    assert {choice[1] for scene in asked["s"] for choice in scene[2]} == {""}


@given(walked())
def test_the_player_marks_what_the_score_counts_as_lost(walk: tuple[Exercise, list[tuple[int, int]]]) -> None:
    exercise, path = walk
    scenes = json.loads(play_data(exercise, {}))["s"]
    lost = [step for step in path if scenes[step[0]][2][step[1]][3]]
    assert lost == [(each.scene, each.answer) for each in score(exercise, path).decisions if each.regret]


def test_a_lesson_is_counted_through_the_whole_course(app: Flask, tmp_path: Path) -> None:
    edition = published_lists(tmp_path)
    first, second = edition.sections
    assert lessons_of(first.steps[0], "vi") == {
        1: ("#b2", "Bài 1. Báo tin"),
        2: ("/learn/bao-tin/2#b1", "Bài 2. Giờ trực"),
    }
    assert lessons_of(second.steps[1], "vi")[1] == ("/learn/bao-tin/1#b2", "Bài 1. Báo tin")
    assert lesson_paths(first.steps[0], "vi")[1][0] == "/learn/bao-tin/1#b2"
    html = db.session.query(Bundle).filter_by(section_id=second.id, language="vi").one().plain.decode()
    assert '"2":["#b1","Bài 2. Giờ trực"]' in html


def test_player_and_style_fit_their_share_of_the_bundle() -> None:
    sent = player({}) + more_player({}, "list.js") + source("player.css")
    assert len(brotli.compress(sent.encode(), quality=11)) <= 2_500
    kinds = more_player({}, "kinds.js") + source("kinds.css")
    assert len(brotli.compress(kinds.encode(), quality=11)) <= 2_120
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

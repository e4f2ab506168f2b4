"""Whose answers count: first attempts, with and without help, days, units, courses, versions."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from courses.models import Step
from lms.base import clock
from lms.base.database import db
from lms.people.models import Level, Person
from lms.people.rules.merging import merge
from lms.standards.models import Mode
from quizzes.analysis.models import By, Question, Which
from quizzes.analysis.queries import overall, versions_of
from quizzes.analysis.rules.comparing import compare_days, compare_versions, gains_of_lessons
from quizzes.analysis.rules.gathering import Gathered, gather
from quizzes.analysis.rules.measuring import measure
from quizzes.models import AssessmentForm, Draft
from quizzes.rules.publishing import publish
from tests.factories.analysis import Steps, insert_attempts
from tests.factories.courses import steps
from tests.factories.coverage import insert_people
from tests.factories.people import make_person, post_person
from tests.factories.places import make_unit
from tests.factories.quizzes import (
    AT_EIGHT,
    LISTS,
    ORIENTATION,
    PRACTICE,
    QUESTIONS,
    published_course,
    published_exercises,
    source_of,
)

BEST: Steps = [(0, 1), (1, 0)]
WORST: Steps = [(0, 0)]
NOW = AT_EIGHT + timedelta(days=10)


@pytest.fixture
def story(app: Flask, tmp_path: Path) -> Step:
    """A story of a published course."""
    return published_exercises(tmp_path)[0]


def gathered(code: str = "hai-qua", question: Question | None = None, now: datetime = NOW) -> Gathered:
    return gather(versions_of(code), question or Question(), now, "vi")


def played(step: Step, paths: list[tuple[int, Steps]], days: int = 0, mode: Mode = Mode.SELF) -> None:
    """Attempts so many days after the first; committed."""
    insert_attempts(step, paths, AT_EIGHT + timedelta(days=days), mode=mode)
    db.session.commit()


def test_the_first_attempt_of_each_person_counts_or_the_latest_or_all(story: Step) -> None:
    people = insert_people(6)
    played(story, [(person, WORST) for person in people])
    played(story, [(person, BEST) for person in people[:3]], days=1)
    facility = {}
    for which in Which:
        figures = gathered(question=Question(which=which)).figures
        assert figures
        facility[which] = figures.people, figures.decisions[0].facility
    assert facility == {Which.FIRST: (6, 0.0), Which.LAST: (6, 0.5), Which.ALL: (9, pytest.approx(1 / 3))}
    averages = gathered().averages
    assert (averages.first, averages.last, averages.best) == (0.0, 0.5, 0.5)
    assert averages.all == pytest.approx(1 / 3)


def test_a_second_attempt_is_nobody_s_first_whichever_days_are_looked_at(story: Step) -> None:
    people = insert_people(6)
    played(story, [(person, WORST) for person in people])
    played(story, [(person, BEST) for person in people], days=5)
    later = Question(since=date(2026, 11, 22))
    assert gathered(question=later).rows == []
    assert len(gathered(question=Question(which=Which.LAST, since=later.since)).rows) == 6
    assert len(gathered(question=Question(until=date(2026, 11, 22))).rows) == 6
    assert gathered(question=Question(until=date(2026, 11, 20))).rows == []


def test_who_was_helped_and_who_wrote_on_paper_stand_apart(story: Step) -> None:
    people = insert_people(12)
    played(story, [(person, BEST) for person in people[:5]])
    played(story, [(person, WORST) for person in people[5:8]], mode=Mode.READ_ALOUD)
    played(story, [(person, WORST) for person in people[8:10]], mode=Mode.TOGETHER)
    played(story, [(person, BEST) for person in people[10:]], mode=Mode.PAPER)
    found = gathered()
    assert {by: len(rows) for by, rows in found.by.items()} == {
        By.ALONE: 5,
        By.HELPED: 5,
        By.PAPER: 2,
        By.EVERYBODY: 12,
    }
    assert found.figures
    assert found.figures.people == 5
    assert gathered(question=Question(by=By.PAPER)).figures is None  # two people might be known by it


def test_averages_are_of_those_who_were_asked_for_too(story: Step) -> None:
    """Of ten people five were read to and did well; whoever answered alone did not."""
    people = insert_people(10)
    played(story, [(person, WORST) for person in people[:5]])
    played(story, [(person, BEST) for person in people[5:]], mode=Mode.READ_ALOUD)
    played(story, [(person, BEST) for person in people[:2]], days=1, mode=Mode.READ_ALOUD)
    alone = gathered().averages
    assert (alone.first, alone.last, alone.best, alone.all) == (0.0, 0.0, 0.0, 0.0)
    helped = gathered(question=Question(by=By.HELPED)).averages
    assert (helped.first, helped.best) == (1.0, 1.0)
    assert gathered(question=Question(by=By.EVERYBODY)).averages.first == 0.5


def test_who_did_it_several_times_is_one_person_in_ranges_and_verdicts(story: Step) -> None:
    people = insert_people(6)
    for day in range(6):
        played(story, [(person, WORST) for person in people], days=day)
    figures = gathered(question=Question(which=Which.ALL)).figures
    assert figures
    found = figures.decisions[0]
    assert (found.reached, found.people, found.is_sure) == (36, 6, False)
    assert found.likely
    assert found.likely.high > 0.3  # Wilson's range of 0 in 6, not of 0 in 36
    assert found.dead == ()


def test_two_records_of_one_person_are_one_person(story: Step) -> None:
    people = insert_people(6)
    played(story, [(person, WORST) for person in people])
    merge(db.session.get_one(Person, people[0]), db.session.get_one(Person, people[5]), by=None)
    db.session.commit()
    assert len(gathered().rows) == 5
    assert len(gathered(question=Question(which=Which.ALL)).rows) == 6


def test_only_people_of_a_unit_or_attempts_of_a_course_can_be_counted(
    both_app: Flask, tmp_path: Path
) -> None:
    story, _ = published_exercises(tmp_path)
    here, there = make_unit("25", "Tỉnh Phú Thọ"), make_unit("01", "Thành phố Hà Nội")
    people = [make_person(f"Người {number}", code=f"N{number}", phone=None) for number in range(7)]
    for person in people[:6]:
        post_person(person, here, kind="vien_chuc_ds", level=Level.COMMUNE)
    post_person(people[6], there, kind="vien_chuc_ds", level=Level.COMMUNE)
    old = make_person("Người 1 cũ", code="N1X", phone=None)
    merge(people[1], old, by=None)
    played(story, [(person.id, BEST) for person in [people[0], old, *people[2:]]])
    assert len(gathered().rows) == 7
    assert len(gathered(question=Question(unit_id=here.id)).rows) == 6  # with who was merged
    assert len(gathered(question=Question(unit_id=there.id)).rows) == 1
    assert len(gathered(question=Question(course="vao-rung")).rows) == 7
    assert gathered(question=Question(course="khac")).rows == []
    assert [each.people for each in overall(Question(course="vao-rung"), clock.today())] == [7]


def test_what_was_begun_and_not_finished_is_known_where_it_left_a_trace(story: Step) -> None:
    people = insert_people(7)
    played(story, [(person, WORST) for person in people[:5]])
    for person, path, begun in ((people[5], [[0, 1]], AT_EIGHT), (people[6], [], NOW)):
        draft = {"id": f"d{person}", "person_id": person, "step_id": story.id, "language": "vi"}
        db.session.add(Draft(**draft, path=path, started_at=begun))
    db.session.commit()
    found = gathered()
    assert found.unfinished == 1  # who began just now may still be playing
    assert found.figures
    assert {scene: each.stopped for scene, each in found.figures.decisions.items()} == {0: 0}
    played(story, [(person, BEST) for person in insert_five()])
    figures = gathered().figures
    assert figures
    assert figures.decisions[1].stopped == 1
    assert gathered(question=Question(since=date(2026, 11, 1))).unfinished == 0


def insert_five() -> list[int]:
    people = [make_person(f"Thêm {number}", code=f"T{number}", phone=None) for number in range(5)]
    db.session.flush()
    return [person.id for person in people]


def test_a_form_that_was_never_handed_in_counts_as_begun(app: Flask, tmp_path: Path) -> None:
    _, test = published_exercises(tmp_path)
    (person,) = insert_people(1)
    facts = {"person_id": person, "step_id": test.id, "version_id": test.frozen["version"]}
    db.session.add(AssessmentForm(id="f1", scenes=[0, 1], fetched_at=AT_EIGHT, **facts))
    db.session.commit()
    assert gathered("ba-cau").unfinished == 1
    assert gathered("ba-cau", now=AT_EIGHT).unfinished == 0


def test_answers_count_on_where_the_words_stayed_and_are_judged_by_the_key_of_today(
    app: Flask, tmp_path: Path
) -> None:
    _, test = published_exercises(tmp_path)
    people = insert_people(10)
    played(test, [(person, [(0, 1), (1, 0)]) for person in people[:5]])
    text = QUESTIONS.replace("111 trực lúc nào?", "Số 111 trực lúc nào?")
    text = text.replace("* 115", "= 115").replace("= 111\n", "* 111\n")
    newer = publish(source_of(text), NOW)
    assert newer
    insert_attempts(
        test, [(person, [(0, 0), (1, 0)]) for person in people[5:]], AT_EIGHT, version_id=newer.id
    )
    db.session.commit()
    found = gathered("ba-cau")
    assert found.in_other_words == 5
    assert found.figures
    first, second = found.figures.decisions[0], found.figures.decisions[1]
    assert (first.reached, first.facility) == (10, 0.5)  # 111 is wrong by the key of today
    assert (second.could, second.reached) == (5, 5)
    assert found.figures.scores == [1.0] * 5


def test_the_time_in_the_middle_leaves_out_clocks_that_cannot_be_believed(story: Step) -> None:
    people = insert_people(5)
    played(story, [(person, BEST) for person in people])
    assert gathered().minutes == 4.0
    assert gathered(question=Question(by=By.HELPED)).minutes is None


def test_a_list_is_measured_and_a_story_is_not(app: Flask, tmp_path: Path) -> None:
    story, test = published_exercises(tmp_path)
    people = insert_people(40)
    right: Steps = [(0, 1), (1, 0)]
    wrong: Steps = [(0, 0), (1, 1)]
    played(test, [(person, right if number < 30 else wrong) for number, person in enumerate(people)])
    played(story, [(person, BEST) for person in people])
    assert measure(gathered()) is None
    found = measure(gathered("ba-cau"))
    assert found
    assert found.whole.average == 0.75
    assert found.items[0].facility == 0.75
    assert found.items[0].discrimination == pytest.approx(1.0)
    assert found.b_indices == {0: 1.0, 1: 1.0}
    assert found.guesses == [0.5, 0.5, 0.5]
    assert found.consistency == pytest.approx(1.0)


KINDS = """
# Luyện tập: Báo tin
Mã: luyen-bao-tin
Loại: luyện tập
Năng lực: bao_ve_tre_em

== Gọi ai
DẠNG: chọn nhiều
XEM LẠI: bài 1
Gọi ai?
= 111
= Công an
* Hàng xóm

== Sổ nào
DẠNG: trả lời ngắn
XEM LẠI: bài 2
Ghi vào sổ nào?
= sổ A0 | A0
""".lstrip()


def test_answers_of_other_kinds_are_gathered_as_they_were_given(app: Flask, tmp_path: Path) -> None:
    course = published_course(tmp_path / "bao-tin", LISTS, [KINDS, ORIENTATION], {"Một": "1", "Hai": "2"})
    paths: list[Steps] = [[(0, [0, 1]), (1, "A0")], [(0, [0, 2]), (1, "sổ xanh")]]
    played(steps(course)[-1], [(person, paths[person % 2]) for person in insert_people(40)])
    figures = gathered("luyen-bao-tin").figures
    assert figures
    assert figures.decisions[0].answers == {(0, 1): 20, (0, 2): 20}
    assert [each.facility for each in figures.decisions.values()] == [0.5, 0.5]
    measured = measure(gathered("luyen-bao-tin"))
    assert measured
    assert measured.items[0].discrimination == pytest.approx(1.0)


def test_a_question_that_few_were_asked_stands_in_no_statistics(app: Flask, tmp_path: Path) -> None:
    _, test = published_exercises(tmp_path)
    people = insert_people(12)
    asked: list[Steps] = [[(0, 1), (1, 0)]] * 8 + [[(0, 1), (2, 0)]] * 4
    played(test, list(zip(people, asked, strict=True)))
    found = measure(gathered("ba-cau"))
    assert found
    assert list(found.items) == [0, 1]
    assert found.whole.attempts == 12


def test_an_orientation_test_has_no_passing(app: Flask, tmp_path: Path) -> None:
    course = published_course(tmp_path / "bao-tin", LISTS, [PRACTICE, ORIENTATION], {"Một": "1", "Hai": "2"})
    paths: list[Steps] = [[(scene, 0) for scene in range(4)], [(scene, 1) for scene in range(4)]]
    played(steps(course)[0], [(person, paths[person % 2]) for person in insert_people(40)])
    found = measure(gathered("dinh-huong"))
    assert found
    assert (found.b_indices, found.consistency) == ({}, None)


def test_days_stand_beside_each_other(story: Step) -> None:
    people = insert_people(70)
    played(story, [(person, WORST) for person in people[:35]])
    played(story, [(person, BEST) for person in people[35:]], days=3)
    found = compare_days(versions_of("hai-qua"), Question(), date(2026, 11, 22), NOW, "vi")
    assert (found.before, found.after) == (35, 35)
    first, second = found.scenes
    assert first.gain
    assert (first.gain.before, first.gain.after, first.reworded) == (0.0, 1.0, False)
    assert second.before is None  # nobody came there before
    assert second.gain is None
    early = compare_days(versions_of("hai-qua"), Question(), date(2026, 11, 1), NOW, "vi")
    assert (early.before, early.after, list(early.scenes)) == (0, 70, [])


def test_a_day_parts_first_attempts_as_the_page_of_the_exercise_counts_them(story: Step) -> None:
    """Who was read to first and then did it alone has no first attempt of her own, on either page."""
    people = insert_people(12)
    played(story, [(person, WORST) for person in people[:6]], mode=Mode.READ_ALOUD)
    played(story, [(person, WORST) for person in people[6:]])
    played(story, [(person, BEST) for person in people[:6]], days=3)
    found = compare_days(versions_of("hai-qua"), Question(), date(2026, 11, 22), NOW, "vi")
    assert (found.before, found.after) == (len(gathered().rows), 0) == (6, 0)


def test_versions_stand_beside_each_other_each_by_its_own_key(app: Flask, tmp_path: Path) -> None:
    _, test = published_exercises(tmp_path)
    people = insert_people(12)
    played(test, [(person, [(0, 0), (1, 0)]) for person in people[:6]])
    newer = publish(source_of(QUESTIONS.replace("Gọi số nào để báo tin?", "Báo tin thì gọi số nào?")), NOW)
    assert newer
    insert_attempts(
        test, [(person, [(0, 1), (1, 0)]) for person in people[6:]], AT_EIGHT, version_id=newer.id
    )
    db.session.commit()
    later, earlier = versions_of("ba-cau")
    found = compare_versions(earlier, later, Question(), NOW, "vi")
    assert [(each.scene.name, each.reworded) for each in found.scenes] == [
        ("Gọi số nào", True),
        ("Mấy giờ", False),
    ]
    gain = found.scenes[0].gain
    assert gain
    assert (gain.before, gain.after) == (0.0, 1.0)


def test_the_test_shows_what_was_learned_since_the_orientation(app: Flask, tmp_path: Path) -> None:
    text = LISTS + '[[sections.steps]]\nkind = "exercise"\nexercise = "ba-cau"\nrole = "assessment"\n'
    lessons = {"Một": "1", "Hai": "2"}
    course = published_course(tmp_path / "bao-tin", text, [PRACTICE, ORIENTATION, QUESTIONS], lessons)
    orientation, *_, test = steps(course)
    people = insert_people(8)
    played(orientation, [(person, [(0, 0), (1, 0), (2, 0), (3, 0)]) for person in people])
    played(test, [(person, [(0, 1), (1, 0)]) for person in people[:6]], days=2)
    for code in ("dinh-huong", "ba-cau"):
        (found,) = gains_of_lessons(gathered(code), NOW)  # the test asks about the first lesson only
        assert (found.lesson, found.gain.people) == (1, 6)
        assert (found.gain.before, found.gain.after) == (0.5, 1.0)
    assert gains_of_lessons(gathered("luyen-bao-tin"), NOW) == []

"""How long answers take, by month, course and trainer; finding questions by state; using an answer again."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from courses.models import Step
from courses.questions.models import Question, RedactedFor
from courses.questions.queries import Timing
from courses.questions.rules.answering import answer, redact
from courses.questions.rules.measuring import by_course, by_month, by_person
from courses.questions.rules.resembling import like
from lms.base.database import db
from lms.people.models import Person
from tests.factories.questions import AT_NINE, asked

DAY = timedelta(days=1)
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def timing(came: datetime, *, after: float | None = None, course: int = 1, by: int | None = None) -> Timing:
    """A question that was answered so many days after it came, or waits."""
    answered = came + after * DAY if after is not None else None
    return Timing(course, came, answered, by if answered else None, answered is None)


def test_a_month_has_its_median_and_its_longest_wait() -> None:
    november = [timing(AT_NINE, after=days, by=7) for days in (1, 2, 9)]
    waiting = [timing(AT_NINE - 2 * DAY), timing(AT_NINE)]
    (month, times), *others = by_month([*november, *waiting], NOW).items()
    assert (month, others) == ((2026, 11), [])
    assert times == (5, 3, 2.0, 2, 5)


def test_a_question_belongs_to_the_month_in_vietnam() -> None:
    late = datetime(2026, 10, 31, 18, 0, tzinfo=UTC)
    assert list(by_month([timing(late)], NOW)) == [(2026, 11)]


def test_courses_and_trainers_are_measured_apart() -> None:
    found = [
        timing(AT_NINE, after=1, course=1, by=7),
        timing(AT_NINE, after=3, course=2, by=7),
        timing(AT_NINE, after=5, course=2, by=8),
        timing(AT_NINE, course=2),
    ]
    courses, people = by_course(found, NOW), by_person(found, NOW)
    assert [(each.asked, each.usual, each.waiting) for each in courses.values()] == [(1, 1.0, 0), (3, 4.0, 1)]
    assert [(person, each.answered, each.usual) for person, each in people.items()] == [
        (7, 2, 2.0),
        (8, 1, 5.0),
    ]


@given(
    st.lists(
        st.builds(
            timing,
            st.integers(0, 300).map(lambda days: NOW - days * DAY),
            after=st.none() | st.floats(0, 20),
            course=st.integers(1, 3),
            by=st.integers(1, 3),
        )
    )
)
def test_every_question_is_counted_once_in_months_and_in_courses(found: list[Timing]) -> None:
    for times in (by_month(found, NOW).values(), by_course(found, NOW).values()):
        assert sum(each.asked for each in times) == len(found)
        assert sum(each.answered + each.waiting for each in times) == len(found)


def question(words: str, *, place: str = "lesson:1", faq: str | None = None) -> Question:
    return Question(text=words, place=place, faq_wording=faq)


def test_the_same_words_at_the_same_lesson_are_the_likest() -> None:
    one = question("Ghi hộ mới vào trang nào ạ?")
    same = question("Hộ mới ghi vào trang nào?")
    elsewhere = question("Hộ mới ghi vào trang nào?", place="lesson:2")
    other = question("Trẻ sốt thì gọi ai?")
    assert like(one, [other, elsewhere, same]) == [same, other, elsewhere]


def test_words_are_compared_without_diacritics_and_what_is_unlike_is_left_out() -> None:
    one = question("Ghi ho moi vao trang nao", place="lesson:3")
    like_it, unlike = question("Ghi hộ mới vào trang nào?"), question("Trẻ sốt thì gọi ai?")
    assert like(one, [like_it, unlike]) == [like_it]


def test_no_more_than_a_few_are_named() -> None:
    many = [question(f"Ghi hộ mới vào trang {number}?") for number in range(9)]
    assert len(like(question("Ghi hộ mới vào trang nào?"), many)) == 3


@pytest.fixture
def answered(her: Person, lesson: Step, teacher: Person) -> Question:
    """A question that was answered two days after it came, and stands in the FAQ; committed."""
    found = asked(her, lesson, "Hộ mới ghi vào trang nào ạ?", days_ago=10)
    words, wording = "Ghi vào trang hộ mới.", "Hộ mới ghi vào trang nào?"
    answer(teacher, found.id, words, wording, now=AT_NINE - 8 * DAY)
    db.session.commit()
    return found


def test_the_page_of_times_tells_months_courses_and_who_answered(
    trainer: FlaskClient, answered: Question
) -> None:
    with time_machine.travel(NOW, tick=False):
        page = trainer.get("/questions/times").text
    assert "11/2026" in page
    assert "Ghi sổ A0" in page
    assert "Theo người trả lời" in page


def test_without_questions_the_page_of_times_says_so(trainer: FlaskClient) -> None:
    assert "Chưa có câu hỏi nào" in trainer.get("/questions/times").text


def test_questions_are_found_by_their_state(
    trainer: FlaskClient, her: Person, lesson: Step, answered: Question, teacher: Person
) -> None:
    waiting = asked(her, lesson, "Sổ mất thì báo ai ạ?")
    erased = asked(her, lesson, "Cháu An con ông Bình nghỉ học.")
    redact(teacher, erased.id, RedactedFor.NAMES_SOMEBODY, now=AT_NINE)
    db.session.commit()
    shown = {
        state: {key for key in (waiting.id, answered.id, erased.id) if f"/questions/{key}" in page}
        for state in ("waiting", "answered", "faq", "erased", "nonsense")
        for page in [trainer.get(f"/questions?state={state}").text]
    }
    assert shown == {
        "waiting": {waiting.id},
        "answered": {answered.id},
        "faq": {answered.id},
        "erased": {erased.id},
        "nonsense": {waiting.id, answered.id, erased.id},
    }


def test_an_answer_is_used_again_only_after_it_was_read(
    trainer: FlaskClient, her: Person, lesson: Step, answered: Question
) -> None:
    again = asked(her, lesson, "Ghi hộ mới vào trang nào ạ?")
    page = trainer.get(f"/questions/{again.id}").text
    assert f"like={answered.id}" in page
    filled = trainer.get(f"/questions/{again.id}?like={answered.id}").text
    assert "Ghi vào trang hộ mới.</textarea>" in filled
    assert db.session.get_one(Question, again.id, populate_existing=True).answer is None


def test_an_answer_that_is_not_like_it_is_not_taken_by_its_key(
    trainer: FlaskClient, her: Person, lesson: Step, answered: Question
) -> None:
    again = asked(her, lesson, "Ghi hộ mới vào trang nào ạ?")
    filled = trainer.get(f"/questions/{again.id}?like=khong-co")
    assert filled.status_code == 200
    assert "Ghi vào trang hộ mới.</textarea>" not in filled.text

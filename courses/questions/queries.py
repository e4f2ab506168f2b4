"""Reading questions: hers, those that wait, and what became the FAQ."""

import enum
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import joinedload

from courses.models import Course, Edition, Section, Step
from courses.questions.models import Question
from courses.questions.policies import answerable_by, own
from lms.base.database import db
from lms.outbox.models import MessageOut
from lms.people.models import Person

MEASURED = 1000
"""From how many answers, the latest ones, the usual time of an answer is reckoned."""
COMPARED = 200
"""With how many answers, the latest ones, a question is compared."""


def waiting() -> ColumnElement[bool]:
    """Condition on ``Question``: those that nobody has answered, and whose words stand."""
    return Question.answered_at.is_(None) & Question.redacted_at.is_(None)


class State(enum.StrEnum):
    """How far a question is."""

    WAITING = "waiting"
    ANSWERED = "answered"
    FAQ = "faq"
    ERASED = "erased"


def in_state(state: State) -> ColumnElement[bool]:
    """Condition on ``Question``: those that are so far. What is in the FAQ is answered too."""
    return {
        State.WAITING: waiting(),
        State.ANSWERED: Question.answered_at.is_not(None),
        State.FAQ: Question.faq_wording.is_not(None),
        State.ERASED: Question.redacted_at.is_not(None),
    }[state]


def questions_to_answer(asker: Person, slug: str | None, state: State | None = None) -> Select[Question]:
    """The questions that the asker may answer, of one course or of all, in one state or in any: what waits
    first, the oldest of it on top; then what was answered, the latest first."""
    found = _with_places(select(Question).where(answerable_by(asker)))
    if state:
        found = found.where(in_state(state))
    if slug:
        found = found.join(Course, Course.id == Question.course_id).where(Course.slug == slug)
    done = ~waiting()
    return found.order_by(
        done,
        func.coalesce(Question.answered_at, Question.redacted_at).desc(),
        Question.received_at,
        Question.id,
    )


def question_to_answer(asker: Person, question_id: str) -> Question | None:
    """One of the questions that the asker may answer."""
    found = select(Question).where(Question.id == question_id, answerable_by(asker))
    return db.session.scalar(_with_places(found))


def questions_of(asker: Person) -> Select[Question]:
    """What the asker asked herself, the newest first."""
    return _with_places(select(Question).where(own(asker))).order_by(
        Question.received_at.desc(), Question.id.desc()
    )


def courses_asked_about() -> list[Edition]:
    """Of every course about which somebody asked, its newest edition, for its name and address."""
    newest = select(func.max(Edition.id)).where(
        Edition.published_at.is_not(None), Edition.course_id.in_(select(Question.course_id))
    )
    found = select(Edition).where(Edition.id.in_(newest.group_by(Edition.course_id)))
    return list(
        db.session.scalars(
            found.options(joinedload(Edition.course)).order_by(Edition.position, Edition.course_id)
        )
    )


class Backlog(NamedTuple):
    """How many questions wait, and since when."""

    number: int
    since: datetime | None


def backlog(people: ColumnElement[bool] | None = None) -> Backlog:
    """What waits for an answer: of everybody, or of the people of a condition on ``Person``."""
    found = select(func.count(Question.id), func.min(Question.received_at)).where(waiting())
    if people is not None:
        found = found.where(Question.person_id.in_(select(Person.id).where(people)))
    return Backlog(*db.session.execute(found).one())


def answer_times() -> list[tuple[datetime, datetime]]:
    """When the latest answered questions arrived and when they were answered."""
    found = select(Question.received_at, Question.answered_at).where(Question.answered_at.is_not(None))
    rows = db.session.execute(found.order_by(Question.answered_at.desc()).limit(MEASURED))
    return [(received, answered) for received, answered in rows if answered]


class Timing(NamedTuple):
    """When a question came and when it was answered."""

    course_id: int
    received_at: datetime
    answered_at: datetime | None
    answered_by_id: int | None
    """Who wrote the answer as it stands."""
    waits: bool
    """Whether it still waits for one."""


def timings(since: datetime) -> list[Timing]:
    """Of every question that came since then, and of every one that waits, in the order in which they
    came."""
    found = select(
        Question.course_id,
        Question.received_at,
        Question.answered_at,
        Question.answered_by_id,
        waiting().label("waits"),
    ).where((Question.received_at >= since) | waiting())
    rows = db.session.execute(found.order_by(Question.received_at, Question.id))
    return [Timing(*row[:4], waits=bool(row.waits)) for row in rows]


def names_of(person_ids: Collection[int]) -> dict[int, str]:
    """By person her name."""
    found = select(Person.id, Person.full_name).where(Person.id.in_(person_ids))
    return dict(iter(db.session.execute(found)))


def answered_in_course(asker: Person, question: Question) -> list[Question]:
    """Other questions about the same course that are answered and whose words stand, the latest first."""
    found = select(Question).where(
        answerable_by(asker),
        Question.course_id == question.course_id,
        Question.id != question.id,
        Question.answer.is_not(None),
        Question.text.is_not(None) | Question.faq_wording.is_not(None),
    )
    latest = found.order_by(Question.answered_at.desc(), Question.id).limit(COMPARED)
    return list(db.session.scalars(_with_places(latest)))


def faq_of(course_id: int, places: Collection[str]) -> dict[str, list[Question]]:
    """By place, what everybody may read about it: first of the whole, then scene by scene."""
    found = select(Question).where(
        Question.course_id == course_id, Question.place.in_(places), Question.faq_wording.is_not(None)
    )
    by_place: dict[str, list[Question]] = {place: [] for place in places}
    ordered = found.order_by(Question.scene.is_not(None), Question.scene, Question.answered_at, Question.id)
    for question in db.session.scalars(ordered):
        by_place[question.place].append(question)
    return by_place


def answer_key(question_id: str) -> str:
    """Under which key who asked is told of the answer."""
    return f"question:{question_id}:answered"


def answered_unread(since: datetime, before: datetime) -> list[Question]:
    """The questions answered between two moments of which who asked has not opened the message."""
    told = MessageOut.key == literal("question:") + Question.id + ":answered"
    found = select(Question).join(MessageOut, told)
    between = Question.answered_at >= since, Question.answered_at < before
    unread = found.where(*between, MessageOut.read_at.is_(None))
    return list(db.session.scalars(_with_places(unread).order_by(Question.answered_at, Question.id)))


def _with_places(found: Select[Question]) -> Select[Question]:
    way = joinedload(Question.step)
    section = way.joinedload(Step.section).joinedload(Section.edition).joinedload(Edition.course)
    return found.options(way.selectinload(Step.texts), section)

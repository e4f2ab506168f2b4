"""Playing a scenario page by page, without script: each answer is kept as it is given."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from courses.models import Step
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from quizzes.exercise.answers import Answer
from quizzes.exercise.filling import answer_in
from quizzes.exercise.graph import QuestionType
from quizzes.exercise.playing import Path, Place, Play
from quizzes.models import Draft
from quizzes.queries.attempts import draft_of
from quizzes.queries.exercises import version

MOST_DIGITS = 4  # of the ordinal of a choice


class NoDraft(Refusal):
    """Nothing has been begun under this number."""


class NotAnswered(Refusal):
    """The fields of a question hold no answer, or not all of it."""


def begin_playing(person_id: int, step: Step, language: str, now: datetime, *, afresh: bool = False) -> Draft:
    """The draft of a step: the open one where she stopped, else a new one; ``afresh`` drops the open one."""
    lock_for_writing(f"draft:{person_id}:{step.id}")
    known = draft_of(person_id, step.id)
    if known and not afresh:
        return known
    if known:
        db.session.delete(known)
        db.session.flush()
    draft = Draft(
        id=str(uuid.uuid4()),
        person_id=person_id,
        step_id=step.id,
        language=language,
        started_at=now,
        path=[],
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def answer(person_id: int, step: Step, draft_id: str, number: int, given: Mapping[str, str]) -> Place:
    """Take the answer to decision ``number`` (from 0) and say where it leads; the same twice changes nothing.
    ``given`` are the fields of the question, or ``choice`` of the one button that was pressed.

    Raises :class:`NoDraft`, :class:`NotAnswered` and ``IllegalPath``. An answer to an earlier decision takes
    back those after it: the back button of a browser works.
    """
    lock_for_writing(f"draft:{person_id}:{step.id}")
    draft = _draft(person_id, step, draft_id)
    play = Play(version(step.frozen["version"]).exercise_in(draft.language))
    kept = as_path(draft.path)[: max(0, number)]
    place = play.walk(kept)
    if place.scene is None or len(kept) < number:
        raise NoDraft(message("This answer does not belong to the place where the exercise stands."))
    path = [*kept, (place.scene, _answer(play, place.scene, given))]
    place = play.walk(path)
    draft.path = [[scene, each] for scene, each in path]
    db.session.flush()
    return place


def take_out(person_id: int, step: Step, draft_id: str) -> Draft:
    """Remove the draft, now that its attempt is kept; returns what it was."""
    lock_for_writing(f"draft:{person_id}:{step.id}")
    draft = _draft(person_id, step, draft_id)
    db.session.delete(draft)
    db.session.flush()
    return draft


def as_path(kept: list[list[Any]]) -> Path:
    """A path from its JSON."""
    return [(scene, each) for scene, each in kept]


def _answer(play: Play, scene: int, given: Mapping[str, str]) -> Answer:
    is_single = play.exercise.scenes[scene].type is QuestionType.SINGLE
    answer = _pressed(given) if is_single else answer_in(play.exercise, scene, given)
    if answer is None:
        raise NotAnswered(message("This question has no whole answer yet."))
    return answer


def _pressed(given: Mapping[str, str]) -> int:
    """The ordinal of the button; one that no choice has where it is no number."""
    button = given.get("choice", "")
    return int(button) if button.isascii() and button.isdigit() and len(button) < MOST_DIGITS else -1


def _draft(person_id: int, step: Step, draft_id: str) -> Draft:
    draft = draft_of(person_id, step.id)
    if draft is None or draft.id != draft_id:
        raise NoDraft(message("This exercise is not open any more. Begin it again from the lesson."))
    return draft

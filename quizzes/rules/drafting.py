"""Playing a scenario page by page, without script: each answer is kept as it is given."""

import uuid
from datetime import datetime

from courses.models import Step
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from quizzes.exercise.playing import Path, Place, Play
from quizzes.models import Draft
from quizzes.queries.attempts import draft_of
from quizzes.queries.exercises import version


class NoDraft(Refusal):
    """Nothing has been begun under this number."""


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


def answer(person_id: int, step: Step, draft_id: str, number: int, choice: int) -> Place:
    """Take the answer to decision ``number`` (from 0) and say where it leads; the same twice changes nothing.

    An answer to an earlier decision takes back those after it: the back button of a browser works.
    """
    lock_for_writing(f"draft:{person_id}:{step.id}")
    draft = _draft(person_id, step, draft_id)
    play = Play(version(step.frozen["version"]).exercise_in(draft.language))
    kept = as_path(draft.path)[: max(0, number)]
    place = play.walk(kept)
    if place.scene is None or len(kept) < number:
        raise NoDraft(message("This answer does not belong to the place where the exercise stands."))
    path = [*kept, (place.scene, choice)]
    place = play.walk(path)
    draft.path = [list(step_) for step_ in path]
    db.session.flush()
    return place


def take_out(person_id: int, step: Step, draft_id: str) -> Draft:
    """Remove the draft, now that its attempt is kept; returns what it was."""
    lock_for_writing(f"draft:{person_id}:{step.id}")
    draft = _draft(person_id, step, draft_id)
    db.session.delete(draft)
    db.session.flush()
    return draft


def as_path(kept: list[list[int]]) -> Path:
    """A path from its JSON."""
    return [(scene, choice) for scene, choice in kept]


def _draft(person_id: int, step: Step, draft_id: str) -> Draft:
    draft = draft_of(person_id, step.id)
    if draft is None or draft.id != draft_id:
        raise NoDraft(message("This exercise is not open any more. Begin it again from the lesson."))
    return draft

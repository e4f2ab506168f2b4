"""Reading what the answer to a device needs, composed once and kept in mind: every attempt asks it."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine, bindparam, or_, select

from courses.models import Edition, Section, Step
from courses.policies import open_to_learners
from lms.base.database import db, read_row
from lms.base.keeping import Kept
from quizzes.exercise.graph import Exercise as PlainExercise
from quizzes.exercise.graph import Kind
from quizzes.exercise.playing import Play
from quizzes.exercise.scoring import Values, values
from quizzes.models import Attempt, ExerciseVersion
from quizzes.models.exercise import READ_LATELY
from quizzes.queries.exercises import version
from quizzes.queries.results import passed_now

_KNOWN = (
    select(
        Attempt.id,
        Attempt.person_id,
        Attempt.step_id,
        Attempt.content_hash,
        Attempt.receipt,
        passed_now().label("passed"),
        ExerciseVersion.kind,
    )
    .join(ExerciseVersion, ExerciseVersion.id == Attempt.version_id)
    .where(or_(Attempt.id == bindparam("attempt"), Attempt.form_id == bindparam("form")))
    .order_by(Attempt.id != bindparam("attempt"))
    .limit(1)
)
_PLAYED_STEP = (
    select(Step.frozen)
    .join(Section, Section.id == Step.section_id)
    .join(Edition, Edition.id == Section.edition_id)
    .where(Step.id == bindparam("step"), Step.kind == "exercise", open_to_learners())
)
_PLAYED_VERSION = select(
    ExerciseVersion.id, ExerciseVersion.kind, ExerciseVersion.content_hash, ExerciseVersion.published_at
).where(ExerciseVersion.id == bindparam("version"))


class Known(NamedTuple):
    """An attempt that stands, as far as an answer to its device needs it."""

    id: str
    person_id: int
    step_id: int
    content_hash: str
    receipt: str
    passed: bool
    kind: Kind


@dataclass(frozen=True)
class Played:
    """What a step lets play, as it was pinned when its edition was published."""

    version_id: int
    kind: Kind
    published_at: datetime
    exercise: PlainExercise
    """With its words in Vietnamese; it is scored alike in every language."""
    worth: Values
    """What can be reached from each scene, where all are asked in their order."""


_PLAYED: Kept[tuple[Engine, int], Played | None] = Kept(200)
"""What steps let play that were asked for lately, by database."""


def known_attempt(attempt_id: str, form_id: str | None) -> Known | None:
    """The attempt that stands under the id, else the one that has answered the same form."""
    found = read_row(_KNOWN, {"attempt": attempt_id, "form": form_id})
    return Known(*found) if found else None


def played_in(step_id: int) -> Played | None:
    """What a step of a published edition lets play, which never changes; None where it is no exercise, or
    not open."""
    return _PLAYED.get_or_make((db.engine, step_id), lambda: _read_played(step_id))


def _read_played(step_id: int) -> Played | None:
    frozen = db.session.execute(_PLAYED_STEP, {"step": step_id}).scalar()
    if frozen is None:
        return None
    row = db.session.execute(_PLAYED_VERSION, {"version": frozen["version"]}).one()
    exercise = READ_LATELY.get_or_make((row.content_hash, "vi"), lambda: version(row.id).exercise_in("vi"))
    return Played(row.id, row.kind, row.published_at, exercise, values(Play(exercise)))

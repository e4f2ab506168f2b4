"""Reading exercises, drafts, forms and attempts."""

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import joinedload, selectinload

from lms.base.database import db
from quizzes.models import AssessmentForm, Attempt, Draft, Exercise, ExerciseVersion

# What every attempt asks is composed once: composing takes longer than reading.
_VERSION = (
    select(ExerciseVersion)
    .where(ExerciseVersion.id == bindparam("version"))
    .options(selectinload(ExerciseVersion.texts))
)
_KNOWN = (
    select(Attempt)
    .where(or_(Attempt.id == bindparam("attempt"), Attempt.form_id == bindparam("form")))
    .order_by(Attempt.id != bindparam("attempt"))
    .limit(1)
)
_RECEIPT = select(Attempt.id).where(Attempt.receipt == bindparam("receipt"))


def newest_version(code: str) -> ExerciseVersion | None:
    """The newest version of the exercise with this code, with its texts."""
    return db.session.scalar(
        select(ExerciseVersion)
        .join(Exercise)
        .where(Exercise.code == code)
        .options(selectinload(ExerciseVersion.texts))
        .order_by(ExerciseVersion.number.desc())
        .limit(1)
    )


def version(version_id: int) -> ExerciseVersion:
    """The version with its texts; it must exist."""
    return db.session.scalars(_VERSION, {"version": version_id}).one()


def draft_of(person_id: int, step_id: int) -> Draft | None:
    """What she has begun to play in a step without script, and not finished."""
    return db.session.scalar(select(Draft).where(Draft.person_id == person_id, Draft.step_id == step_id))


def form_of(form_id: str, person_id: int) -> AssessmentForm | None:
    """The form, if it was drawn for this person."""
    return db.session.scalar(
        select(AssessmentForm).where(AssessmentForm.id == form_id, AssessmentForm.person_id == person_id)
    )


def open_form(person_id: int, step_id: int) -> AssessmentForm | None:
    """The form of a step that was drawn for her and that no attempt has answered."""
    return db.session.scalar(
        select(AssessmentForm)
        .outerjoin(Attempt, Attempt.form_id == AssessmentForm.id)
        .where(AssessmentForm.person_id == person_id, AssessmentForm.step_id == step_id, Attempt.id.is_(None))
        .order_by(AssessmentForm.fetched_at.desc())
        .limit(1)
    )


def attempt_of(attempt_id: str, person_id: int) -> Attempt | None:
    """The attempt, if it is hers."""
    return db.session.scalar(
        select(Attempt)
        .where(Attempt.id == attempt_id, Attempt.person_id == person_id)
        .options(joinedload(Attempt.version).selectinload(ExerciseVersion.texts))
    )


def known_attempt(attempt_id: str, form_id: str | None) -> Attempt | None:
    """The attempt that stands under the id, else the one that has answered the same form."""
    return db.session.scalar(_KNOWN, {"attempt": attempt_id, "form": form_id})


def is_given(receipt: str) -> bool:
    """Whether an attempt has this receipt, in the form in which it is kept."""
    return db.session.scalar(_RECEIPT, {"receipt": receipt}) is not None


def attempts_at(person_id: int, step_id: int) -> list[Attempt]:
    """Her attempts at a step, in the order in which they arrived."""
    return list(
        db.session.scalars(
            select(Attempt)
            .where(Attempt.person_id == person_id, Attempt.step_id == step_id)
            .order_by(Attempt.received_at, Attempt.id)
        )
    )

"""Reading the questions that were drawn for people."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select

from lms.base.database import db
from quizzes.models import AssessmentForm, Attempt


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


def open_forms(step_id: int, person_ids: Collection[int]) -> dict[int, AssessmentForm]:
    """By person, the latest form of a step that was drawn for her and that no attempt has answered."""
    found = db.session.scalars(
        select(AssessmentForm)
        .outerjoin(Attempt, Attempt.form_id == AssessmentForm.id)
        .where(
            AssessmentForm.step_id == step_id, AssessmentForm.person_id.in_(person_ids), Attempt.id.is_(None)
        )
        .order_by(AssessmentForm.fetched_at)
    )
    return {form.person_id: form for form in found}


def forms_of(person_id: int, step_id: int) -> list[AssessmentForm]:
    """All forms of a step that were drawn for her, the latest first."""
    hers = AssessmentForm.person_id == person_id, AssessmentForm.step_id == step_id
    return list(
        db.session.scalars(select(AssessmentForm).where(*hers).order_by(AssessmentForm.fetched_at.desc()))
    )


class Sheet(NamedTuple):
    """A form as far as a page needs it on which lines from paper are typed."""

    form_id: str
    scenes: list[int]
    is_open: bool
    """Whether no attempt has answered it."""


def sheets_of(step_id: int, person_ids: Collection[int]) -> dict[int, list[Sheet]]:
    """By person, all forms of a step that were drawn for her, the latest first."""
    rows = db.session.execute(
        select(AssessmentForm.person_id, AssessmentForm.id, AssessmentForm.scenes, Attempt.id.is_(None))
        .outerjoin(Attempt, Attempt.form_id == AssessmentForm.id)
        .where(AssessmentForm.step_id == step_id, AssessmentForm.person_id.in_(person_ids))
        .order_by(AssessmentForm.fetched_at.desc())
    )
    found: dict[int, list[Sheet]] = {}
    for person_id, form_id, scenes, is_open in rows:
        found.setdefault(person_id, []).append(Sheet(form_id, scenes, is_open))
    return found

"""Reading the questions that were drawn for people."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import select

from courses.models import Step
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


def open_forms(steps: Mapping[int, Step]) -> dict[int, AssessmentForm]:
    """By person, the latest form that was drawn for her at her step and that no attempt has answered."""
    found = db.session.scalars(
        select(AssessmentForm)
        .outerjoin(Attempt, Attempt.form_id == AssessmentForm.id)
        .where(
            AssessmentForm.step_id.in_({step.id for step in steps.values()}),
            AssessmentForm.person_id.in_(steps),
            Attempt.id.is_(None),
        )
        .order_by(AssessmentForm.fetched_at)
    )
    return {form.person_id: form for form in found if form.step_id == steps[form.person_id].id}


def forms_of(person_id: int, step_ids: Collection[int]) -> list[AssessmentForm]:
    """All forms of these steps that were drawn for her, the latest first."""
    hers = AssessmentForm.person_id == person_id, AssessmentForm.step_id.in_(step_ids)
    return list(
        db.session.scalars(select(AssessmentForm).where(*hers).order_by(AssessmentForm.fetched_at.desc()))
    )


class Sheet(NamedTuple):
    """A form as far as a page needs it on which lines from paper are typed."""

    form_id: str
    version_id: int
    scenes: list[int]
    is_open: bool
    """Whether no attempt has answered it."""


def sheets_of(step_ids: Collection[int], person_ids: Collection[int]) -> dict[int, list[Sheet]]:
    """By person, all forms of these steps that were drawn for her, the latest first."""
    form = AssessmentForm
    rows = db.session.execute(
        select(form.person_id, form.id, form.version_id, form.scenes, Attempt.id.is_(None))
        .outerjoin(Attempt, Attempt.form_id == form.id)
        .where(form.step_id.in_(step_ids), form.person_id.in_(person_ids))
        .order_by(form.fetched_at.desc())
    )
    found: dict[int, list[Sheet]] = {}
    for person_id, form_id, version_id, scenes, is_open in rows:
        found.setdefault(person_id, []).append(Sheet(form_id, version_id, scenes, is_open))
    return found

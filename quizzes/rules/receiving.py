"""Taking in a finished attempt: durably, exactly once, scored by the server.

The id was made on the device before the first answer. The same id with the same content gives the same
receipt, however often it is sent; with other content it is kept as a conflict beside the attempt that was
there first. What an attempt achieves (a step done, a course completed) is written in the same transaction.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from courses.models import Step
from courses.queries import step as step_of
from courses.rules.progress import complete_step
from lms.base.clock import day_of
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.standards.models import Mode
from quizzes.exercise.graph import Kind
from quizzes.exercise.playing import IllegalPath, Path, Play
from quizzes.exercise.receipts import new_receipt
from quizzes.exercise.scoring import Result, score
from quizzes.models import AssessmentForm, Attempt, AttemptConflict, ExerciseVersion
from quizzes.queries import form_of, is_given, known_attempt, version

HUNDREDTHS = 10_000  # of a percent: how a score is kept


class UnknownExercise(Refusal):
    """There is no such exercise for this person."""


class WrongForm(Refusal):
    """An assessment is answered on the form that was drawn for it."""


@dataclass(frozen=True)
class Sent:
    """A finished attempt as a device sends it."""

    id: str
    step_id: int
    form_id: str | None
    language: str
    mode: Mode
    device: str
    started_at: datetime
    finished_at: datetime
    path: Path

    def content(self) -> dict[str, Any]:
        """What was sent, as JSON."""
        return {
            "step": self.step_id,
            "form": self.form_id,
            "language": self.language,
            "mode": self.mode.value,
            "device": self.device,
            "started_at": self.started_at.isoformat(),
            "finished_at": self.finished_at.isoformat(),
            "path": [list(step) for step in self.path],
        }

    def digest(self) -> str:
        """Tells a repetition from a conflict."""
        content = json.dumps(self.content(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True)
class Kept:
    """The answer to a device."""

    attempt: Attempt | None
    """The attempt that stands under the id; None where it is somebody else's."""
    conflict: bool
    """Whether what was sent differs from it and was put aside."""


def receive(person_id: int, sent: Sent, *, now: datetime) -> Kept:
    """Keep what a device sent for the person who is signed in on it.

    Refuses a step that is no open exercise (:class:`UnknownExercise`), a form that was not drawn for her
    (:class:`WrongForm`), and a path that nobody can have walked to an end (``IllegalPath``). Limits of
    attempts are kept when a form is drawn: what was answered is never thrown away.
    """
    lock_for_writing(f"attempt:{sent.id}", f"attempt-form:{sent.form_id or sent.id}")
    known = known_attempt(sent.id, sent.form_id)
    if known:
        return _again(known, person_id, sent, now)
    step = exercise_step(sent.step_id)
    pinned = version(step.frozen["version"])
    form = _form(person_id, sent, step, pinned)
    attempt = _attempt(person_id, sent, pinned, form, now)
    db.session.add(attempt)
    db.session.flush()
    if attempt.passed or not pinned.kind.must_be_passed:
        complete_step(
            person_id=person_id,
            step_id=step.id,
            occurred_on=_occurred_on(sent, form.fetched_at if form else pinned.published_at, now),
            mode=sent.mode,
            source=f"attempt:{attempt.id}",
            now=now,
        )
    return Kept(attempt, conflict=False)


def exercise_step(step_id: int) -> Step:
    """The step, if it is an exercise of a published edition; :class:`UnknownExercise` otherwise."""
    step = step_of(step_id)
    if step is None or step.kind != "exercise" or step.section.edition.published_at is None:
        raise UnknownExercise(message("There is no such exercise."))
    return step


def result_of(pinned: ExerciseVersion, path: Path, form: AssessmentForm | None) -> Result:
    """What a finished path is worth; ``IllegalPath`` for one that does not reach an end."""
    exercise = pinned.exercise_in("vi")
    order = form.scenes if form else None
    if not Play(exercise, order).walk(path).finished:
        raise IllegalPath(message("The exercise was not played to its end."))
    return score(exercise, path, order)


def _again(known: Attempt, person_id: int, sent: Sent, now: datetime) -> Kept:
    """The answer when the id is taken: by the same content, or by something else."""
    hers = known.person_id == person_id
    if hers and known.id == sent.id and known.content_hash == sent.digest():
        return Kept(known, conflict=False)
    digest = sent.digest()
    noted = select(AttemptConflict.id).where(
        AttemptConflict.attempt_id == known.id,
        AttemptConflict.person_id == person_id,
        AttemptConflict.content_hash == digest,
    )
    if db.session.scalar(noted) is None:
        db.session.add(
            AttemptConflict(
                attempt_id=known.id,
                person_id=person_id,
                received_at=now,
                content_hash=digest,
                content={"id": sent.id, **sent.content()},
            )
        )
        db.session.flush()
    return Kept(known if hers else None, conflict=True)


def _form(person_id: int, sent: Sent, step: Step, pinned: ExerciseVersion) -> AssessmentForm | None:
    if pinned.kind is not Kind.ASSESSMENT:
        if sent.form_id is not None:
            raise WrongForm(message("Only an assessment has a form."))
        return None
    form = form_of(sent.form_id, person_id) if sent.form_id else None
    if form is None or form.step_id != step.id or form.version_id != pinned.id:
        raise WrongForm(message("This assessment was not opened from your account."))
    return form


def _attempt(
    person_id: int, sent: Sent, pinned: ExerciseVersion, form: AssessmentForm | None, now: datetime
) -> Attempt:
    result = result_of(pinned, sent.path, form)
    return Attempt(
        id=sent.id,
        person_id=person_id,
        step_id=sent.step_id,
        version=pinned,
        form_id=form.id if form else None,
        device=sent.device,
        mode=sent.mode,
        language=sent.language,
        started_at=sent.started_at,
        finished_at=sent.finished_at,
        received_at=now,
        path=[list(step) for step in sent.path],
        content_hash=sent.digest(),
        score=round(result.score * HUNDREDTHS),
        regret=result.regret,
        passed=result.passed,
        critical=result.critical or result.missed,
        receipt=_fresh_receipt(),
    )


def _fresh_receipt() -> str:
    receipt = new_receipt()
    while is_given(receipt):
        receipt = new_receipt()
    return receipt


def _occurred_on(sent: Sent, not_before: datetime, now: datetime) -> date:
    """The day by the device's clock where it can be true (after the exercise was there, not in the future);
    otherwise the day of the server."""
    day = day_of(sent.finished_at)
    return day if day_of(not_before) <= day <= day_of(now) else day_of(now)

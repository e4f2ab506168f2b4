"""Entering what somebody did on paper: a line of letters is replayed as if it had been played on a screen."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from courses.models import SentApart, Step, Why
from courses.rules.helping import Learner
from lms.base import clock
from lms.base.database import lock_for_writing
from lms.base.messages import Refusal, message
from lms.people.models import Person
from lms.standards.models import Mode
from quizzes.exercise.graph import Kind
from quizzes.exercise.paper import Misread, book_of, read_letters, sheet_check, story_path
from quizzes.exercise.playing import Path
from quizzes.exercise.sheets import check_in, line_key, sheet_path
from quizzes.models import AssessmentForm, Attempt
from quizzes.queries.attempts import attempt_of
from quizzes.queries.exercises import version
from quizzes.queries.forms import forms_of
from quizzes.queries.helping import own_steps
from quizzes.rules.handing_in import HandedIn, put_apart
from quizzes.rules.receiving import Sent, receive

NOON = time(12)
DEVICE = "paper"


class FutureDay(Refusal):
    """Nothing can have been done on a day that has not come."""


@dataclass(frozen=True)
class Written:
    """A line that somebody wrote on paper, as it was typed."""

    person: Person
    text: str
    on: date
    """The day on which she wrote it."""


class _Line(NamedTuple):
    """What a line turns out to be."""

    id: str
    """Of its attempt: the same line of the same person is the same attempt, whenever it is typed."""
    path: Path
    step: Step
    """Where it counts: in the edition in which she is, where the same is asked there."""
    form: AssessmentForm | None = None


class Entered(NamedTuple):
    """What came of a line."""

    attempt: Attempt
    """The attempt that stands for the sheet."""
    conflict: bool
    """Whether it stood there before with other answers; these are kept beside it."""


def enter(written: Written, step: Step, by: int, now: datetime) -> Entered:
    """Keep what a person did on paper; the same line entered again changes nothing.

    The caller has checked that ``by`` may help her. Raises ``Misread`` for a line that does not fit the paper
    and :class:`FutureDay`; what :func:`receive` refuses it refuses too.
    """
    line, person_id = _line(written, step, now), written.person.id
    if not _was_entered(line, person_id):
        when = min(_noon(written.on), now)
        receive(person_id, _sent(line, when), helper_id=by, now=now)
    attempt = attempt_of(line.id, person_id)
    assert attempt is not None  # noqa: S101 — it was there before, or has been kept just now
    return Entered(attempt, conflict=not _was_entered(line, person_id))


def set_apart(written: Written, step: Step, by: int, device: str, now: datetime) -> SentApart:
    """Keep apart, once, what a device that had been revoked says of a paper: it counts when somebody takes it
    over. Raises what :func:`enter` raises, and ``TooMuchApart``."""
    sent = _sent(_line(written, step, now), _noon(written.on))
    return put_apart(HandedIn(sent, Learner(written.person.id, by), device), Why.REVOKED, now)


def _line(written: Written, step: Step, now: datetime) -> _Line:
    if written.on > clock.day_of(now):
        raise FutureDay(message("This day has not come yet."))
    lock_for_writing(f"paper:{written.person.id}:{step.id}")
    return _read(written, step)


def _read(written: Written, step: Step) -> _Line:
    pinned = version(step.frozen["version"])
    own = own_steps(step, [written.person.id])[written.person.id]
    if pinned.kind is Kind.ASSESSMENT:
        return _on_a_form(written.person, {step.id, own.id}, written.text)
    exercise = pinned.exercise_in("vi")
    if exercise.is_scenario:
        said = read_letters(written.text)
        path = story_path(exercise, book_of(exercise, pinned.content_hash), said)
    else:
        order = range(len(exercise.scenes))
        path = sheet_path(exercise, order, written.text, sheet_check(pinned.content_hash))
        said = line_key(exercise, order, written.text)
    name = f"paper:{written.person.id}:{step.id}:{said}"
    same = own.frozen["version"] == pinned.id
    return _Line(str(uuid.uuid5(uuid.NAMESPACE_OID, name)), path, own if same else step)


def _on_a_form(person: Person, step_ids: Collection[int], text: str) -> _Line:
    """The form on which a test was answered is told by its check letter; where several have the same, it is
    the one that was answered so, else the open one."""
    forms = forms_of(person.id, step_ids)
    if not forms:
        raise Misread(message("No sheet of this test was printed for this person."))
    fitting = [form for form in forms if sheet_check(form.id) == check_in(text)] or forms
    lines = [_answered(form, text) for form in fitting]
    return next((line for line in lines if _was_entered(line, person.id)), lines[0])


def _answered(form: AssessmentForm, text: str) -> _Line:
    path = sheet_path(form.version.exercise_in("vi"), form.scenes, text, sheet_check(form.id))
    return _Line(form.id, path, form.step, form)


def _was_entered(line: _Line, person_id: int) -> bool:
    known = attempt_of(line.id, person_id)
    return known is not None and [tuple(each) for each in known.path] == list(line.path)


def _sent(line: _Line, when: datetime) -> Sent:
    return Sent(
        id=line.id,
        step_id=line.step.id,
        form_id=line.form.id if line.form else None,
        language="vi",
        mode=Mode.PAPER,
        device=DEVICE,
        started_at=when,
        finished_at=when,
        path=line.path,
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, NOON, clock.VIETNAM)

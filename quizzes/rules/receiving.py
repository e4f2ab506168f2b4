"""Taking in a finished attempt: durably, exactly once, scored by the server.

The id was made on the device before the first answer. The same id with the same content gives the same
receipt, however often it is sent; with other content it is kept as a conflict beside the attempt that was
there first. What an attempt achieves (a step done, a course completed) is written in the same transaction.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from sqlalchemy import select

from courses.models import Step
from courses.queries import step as step_of
from courses.queries.standing import Standing, standing_beside
from courses.rules.progress import complete_step
from lms.base.bulk import insert_rows
from lms.base.clock import day_of
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.receipts import new_receipt
from lms.base.together import RowWriter
from lms.standards.models import Mode
from quizzes.exercise.answers import Answer
from quizzes.exercise.graph import Exercise as PlainExercise
from quizzes.exercise.graph import Kind
from quizzes.exercise.playing import IllegalPath, Path
from quizzes.exercise.scoring import Result, score
from quizzes.exercise.showing import MIXED, from_letters
from quizzes.models import AssessmentForm, Attempt, AttemptConflict
from quizzes.queries.forms import form_of
from quizzes.queries.receiving import Known, Played, known_attempt, played_in

HUNDREDTHS = 10_000  # of a percent: how a score is kept
_IN_ORDER = json.JSONEncoder(sort_keys=True, ensure_ascii=False)  # made once: every attempt asks it


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

    @classmethod
    def of(cls, attempt_id: str, content: dict[str, Any]) -> Self:
        """The attempt whose :meth:`content` was kept."""
        return cls(
            id=attempt_id,
            step_id=content["step"],
            form_id=content["form"],
            language=content["language"],
            mode=Mode(content["mode"]),
            device=content["device"],
            started_at=datetime.fromisoformat(content["started_at"]),
            finished_at=datetime.fromisoformat(content["finished_at"]),
            path=[(scene, answer) for scene, answer in content["path"]],
        )

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
        return hashlib.sha256(_IN_ORDER.encode(self.content()).encode()).hexdigest()


@dataclass(frozen=True)
class Kept:
    """The answer to a device."""

    attempt_id: str | None
    """The attempt that stands under the id; None where it is somebody else's."""
    receipt: str | None
    """Its receipt."""
    done: int | None
    """The step that it does."""
    conflict: bool = False
    """Whether what was sent differs from it and was put aside."""


@dataclass(frozen=True)
class _New:
    """An attempt that was judged, and is to be written."""

    row: dict[str, Any]
    does_step_on: date | None
    """The day on which it does its step; None where it has to be passed and was not."""

    @property
    def kept(self) -> Kept:
        """The answer to the device, once it is written."""
        return Kept(self.row["id"], self.row["receipt"], self.row["step_id"] if self.does_step_on else None)


_ALONE = RowWriter(Attempt)


def receive(person_id: int, sent: Sent, *, helper_id: int | None = None, now: datetime) -> Kept:
    """Keep what a device sent of a person; ``helper_id`` is who handed it in for her.

    Refuses a step that is no open exercise (:class:`UnknownExercise`), a form that was not drawn for her
    (:class:`WrongForm`), and a path that nobody can have walked to an end (``IllegalPath``). Limits of
    attempts are kept when a form is drawn: what was answered is never thrown away.
    """
    return _take_in(person_id, sent, helper_id, now, None)


def receive_first(person_id: int, sent: Sent, *, helper_id: int | None = None, now: datetime) -> Kept:
    """The same before anything else is written: judged without the lock. An attempt that achieves nothing,
    or nothing new, is one row and durable when this returns; for any other the caller commits."""
    new, kept = _tried_alone(person_id, sent, helper_id, None, now)
    return kept or _take_in(person_id, sent, helper_id, now, new)


def receive_alone(person_id: int, sent: Sent, *, standing: Standing, now: datetime) -> Kept | None:
    """Only what is one row: None, and nothing written, where more follows from it, such as a certificate.
    ``standing`` is how she stands at its step."""
    return _tried_alone(person_id, sent, None, standing, now)[1]


def _tried_alone(
    person_id: int, sent: Sent, helper_id: int | None, standing: Standing | None, now: datetime
) -> tuple[_New | None, Kept | None]:
    """What it was judged to be, and the answer where it went in alone."""
    new = None
    with suppress(Refusal):  # something may stand under its id; then it is no new attempt and not refused
        new = _judge(person_id, sent, helper_id, now)
        alone = not new.does_step_on or _stays(standing or standing_beside(person_id, sent.step_id), sent)
        if alone and _ALONE.write(new.row, *_locks(sent)):
            return new, new.kept
    return new, None


def _stays(standing: Standing | None, sent: Sent) -> bool:
    return standing is not None and standing.stays(sent.mode)


def _take_in(person_id: int, sent: Sent, helper_id: int | None, now: datetime, new: _New | None) -> Kept:
    """Keep it under the lock; ``new`` is what it was judged to be, where that was done before."""
    lock_for_writing(*_locks(sent))
    known = known_attempt(sent.id, sent.form_id)
    if known:
        return _again(known, person_id, sent, sent.digest(), now)
    new = new or _judge(person_id, sent, helper_id, now)
    insert_rows(Attempt, [new.row])
    if new.does_step_on:
        complete_step(
            person_id=person_id,
            step_id=sent.step_id,
            occurred_on=new.does_step_on,
            mode=sent.mode,
            source=f"attempt:{sent.id}",
            by=helper_id,
            now=now,
        )
    return new.kept


def counted_day(finished_at: datetime, not_before: datetime, received_at: datetime) -> tuple[date, bool]:
    """The day on which an attempt counts, and whether it is that of the device's clock.

    That is believed where it can be true: not before the exercise was there, and not in the future. Otherwise
    the attempt counts on the day on which it arrived.
    """
    day = day_of(finished_at)
    believed = day_of(not_before) <= day <= day_of(received_at)
    return (day if believed else day_of(received_at)), believed


def exercise_step(step_id: int) -> Step:
    """The step, if it is an exercise of a published edition; :class:`UnknownExercise` otherwise."""
    step = step_of(step_id)
    if step is None or step.kind != "exercise" or step.section.edition.published_at is None:
        raise UnknownExercise(message("There is no such exercise."))
    return step


def _result(played: Played, path: Path, form: AssessmentForm | None) -> Result:
    """What a finished path is worth; ``IllegalPath`` for one that does not reach an end."""
    result = score(played.exercise, path, form.scenes if form else None, None if form else played.worth)
    if not result.finished:
        raise IllegalPath(message("The exercise was not played to its end."))
    return result


def _by_ordinals(exercise: PlainExercise, path: Path) -> Path:
    """The path with the ordinals of what it names by letters, as tests do; what names nothing stays, and
    makes it illegal."""
    return [
        (scene, answer if not isinstance(answer, str) else _by_ordinal(exercise, scene, answer))
        for scene, answer in path
    ]


def _by_ordinal(exercise: PlainExercise, scene: int, answer: str) -> Answer:
    if scene >= len(exercise.scenes) or exercise.scenes[scene].type not in MIXED:
        return answer
    named = from_letters(exercise, scene, answer)
    return answer if named is None else named


def _judge(person_id: int, sent: Sent, helper_id: int | None, now: datetime) -> _New:
    """What is to be kept of an attempt that nobody has seen before, and what it achieves."""
    played = played_in(sent.step_id)
    if played is None:
        raise UnknownExercise(message("There is no such exercise."))
    form = _form(person_id, sent, played)
    path = _by_ordinals(played.exercise, sent.path)
    result = _result(played, path, form)
    day, _ = counted_day(sent.finished_at, form.fetched_at if form else played.published_at, now)
    row = {
        "id": sent.id,
        "person_id": person_id,
        "step_id": sent.step_id,
        "version_id": played.version_id,
        "form_id": sent.form_id,
        "device": sent.device,
        "mode": sent.mode,
        "helper_id": helper_id,
        "language": sent.language,
        "started_at": sent.started_at,
        "finished_at": sent.finished_at,
        "received_at": now,
        "path": [list(step) for step in path],
        "content_hash": sent.digest(),
        "score": round(result.score * HUNDREDTHS),
        "regret": round(result.regret),
        "passed": result.passed,
        "critical": result.critical or result.missed,
        "receipt": new_receipt(),
    }
    return _New(row, day if result.passed or not played.kind.must_be_passed else None)


def _locks(sent: Sent) -> tuple[str, str]:
    return f"attempt:{sent.id}", f"attempt-form:{sent.form_id or sent.id}"


def _again(known: Known, person_id: int, sent: Sent, digest: str, now: datetime) -> Kept:
    """The answer when the id is taken: by the same content, or by something else."""
    hers = known.person_id == person_id
    same = hers and known.id == sent.id and (known.content_hash == digest or _alike(sent))
    if not same:
        _put_aside(known, person_id, sent, digest, now)
    if not hers:
        return Kept(None, None, None, conflict=True)
    done = known.step_id if known.passed or not known.kind.must_be_passed else None
    return Kept(known.id, known.receipt, done, conflict=not same)


def _alike(sent: Sent) -> bool:
    """Whether the attempt that is there says the same from the same place but for its clocks: a form without
    script that is sent twice has the moment of each sending."""
    stands = db.session.get_one(Attempt, sent.id)
    path = [(scene, answer) for scene, answer in stands.path]
    there = stands.step_id, stands.mode, stands.device, path
    return there == (sent.step_id, sent.mode, sent.device, list(sent.path))


def _put_aside(known: Known, person_id: int, sent: Sent, digest: str, now: datetime) -> None:
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


def _form(person_id: int, sent: Sent, played: Played) -> AssessmentForm | None:
    if played.kind is not Kind.ASSESSMENT:
        if sent.form_id is not None:
            raise WrongForm(message("Only an assessment has a form."))
        return None
    form = form_of(sent.form_id, person_id) if sent.form_id else None
    if form is None or form.step_id != sent.step_id or form.version_id != played.version_id:
        raise WrongForm(message("This assessment was not opened from your account."))
    return form

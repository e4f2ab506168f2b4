"""Reading exercises, what is written and played of them, forms and attempts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import URL, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from courses.models import Edition, Enrolment, Section, SentApart, Step, StepText
from courses.policies import open_to_learners
from courses.queries import newest_editions, steps_of
from lms.base.database import db, read_row
from lms.base.keeping import Kept
from lms.people.models import Person
from lms.people.policies import seen_by
from lms.people.queries import find_people
from lms.standards.models import Competency
from lms.web.access import Permission
from quizzes.exercise.graph import Exercise as PlainExercise
from quizzes.exercise.graph import Kind
from quizzes.exercise.playing import Play
from quizzes.exercise.scoring import Values, values
from quizzes.models import (
    AssessmentForm,
    Attempt,
    AttemptConflict,
    Draft,
    Exercise,
    ExerciseVersion,
    Manuscript,
)
from quizzes.models.exercise import READ_LATELY
from quizzes.policies import attempt_seen_by, conflict_seen_by, decided_by

# What every attempt asks is composed once: composing takes longer than reading.
_VERSION = select(ExerciseVersion).where(ExerciseVersion.id == bindparam("version"))
_KNOWN = (
    select(
        Attempt.id,
        Attempt.person_id,
        Attempt.step_id,
        Attempt.content_hash,
        Attempt.receipt,
        Attempt.passed,
        ExerciseVersion.kind,
    )
    .join(ExerciseVersion, ExerciseVersion.id == Attempt.version_id)
    .where(or_(Attempt.id == bindparam("attempt"), Attempt.form_id == bindparam("form")))
    .order_by(Attempt.id != bindparam("attempt"))
    .limit(1)
)
# Of whom and of what an attempt is, where it is told of.
_TOLD = (
    joinedload(Attempt.person),
    joinedload(Attempt.helper),
    joinedload(Attempt.form),
    joinedload(Attempt.version).selectinload(ExerciseVersion.texts),
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


_PLAYED: Kept[tuple[URL, int], Played | None] = Kept(200)
"""What steps let play that were asked for lately, by database."""


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
    """The version; it must exist. What it says is read when it is asked for."""
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
        select(Attempt).where(Attempt.id == attempt_id, Attempt.person_id == person_id).options(*_TOLD)
    )


def latest_orientation(person_id: int, edition_id: int) -> Attempt | None:
    """Her latest attempt at the orientation test of an edition, with its version."""
    return db.session.scalar(
        select(Attempt)
        .join(Attempt.version)
        .join(Step, Step.id == Attempt.step_id)
        .join(Section, Section.id == Step.section_id)
        .where(
            Attempt.person_id == person_id,
            Section.edition_id == edition_id,
            ExerciseVersion.kind == Kind.ORIENTATION,
        )
        .options(contains_eager(Attempt.version).selectinload(ExerciseVersion.texts))
        .order_by(Attempt.received_at.desc(), Attempt.id)
        .limit(1)
    )


def known_attempt(attempt_id: str, form_id: str | None) -> Known | None:
    """The attempt that stands under the id, else the one that has answered the same form."""
    found = read_row(_KNOWN, {"attempt": attempt_id, "form": form_id})
    return Known(*found) if found else None


def played_in(step_id: int) -> Played | None:
    """What a step of a published edition lets play, which never changes; None where it is no exercise, or
    not open."""
    return _PLAYED.get_or_make((db.engine.url, step_id), lambda: _read_played(step_id))


def _read_played(step_id: int) -> Played | None:
    frozen = db.session.execute(_PLAYED_STEP, {"step": step_id}).scalar()
    if frozen is None:
        return None
    row = db.session.execute(_PLAYED_VERSION, {"version": frozen["version"]}).one()
    exercise = READ_LATELY.get_or_make((row.content_hash, "vi"), lambda: version(row.id).exercise_in("vi"))
    return Played(row.id, row.kind, row.published_at, exercise, values(Play(exercise)))


def attempt_with_receipt(asker: Person, receipt: str) -> Attempt | None:
    """The attempt with this receipt, if the asker may see whose it is."""
    return db.session.scalar(
        select(Attempt).where(Attempt.receipt == receipt, attempt_seen_by(asker)).options(*_TOLD)
    )


def conflicts_of(asker: Person, most: int) -> list[AttemptConflict]:
    """What arrived under the id of another attempt, the latest first, of people whom the asker may see."""
    told = (joinedload(AttemptConflict.attempt).options(*_TOLD), joinedload(AttemptConflict.person))
    return list(
        db.session.scalars(
            select(AttemptConflict)
            .join(Attempt, Attempt.id == AttemptConflict.attempt_id)
            .where(conflict_seen_by(asker))
            .options(*told)
            .order_by(AttemptConflict.received_at.desc(), AttemptConflict.id.desc())
            .limit(most)
        )
    )


def conflicts_since(asker: Person, moment: datetime) -> int:
    """How many of them arrived since a moment."""
    found = select(func.count()).select_from(AttemptConflict)
    found = found.join(Attempt, Attempt.id == AttemptConflict.attempt_id).where(conflict_seen_by(asker))
    return db.session.scalar(found.where(AttemptConflict.received_at >= moment)) or 0


def kept_apart_of(asker: Person, most: int) -> list[SentApart]:
    """What was kept apart and waits for the asker to decide, the oldest first."""
    return list(
        db.session.scalars(
            select(SentApart)
            .where(SentApart.decided_at.is_(None), decided_by(asker))
            .options(joinedload(SentApart.person), joinedload(SentApart.sender))
            .order_by(SentApart.received_at, SentApart.id)
            .limit(most)
        )
    )


def waiting_apart(asker: Person) -> int:
    """How much waits for the asker to decide."""
    found = select(func.count()).select_from(SentApart)
    return db.session.scalar(found.where(SentApart.decided_at.is_(None), decided_by(asker))) or 0


def titles_of_steps(step_ids: Collection[int], language: str) -> dict[int, str]:
    """What some steps are called; in Vietnamese where they have no name in the language."""
    texts = db.session.execute(
        select(StepText.step_id, StepText.title)
        .where(StepText.step_id.in_(step_ids), StepText.language.in_((language, "vi")))
        .order_by(StepText.language == language)
    )
    return dict(iter(texts))


def attempts_at(person_id: int, step_id: int) -> list[Attempt]:
    """Her attempts at a step, in the order in which they arrived."""
    return list(
        db.session.scalars(
            select(Attempt)
            .where(Attempt.person_id == person_id, Attempt.step_id == step_id)
            .order_by(Attempt.received_at, Attempt.id)
        )
    )


def manuscript_of(person_id: int, code: str, language: str) -> Manuscript | None:
    """What she is writing under a code in a language, read afresh."""
    return db.session.scalar(
        select(Manuscript)
        .where(Manuscript.person_id == person_id, Manuscript.code == code, Manuscript.language == language)
        .options(joinedload(Manuscript.based_on))
        .execution_options(populate_existing=True)
    )


def manuscripts_of(person_id: int) -> list[Manuscript]:
    """All that she is writing."""
    return list(
        db.session.scalars(
            select(Manuscript).where(Manuscript.person_id == person_id).order_by(Manuscript.saved_at.desc())
        )
    )


def other_writers(person_id: int, code: str) -> list[Manuscript]:
    """What others are writing under a code, with who they are."""
    return list(
        db.session.scalars(
            select(Manuscript)
            .where(Manuscript.person_id != person_id, Manuscript.code == code)
            .options(joinedload(Manuscript.person))
            .order_by(Manuscript.saved_at.desc())
        )
    )


def is_code_taken(code: str) -> bool:
    """Whether an exercise, or what somebody writes, is called so."""
    taken = select(Exercise.id).where(Exercise.code == code)
    written = select(Manuscript.id).where(Manuscript.code == code)
    return db.session.scalar(taken.limit(1)) is not None or db.session.scalar(written.limit(1)) is not None


def newest_versions() -> list[ExerciseVersion]:
    """Of every exercise its newest version, with exercise and titles, by code."""
    newest = (
        select(ExerciseVersion.exercise_id, func.max(ExerciseVersion.number).label("number"))
        .group_by(ExerciseVersion.exercise_id)
        .subquery()
    )
    return list(
        db.session.scalars(
            select(ExerciseVersion)
            .join(
                newest,
                (ExerciseVersion.exercise_id == newest.c.exercise_id)
                & (ExerciseVersion.number == newest.c.number),
            )
            .join(ExerciseVersion.exercise)
            .options(contains_eager(ExerciseVersion.exercise), selectinload(ExerciseVersion.texts))
            .order_by(Exercise.code)
        )
    )


def competencies_on(day: date) -> list[Competency]:
    """What an exercise may show, by code."""
    return list(
        db.session.scalars(select(Competency).where(Competency.holding_on(day)).order_by(Competency.code))
    )


def courses_by_exercise() -> dict[str, list[Edition]]:
    """By the code of an exercise, the editions begun today that ask it."""
    found: dict[str, list[Edition]] = {}
    for edition in newest_editions():
        codes = {step.reference["exercise"] for step in steps_of(edition.id) if step.kind == "exercise"}
        for code in codes:
            found.setdefault(code, []).append(edition)
    return found


def learners_in(edition_id: int) -> int:
    """How many people have begun an edition and not finished it."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Enrolment)
            .where(Enrolment.edition_id == edition_id, Enrolment.completed_on.is_(None))
        )
        or 0
    )


class Tally(NamedTuple):
    """Attempts at an exercise, and how many of them passed."""

    attempts: int
    passed: int


def tallies_since(moment: datetime) -> dict[int, Tally]:
    """By exercise, the attempts that arrived since ``moment``, whatever its version."""
    found = (
        select(ExerciseVersion.exercise_id, func.count(), func.count().filter(Attempt.passed))
        .join(Attempt, Attempt.version_id == ExerciseVersion.id)
        .where(Attempt.received_at >= moment)
        .group_by(ExerciseVersion.exercise_id)
    )
    return {exercise: Tally(attempts, passed) for exercise, attempts, passed in db.session.execute(found)}


def people_to_help(asker: Person, commune: str, day: date, most: int) -> list[Person]:
    """Whom the asker may help to learn on ``day``, by name; where words name communes, only those there."""
    hers = seen_by(asker, day, Permission.STAFFING_IMPORT)
    found = find_people(asker, "", commune, day).where(hers, Person.id != asker.id)
    return list(db.session.scalars(found.limit(most)))


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

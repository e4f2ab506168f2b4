"""What an orientation test shows that somebody knows, and skipping it: her decision, written with its day.

A skipped lesson counts as done by the test. What every lesson of a course about a task shows known becomes
evidence of that task; the course itself is shown by completing it, with its last test, as by everybody.
"""

from collections.abc import Sequence
from datetime import datetime

from courses.models import Step
from courses.queries import done_steps, lessons_with_tasks, steps_of
from courses.rules.enrolling import latest_round
from courses.rules.outlining import Line, outline
from courses.rules.progress import complete_step
from lms.base.clock import day_of
from lms.standards.models import EvidenceKind, EvidenceStatus
from lms.standards.rules.recording import NewEvidence, record_many
from quizzes.models import Attempt
from quizzes.queries.attempts import latest_orientation
from quizzes.rules.reviewing import advise


def skippable(attempt: Attempt) -> list[Line]:
    """The lessons, each with its practice, that this orientation test shows known and that are not done;
    none once she takes the course again."""
    edition_id = attempt.step.section.edition_id
    enrolment = latest_round(attempt.person_id, edition_id)
    if enrolment is None or enrolment.completed_on is not None:
        return []
    done = done_steps(enrolment.id)
    if attempt.step_id not in done:
        return []
    return [line for line in _known(attempt, steps_of(edition_id)) if line.done_of(done) < len(line.steps)]


def offered_to(person_id: int, edition_id: int) -> tuple[Attempt, list[Line]] | None:
    """Her latest orientation test in an edition, with what it lets her skip; None where that is nothing."""
    attempt = latest_orientation(person_id, edition_id)
    lines = skippable(attempt) if attempt else []
    return (attempt, lines) if attempt and lines else None


def skip_known(attempt: Attempt, *, now: datetime) -> int:
    """Count as done what the test shows known, and record what follows; returns how many lessons that are.

    Skipping again changes nothing.
    """
    lines = skippable(attempt)
    for line in lines:
        for step in line.steps:
            complete_step(
                person_id=attempt.person_id,
                step_id=step.id,
                occurred_on=day_of(now),
                mode=attempt.mode,
                source=f"orientation:{attempt.id}",
                now=now,
            )
    if lines:
        record_many(_shown(attempt, now))
    return len(lines)


def _known(attempt: Attempt, steps: Sequence[Step]) -> list[Line]:
    path = [(scene, choice) for scene, choice in attempt.path]
    known = advise(attempt.version.exercise_in("vi"), path).known
    return [line for _, section in outline(steps) for line in section if line.step.lesson in known]


def _shown(attempt: Attempt, now: datetime) -> list[NewEvidence]:
    """Evidence of each task all of whose lessons in this course are known; not of what the course itself
    gives."""
    edition = attempt.step.section.edition
    known = {line.step.id for line in _known(attempt, steps_of(edition.id))}
    lessons = lessons_with_tasks(edition.id)
    given = {each.competency_id for each in edition.competencies}
    missing = {each.id for step in lessons if step.id not in known for each in step.competencies}
    clauses: dict[int, set[int]] = {}
    for step in lessons:
        for task in {each.id for each in step.competencies} - given - missing:
            clauses.setdefault(task, set()).update(clause.id for clause in step.clauses)
    return [
        NewEvidence(
            person_id=attempt.person_id,
            competency_id=task,
            occurred_on=day_of(now),
            kind=EvidenceKind.ORIENTATION,
            status=EvidenceStatus.CONFIRMED,
            source=f"orientation:{attempt.id}",
            mode=attempt.mode,
            clause_ids=tuple(sorted(covered)),
        )
        for task, covered in sorted(clauses.items())
    ]

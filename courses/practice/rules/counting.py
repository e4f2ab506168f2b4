"""What follows from an observation that counts: evidence, the steps that ask for it, a message to her."""

from datetime import datetime

from courses.models import Step
from courses.practice.formats.telling import observed
from courses.practice.kinds.practice import NAME
from courses.practice.models import Observation
from courses.practice.queries import observations_of
from courses.queries import latest_enrolments, steps_of_editions
from courses.rules.progress import complete_step
from lms.base.database import db
from lms.outbox.rules.sending import send
from lms.people.queries import merged_people
from lms.standards.models import EvidenceKind, EvidenceStatus, Mode
from lms.standards.rules.recording import NewEvidence, settle


def source_of(observation: Observation) -> str:
    """What the evidence and the step of an observation rest on."""
    return f"practice:{observation.id}"


def count(observation: Observation, *, now: datetime) -> None:
    """Let an observation count: whoever passed shows the competency, and has done the steps of her courses
    that ask for it. She is told in either case, once."""
    if observation.passed:
        settle([source_of(observation)], [_evidence(observation)], by=observation.observer_id)
        for step in open_steps(observation):
            do_step(observation, step, now=now)
    told = observed(observation)
    send(
        person_of(observation),
        told.subject,
        told.text,
        f"observation:{observation.id}",
        link=f"/observations/{observation.id}",
        by=observation.observer_id,
    )


def do_step(observation: Observation, step: Step, *, now: datetime) -> None:
    """Note that somebody did a step of practice before an observer."""
    complete_step(
        person_id=person_of(observation),
        step_id=step.id,
        occurred_on=observation.observed_on,
        mode=observation.mode,
        source=source_of(observation),
        by=observation.observer_id,
        now=now,
    )


def open_steps(observation: Observation) -> list[Step]:
    """The steps that ask for this checklist in the courses that she has begun and not completed."""
    enrolments = latest_enrolments(person_of(observation)).values()
    editions = [each.edition_id for each in enrolments if each.completed_on is None]
    code = observation.version.checklist.code
    return [
        step
        for steps in steps_of_editions(editions).values()
        for step in steps
        if step.kind == NAME and step.frozen["checklist"] == code
    ]


def passed_before(person_id: int, code: str) -> Observation | None:
    """The latest observation by a checklist that she passed and that counts; None where there is none."""
    found = observations_of(person_id, code, most=100)
    return next((each for each in found if each.passed and each.counts), None)


def person_of(observation: Observation) -> int:
    """As whom she is read who was observed."""
    return merged_people().get(observation.person_id, observation.person_id)


def _evidence(observation: Observation) -> NewEvidence:
    """What it shows; done together with the observer, a level lower: she does it with guidance."""
    pinned = observation.version
    db.session.refresh(pinned, ["clauses"])
    return NewEvidence(
        person_id=observation.person_id,
        competency_id=pinned.competency_id,
        occurred_on=observation.observed_on,
        kind=EvidenceKind.OBSERVED,
        status=EvidenceStatus.CONFIRMED,
        source=source_of(observation),
        mode=observation.mode,
        level=max(1, pinned.level - 1) if observation.mode is Mode.TOGETHER else pinned.level,
        by=observation.observer_id,
        clause_ids=tuple(clause.id for clause in pinned.clauses),
        note=pinned.title_vi,
    )

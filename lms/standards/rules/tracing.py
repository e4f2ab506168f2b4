"""Whom a changed clause concerns: by requirement, who has not learned the version in force, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from lms.base.database import db
from lms.base.messages import Message, message
from lms.people.models import Person
from lms.standards.models import Clause, CompetencyClause, EvidenceKind, Requirement
from lms.standards.rules.folding import Showing, standing_rows
from lms.standards.rules.foreseeing import Somebody, people_in_roles, people_seen
from lms.standards.rules.gathering import rules_of
from lms.standards.rules.judging import standing
from lms.standards.rules.reading_as_one import Humans


@dataclass(frozen=True)
class Affected:
    """Somebody who has not learned a clause, and why that is so."""

    person: Somebody
    reason: Message
    is_met: bool
    """Whether she meets the requirement all the same, because it does not end with the change."""


@dataclass(frozen=True)
class Trace:
    """What a clause means for those of whom one requirement is asked."""

    requirement: Requirement
    asked: int
    affected: list[Affected]
    """Those who have not learned it, by name."""

    @property
    def learned(self) -> int:
        """How many of those asked have learned it."""
        return self.asked - len(self.affected)


def trace(clause: Clause, day: date, asker: Person) -> list[Trace]:
    """For each requirement of ``day`` whose competency names the clause's article: who of those whom the
    asker sees has shown nothing that covers this version of it up to then."""
    return [_trace(clause, requirement, day, asker) for requirement in _naming(clause, day)]


def _naming(clause: Clause, day: date) -> Iterable[Requirement]:
    named = (
        select(CompetencyClause.competency_id)
        .join(Clause, Clause.id == CompetencyClause.clause_id)
        .where(Clause.document_id == clause.document_id, Clause.article == clause.article)
    )
    found = select(Requirement).where(Requirement.competency_id.in_(named), Requirement.holding_on(day))
    loaded = found.options(selectinload(Requirement.roles), joinedload(Requirement.document))
    return db.session.scalars(loaded.order_by(Requirement.position, Requirement.id)).all()


def _trace(clause: Clause, requirement: Requirement, day: date, asker: Person) -> Trace:
    roles = [role.id for role in requirement.roles]
    people = {person.id: person for person, _ in people_seen(asker, day, roles)}
    rule = rules_of([requirement])[requirement.id]
    showings = Humans().showings_among(people_in_roles(day, roles), [requirement.competency_id])
    affected: list[Affected] = []
    for person in people.values():
        rows = showings.get((person.id, requirement.competency_id), [])
        if clause.id in _learned([row for row in rows if row.occurred_on <= day]):
            continue
        stands = standing(rule, rows, day, basis=requirement.document.number)
        reason = _STILL_MET if stands.state.is_met else stands.sentence
        affected.append(Affected(person, reason, stands.state.is_met))
    return Trace(requirement, len(people), affected)


_STILL_MET = message("What was learned before still counts; the new rule has not been learned yet.")


def _learned(rows: list[Showing]) -> frozenset[int]:
    """The clause versions that somebody has learned, since the last time she lost the ability."""
    learned = frozenset[int]()
    for row in standing_rows(rows):
        learned = frozenset() if row.kind is EvidenceKind.LAPSE else learned | row.clauses
    return learned

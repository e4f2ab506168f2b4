"""What a proposal would do, read once and without writing: how many more are asked, who would lack it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from lms.base import clock
from lms.base.bulk import in_pieces
from lms.base.database import db
from lms.people.models import Person, Post, Posting, PostPlace
from lms.people.policies import seen_by
from lms.places.queries import subtree_ids
from lms.standards.models import Document, Requirement, Target
from lms.standards.rules.gathering import Showings, rules_of
from lms.standards.rules.judging import Standing, standing
from lms.standards.rules.proposing import RequirementFacts, TargetFacts, draft_of
from lms.standards.rules.reading_as_one import Humans


class Somebody(NamedTuple):
    """A person as a list of names shows her."""

    id: int
    code: str
    full_name: str


class Lacking(NamedTuple):
    """Somebody who would lack it, why, and whether she has it today."""

    person: Somebody
    standing: Standing
    met_before: bool


@dataclass(frozen=True)
class Foreseen:
    """What a proposal does to the people whom the asker sees, as things stand today."""

    day: date
    """The day it is judged for: the first one of the proposal, today where that is over."""
    asked: int = 0
    """How many it asks."""
    more: int = 0
    """How many of them were not asked before."""
    fewer: int = 0
    """How many are asked no longer."""
    lacking: list[Lacking] = field(default_factory=list)
    """Who would lack it, by name."""

    @property
    def met(self) -> int:
        """How many meet it."""
        return self.asked - len(self.lacking)


def foresee_requirement(facts: RequirementFacts, before: Requirement | None, asker: Person) -> Foreseen:
    """What asking this would do; ``before`` is the row that it would follow."""
    day = max(facts.valid_from, clock.today())
    draft = draft_of(facts)
    roles_before = {role.id for role in before.roles} if before and before.valid_from <= day else set()
    now, then = _asked_among(
        people_seen(asker, day, roles_before | set(facts.role_ids)), facts.role_ids, roles_before
    )
    basis = db.session.get_one(Document, facts.document_id).number
    lacking = _lacking(now, draft, day, basis, people_in_roles(day, facts.role_ids), before)
    return Foreseen(day, len(now), len(now.keys() - then.keys()), len(then.keys() - now.keys()), lacking)


def foresee_no_requirement(requirement: Requirement, day: date, asker: Person) -> Foreseen:
    """What asking it no longer would do."""
    day = max(day, clock.today())
    roles = [role.id for role in requirement.roles]
    people = {row.id for row, _ in people_seen(asker, day, roles)}
    return Foreseen(day, fewer=len(people))


def foresee_target(facts: TargetFacts, asker: Person) -> Foreseen:
    """Whom a target would count, and who of them lacks what it aims at."""
    day = max(facts.valid_from, clock.today())
    requirement = db.session.get_one(Requirement, facts.requirement_id)
    roles = facts.role_ids or tuple(role.id for role in requirement.roles)
    counted, _ = _asked_among(people_seen(asker, day, roles, facts.unit_id), roles, ())
    lacking = _lacking(
        counted,
        requirement,
        day,
        requirement.document.number,
        people_in_roles(day, roles, facts.unit_id),
        None,
    )
    return Foreseen(day, len(counted), lacking=lacking)


def people_needed(target: Target | TargetFacts, counted: int) -> int | None:
    """How many of so many people a target asks for, a part of one as one more; None without a share."""
    return None if target.threshold is None else ceil(target.threshold * counted / 100)


Named = dict[int, Somebody]


def people_seen(
    asker: Person, day: date, role_ids: Collection[int], unit_id: int | None = None
) -> list[tuple[Somebody, int]]:
    """Everybody whom the asker sees in a post of these roles on ``day``, with the role, by name; who was
    merged as who is kept."""
    found = (
        select(*_SOMEBODY, Post.role_id)
        .join(Posting, Posting.person_id == Person.id)
        .join(Post, Post.id == Posting.post_id)
        .where(Person.id.in_(people_in_roles(day, role_ids, unit_id)), Posting.holding_on(day))
        .where(Post.role_id.in_(role_ids), seen_by(asker, day))
    )
    rows, humans = db.session.execute(found).all(), Humans()
    kept = _people({humans.of(row.id) for row in rows if humans.of(row.id) != row.id})
    served = [(kept.get(humans.of(row.id), row), row.role_id) for row in rows]
    served.sort(key=lambda each: (each[0].sort_key, each[0].id))
    return [(Somebody(row.id, row.code, row.full_name), role_id) for row, role_id in served]


_SOMEBODY = (Person.id, Person.code, Person.full_name, Person.sort_key)


def _people(ids: Collection[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for piece in in_pieces(sorted(ids)):
        found.update(
            (row.id, row) for row in db.session.execute(select(*_SOMEBODY).where(Person.id.in_(piece)))
        )
    return found


def people_in_roles(day: date, role_ids: Collection[int], unit_id: int | None = None) -> Select[int]:
    """The ids of everybody in a post of these roles on ``day``, in a unit and below it where one is named."""
    found = (
        select(Posting.person_id)
        .join(Post, Post.id == Posting.post_id)
        .where(Post.role_id.in_(role_ids), Posting.holding_on(day))
    )
    if unit_id is None:
        return found
    there = PostPlace.unit_id.in_(subtree_ids([unit_id], day))
    return found.join(PostPlace, PostPlace.post_id == Post.id).where(there, PostPlace.holding_on(day))


def _asked_among(
    rows: Iterable[tuple[Somebody, int]], now: Collection[int], before: Collection[int]
) -> tuple[Named, Named]:
    """Those asked by the roles of now, and those asked by the roles of before; each once."""
    asked_now: Named = {}
    asked_before: Named = {}
    for person, role_id in rows:
        if role_id in now:
            asked_now[person.id] = person
        if role_id in before:
            asked_before[person.id] = person
    return asked_now, asked_before


def _lacking(
    people: Named,
    asked: Requirement,
    day: date,
    basis: str,
    ids: Select[int],
    before: Requirement | None,
) -> list[Lacking]:
    rule = rules_of([asked])[asked.id]
    wanted = {asked.competency_id} | ({before.competency_id} if before else set())
    showings = Humans().showings_among(ids, wanted)
    held = _held_before(people, before, showings)
    found: list[Lacking] = []
    for person in people.values():
        stands = standing(rule, showings.get((person.id, asked.competency_id), []), day, basis=basis)
        if not stands.state.is_met:
            found.append(Lacking(person, stands, person.id in held))
    return found


def _held_before(people: Named, before: Requirement | None, showings: Showings) -> set[int]:
    """Who meets today what was asked before."""
    if before is None:
        return set()
    rule, today = rules_of([before])[before.id], clock.today()
    return {
        key
        for key in people
        if standing(rule, showings.get((key, before.competency_id), []), today, basis="").state.is_met
    }

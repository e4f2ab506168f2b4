"""Choosing whom to invite: units, kinds of staff, and who lacks what on a day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from sqlalchemy import CTE, ColumnElement, FromClause, Select, and_, exists, func, or_, select

from lms.activities.models import RosterEntry
from lms.activities.policies import seatable_by
from lms.activities.rules.seating import BadSeat
from lms.base.bulk import in_pieces
from lms.base.database import db
from lms.base.messages import message
from lms.people.models import Person, Posting, Role, StaffKind
from lms.people.queries import kept_persons, merged_people, posting_rows
from lms.places.models import Unit
from lms.places.queries import subtree_ids
from lms.standards.models import (
    Evidence,
    EvidenceClause,
    EvidenceKind,
    EvidenceStatus,
    Holding,
    RequirementRole,
)
from lms.standards.rules.folding import add_months

IDLE_MONTHS = 24
"""After so many months without anything confirmed somebody counts as not updated."""


@dataclass(frozen=True)
class Wish:
    """Whom somebody looks for; every condition that is given must hold."""

    unit_ids: tuple[int, ...]
    """Units of ``day``; those below them are meant too."""
    day: date
    kind_ids: tuple[int, ...] = ()
    """Kinds of staff; none for every kind."""
    requirement_id: int | None = None
    """She is asked for it on ``day`` and holds no confirmed evidence of it."""
    competency_id: int | None = None
    """Nothing on record shows that she ever had it."""
    clause_ids: tuple[int, ...] = ()
    """Nothing on record covers at least one of these versions."""
    since: date | None = None
    """She came into her post on this day or later."""
    idle: bool = False
    """Nothing confirmed is on record of her from the last :data:`IDLE_MONTHS` months: what is only declared
    updates nobody."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be invited, with the unit and the kind of staff by which she was found."""

    person: Person
    unit: Unit
    kind: StaffKind


def described(asker: Person, wish: Wish) -> list[Candidate]:
    """Those whom the wish describes: by commune, then by name; each once.

    Who was merged stands there as who is kept, with all that is on record of both.
    """
    found: dict[int, Candidate] = {}
    for person, unit, kind in db.session.execute(_wished(asker, wish)):
        found.setdefault(person.id, Candidate(person, unit, kind))
    return list(found.values())


def candidates(asker: Person, activity_id: int, wish: Wish) -> list[Candidate]:
    """Those of :func:`described` who have no seat in the activity yet."""
    entries = select(RosterEntry.person_id).where(RosterEntry.activity_id == activity_id)
    read_as = merged_people()
    seated = {read_as.get(each, each) for each in db.session.scalars(entries) if each is not None}
    return [each for each in described(asker, wish) if each.person.id not in seated]


def check_seatable(asker: Person, person_ids: Collection[int]) -> None:
    """Refuse, before anybody is seated, people who serve outside the asker's units."""
    mine: set[int] = set()
    for piece in in_pieces(sorted(set(person_ids))):
        mine.update(db.session.scalars(select(Person.id).where(Person.id.in_(piece), seatable_by(asker))))
    if mine != set(person_ids):
        raise BadSeat(message("Somebody who was chosen serves outside the units that you answer for."))


def _wished(asker: Person, wish: Wish) -> Select[Person, Unit, StaffKind]:
    rows = posting_rows(subtree_ids(wish.unit_ids, wish.day), wish.day).subquery()
    kept = kept_persons()
    query = (
        select(Person, Unit, StaffKind)
        .select_from(rows)
        .outerjoin(kept, kept.c.merged_id == rows.c.person_id)
        .join(Person, Person.id == func.coalesce(kept.c.kept_id, rows.c.person_id))
        .join(Unit, Unit.id == rows.c.unit_id)
        .join(Role, Role.id == rows.c.role_id)
        .join(StaffKind, StaffKind.id == Role.staff_kind_id)
        .where(seatable_by(asker), *_conditions(wish, kept))
        .order_by(Unit.folded, Unit.code, Person.sort_key, Person.id, rows.c.posting_id)
    )
    if wish.kind_ids:
        query = query.where(StaffKind.id.in_(wish.kind_ids))
    if wish.requirement_id:
        asked = select(RequirementRole.role_id).where(RequirementRole.requirement_id == wish.requirement_id)
        query = query.where(rows.c.role_id.in_(asked))
    if wish.since:
        begun = exists().where(Posting.id == rows.c.posting_id, Posting.valid_from >= wish.since)
        query = query.where(begun)
    return query


def _conditions(wish: Wish, kept: CTE) -> Sequence[ColumnElement[bool]]:
    on_record = partial(_on_record, kept.alias())
    conditions: list[ColumnElement[bool]] = []
    if wish.requirement_id:
        conditions.append(
            ~exists().where(
                Holding.person_id == Person.id,
                Holding.requirement_id == wish.requirement_id,
                Holding.status == EvidenceStatus.CONFIRMED,
                Holding.holding_on(wish.day),
            )
        )
    if wish.competency_id:
        conditions.append(~on_record(Evidence.competency_id == wish.competency_id))
    if wish.clause_ids:
        conditions.append(or_(*(~on_record(_covers(each)) for each in wish.clause_ids)))
    if wish.idle:
        since = add_months(wish.day, -IDLE_MONTHS)
        lately = Evidence.occurred_on.between(since + timedelta(days=1), wish.day)
        conditions.append(~on_record(and_(Evidence.status == EvidenceStatus.CONFIRMED, lately)))
    return conditions


def _on_record(kept: FromClause, what: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether evidence that stands says ``what`` of the person, or of one who was merged into her."""
    merged = select(kept.c.merged_id).where(kept.c.kept_id == Person.id)
    voided = select(Evidence.voids_id).where(Evidence.voids_id.is_not(None))
    return exists().where(
        and_(
            or_(Evidence.person_id == Person.id, Evidence.person_id.in_(merged)),
            Evidence.kind.not_in([EvidenceKind.VOID, EvidenceKind.LAPSE]),
            Evidence.id.not_in(voided),
            what,
        )
    )


def _covers(clause_id: int) -> ColumnElement[bool]:
    return exists().where(EvidenceClause.evidence_id == Evidence.id, EvidenceClause.clause_id == clause_id)

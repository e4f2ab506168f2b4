"""Everything a staff list is compared with, in few queries."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from lms.base.bulk import in_pieces
from lms.base.database import db
from lms.people.models import Person, Post, Posting, PostPlace, Role
from lms.people.policies import scope_of, seen_by
from lms.people.queries import kept_persons, roles
from lms.places.models import Hamlet, Organisation, Succession
from lms.standards.models import Evidence, Requirement
from lms.web.access import Permission

ROSTER_SOURCE = "roster:"


def succession_rows() -> Sequence[Any]:
    """Every succession: from_id, to_id, effective_on, kind."""
    columns = (Succession.from_id, Succession.to_id, Succession.effective_on, Succession.kind)
    return db.session.execute(select(*columns).order_by(Succession.id)).all()


def people_mentioned(codes: Collection[str], folded_names: Collection[str]) -> list[Any]:
    """Those with one of the codes or names: id, code, full_name, folded, birth_date, phone, and ``kept_id``
    as whom she is read who was merged."""
    columns = (Person.id, Person.code, Person.full_name, Person.folded, Person.birth_date, Person.phone)
    kept = kept_persons()
    query = select(*columns, kept.c.kept_id).outerjoin(kept, kept.c.merged_id == Person.id)
    found = {
        row.id: row
        for column, values in ((Person.code, codes), (Person.folded, folded_names))
        for piece in in_pieces(sorted(values))
        for row in db.session.execute(query.where(column.in_(piece)))
    }
    return [found[key] for key in sorted(found)]


def ids_seen_by(asker: Person, person_ids: Collection[int]) -> set[int]:
    """Those of the people whom the asker may see."""
    found: set[int] = set()
    for piece in in_pieces(sorted(person_ids)):
        found.update(db.session.scalars(select(Person.id).where(Person.id.in_(piece), seen_by(asker))))
    return found


def units_listable_by(asker: Person, days: Collection[date]) -> frozenset[int]:
    """The ids of the units, as of any of the days, for which the asker may list people."""
    found: set[int] = set()
    for day in sorted(days):
        scope = scope_of(asker, Permission.STAFFING_IMPORT, day)
        if scope is not None:
            found.update(db.session.scalars(scope))
    return frozenset(found)


def posting_place_rows(person_ids: Collection[int]) -> Iterator[Any]:
    """The postings of some people with the places they serve, a row for each place, in order."""
    query = (
        select(
            Posting.id,
            Posting.person_id,
            Posting.post_id,
            Post.role_id,
            Posting.second_job,
            Posting.valid_from,
            Posting.valid_until,
            Organisation.name.label("organisation"),
            PostPlace.id.label("place_id"),
            PostPlace.unit_id,
            PostPlace.valid_from.label("place_from"),
            PostPlace.valid_until.label("place_until"),
            Hamlet.name.label("hamlet"),
        )
        .join(Post, Post.id == Posting.post_id)
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .outerjoin(PostPlace, PostPlace.post_id == Post.id)
        .outerjoin(Hamlet, Hamlet.id == PostPlace.hamlet_id)
        .order_by(Posting.valid_from, Posting.id, PostPlace.valid_from, PostPlace.id)
    )
    for piece in in_pieces(sorted(person_ids)):
        yield from db.session.execute(query.where(Posting.person_id.in_(piece)))


def roster_evidence_rows(person_ids: Collection[int]) -> Iterator[Any]:
    """Evidence of some people that came from lists, oldest revision first: id, person_id, source, document,
    status, occurred_on, and the id of the row that voids it."""
    voiding = aliased(Evidence)
    columns = (Evidence.id, Evidence.person_id, Evidence.source, Evidence.document, Evidence.status)
    query = (
        select(*columns, Evidence.occurred_on, voiding.id.label("voided_by"))
        .outerjoin(voiding, voiding.voids_id == Evidence.id)
        .where(Evidence.source.startswith(ROSTER_SOURCE, autoescape=True))
        .order_by(Evidence.revision, Evidence.id)
    )
    for piece in in_pieces(sorted(person_ids)):
        yield from db.session.execute(query.where(Evidence.person_id.in_(piece)))


def all_roles() -> Sequence[Role]:
    """Every staff kind at every level at which it works."""
    return db.session.scalars(roles()).all()


def all_requirements() -> Sequence[Requirement]:
    """Everything past training may be about, in the order of reports."""
    return db.session.scalars(select(Requirement).order_by(Requirement.position, Requirement.id)).all()


def hamlet_rows(unit_ids: Collection[int]) -> list[Any]:
    """The hamlets on record in some units: id, unit_id, name."""
    query = select(Hamlet.id, Hamlet.unit_id, Hamlet.name).order_by(Hamlet.id)
    return [
        row
        for piece in in_pieces(sorted(unit_ids))
        for row in db.session.execute(query.where(Hamlet.unit_id.in_(piece)))
    ]


def organisation_rows(folded_names: Collection[str]) -> list[Any]:
    """The organisations of some names at any time: id, folded, unit_id, valid_from, valid_until."""
    columns = (Organisation.id, Organisation.folded, Organisation.unit_id)
    query = select(*columns, Organisation.valid_from, Organisation.valid_until).order_by(Organisation.id)
    return [
        row
        for piece in in_pieces(sorted(folded_names))
        for row in db.session.execute(query.where(Organisation.folded.in_(piece)))
    ]

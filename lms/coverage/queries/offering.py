"""What may be chosen to narrow a page by, and the rows that a choice names."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from lms.activities.models import Activity, TopicClause
from lms.base.database import db
from lms.people.models import StaffKind
from lms.people.queries import staff_kinds
from lms.places.models import Organisation
from lms.standards.models import Clause, CompetencyClause


def staff_kinds_of(codes: Collection[str]) -> Sequence[StaffKind]:
    """The kinds of staff with these codes, in their order; all codes unknown: none."""
    return db.session.scalars(staff_kinds().where(StaffKind.code.in_(codes))).all() if codes else ()


def all_staff_kinds() -> Sequence[StaffKind]:
    """All kinds of staff, in their order."""
    return db.session.scalars(staff_kinds()).all()


def organisation_by_id(organisation_id: int) -> Organisation | None:
    """The organisation with this id."""
    return db.session.get(Organisation, organisation_id)


def clause_by_id(clause_id: int) -> Clause | None:
    """The clause with this id, with its document."""
    return db.session.get(Clause, clause_id, options=[joinedload(Clause.document)])


def organisers() -> Sequence[Organisation]:
    """Those who held some activity, by name."""
    holding = select(Activity.organiser_id).where(Activity.organiser_id.is_not(None))
    found = select(Organisation).where(Organisation.id.in_(holding))
    return db.session.scalars(found.order_by(Organisation.folded, Organisation.id)).all()


def taught_clauses(day: date) -> Sequence[Clause]:
    """What a class or a competency teaches: of each article the version in force on the day, by document."""
    taught = select(TopicClause.clause_id).union(select(CompetencyClause.clause_id))
    other, newer = aliased(Clause), aliased(Clause)
    articles = (
        select(other.id)
        .where(other.document_id == Clause.document_id, other.article == Clause.article)
        .where(other.id.in_(taught))
    )
    later = select(newer.id).where(
        newer.document_id == Clause.document_id,
        newer.article == Clause.article,
        newer.version > Clause.version,
        newer.effective_on <= day,
    )
    found = select(Clause).where(Clause.effective_on <= day, articles.exists(), ~later.exists())
    return db.session.scalars(
        found.options(joinedload(Clause.document)).order_by(Clause.document_id, Clause.article, Clause.id)
    ).all()

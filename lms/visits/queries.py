"""Overseeing support visits: which were made, what is open after them, what is late."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from lms.base.database import db
from lms.base.text import fold
from lms.places.models import Unit
from lms.places.queries import find_units, lineage_ids
from lms.visits.models import CheckOutcome, SupportVisit, VisitCheck, VisitFinding

Standing = Literal["open", "overdue", "settled"]


class Sums(NamedTuple):
    """What a visit left behind."""

    findings: int = 0
    open: int = 0
    """Findings that nobody has closed, late ones among them."""
    overdue: int = 0
    met: int = 0
    """Items of the checklist that were met."""
    seen: int = 0
    """Items that were looked at."""


def find_visits(
    seen: ColumnElement[bool], day: date, *, words: str = "", standing: Standing | None = None
) -> Select[SupportVisit]:
    """The visits that meet ``seen``, the newest first; with ``words`` those to units so called on that or
    this ``day``, below them, or which they followed; by how their findings stand on ``day``."""
    query = (
        select(SupportVisit)
        .where(seen)
        .options(joinedload(SupportVisit.unit), joinedload(SupportVisit.visiting_unit))
        .order_by(SupportVisit.visited_on.desc(), SupportVisit.id.desc())
    )
    if words:
        query = query.where(_at_units_called(words, day))
    if standing:
        query = query.where(_standing(standing, day))
    return query


def sums_of(visit_ids: Collection[int], day: date) -> dict[int, Sums]:
    """What each of these visits left behind, as it stands on ``day``."""
    is_open = VisitFinding.closed_on.is_(None)
    findings = db.session.execute(
        select(
            VisitFinding.visit_id,
            func.count(),
            func.sum(case((is_open, 1), else_=0)),
            func.sum(case((overdue_on(day), 1), else_=0)),
        )
        .where(VisitFinding.visit_id.in_(visit_ids))
        .group_by(VisitFinding.visit_id)
    )
    looked_at = VisitCheck.outcome != CheckOutcome.NOT_SEEN
    checks = db.session.execute(
        select(
            VisitCheck.visit_id,
            func.sum(case((VisitCheck.outcome == CheckOutcome.MET, 1), else_=0)),
            func.sum(case((looked_at, 1), else_=0)),
        )
        .where(VisitCheck.visit_id.in_(visit_ids))
        .group_by(VisitCheck.visit_id)
    )
    found = {visit_id: numbers for visit_id, *numbers in findings}
    checked = {visit_id: numbers for visit_id, *numbers in checks}
    return {
        visit_id: Sums(*found.get(visit_id, (0, 0, 0)), *checked.get(visit_id, (0, 0)))
        for visit_id in visit_ids
    }


def overdue_findings(seen: ColumnElement[bool], day: date) -> Select[VisitFinding]:
    """The findings of visits that meet ``seen`` that were to be put right before ``day`` and are open, the
    latest first."""
    return (
        select(VisitFinding)
        .join(SupportVisit, SupportVisit.id == VisitFinding.visit_id)
        .where(seen, overdue_on(day))
        .options(joinedload(VisitFinding.visit).joinedload(SupportVisit.unit))
        .order_by(VisitFinding.due_on, VisitFinding.id)
    )


def overdue_count(seen: ColumnElement[bool], day: date) -> int:
    """How many :func:`overdue_findings` there are."""
    late = select(func.count(VisitFinding.id)).join(SupportVisit, SupportVisit.id == VisitFinding.visit_id)
    return db.session.scalar(late.where(seen, overdue_on(day))) or 0


def overdue_on(day: date) -> ColumnElement[bool]:
    """Condition on ``VisitFinding``: open although its last day has passed; see ``is_overdue``."""
    return and_(VisitFinding.closed_on.is_(None), VisitFinding.due_on < day)


def visits_to(seen: ColumnElement[bool], unit: Unit) -> Sequence[SupportVisit]:
    """The visits that meet ``seen`` to a unit, to those below it and to those they followed, the newest
    first, with their findings."""
    return db.session.scalars(
        select(SupportVisit)
        .where(seen, _visited(SupportVisit.unit_id.in_(lineage_ids([unit.id]))))
        .options(
            joinedload(SupportVisit.unit),
            joinedload(SupportVisit.visiting_unit),
            selectinload(SupportVisit.findings),
        )
        .order_by(SupportVisit.visited_on.desc(), SupportVisit.id.desc())
    ).all()


def _at_units_called(words: str, day: date) -> ColumnElement[bool]:
    called = select(Unit.id).where(Unit.folded.contains(fold(words), autoescape=True))
    today = lineage_ids(unit.id for unit in find_units(words, day))
    return _visited(or_(SupportVisit.unit_id.in_(called), SupportVisit.unit_id.in_(today)))


def _visited(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The same condition by the units that were visited, few beside those there are: two walks through the
    units do not fit into one question."""
    units = db.session.scalars(select(SupportVisit.unit_id).distinct().where(condition))
    return SupportVisit.unit_id.in_(units.all())


def _standing(standing: Standing, day: date) -> ColumnElement[bool]:
    is_open = VisitFinding.closed_on.is_(None)
    left = select(VisitFinding.id).where(VisitFinding.visit_id == SupportVisit.id)
    if standing == "settled":
        return ~left.where(is_open).exists()
    return left.where(overdue_on(day) if standing == "overdue" else is_open).exists()

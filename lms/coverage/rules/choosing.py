"""Which unit a page is about: the one asked for, else the one the asker answers for."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from lms.base.database import db
from lms.base.messages import Message, Refusal, message
from lms.coverage.policies import covered_by, may_see_coverage
from lms.coverage.queries.naming import lives_of
from lms.people.models import Person
from lms.places.models import Unit
from lms.places.queries import unit_by_code
from lms.places.rules.naming import full_name


class UnknownUnit(Refusal):
    """No unit has that code on that day, or it is not one of the asker's."""


def unit_with(code: str, day: date) -> Unit:
    """The unit that had ``code`` on ``day``; raises :class:`UnknownUnit` with what is known of the code."""
    unit = unit_by_code(code, day)
    if unit is None:
        raise UnknownUnit(_unknown(code, day))
    return unit


def unit_for(asker: Person, code: str, day: date) -> Unit:
    """The same, among the units that the asker answers for."""
    unit = unit_with(code, day)
    if not may_see_coverage(asker, unit, day):
        raise UnknownUnit(message("%(unit)s is not among the units you answer for.", unit=full_name(unit)))
    return unit


def top_units(asker: Person, day: date) -> Sequence[Unit]:
    """The highest units of ``day`` that the asker answers for, by name."""
    parent = aliased(Unit)
    above = select(parent.id).where(parent.id == Unit.parent_id)
    mine = select(Unit.id).where(covered_by(asker, day), Unit.holding_on(day)).cte("mine")
    found = select(Unit).where(
        Unit.id.in_(select(mine.c.id)),
        or_(Unit.parent_id.is_(None), ~above.where(parent.id.in_(select(mine.c.id))).exists()),
    )
    return db.session.scalars(found.order_by(Unit.folded, Unit.code)).all()


def path_to(asker: Person, unit: Unit, day: date) -> list[Unit]:
    """The units above ``unit`` that the asker answers for, the highest first."""
    path: list[Unit] = []
    above = unit.parent
    while above is not None and may_see_coverage(asker, above, day):
        path.insert(0, above)
        above = above.parent
    return path


def _unknown(code: str, day: date) -> Message:
    lives = lives_of(code)
    when = day.strftime("%d/%m/%Y")
    if not lives:
        return message("No unit has the code %(code)s.", code=code)
    nearest = min(lives, key=lambda unit: abs((unit.valid_from - day).days))
    facts = {"code": code, "day": when, "unit": full_name(nearest)}
    if nearest.valid_from > day:
        since = nearest.valid_from.strftime("%d/%m/%Y")
        return message(
            "On %(day)s no unit has the code %(code)s; %(unit)s has it from %(since)s on.",
            **facts,
            since=since,
        )
    last_day = (nearest.valid_until or day) - timedelta(days=1)
    return message(
        "On %(day)s no unit has the code %(code)s; %(unit)s had it until %(until)s.",
        **facts,
        until=last_day.strftime("%d/%m/%Y"),
    )

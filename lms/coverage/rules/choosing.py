"""Which unit a page is about: the one asked for, else the one the asker answers for."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased, joinedload

from lms.base import clock
from lms.base.database import db
from lms.base.messages import Message, Refusal, message
from lms.base.text import fold
from lms.coverage.policies import covered_by, may_see_coverage
from lms.coverage.queries.naming import lives_of
from lms.people.models import Person
from lms.places.models import Unit
from lms.places.queries import FOUND_AT_MOST, unit_by_code
from lms.places.rules.naming import full_name
from lms.places.rules.succeeding import follow


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
        raise not_hers(unit)
    return unit


def not_hers(unit: Unit) -> UnknownUnit:
    """What is said where a unit is not one of the asker's."""
    return UnknownUnit(message("%(unit)s is not among the units you answer for.", unit=full_name(unit)))


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


def units_named(asker: Person, words: str, day: date) -> Sequence[Unit]:
    """The units of ``day`` that the asker answers for and that words name: by their code, or by a part of
    their name, without diacritics too. The higher ones first, then by name; at most so many as one reads."""
    named = or_(Unit.code == words.strip(), Unit.folded.contains(fold(words), autoescape=True))
    found = select(Unit).where(named, covered_by(asker, day), Unit.holding_on(day))
    above = joinedload(Unit.parent).joinedload(Unit.parent).joinedload(Unit.parent)
    by_level = func.length(Unit.code), Unit.folded, Unit.code
    return db.session.scalars(found.options(above).order_by(*by_level).limit(FOUND_AT_MOST)).all()


def unit_of_today(asker: Person, unit: Unit) -> Unit | None:
    """The unit that certainly has the territory of a unit of any day, else the one that has that of the unit
    above it; None where the asker does not answer for it."""
    today = clock.today()
    found: Unit | None = None
    above: Unit | None = unit
    while above is not None and found is None:
        found, above = follow(above.id, today), above.parent
    return found if found and may_see_coverage(asker, found, today) else None


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

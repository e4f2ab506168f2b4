"""Targets on their way down: country to province to commune, each with the document that hands it on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.base.messages import Message, Refusal, message
from lms.base.text import clean
from lms.places.models import Unit
from lms.places.queries import children_of
from lms.plans.models.plan_report import Aim
from lms.standards.models import Document, Requirement, Target, Window
from lms.standards.queries import aims_on, requirements_on
from lms.standards.rules.following import Places, by_place, outwards
from lms.standards.rules.numbering import number_key

MOST_PEOPLE = 1_000_000
LOCAL_CODE = "ĐP"
"""Names a target that no document of the country sets: "địa phương"."""


class BadTarget(Refusal):
    """A target cannot be as it was given; ``unit_id`` names the unit below that it was meant for."""

    def __init__(self, sentence: Message, unit_id: int | None = None) -> None:
        super().__init__(sentence)
        self.unit_id = unit_id


@dataclass(frozen=True)
class Figure:
    """What is to be reached: a number of people, a share of them in percent, or both."""

    number: int | None = None
    share: Decimal | None = None


@dataclass(frozen=True)
class Given:
    """A unit right below, and the target of its own that it was given."""

    unit: Unit
    target: Target | None


def aims_of(unit: Unit, year: int, day: date) -> list[Aim]:
    """What is asked in a year, with the targets that hold for a unit; those below it are of ``day``."""
    last_day = date(year, 12, 31)
    aims = aims_on(last_day).options(joinedload(Target.document), selectinload(Target.roles))
    targets = by_place(db.session.scalars(aims))
    below = set(db.session.scalars(children_of(unit.id, day).with_only_columns(Unit.id)))
    return [_aim(each, unit, targets, below) for each in requirements_on(last_day)]


def aim_of(unit: Unit, requirement_id: int, year: int, day: date) -> Aim | None:
    """The same for one requirement; None where it is not asked in that year."""
    found = (aim for aim in aims_of(unit, year, day) if aim.requirement.id == requirement_id)
    return next(found, None)


def given_below(unit: Unit, requirement_id: int, year: int, day: date) -> list[Given]:
    """The units right below on ``day``, by name, each with its own target of the year."""
    own = {
        target.unit_id: target
        for target in db.session.scalars(
            select(Target).where(Target.requirement_id == requirement_id, Target.year == year)
        )
    }
    return [Given(each, own.get(each.id)) for each in db.session.scalars(children_of(unit.id, day))]


def set_target(
    unit_id: int, requirement_id: int, year: int, figure: Figure, *, document: str, note: str, by: int | None
) -> Target:
    """Give a unit its own target of a year, or another figure where it has one.

    Raises :class:`BadTarget` without any figure, for one that cannot be, for a document that is not on
    record, and for a requirement that nobody is asked in that year.
    """
    lock_for_writing("standard")
    _check(figure)
    return _set(unit_id, _asked(requirement_id, year), year, figure, document_numbered(document), note, by)


def withdraw_target(unit_id: int, requirement_id: int, year: int, *, by: int | None) -> None:
    """Take a unit's own target of a year back: what holds above holds for it again."""
    lock_for_writing("standard")
    target = _own(unit_id, requirement_id, year)
    if target is None:
        raise BadTarget(message("There is no target of this year to take back."))
    _withdraw(target, by)


def hand_down(
    requirement_id: int,
    year: int,
    figures: Mapping[int, Figure | None],
    *,
    document: str,
    by: int | None,
) -> int:
    """Give units below their targets of a year by one document; None takes back what a unit was given.

    ``figures`` are by unit id. Only what changes is written; returns how many targets did.
    """
    lock_for_writing("standard")
    requirement, found = _asked(requirement_id, year), document_numbered(document)
    changed = 0
    for unit_id, figure in figures.items():
        own = _own(unit_id, requirement_id, year)
        if figure is None:
            if own is not None:
                _withdraw(own, by)
                changed += 1
        elif own is None or (own.number, own.threshold) != (figure.number, figure.share):
            _check(figure, unit_id)
            _set(unit_id, requirement, year, figure, found, own.note or "" if own else "", by)
            changed += 1
    return changed


def document_numbered(words: str) -> Document:
    """The document on record with this number, however it was typed."""
    key = number_key(words)
    if key:
        for each in db.session.scalars(select(Document)):
            if number_key(each.number) == key:
                return each
    raise BadTarget(
        message(
            "No document with the number “%(number)s” is on record. Add it under Documents first.",
            number=clean(words)[:60],
        )
    )


def document_numbers() -> Sequence[str]:
    """The numbers of all documents on record, the newest first."""
    return db.session.scalars(
        select(Document.number).order_by(Document.issued_on.is_(None), Document.issued_on.desc(), Document.id)
    ).all()


def _aim(requirement: Requirement, unit: Unit, targets: Places, below: set[int]) -> Aim:
    held_below = (each for unit_id in below for each in targets.get((requirement.id, unit_id), ()))
    given = [each for each in held_below if each.unit_id in below]
    places = list(outwards(unit))
    target = _holding_for(places, requirement, targets)
    return Aim(
        requirement=requirement,
        target=target,
        is_followed=target is not None and target.unit_id not in places,
        is_own=target is not None and target.unit_id == unit.id and target.year is not None,
        numbers=[each.number for each in given if each.number is not None],
        shares=[each.threshold for each in given if each.threshold is not None],
        below=len(below),
    )


def _holding_for(places: Iterable[int | None], requirement: Requirement, targets: Places) -> Target | None:
    """The target of the first of some places that has one; of two for one place that for the year."""
    for place in places:
        if found := targets.get((requirement.id, place)):
            return max(found, key=lambda target: (target.year is not None, target.valid_from, target.id))
    return None


def _asked(requirement_id: int, year: int) -> Requirement:
    for each in requirements_on(date(year, 12, 31)):
        if each.id == requirement_id:
            return each
    raise BadTarget(message("This is not asked of anybody in %(year)s.", year=str(year)))


def _check(figure: Figure, unit_id: int | None = None) -> None:
    if figure.number is None and figure.share is None:
        raise BadTarget(message("Give a number of people, or a share in percent."), unit_id)
    if figure.number is not None and not 1 <= figure.number <= MOST_PEOPLE:
        raise BadTarget(message("The number of people is a whole number from 1."), unit_id)
    if figure.share is not None and not 0 < figure.share <= 100:
        raise BadTarget(message("A share lies above 0 and goes up to 100 percent."), unit_id)


def _own(unit_id: int, requirement_id: int, year: int) -> Target | None:
    return db.session.scalar(
        select(Target).where(
            Target.unit_id == unit_id, Target.requirement_id == requirement_id, Target.year == year
        )
    )


def _set(
    unit_id: int,
    requirement: Requirement,
    year: int,
    figure: Figure,
    document: Document,
    note: str,
    by: int | None,
) -> Target:
    target = _own(unit_id, requirement.id, year)
    if target is None:
        target = _new(unit_id, requirement, year)
        db.session.add(target)
    target.number, target.threshold = figure.number, figure.share
    target.document_id, target.note = document.id, clean(note) or None
    db.session.flush()
    facts = {
        "unit": unit_id,
        "year": year,
        "number": figure.number,
        "share": None if figure.share is None else str(figure.share),
        "document": document.id,
    }
    audit.record("target:set", target, by=by, facts=facts)
    return target


def _new(unit_id: int, requirement: Requirement, year: int) -> Target:
    """A target of a unit for a year; what it is called and whom it counts follows the general one."""
    general = db.session.scalars(
        aims_on(date(year, 12, 31))
        .where(Target.requirement_id == requirement.id, Target.unit_id.is_(None))
        .order_by(Target.id)
        .limit(1)
    ).first()
    return Target(
        code=general.code if general else LOCAL_CODE,
        requirement_id=requirement.id,
        unit_id=unit_id,
        year=year,
        window=general.window if general else Window.ON_DATE,
        roles=list(general.roles if general else requirement.roles),
        valid_from=date(year, 1, 1),
        valid_until=date(year + 1, 1, 1),
    )


def _withdraw(target: Target, by: int | None) -> None:
    facts = {"unit": target.unit_id, "year": target.year, "requirement": target.requirement_id}
    audit.record("target:withdrawn", target, by=by, facts=facts)
    db.session.delete(target)
    db.session.flush()

"""Whether what is proposed can be: each refusal is a sentence and names the field that is wrong."""

import re
from datetime import date

from sqlalchemy import func, select

from lms.base.database import Dated, db
from lms.base.messages import Message, message
from lms.places.models import Unit
from lms.standards.models import (
    Competency,
    Document,
    EvidenceKind,
    Mode,
    Requirement,
    ScaleLevel,
    Target,
    Validity,
)
from lms.standards.rules.documenting import UnfitValue, check_plausible
from lms.standards.rules.proposing import CompetencyFacts, RequirementFacts, TargetFacts

MOST_MONTHS = 600
MOST_DAYS = 366
MOST_PEOPLE = 1_000_000
KINDS_THAT_SHOW = tuple(each for each in EvidenceKind if each not in (EvidenceKind.LAPSE, EvidenceKind.VOID))
_CODE = re.compile(r"[a-z0-9_]{2,40}")
_FIXED_END = re.compile(r"\d\d-\d\d")


def check_requirement(facts: RequirementFacts, before: Requirement | None = None) -> None:
    """Refuse what cannot be asked; ``before`` is the row that it follows. Raises :class:`UnfitValue`."""
    if not _CODE.fullmatch(facts.code):
        raise UnfitValue("code", _bad_code())
    _check_days(facts.valid_from, facts.valid_until)
    for row in db.session.scalars(select(Requirement).where(Requirement.code == facts.code)):
        if row is not before and _meet(row, facts.valid_from, facts.valid_until):
            raise UnfitValue("code", _twice(facts.code, row.valid_from))
    if not facts.role_ids:
        raise UnfitValue("roles", message("Say of whom it is asked: tick at least one kind of staff."))
    if not facts.kinds or not set(facts.kinds) <= set(KINDS_THAT_SHOW):
        raise UnfitValue("kinds", message("Say how it may be shown: tick at least one way of learning."))
    if not facts.modes or not set(facts.modes) <= set(Mode):
        raise UnfitValue("modes", message("Say with whose help it may be done: tick at least one."))
    _check_validity(facts)
    check_document(facts.document_id, facts.valid_from)
    _check_competency(facts)


def check_target(facts: TargetFacts, before: Target | None = None) -> None:
    """Refuse a target that cannot be; ``before`` is the row that it follows. Raises :class:`UnfitValue`."""
    if not 1 <= len(facts.code) <= 20:
        raise UnfitValue("code", message("Give the name of the indicator, at most 20 characters."))
    if facts.threshold is not None and not 0 < facts.threshold <= 100:
        raise UnfitValue("threshold", message("A share lies above 0 and goes up to 100 percent."))
    if facts.number is not None and not 1 <= facts.number <= MOST_PEOPLE:
        raise UnfitValue("number", message("The number of people is a whole number from 1."))
    _check_days(facts.valid_from, facts.valid_until)
    if facts.year is not None:
        check_plausible("year", date(max(1, min(9999, facts.year)), 12, 31))
    check_document(facts.document_id, facts.valid_from)
    requirement = db.session.get_one(Requirement, facts.requirement_id)
    if not requirement.holds_on(facts.valid_from):
        raise UnfitValue(
            "valid_from",
            message(
                "“%(name)s” is not asked on %(day)s.", name=requirement.code, day=_said(facts.valid_from)
            ),
        )
    if not set(facts.role_ids) <= {role.id for role in requirement.roles}:
        raise UnfitValue("roles", message("A target counts only those of whom the requirement is asked."))
    unit = db.session.get(Unit, facts.unit_id) if facts.unit_id else None
    if unit and not unit.holds_on(facts.valid_from):
        raise UnfitValue("unit", message("There is no such unit on %(day)s.", day=_said(facts.valid_from)))
    _check_overlap(facts, requirement, before)


def check_competency(facts: CompetencyFacts, own: Competency | None = None) -> None:
    """Refuse a competency that cannot be; ``own`` is its row. Raises :class:`UnfitValue`."""
    if not _CODE.fullmatch(facts.code):
        raise UnfitValue("code", _bad_code())
    other = db.session.scalar(select(Competency).where(Competency.code == facts.code))
    if other is not None and other is not own:
        raise UnfitValue("code", _twice(facts.code, other.valid_from))
    if db.session.scalar(select(ScaleLevel.id).where(ScaleLevel.scale == facts.scale).limit(1)) is None:
        raise UnfitValue("scale", message("No scale has the name “%(scale)s”.", scale=facts.scale))
    _check_days(facts.valid_from, facts.valid_until)
    if facts.document_id:
        check_document(facts.document_id, facts.valid_from)


def check_change(before: Requirement | Target, facts: RequirementFacts | TargetFacts) -> None:
    """Refuse a change that does not follow what held before. Raises :class:`UnfitValue`."""
    if before.valid_until is not None and before.valid_until <= facts.valid_from:
        raise UnfitValue("valid_from", _ended(before.valid_until))
    if facts.valid_from <= before.valid_from:
        raise UnfitValue(
            "valid_from",
            message("It holds since %(day)s: a change begins on a later day.", day=_said(before.valid_from)),
        )


def check_end(row: Dated, day: date) -> None:
    """Refuse an end of what has ended, or one before its beginning. Raises :class:`UnfitValue`."""
    check_plausible("valid_until", day)
    if row.valid_until is not None and row.valid_until <= day:
        raise UnfitValue("valid_until", _ended(row.valid_until))
    if day <= row.valid_from:
        raise UnfitValue("valid_until", _before_it_began(row.valid_from))


def check_document(document_id: int, day: date) -> None:
    """Refuse a document that is not in force yet on ``day``, or no longer. Raises :class:`UnfitValue`."""
    document = db.session.get(Document, document_id)
    if document is None:
        raise UnfitValue("document", message("This document is not on record. Add it under Documents first."))
    if document.effective_on and day < document.effective_on:
        raise UnfitValue(
            "document",
            message("The document is in force since %(day)s only.", day=_said(document.effective_on)),
        )
    if document.ended_on and day >= document.ended_on:
        raise UnfitValue(
            "document",
            message("The document is no longer in force since %(day)s.", day=_said(document.ended_on)),
        )


def _check_validity(facts: RequirementFacts) -> None:
    if facts.validity is Validity.MONTHS and not (facts.months and 1 <= facts.months <= MOST_MONTHS):
        raise UnfitValue(
            "months", message("Give the number of months, from 1 to %(most)s.", most=MOST_MONTHS)
        )
    if facts.validity is Validity.FIXED and not _is_day_of_year(facts.fixed_end or ""):
        raise UnfitValue("fixed_end", message("Give the last day of the period as day/month, e.g. 30/06."))
    if not 0 <= facts.window_days <= MOST_DAYS:
        raise UnfitValue("window_days", message("Give a number of days from 0 to %(most)s.", most=MOST_DAYS))


def _is_day_of_year(text: str) -> bool:
    """Whether it is a day of a leap year, as ``MM-DD``."""
    if not _FIXED_END.fullmatch(text):
        return False
    try:
        date(2024, int(text[:2]), int(text[3:]))
    except ValueError:
        return False
    return True


def _check_competency(facts: RequirementFacts) -> None:
    competency = db.session.get(Competency, facts.competency_id)
    if competency is None or not competency.holds_on(facts.valid_from):
        raise UnfitValue(
            "competency", message("This competency is not in use on %(day)s.", day=_said(facts.valid_from))
        )
    top = db.session.scalar(select(func.max(ScaleLevel.ordinal)).where(ScaleLevel.scale == competency.scale))
    if not 1 <= facts.minimum_level <= (top or 1):
        raise UnfitValue(
            "minimum_level", message("This scale has no level %(level)s.", level=facts.minimum_level)
        )


def _check_overlap(facts: TargetFacts, requirement: Requirement, before: Target | None) -> None:
    """A unit and year have one target of an indicator and requirement at a time."""
    alike = (
        select(Target)
        .join(Requirement, Requirement.id == Target.requirement_id)
        .where(Target.code == facts.code, Requirement.code == requirement.code)
        .where(Target.unit_id.is_not_distinct_from(facts.unit_id))
        .where(Target.year.is_not_distinct_from(facts.year))
    )
    for row in db.session.scalars(alike):
        if row is not before and _meet(row, facts.valid_from, facts.valid_until):
            raise UnfitValue(
                "valid_from",
                message(
                    "The target %(code)s is set already for days from %(day)s on: end or change that one.",
                    code=row.code,
                    day=_said(row.valid_from),
                ),
            )


def _check_days(since: date, until: date | None) -> None:
    check_plausible("valid_from", since)
    check_plausible("valid_until", until)
    if until is not None and until <= since:
        raise UnfitValue("valid_until", _before_it_began(since))


def _meet(row: Dated, since: date, until: date | None) -> bool:
    """Whether a row holds on any day of a time."""
    return (row.valid_until is None or since < row.valid_until) and (until is None or row.valid_from < until)


def _bad_code() -> Message:
    return message("A code is 2 to 40 small letters without diacritics, digits or underscores, e.g. so_a0.")


def _twice(code: str, day: date) -> Message:
    return message("The code %(code)s is taken since %(day)s.", code=code, day=_said(day))


def _before_it_began(day: date) -> Message:
    return message("It begins on %(day)s: an end comes after that.", day=_said(day))


def _ended(day: date) -> Message:
    return message("It has ended on %(day)s; what has ended stays as it was.", day=_said(day))


def _said(day: date) -> str:
    return f"{day:%d/%m/%Y}"

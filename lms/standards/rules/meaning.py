"""What the words of a row of the standard's workbook mean: which document, role, clause, unit."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.base.database import db
from lms.base.messages import message
from lms.base.text import fold
from lms.people.queries import roles
from lms.places.queries import unit_by_code
from lms.standards.models import Clause, Competency, Document, Requirement
from lms.standards.rules.documenting import UnfitValue
from lms.standards.rules.numbering import number_key
from lms.standards.rules.proposing import CompetencyFacts, RequirementFacts, TargetFacts
from lms.standards.rules.sheets import (
    KIND_WORDS,
    MODE_WORDS,
    VALIDITY_WORDS,
    WINDOW_WORDS,
    Row,
    word_meant,
)
from lms.standards.rules.tabulating import clause_words, role_words

E = TypeVar("E", bound=StrEnum)


def requirement_meant(row: Row) -> RequirementFacts:
    """What a row asks. Raises :class:`UnfitValue` for words that mean nothing."""
    validity = _one(VALIDITY_WORDS, "validity", _text(row, "validity"))
    return RequirementFacts(
        code=_text(row, "code"),
        name_vi=_text(row, "name_vi"),
        name_en=_text(row, "name_en"),
        competency_id=_competency(_text(row, "competency")),
        document_id=document_meant(row, "document").id,
        role_ids=_roles(_text(row, "roles")),
        validity=validity,
        kinds=tuple(_one(KIND_WORDS, "kinds", word) for word in _parts(_text(row, "kinds"))),
        modes=tuple(_one(MODE_WORDS, "modes", word) for word in _parts(_text(row, "modes"))),
        valid_from=_day(row, "valid_from"),
        minimum_level=_whole(row, "minimum_level") or 0,
        months=_whole(row, "months"),
        fixed_end="-".join(reversed(_text(row, "fixed_end").split("/"))) or None,
        window_days=_whole(row, "window_days") or 0,
        note=_text(row, "note"),
        valid_until=day_or_none(row, "valid_until"),
    )


def target_meant(row: Row) -> TargetFacts:
    """What a row aims at. Raises :class:`UnfitValue` for words that mean nothing."""
    since, code, share = _day(row, "valid_from"), _text(row, "requirement"), row["threshold"]
    asked = select(Requirement.id).where(Requirement.code == code, Requirement.holding_on(since))
    requirement_id = db.session.scalar(asked)
    if requirement_id is None:
        raise UnfitValue(
            "requirement", message("“%(name)s” is not asked on %(day)s.", name=code, day=f"{since:%d/%m/%Y}")
        )
    unit_code = _text(row, "unit")
    unit = unit_by_code(unit_code, since) if unit_code else None
    if unit_code and unit is None:
        raise UnfitValue("unit", message("There is no such unit on %(day)s.", day=f"{since:%d/%m/%Y}"))
    return TargetFacts(
        code=_text(row, "code"),
        requirement_id=requirement_id,
        role_ids=_roles(_text(row, "roles")),
        unit_id=unit.id if unit else None,
        year=_whole(row, "year"),
        threshold=share if isinstance(share, Decimal) else None,
        number=_whole(row, "number"),
        window=_one(WINDOW_WORDS, "window", _text(row, "window")),
        document_id=document_meant(row, "document").id,
        valid_from=since,
        note=_text(row, "note"),
        valid_until=day_or_none(row, "valid_until"),
    )


def competency_meant(row: Row) -> CompetencyFacts:
    """What a row names. Raises :class:`UnfitValue` for words that mean nothing."""
    return CompetencyFacts(
        code=_text(row, "code"),
        name_vi=_text(row, "name_vi"),
        name_en=_text(row, "name_en"),
        scale=_text(row, "scale"),
        document_id=document_meant(row, "document").id if row["document"] else None,
        valid_from=_day(row, "valid_from"),
        clause_ids=_clauses(_text(row, "clauses")),
    )


def document_meant(row: Row, name: str) -> Document:
    """The document on record with the number in a cell, however it was typed."""
    key = number_key(_text(row, name))
    for each in db.session.scalars(select(Document)):
        if number_key(each.number) == key:
            return each
    raise UnfitValue(name, message("This document is not on record. Add it under Documents first."))


def day_or_none(row: Row, name: str) -> date | None:
    """The day in a cell."""
    value = row[name]
    return value if isinstance(value, date) else None


def _day(row: Row, name: str) -> date:
    return day_or_none(row, name) or date.min


def _text(row: Row, name: str) -> str:
    return str(row[name] or "")


def _whole(row: Row, name: str) -> int | None:
    value = row[name]
    return value if isinstance(value, int) else None


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _one(words: Mapping[E, str], name: str, text: str) -> E:
    found = word_meant(words, text)
    if found is None:
        raise UnfitValue(
            name,
            message("“%(word)s” is none of: %(list)s.", word=text, list="; ".join(words.values())),
        )
    return found


def _competency(code: str) -> int:
    found = db.session.scalar(select(Competency.id).where(Competency.code == code))
    if found is None:
        raise UnfitValue("competency", message("No competency has the code %(code)s.", code=code))
    return found


def _roles(text: str) -> tuple[int, ...]:
    known = {fold(role_words(role)): role.id for role in db.session.scalars(roles())}
    found = []
    for word in _parts(text):
        if fold(word) not in known:
            raise UnfitValue("roles", message("No role has the code %(code)s.", code=word))
        found.append(known[fold(word)])
    return tuple(found)


def _clauses(text: str) -> tuple[int, ...]:
    if not text:
        return ()
    known = {
        fold(clause_words(each)): each.id
        for each in db.session.scalars(select(Clause).options(joinedload(Clause.document)))
    }
    found = []
    for word in _parts(text):
        if fold(word) not in known:
            raise UnfitValue("clauses", message("No passage is named %(words)s.", words=word))
        found.append(known[fold(word)])
    return tuple(found)

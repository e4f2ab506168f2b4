"""Striking out somebody's name, phone and address where others wrote them in free words.

What others wrote stays as it was but for these: each is replaced by a mark. A name of one word is left,
because it would strike words; a phone or address that somebody else on record shares is left too.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import JSON, ColumnElement, Text, and_, cast, func, or_, select, update
from sqlalchemy.schema import Column

from lms.base.audit import AuditPersonal
from lms.base.database import db
from lms.base.text import clean, fold
from lms.people.models import Person
from lms.privacy.queries import PersonalMap

MARK = "[…]"
FEWEST_DIGITS = 9
_TONES = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng
_SPACE = r"\s+"
_BETWEEN_DIGITS = r"[\s.\-()]{0,2}"
_OPENED = r"(?:\((?=\+?[\d\s.\-]*\)[\s.\-]*\d))?"  # a bracket that closes within the number is part of it
_AHEAD = rf"(?<![\d+]){_OPENED}\+?(?:(?:00)?84[\s.\-]?\(?0?\)?|0)" + _BETWEEN_DIGITS


class Traces:
    """What tells of somebody in free words, and how it is found and struck out.

    A name is known in any case, with its tones where one or the other school sets them (Hòa, Hoà), without
    any mark, and over the end of a line; a phone however its digits are grouped, from inside or abroad.
    """

    def __init__(self, names: Iterable[str], others: Iterable[str]) -> None:
        """``names``: hers, also those that were corrected; ``others``: phones and addresses."""
        whole = {clean(name) for name in names if len(name.split()) > 1}
        self._names = sorted({form for name in whole for form in _spellings(name)}, key=len, reverse=True)
        others = sorted(set(others))
        self._phones = [text.removeprefix("0") for text in others if _is_phone(text)]
        self._addresses = [text for text in others if "@" in text]
        parts = [rf"(?<!\w){_SPACE.join(map(re.escape, name))}(?!\w)" for name in self._names]
        parts += [rf"{_AHEAD}{_BETWEEN_DIGITS.join(digits)}(?!\d)" for digits in self._phones]
        parts += [rf"(?<!\w){re.escape(address)}(?!\w)" for address in self._addresses]
        self._pattern = re.compile("|".join(parts), re.IGNORECASE) if parts else None

    def found_in(self, column: Column[Any]) -> ColumnElement[bool]:
        """For SQL: whether a column may hold one of them; it says so of a few others too."""
        in_json = isinstance(column.type, JSON)
        text = cast(column, Text) if in_json else column

        def holds(word: str) -> ColumnElement[bool]:
            cased = sorted({word, word.lower(), word.upper(), word.capitalize()})
            return or_(
                *(
                    text.contains(json.dumps(each)[1:-1] if in_json else each, autoescape=True)
                    for each in cased
                )
            )

        return or_(
            False,
            *(and_(*map(holds, name)) for name in self._names),
            *(text.like(f"%{'%'.join(digits)}%") for digits in self._phones),
            *map(holds, self._addresses),
        )

    def struck(self, value: Any) -> Any:
        """A text, or what JSON holds, without them."""
        if self._pattern is None:
            return value
        if isinstance(value, str):
            return self._pattern.sub(MARK, value)
        if isinstance(value, list):
            return [self.struck(each) for each in value]
        if isinstance(value, dict):
            return {key: self.struck(each) for key, each in value.items()}
        return value


def traces_of(person_ids: Sequence[int]) -> Traces:
    """What tells of somebody, read before it is erased."""
    people = db.session.scalars(select(Person).where(Person.id.in_(person_ids))).all()
    noted = select(AuditPersonal.facts).where(AuditPersonal.person_id.in_(person_ids))
    names = [person.full_name for person in people]
    for facts in db.session.scalars(noted):
        names += _names_in(facts)
    others = [
        value
        for column in (Person.phone, Person.email)
        for value in db.session.scalars(select(column).where(Person.id.in_(person_ids), column.is_not(None)))
        if not _shared(column, value, person_ids)
    ]
    return Traces(names, [each for each in others if each])


def strike(whole: PersonalMap, traces: Traces) -> dict[str, int]:
    """Strike them out wherever the parts say that others may have written them; how many rows of which table.
    The caller holds the lock for writing."""
    changed: dict[str, int] = {}
    for table, data in whole.in_order():
        keys = list(table.primary_key.columns)
        columns = [table.c[name] for name in data.words]
        if not columns:
            continue
        found = select(*keys, *columns).where(or_(*(traces.found_in(column) for column in columns)))
        for row in db.session.execute(found).mappings().all():
            values = {column.name: traces.struck(row[column.name]) for column in columns}
            if all(values[column.name] == row[column.name] for column in columns):
                continue
            same = [key == row[key.name] for key in keys]
            db.session.execute(update(table).where(*same).values(values))
            changed[table.name] = changed.get(table.name, 0) + 1
    return changed


def _names_in(facts: Any) -> list[str]:
    if isinstance(facts, dict):
        own = [
            value for key, value in facts.items() if key in ("full_name", "name") and isinstance(value, str)
        ]
        return own + [name for value in facts.values() for name in _names_in(value)]
    return []


def _shared(column: Any, value: str | None, person_ids: Sequence[int]) -> bool:
    alike = select(func.count()).where(column == value, Person.id.not_in(person_ids))
    return bool(db.session.scalar(alike))


def _spellings(name: str) -> set[tuple[str, ...]]:
    """The words of a name as it may be written, in small letters: as it is, with every tone set as the one
    school or the other does, and without any mark."""
    small = name.lower()
    older, newer = small, small
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            on_first = unicodedata.normalize("NFC", first + tone + second)
            on_second = unicodedata.normalize("NFC", first + second + tone)
            older = re.sub(rf"{on_second}\b", on_first, older)
            newer = re.sub(rf"{on_first}\b", on_second, newer)
    return {tuple(each.split()) for each in (small, older, newer, fold(name))}


def _is_phone(text: str) -> bool:
    return text.isdecimal() and len(text) >= FEWEST_DIGITS

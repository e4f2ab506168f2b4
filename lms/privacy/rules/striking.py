"""Striking out somebody's name, phone and address where others wrote them in free words.

What others wrote stays as it was but for these: each is replaced by a mark. A name of one word is left,
because it would strike words; a phone or address that somebody else on record shares is left too.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import JSON, ColumnElement, Text, cast, func, or_, select, update
from sqlalchemy.schema import Column

from lms.base.audit import AuditPersonal
from lms.base.database import db
from lms.base.text import clean, fold
from lms.people.models import Person
from lms.privacy.queries import PersonalMap

MARK = "[…]"
FEWEST_DIGITS = 9


class Traces:
    """What tells of somebody in free words, and how it is found and struck out."""

    def __init__(self, names: Iterable[str], others: Iterable[str]) -> None:
        """``names``: hers, also those that were corrected; ``others``: phones and addresses."""
        whole = {clean(name) for name in names if len(name.split()) > 1}
        written = {form for name in whole for form in (name, fold(name), _bare(name))}
        self._written = written | {form for each in others for form in _forms(each)}
        parts = sorted((re.escape(each) for each in self._written), key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE) if parts else None

    def found_in(self, column: Column[Any]) -> ColumnElement[bool]:
        """For SQL: whether a column may hold one of them."""
        text = cast(column, Text) if isinstance(column.type, JSON) else column
        forms = {
            cased for each in self._written for cased in (each, each.lower(), each.upper(), each.title())
        }
        if isinstance(column.type, JSON):
            forms = {json.dumps(each)[1:-1] for each in forms}
        return or_(False, *(text.contains(each, autoescape=True) for each in sorted(forms)))

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


def _bare(name: str) -> str:
    """The name without its marks, in the case in which it is written."""
    bare = [fold(word) for word in name.split()]
    return " ".join(word.capitalize() for word in bare)


def _forms(text: str) -> list[str]:
    """The ways in which a phone or an address is written."""
    if not text.isdecimal() or len(text) < FEWEST_DIGITS:
        return [text] if "@" in text else []
    groups = (text[:4], text[4:7], text[7:])
    abroad = text.removeprefix("0")
    return [text, *(sign.join(groups) for sign in " .-"), f"84{abroad}", f"+84{abroad}"]

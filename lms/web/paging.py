"""One page of a long list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import request
from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from lms.base.database import db
from lms.web.asking import row_key

PAGE_SIZE = 50
CARDS = 20  # on one page, where a row fills half a phone


@dataclass(frozen=True)
class Page:
    """The rows of one page, which page it is, and how many rows there are in all."""

    rows: list[Any]
    number: int
    total: int
    size: int = PAGE_SIZE
    """How many rows a page has."""

    @property
    def last(self) -> int:
        """The number of the last page; 1 for an empty list."""
        return max(1, -(-self.total // self.size))


def page_of(query: Select[Any], size: int = PAGE_SIZE) -> Page:
    """The page that the address asks for (``?page=2``); a number out of range is brought into it."""
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    number = _number(total, size)
    rows = db.session.scalars(query.limit(size).offset((number - 1) * size)).unique().all()
    return Page(list(rows), number, total, size)


class Stretch(NamedTuple):
    """A stretch of a log, the newest first: a page that costs the same at the end of a million rows."""

    rows: list[Any]
    before: int | None
    """The key behind which the next stretch begins (``?before=``); None where there is none."""
    is_newest: bool
    """Whether nothing newer stands before it."""


def stretch_of(query: Select[Any], key: InstrumentedAttribute[int], size: int = PAGE_SIZE) -> Stretch:
    """The stretch that the address asks for (``?before=4711``); ``key`` grows with time, and the query is
    neither ordered nor limited."""
    before = request.args.get("before", None, type=row_key)
    if before is not None:
        query = query.where(key < before)
    rows = list(db.session.scalars(query.order_by(key.desc()).limit(size + 1)).unique().all())
    shown = rows[:size]
    last = getattr(shown[-1], key.key) if len(rows) > size else None
    return Stretch(shown, last, before is None)


def page_of_rows(rows: Sequence[Any], size: int = PAGE_SIZE) -> Page:
    """The same of rows that are all here already."""
    number = _number(len(rows), size)
    return Page(list(rows[(number - 1) * size : number * size]), number, len(rows), size)


def _number(total: int, size: int) -> int:
    """The page asked for, brought among those that there are."""
    return min(max(1, request.args.get("page", 1, type=int)), max(1, -(-total // size)))


def page_asked() -> dict[str, Any]:
    """The page that the address names, as a part of the address to go back to; the first is not named."""
    number = request.args.get("page", 1, type=int)
    return {"page": number} if number > 1 else {}

"""One page of a long list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy import Select, func, select

from lms.base.database import db

PAGE_SIZE = 50


@dataclass(frozen=True)
class Page:
    """The rows of one page, which page it is, and how many rows there are in all."""

    rows: list[Any]
    number: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page; 1 for an empty list."""
        return max(1, -(-self.total // PAGE_SIZE))


def page_of(query: Select[Any]) -> Page:
    """The page that the address asks for (``?page=2``); a number out of range is brought into it."""
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    number = _number(total)
    rows = db.session.scalars(query.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).unique().all()
    return Page(list(rows), number, total)


def page_of_rows(rows: Sequence[Any]) -> Page:
    """The same of rows that are all here already."""
    number = _number(len(rows))
    return Page(list(rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]), number, len(rows))


def _number(total: int) -> int:
    """The page asked for, brought among those that there are."""
    return min(max(1, request.args.get("page", 1, type=int)), max(1, -(-total // PAGE_SIZE)))

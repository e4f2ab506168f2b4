"""One page of a long list."""

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
    wanted = request.args.get("page", 1, type=int)
    number = min(max(1, wanted), max(1, -(-total // PAGE_SIZE)))
    rows = db.session.scalars(query.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).unique().all()
    return Page(list(rows), number, total)

"""What is asked of the database meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from lms.base.database import db


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that reach the database inside the block."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)

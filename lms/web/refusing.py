"""What happens to a refusal of a rule: nothing is written, and somebody reads why."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import flash

from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.i18n import said


@contextmanager
def refusal_told(tell: Callable[[str], object]) -> Iterator[None]:
    """Where a rule in the block refuses, take back what it wrote and ``tell`` why; go on behind the block.

    The block commits by itself. ``form.form_errors.append`` tells it above a form.
    """
    try:
        yield
    except Refusal as refusal:
        db.session.rollback()
        tell(said(refusal.message))


@contextmanager
def refusal_flashed() -> Iterator[None]:
    """The same, told on the page that follows."""
    with refusal_told(lambda sentence: flash(sentence, "error")):
        yield

"""What happens to a refusal of a rule: nothing is written, and somebody reads why."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import flash, redirect, request
from werkzeug.wrappers import Response

from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.forms import Form
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


def carried_out(form: Form, write: Callable[[], object], done: str, then: str) -> Response | None:
    """Carry out what a form has sent, tell that it is ``done`` and go on to the address ``then``; None where
    nothing was sent, what was sent is not valid, or a rule refuses it, which then stands above the form.
    """
    if not form.validate_on_submit():
        return None
    with refusal_told(form.form_errors.append):
        write()
        db.session.commit()
        flash(done, "success")
        return redirect(then, 303)
    return None


def status_of_form() -> int:
    """Of the page that shows a form: 422 where it was sent and has to be looked at again."""
    return 422 if request.method == "POST" else 200

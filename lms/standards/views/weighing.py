"""Pages that show what a proposal would do before they write it."""

from collections.abc import Callable
from typing import TypeVar

from werkzeug.wrappers import Response

from lms.base import audit
from lms.base.database import db
from lms.standards.forms.fields import WeighedForm
from lms.standards.rules.documenting import UnfitValue
from lms.standards.rules.foreseeing import Foreseen
from lms.standards.views.documents import answered, put_beside
from lms.web.access import asker

T = TypeVar("T")
SHOWN_AT_MOST = 200  # names on a preview; the rest is counted


def weighed(
    page: str,
    form: WeighedForm,
    check: Callable[[], T],
    foresee: Callable[[T], Foreseen],
    write: Callable[[T], Response],
    **context: object,
) -> str | Response | tuple[str, int]:
    """The answer to a form: what is wrong in it, what it would do, or — once that was seen — what follows
    its writing. ``check`` gives what was filled in, refusing what cannot be; ``write`` commits."""
    foreseen = None
    if form.validate_on_submit():
        try:
            filled = check()
            if form.was_looked_at:
                return write(filled)
            foreseen = foresee(filled)
        except UnfitValue as refusal:
            put_beside(form, refusal)
        else:
            form.look()
            audit.note_access(asker().id, "who would lack what is to be asked")
            db.session.commit()
    return answered(page, form, "requirements", foreseen=foreseen, most=SHOWN_AT_MOST, **context)

"""Pages that show what a proposal would do before they write it."""

from collections.abc import Callable
from typing import TypeVar

from flask import request
from werkzeug.wrappers import Response

from lms.base import audit
from lms.base.database import db
from lms.standards.forms.fields import WeighedForm
from lms.standards.rules.documenting import UnfitValue
from lms.standards.rules.foreseeing import Foreseen
from lms.standards.rules.offering_foreseen import foreseen_workbook
from lms.standards.views.documents import answered, put_beside
from lms.web.access import asker
from lms.web.files import sent
from lms.web.i18n import said

T = TypeVar("T")
SHOWN_AT_MOST = 200  # names on a preview; the workbook has all


def weighed(
    page: str,
    form: WeighedForm,
    check: Callable[[], T],
    foresee: Callable[[T], Foreseen],
    write: Callable[[T], Response],
    **context: object,
) -> str | Response | tuple[str, int]:
    """The answer to a form: what is wrong in it, what it would do, or — once that was seen — what follows
    its writing; asked for names, the workbook of all who would lack it. ``check`` gives what was filled in,
    refusing what cannot be; ``write`` commits."""
    foreseen, wants_names = None, "names" in request.form
    if form.validate_on_submit():
        try:
            filled = check()
            if form.was_looked_at and not wants_names:
                return write(filled)
            foreseen = foresee(filled)
        except UnfitValue as refusal:
            put_beside(form, refusal)
        else:
            form.look()
            audit.note_access(asker().id, "who would lack what is to be asked", exported=wants_names)
            db.session.commit()
            if wants_names:
                return sent(foreseen_workbook(foreseen, said), "xlsx", "nguoi-se-chua-dat")
    return answered(page, form, "requirements", foreseen=foreseen, most=SHOWN_AT_MOST, **context)

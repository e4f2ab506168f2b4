"""Receipts: finding what somebody handed in, and deciding about what could not be taken as it came."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.models import SentApart
from courses.rules.keeping_apart import decide
from lms.base import audit, clock
from lms.base.database import db
from lms.base.receipts import read_receipt
from lms.people.models import Person
from lms.standards.rules.judging import MODE_NAMES
from lms.web.access import Permission, asker, signed_in
from lms.web.i18n import language
from lms.web.refusing import refusal_flashed
from quizzes.forms import FindReceiptForm
from quizzes.policies import may_decide
from quizzes.queries.receipts import (
    attempt_with_receipt,
    conflicts_of,
    conflicts_since,
    kept_apart_of,
    titles_of_steps,
    waiting_apart,
)
from quizzes.rules.counting import counted
from quizzes.rules.handing_in import take_over
from quizzes.views.attempts import withdrawn_told
from quizzes.views.blueprint import quizzes

LATELY = timedelta(days=14)  # so long a conflict is pointed at on the start page
SHOWN = 50  # of each list; what waits longest comes first, and what is decided makes room


@quizzes.get("/receipts")
@signed_in
def receipts() -> str:
    """Whose a receipt is, and for what; below, what waits for a decision, or came twice differently."""
    form = FindReceiptForm(request.args)
    receipt = read_receipt(form.code.data or "")
    if asker().may(Permission.PEOPLE_SEE):
        audit.note_access(asker().id, f"receipts {receipt or ''}".strip())
        db.session.commit()
    apart = kept_apart_of(asker(), SHOWN)
    found = attempt_with_receipt(asker(), receipt) if receipt else None
    return render_template(
        "quizzes/receipts.html",
        form=form,
        is_wrong=bool(form.code.data) and receipt is None,
        found=found,
        withdrawn=withdrawn_told(found.step_id) if found else None,
        counted=counted,
        conflicts=conflicts_of(asker(), SHOWN),
        apart=apart,
        titles=titles_of_steps({each.content["step"] for each in apart}, language()),
        mode_names=MODE_NAMES,
    )


@quizzes.post("/receipts/apart/<int:row_id>/take")
@signed_in
def take_apart(row_id: int) -> Response:
    """Take over what was kept apart: it counts from now on, for the day on which it was done."""
    row = _row(row_id)
    with refusal_flashed():
        counts = take_over(row.id, asker().id, clock.now())
        db.session.commit()
        if counts:
            flash(gettext("It was taken over and counts now."), "success")
        else:
            beside = gettext("Other answers were handed in before: those count. These are kept beside them.")
            flash(beside, "warning")
    return redirect(url_for("quizzes.receipts"), 303)


@quizzes.post("/receipts/apart/<int:row_id>/leave")
@signed_in
def leave_apart(row_id: int) -> Response:
    """Leave it where it is: it stays kept and counts for nothing."""
    row = _row(row_id)
    with refusal_flashed():
        decide(row.id, take=False, by=asker().id, now=clock.now())
        db.session.commit()
        flash(gettext("It stays kept and counts for nothing."), "success")
    return redirect(url_for("quizzes.receipts"), 303)


def waiting(*, person: Person) -> str:
    """The slot ``home``: how much of her own waits for a learner to decide."""
    number = 0 if person.may(Permission.PEOPLE_SEE) else waiting_apart(person)
    return render_template("quizzes/waiting.html", number=number) if number else ""


def waiting_of_people(*, person: Person) -> str:
    """The slot ``today``: how much that phones sent waits for who answers for people, and how much arrived
    twice and differently lately."""
    if not person.may(Permission.PEOPLE_SEE):
        return ""
    return render_template(
        "quizzes/waiting_of_people.html",
        number=waiting_apart(person),
        conflicts=conflicts_since(person, clock.now() - LATELY),
    )


def _row(row_id: int) -> SentApart:
    row = db.session.get(SentApart, row_id)
    if row is None or not may_decide(asker(), row):
        abort(404)
    return row

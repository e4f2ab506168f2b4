"""Lines from paper that an officer's phone hands in; what is said of a line that was kept."""

from flask import Response, abort, jsonify, request
from flask_babel import gettext

from courses.models import Step
from courses.rules.helping import Learner, MayNotHelp, learner_of
from courses.rules.keeping_apart import TooMuchApart
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.people.models import Person
from lms.web.access import asker, keeps_apart, sends
from lms.web.asking import json_sent
from lms.web.filters import named, percent
from lms.web.i18n import said
from lms.web.safety import csrf
from lms.web.sending import note_unsent, sender
from quizzes.forms import Malformed, TypedLine, read_line
from quizzes.rules.counting import not_for
from quizzes.rules.entering_paper import Entered, Written, enter, set_apart
from quizzes.rules.receiving import UnknownExercise, exercise_step
from quizzes.views.blueprint import quizzes

MOST_BYTES = 4 * 1024
STATUS: dict[type[Refusal], int] = {
    Malformed: 400,
    MayNotHelp: 403,
    UnknownExercise: 404,
    TooMuchApart: 429,
}
"""By 403 and 429 the phone knows that it keeps the line and tries again; any other refusal is final: 422."""
CONFLICT = message(
    "Other answers were handed in for this sheet before. Those count; these are kept beside them."
)
APART = message("This phone was signed out for good. What it sends counts once she or her officer says so.")


@quizzes.post("/paper-results/<int:step_id>/lines")
@csrf.exempt  # type: ignore[untyped-decorator]
@sends
@keeps_apart
def keep_line(step_id: int) -> tuple[Response, int] | Response:
    """Keep a line that was typed from a paper; the same again gets the same answer.

    It comes from a page that the phone has kept, whose token is old: the sending key guards it, or the Origin
    check, SameSite and the JSON type.
    """
    if not request.is_json:
        abort(415)
    if (request.content_length or 0) > MOST_BYTES:
        abort(413)
    try:
        answer = _take(exercise_step(step_id), read_line(json_sent()))
        note_unsent()
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        return jsonify(error=said(refusal.message)), STATUS.get(type(refusal), 422)
    return answer


def line_said(entered: Entered, step: Step) -> str:
    """What came of a line: the result with its receipt, and for what it does not count; or that something
    else stands."""
    if entered.conflict:
        return said(CONFLICT)
    attempt = entered.attempt
    result = gettext("passed") if attempt.result.passed else gettext("not passed")
    receipt = gettext("Receipt: %(receipt)s", receipt=attempt.receipt)
    lines = [f"{percent(attempt.result.score / 100)} – {result}. {receipt}."]
    names = "; ".join(named(each.requirement) for each in not_for(attempt, step))
    if names:
        lines.append(gettext("So it counts as practice only for: %(list)s.", list=names))
    return " ".join(lines)


def _take(step: Step, line: TypedLine) -> Response:
    by, now = sender(), clock.now()
    written, helper_id = _written(line)
    if by and by.revoked:
        set_apart(written, step, helper_id, by.device, now)
        return jsonify(state="apart", receipt=None, sentence=said(APART))
    entered = enter(written, step, helper_id, now)
    return jsonify(
        state="conflict" if entered.conflict else "kept",
        receipt=None if entered.conflict else entered.attempt.receipt,
        sentence=line_said(entered, step),
    )


def _written(line: TypedLine) -> tuple[Written, int]:
    """What somebody wrote, and who helped her on that day. A day that has not come was typed on a phone whose
    clock is ahead: then it is the day on which the line arrives, as with whatever a phone hands in."""
    day = min(line.on, clock.today())
    learner: Learner = learner_of(asker().id, line.who, day)
    if learner.helper_id is None:
        abort(404)
    return Written(db.session.get_one(Person, learner.person_id), line.text, day), learner.helper_id

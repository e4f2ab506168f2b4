"""What happens when a course is completed or an award approved.

The award is noted in the transaction of whoever completed the course; numbering and drawing come after
the answer's own commit, so that they can neither hold up nor undo what the learner has done. What is not
drawn then (a command, a crash) is drawn by the job within a minute.
"""

from itertools import chain

from flask import Response, after_this_request, current_app, g, has_request_context

from certificates.models import Award
from certificates.rules.approving import approve_by_themselves
from certificates.rules.drawing import draw_waiting
from certificates.rules.nominating import nominate
from certificates.signals import award_approved, award_nominated
from courses.signals import course_completed
from lms.base.database import db
from lms.web.addresses import base_address

DRAWN_AT_ONCE = 40  # more than this in one request is left to the job


def connect() -> None:
    """Listen; called once when the app is made."""
    course_completed.connect(nominate)
    award_nominated.connect(issue_after_answer)
    award_approved.connect(issue_after_answer)


def issue_after_answer(award: Award) -> None:
    """See to it that the award is approved, if its course asks nobody, and drawn, once it is approved."""
    if not has_request_context():
        return
    waiting: list[int] | None = g.get("awards_to_issue")
    if waiting is None:
        waiting = g.awards_to_issue = []
        after_this_request(_issue)
    if award.id not in waiting:
        waiting.append(award.id)


def _issue(response: Response) -> Response:
    """Approve and draw what this request brought up. The answer stands whatever becomes of it."""
    award_ids = g.awards_to_issue[:DRAWN_AT_ONCE]
    db.session.rollback()
    try:
        for _ in chain(approve_by_themselves(base_address(), award_ids), draw_waiting(award_ids)):
            db.session.commit()
    except Exception:
        db.session.rollback()
        current_app.logger.exception("certificates %s wait for the job", award_ids)
    return response

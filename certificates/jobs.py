"""What the clock does for certificates: whatever a request left undone.

Each award is committed by itself, so that no lock is held while the next one is drawn.
"""

from datetime import timedelta
from itertools import chain

from certificates.queries import without_award
from certificates.rules.approving import approve_by_themselves
from certificates.rules.drawing import draw_waiting
from certificates.rules.nominating import nominate
from courses.models import Enrolment
from lms.base.database import db
from lms.base.messages import message
from lms.base.scheduling import Job
from lms.web.addresses import base_address


def issue_awards() -> None:
    """Approve what approves itself, and draw what is approved and has no file."""
    for _ in chain(approve_by_themselves(base_address()), draw_waiting()):
        db.session.commit()


def nominate_missed() -> None:
    """Nominate whoever completed a course with a certificate and was not nominated then."""
    for enrolment_id in without_award():
        nominate(db.session.get_one(Enrolment, enrolment_id))
        db.session.commit()


JOBS = (
    Job(
        "certificates:issue",
        timedelta(minutes=1),
        issue_awards,
        message("Draws and issues the certificates that were approved."),
    ),
    Job(
        "certificates:nominate-missed",
        timedelta(days=1),
        nominate_missed,
        message("Finds whoever completed a course but was not proposed for its certificate."),
    ),
)

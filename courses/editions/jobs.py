"""What editions have to do by the clock: publishing what was approved, at its hour."""

from datetime import timedelta

from flask import current_app

from courses.editions.queries import due
from courses.editions.rules.deciding import publish_when_due
from lms.base import clock
from lms.base.database import db
from lms.base.messages import message
from lms.base.scheduling import Job


def publish_due() -> None:
    """Publish each approved proposal whose hour has come, one after the other; each is committed."""
    for proposal_id in due(clock.now()):
        publish_when_due(proposal_id, current_app.extensions["step_kinds"], clock.now())
        db.session.commit()


PUBLISH_DUE = Job(
    "publish-editions",
    timedelta(minutes=5),
    publish_due,
    message("Publishes editions of courses whose hour has come."),
)

"""What goes out by itself."""

from datetime import timedelta

from flask import current_app

from lms.base.database import db
from lms.base.scheduling import Job
from lms.outbox.rules.mailing import claim, post, report


def send_emails() -> None:
    """Send the letters that are due, where the office has named its mail server."""
    config = current_app.extensions["config"]
    server, sender = config.smtp_url, config.smtp_from
    if server is None:
        return
    claimed = claim()
    db.session.commit()
    for delivery_id in claimed:
        problem = post(delivery_id, server, sender, config.public_url or "")
        report(delivery_id, problem)
        db.session.commit()


JOBS = (Job("send-emails", timedelta(minutes=2), send_emails),)

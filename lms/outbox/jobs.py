"""What goes out by itself."""

from datetime import timedelta

from flask import current_app

from lms.base import clock
from lms.base.database import db
from lms.base.messages import message
from lms.base.scheduling import Job
from lms.outbox.models import Channel
from lms.outbox.queries import was_composed
from lms.outbox.rules.carrying import claim, report
from lms.outbox.rules.mailing import post
from lms.outbox.rules.quieting import is_quiet
from lms.outbox.rules.reminding import compose
from lms.outbox.rules.texting import put_on_their_way, text


def compose_reminders() -> None:
    """Remind people of what every part knows they should be reminded of: once a day, in no quiet hour."""
    today, hours = clock.today(), current_app.extensions["config"].quiet_hours
    if is_quiet(clock.now(), hours) or was_composed(today):
        return
    parts = current_app.extensions["features"]
    compose([matter for part in parts for tell in part.matters for matter in tell(today)], today)


def send_emails() -> None:
    """Send the letters that are due, where the office has named its mail server; reminders in no quiet
    hour."""
    config = current_app.extensions["config"]
    server, sender = config.smtp_url, config.smtp_from
    if server is None:
        return
    claimed = claim(Channel.EMAIL, reminders=not is_quiet(clock.now(), config.quiet_hours))
    db.session.commit()
    for delivery_id in claimed:
        problem = post(delivery_id, server, sender, config.public_url or "")
        report(delivery_id, problem)
        db.session.commit()


def send_texts() -> None:
    """Send what is due to whoever has a phone and no e-mail address, where the office has named its gateway;
    reminders in no quiet hour."""
    config = current_app.extensions["config"]
    if config.sms_url is None:
        return
    put_on_their_way()
    claimed = claim(Channel.SMS, reminders=not is_quiet(clock.now(), config.quiet_hours))
    db.session.commit()
    for delivery_id in claimed:
        problem = text(delivery_id, config)
        report(delivery_id, problem)
        db.session.commit()


JOBS = (
    Job(
        "compose-reminders",
        timedelta(hours=1),
        compose_reminders,
        message("Writes the reminders of the day."),
    ),
    Job("send-emails", timedelta(minutes=2), send_emails, message("Hands e-mails to the mail server.")),
    Job("send-texts", timedelta(minutes=2), send_texts, message("Hands text messages to the SMS gateway.")),
)

"""What goes out by itself."""

from collections.abc import Callable
from datetime import timedelta

from flask import current_app

from lms.base import clock
from lms.base.database import db
from lms.base.messages import message
from lms.base.scheduling import Job
from lms.outbox.models import Channel
from lms.outbox.queries import was_composed
from lms.outbox.rules.carrying import Problem, claim, give_back, report
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
    _carry(Channel.EMAIL, lambda delivery_id: post(delivery_id, server, sender, config.public_url or ""))


def send_texts() -> None:
    """Send what is due to whoever has a phone and no e-mail address, where the office has named its gateway;
    reminders in no quiet hour."""
    config = current_app.extensions["config"]
    if config.sms_url is None:
        return
    put_on_their_way()
    _carry(Channel.SMS, lambda delivery_id: text(delivery_id, config))


def _carry(channel: Channel, hand_over: Callable[[int], Problem | None]) -> None:
    """Hand over what is due, until the other side turns out to take nothing; what is left waits."""
    hours = current_app.extensions["config"].quiet_hours
    claimed = claim(channel, reminders=not is_quiet(clock.now(), hours))
    db.session.commit()
    while claimed:
        delivery_id = claimed.pop(0)
        problem = hand_over(delivery_id)
        report(delivery_id, problem)
        if problem and problem.is_general:
            give_back(claimed, problem.wait)
            claimed = []
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

"""What coverage does by itself: it tells who wants reports that they can be had."""

from datetime import timedelta

from flask_babel import gettext as _

from lms.base import clock
from lms.base.messages import message
from lms.base.scheduling import Job
from lms.coverage.rules.scheduling import Due, tell_what_is_due
from lms.outbox.rules.sending import Letter
from lms.places.rules.naming import full_name
from lms.web.filters import day


def tell_of_reports() -> None:
    """Put the way to each report that is due into an inbox, once."""
    tell_what_is_due(clock.today(), _letter)


def _letter(due: Due) -> Letter:
    words = {"unit": full_name(due.unit), "day": day(due.day)}
    return Letter(
        person_id=due.person_id,
        subject=_("Report of %(unit)s up to %(day)s", **words),
        text=_(
            "The figures of %(unit)s up to %(day)s can be had: open the report and take the file.", **words
        ),
        key=f"report:{due.subscription_id}:{due.day.isoformat()}",
        link=_path(due),
    )


def _path(due: Due) -> str:
    """The file as of the day; drawn when she opens it."""
    return f"/coverage/report/file?unit={due.unit.code}&on={due.day.isoformat()}&as={due.shape}"


JOBS = (
    Job(
        "tell-of-reports",
        timedelta(hours=12),
        tell_of_reports,
        message("Tells people of the reports that they want to receive."),
    ),
)

"""What the health page says of staff lists."""

from lms.base.health import Finding, Health
from lms.base.messages import message
from lms.staffing.queries.lists import waiting_count


def waiting_lists() -> Finding:
    """How many lists were sent and neither written nor dropped."""
    about, number = message("Staff lists"), waiting_count()
    if not number:
        return Finding(about, Health.GOOD, message("No list waits to be written."))
    return Finding(
        about,
        Health.WATCH,
        message(
            "Lists that wait to be written or dropped by those who sent them: %(number)s.", number=number
        ),
        message("What is left for a week is dropped by itself, since a list holds personal data."),
    )

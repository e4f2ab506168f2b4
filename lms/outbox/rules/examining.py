"""How the e-mails stand."""

from collections.abc import Iterator

from lms.base.health import Finding, Health
from lms.base.measures import Kind, Measure
from lms.base.messages import message
from lms.outbox.queries import failed_letters, numbers_of_deliveries


def on_their_way() -> Iterator[Measure]:
    """How many deliveries stand in each state."""
    for state, number in sorted(numbers_of_deliveries().items()):
        about = "Messages beyond the inbox, by how far they came."
        yield Measure("lop520_deliveries", Kind.GAUGE, about, number, {"state": state.value})


def letters() -> Finding:
    """How many e-mails were given up; their messages stand in the inboxes all the same."""
    about, number = message("E-mail"), failed_letters()
    if not number:
        return Finding(about, Health.GOOD, message("No e-mail was given up."))
    return Finding(
        about,
        Health.WATCH,
        message("%(number)s e-mails were given up; the messages stand in the inboxes.", number=number),
        message("Check SMTP_URL, SMTP_FROM and the addresses."),
    )

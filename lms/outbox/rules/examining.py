"""How the e-mails stand."""

from collections.abc import Iterator

from lms.base.health import Finding, Health
from lms.base.measures import Kind, Measure
from lms.base.messages import message
from lms.outbox.models import DeliveryState
from lms.outbox.queries import failed_letters, last_texts, numbers_of_deliveries

FAILURES_IN_A_ROW = 10


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


def gateway_stands(is_named: bool) -> Finding:
    """Whether the gateway takes text messages: not where it took none of the last ones. ``is_named``: whether
    the settings name one."""
    about = message("Text messages")
    if not is_named:
        return Finding(about, Health.GOOD, message("No gateway is named, so none is sent."))
    states = last_texts(FAILURES_IN_A_ROW)
    if len(states) < FAILURES_IN_A_ROW or DeliveryState.SENT in states:
        return Finding(about, Health.GOOD, message("A gateway is named, and it has not refused all of late."))
    return Finding(
        about,
        Health.WATCH,
        message("The last %(number)s text messages were given up.", number=FAILURES_IN_A_ROW),
        message("Check SMS_URL, SMS_TOKEN and SMS_FIELDS, and whether the contract is paid; see Deliveries."),
    )

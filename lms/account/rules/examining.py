"""What the health page says of accounts."""

from lms.account.queries import account_count, live_session_count
from lms.base.clock import now
from lms.base.health import Finding, Health
from lms.base.messages import message


def accounts() -> Finding:
    """How many can sign in, and how many are signed in."""
    sentence = message(
        "People who can sign in: %(accounts)s. Devices signed in: %(sessions)s.",
        accounts=account_count(),
        sessions=live_session_count(now()),
    )
    return Finding(message("Accounts"), Health.GOOD, sentence)

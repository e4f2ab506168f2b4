"""What somebody is told who hands in something of an edition that is not offered any more."""

from courses.models import Withdrawal
from lms.base.clock import day_of
from lms.base.messages import Message, message


def kept_though_withdrawn(withdrawal: Withdrawal) -> Message:
    """That it is kept, since when nobody begins the edition, and whom to ask."""
    return message(
        "It is kept. The edition of this course was withdrawn on %(day)s; ask %(name)s.",
        day=f"{day_of(withdrawal.withdrawn_at):%d/%m/%Y}",
        name=withdrawal.withdrawn_by.full_name,
    )

"""Reminding of access that ends soon: whoever has it, and who gave it."""

from collections.abc import Sequence
from datetime import date, timedelta

from lms.base.matters import Matter
from lms.base.messages import message
from lms.roles.queries import ending_soon

A_DAY = timedelta(days=1)


def matters(day: date) -> Sequence[Matter]:
    """What to remind people of, from 14 days before an access ends."""
    found: list[Matter] = []
    for granted in ending_soon(day):
        ends = granted.valid_until
        if ends is None:
            continue
        last = f"{ends - A_DAY:%d/%m/%Y}"
        hers = message(
            "Your access for your work ends after %(day)s. Is it still needed? Tell who gave it.", day=last
        )
        found.append(Matter(granted.person_id, f"access-ends:{granted.id}", ends, hers))
        if granted.granted_by_id and granted.granted_by_id != granted.person_id:
            given = message(
                "An access that you gave ends after %(day)s. Extend it if it is still needed.", day=last
            )
            found.append(Matter(granted.granted_by_id, f"given-access-ends:{granted.id}", ends, given))
    return found

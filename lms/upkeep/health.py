"""What this part says of itself on the page of whoever runs the product."""

from lms.base import clock
from lms.base.health import Finding
from lms.upkeep.here import backs_up_nightly, premises
from lms.upkeep.rules.examining import examine


def backups() -> Finding:
    """How the backups of this installation stand."""
    return examine(premises().backups, clock.now(), nightly=backs_up_nightly())

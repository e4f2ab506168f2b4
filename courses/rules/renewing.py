"""Publishing a course again, at once, when something that it asks has changed here."""

from datetime import datetime

from courses.models import Edition
from courses.rules.publishing import publish
from courses.rules.sourcing import source_named
from courses.rules.step_kinds import Kinds


def republish(slug: str, kinds: Kinds, *, by: int, now: datetime) -> Edition | None:
    """Publish a course as it is taught here; None when it says what its latest edition says.

    Who has begun an edition finishes that one. Refuses what publishing refuses.
    """
    return publish(source_named(slug), kinds, now, by=by)

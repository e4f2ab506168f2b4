"""Publishing a course again, at once, when something that it asks has changed here."""

from contextlib import suppress
from datetime import datetime

from courses.models import Edition
from courses.rules.proposing import Asking, ProposedAlready, propose
from courses.rules.publishing import NeedsSecondLook, publish
from courses.rules.sourcing import source_named
from courses.rules.step_kinds import Kinds


def republish(slug: str, kinds: Kinds, *, by: int, now: datetime) -> Edition | None:
    """Publish a course as it is taught here; None when it says what its latest edition says.

    Who has begun an edition finishes that one. Where somebody else has to look at the course first, that is
    asked for instead, and None comes back. Refuses what publishing refuses.
    """
    source = source_named(slug)
    try:
        return publish(source, kinds, now, by=by)
    except NeedsSecondLook:
        with suppress(ProposedAlready):
            propose(source, kinds, Asking(), by=by, now=now)
        return None

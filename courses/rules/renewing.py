"""Publishing a course again, at once, when something that it asks has changed here."""

from contextlib import suppress
from datetime import datetime

from courses.models import Edition
from courses.rules.inspecting import Opens, refuse_errors
from courses.rules.proposing import Asking, ProposedAlready, propose
from courses.rules.publishing import NeedsSecondLook, publish
from courses.rules.sourcing import source_named
from courses.rules.step_kinds import Kinds
from lms.base.clock import day_of


def republish(slug: str, kinds: Kinds, *, by: int, opens: Opens, now: datetime) -> Edition | None:
    """Publish a course as it is taught here; None when it says what its latest edition says.

    Who has begun an edition finishes that one. Where somebody else has to look at the course first, that is
    asked for instead, and None comes back. Refuses what publishing refuses.
    """
    source = source_named(slug)
    refuse_errors(source, kinds, opens, day_of(now))
    try:
        return publish(source, kinds, now, by=by)
    except NeedsSecondLook:
        with suppress(ProposedAlready):
            propose(source, kinds, Asking(), by=by, opens=opens, now=now)
        return None

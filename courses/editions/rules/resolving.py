"""What a proposal would publish if it were carried out now."""

from datetime import datetime

from courses.models import Proposal
from courses.rules.drafting import Draft
from courses.rules.localising import with_text
from courses.rules.placing import placed
from courses.rules.settling import proposed_place
from courses.rules.sourcing import source_named
from courses.rules.step_kinds import Kinds
from courses.source.course import CourseSource


def proposed_source(proposal: Proposal) -> CourseSource:
    """The course as it stands now, with the proposed text of a lesson in it. Refuses a folder that cannot be
    read, and a course or lesson that is gone."""
    asked = proposal.lesson
    if asked is None:
        return source_named(proposal.slug)
    key = asked["language"], asked["number"]
    place, _ = proposed_place(proposal.slug, key)
    return placed(with_text(place, key, asked["text"]))


def proposed_draft(proposal: Proposal, kinds: Kinds, now: datetime) -> Draft:
    """The same as an edition in the making."""
    return Draft(proposed_source(proposal), kinds, now)

"""Publishing a course: a new edition when, and only when, its content changed.

The entrance passes the kinds of step and the day; everything is refused before anything is written.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from courses.models import Course, Edition, Proposal, ProposalState, Withdrawal
from courses.queries.own_courses import is_made_here
from courses.rules.checking import examine
from courses.rules.compiling import compile_edition
from courses.rules.drafting import Draft, Pin
from courses.rules.freezing_media import freeze_media
from courses.rules.printing import print_booklets
from courses.rules.reviewing import demands_second_look
from courses.rules.step_kinds import Kinds
from courses.source.course import CourseSource
from courses.source.findings import Finding
from courses.source.pictures import Picture
from lms.base.audit import record
from lms.base.clock import day_of
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message


class NotPublishable(Refusal):
    """Something in the course's source cannot be published as it is."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(message("%(place)s: %(problem)s", place=finding.place, problem=finding.sentence))


class NeedsSecondLook(Refusal):
    """Nobody publishes this course without somebody else having looked at it."""

    def __init__(self, source: CourseSource) -> None:
        super().__init__(
            message(
                "Somebody else has to look at the course “%(course)s” before it is published: ask for that.",
                course=source.names["vi"],
            )
        )


class CourseWithdrawn(Refusal):
    """Nothing is published of a course that is withdrawn."""


def publish(
    source: CourseSource,
    kinds: Kinds,
    now: datetime,
    *,
    by: int | None = None,
    reviewed: bool = False,
    kept: Mapping[str, Pin] | None = None,
) -> Edition | None:
    """Publish the course as a new edition; None when its latest edition says the same.

    Refuses a course in which :func:`courses.rules.checking.examine` finds an error
    (:class:`NotPublishable`), and one with a section that does not fit the budget (``OverBudget`` with the
    numbers). ``by`` is who publishes it; None for what is shipped. ``kept`` are pins that stay as they are
    (``drafting.step_name``), whatever is newer.

    From a person it refuses what somebody else has to look at first (:class:`NeedsSecondLook`), unless that
    was done (``reviewed``), and a course that is withdrawn (:class:`CourseWithdrawn`). What is shipped needs
    no second look; None for it also while the course is withdrawn, and where it says just what was proposed
    and is not approved.
    """
    if _says_the_same(latest_edition(source.slug), source, kinds, now, kept):
        return None
    _check_content(source, kinds, now)
    lock_for_writing(f"course:{source.slug}")
    latest = latest_edition(source.slug)
    draft = Draft(source, kinds, now, kept=kept)
    content_hash = draft.content_hash()
    if latest and latest.content_hash == content_hash:
        return None
    if by is None and (_is_withdrawn(source.slug) or _is_proposed(source.slug, content_hash)):
        return None
    if by is not None:
        _check_person(source, now, reviewed)
    course = latest.course if latest else _new_course(source.slug, now)
    edition = draft.edition(course, latest.number + 1 if latest else 1)
    _bring_out(edition, source, kinds, now)
    record("edition:published", edition, by=by, facts={"course": source.slug, "number": edition.number})
    return edition


def _new_course(slug: str, now: datetime) -> Course:
    return Course(slug=slug, created_at=now, made_here=is_made_here(slug))


def _bring_out(edition: Edition, source: CourseSource, kinds: Kinds, now: datetime) -> None:
    """Keep the edition with its media, its compiled lessons and its booklets."""
    db.session.add(edition)
    freeze_media(_shown(source))
    db.session.flush()
    compile_edition(edition, kinds)
    edition.published_at = now
    db.session.flush()
    print_booklets(edition)


def _check_content(source: CourseSource, kinds: Kinds, now: datetime) -> None:
    for finding in examine(source, kinds, day_of(now)):
        if finding.error:
            raise NotPublishable(finding)


def _check_person(source: CourseSource, now: datetime, reviewed: bool) -> None:
    refuse_withdrawn(source)
    if not reviewed and demands_second_look(source, day_of(now)):
        raise NeedsSecondLook(source)


def refuse_withdrawn(source: CourseSource) -> None:
    """Raise :class:`CourseWithdrawn` while the whole course is withdrawn."""
    if _is_withdrawn(source.slug):
        raise CourseWithdrawn(
            message(
                "The course “%(course)s” is withdrawn. Offer it again before something of it is published.",
                course=source.names["vi"],
            )
        )


def _is_withdrawn(slug: str) -> bool:
    """Whether the whole course is withdrawn."""
    whole = select(Withdrawal.id).where(Withdrawal.edition_id.is_(None), Withdrawal.undone_at.is_(None))
    return db.session.scalar(whole.join(Course).where(Course.slug == slug).limit(1)) is not None


def _is_proposed(slug: str, content_hash: str) -> bool:
    """Whether somebody proposed just this and nobody has approved it, or its hour has not come."""
    states = (ProposalState.WAITING, ProposalState.APPROVED, ProposalState.SENT_BACK)
    found = select(Proposal.id).where(
        Proposal.slug == slug, Proposal.content_hash == content_hash, Proposal.state.in_(states)
    )
    return db.session.scalar(found.limit(1)) is not None


def latest_edition(slug: str) -> Edition | None:
    """The newest edition of a course, offered or withdrawn."""
    found = select(Edition).join(Course).where(Course.slug == slug).order_by(Edition.number.desc())
    return db.session.scalar(found.limit(1))


def _says_the_same(
    latest: Edition | None,
    source: CourseSource,
    kinds: Kinds,
    now: datetime,
    kept: Mapping[str, Pin] | None,
) -> bool:
    """Whether nothing is new; what cannot even be drafted is, and will be refused with its place."""
    if latest is None:
        return False
    try:
        return latest.content_hash == Draft(source, kinds, now, kept=kept).content_hash()
    except Refusal:
        return False


def _shown(source: CourseSource) -> list[Picture]:
    """The pictures, recordings and files that some lesson shows."""
    shown = {name for _, page in source.pages() for name in page.pictures}
    return [source.pictures[name] for name in sorted(shown)]

"""Asking for a course to be published: after a second look, at a day and hour, or both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from courses.formats.proposals import waits_for_a_look
from courses.models import OPEN, Proposal, ProposalState
from courses.rules.drafting import Draft
from courses.rules.inspecting import Opens, refuse_errors, try_to_publish
from courses.rules.publishing import NeedsSecondLook, NotPublishable, latest_edition, refuse_withdrawn
from courses.rules.reviewing import demands_second_look, reviewers
from courses.rules.step_kinds import Kinds
from courses.source.course import CourseSource
from lms.base.audit import record
from lms.base.clock import day_of
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean_block
from lms.outbox.rules.sending import Letter, send_each

MOST_CHARACTERS = 1000


class NothingProposed(Refusal):
    """Learners would see no difference."""


class ProposedAlready(Refusal):
    """Somebody asked for just this, and it still waits."""


class BadTime(Refusal):
    """The hour at which it is to be published has passed, or none is given."""


@dataclass(frozen=True)
class Asking:
    """How somebody asks."""

    note: str = ""
    for_review: bool = True
    """Whether somebody else approves it first."""
    publish_at: datetime | None = None
    """Not before this moment; None for as soon as it may be."""


def propose(
    source: CourseSource,
    kinds: Kinds,
    asking: Asking,
    *,
    by: int,
    opens: Opens,
    lesson: Mapping[str, Any] | None = None,
    now: datetime,
) -> Proposal:
    """Ask for a course to be published as ``source`` says.

    ``lesson`` is the local text of a shipped lesson that makes the difference: ``language``, ``number``,
    ``state`` and ``text``; None for a course as it stands. Whoever can approve it is told. Refuses what could
    not be published as it is (:class:`NotPublishable`), what learners would see no difference in
    (:class:`NothingProposed`), what waits already (:class:`ProposedAlready`), an hour that has passed
    (:class:`BadTime`), a course that is withdrawn (``CourseWithdrawn``), and without a second look what
    somebody else has to look at (``NeedsSecondLook``).
    """
    lock_for_writing(f"course:{source.slug}", "outbox")
    _check_asking(source, asking, now)
    content_hash = _new_content(source, kinds, opens, now)
    proposal = Proposal(
        slug=source.slug,
        lesson=dict(lesson) if lesson else None,
        note=clean_block(asking.note).strip()[:MOST_CHARACTERS],
        asked_by_id=by,
        asked_at=now,
        publish_at=asking.publish_at,
        content_hash=content_hash,
        state=ProposalState.WAITING if asking.for_review else ProposalState.APPROVED,
    )
    db.session.add(proposal)
    db.session.flush()
    facts = {"course": source.slug, "content": content_hash, "review": asking.for_review}
    record("proposal:asked", proposal, by=by, facts=facts | {"at": _iso(asking.publish_at)})
    if asking.for_review:
        _tell_reviewers(proposal, source.names["vi"], now)
    return proposal


def _check_asking(source: CourseSource, asking: Asking, now: datetime) -> None:
    """Whether it may be asked for in this way."""
    refuse_withdrawn(source)
    if not asking.for_review and asking.publish_at is None:
        raise BadTime(message("Give the day and the hour."))
    if not asking.for_review and demands_second_look(source, day_of(now)):
        raise NeedsSecondLook(source)
    if asking.publish_at is not None and asking.publish_at <= now:
        raise BadTime(message("This hour has passed. Choose a later one."))


def _new_content(source: CourseSource, kinds: Kinds, opens: Opens, now: datetime) -> str:
    """The hash of what is proposed, where it is new and could be published."""
    content_hash = Draft(source, kinds, now).content_hash()
    latest = latest_edition(source.slug)
    if latest and latest.content_hash == content_hash:
        raise NothingProposed(message("Nothing has changed for learners."))
    same = select(Proposal.id).where(
        Proposal.slug == source.slug, Proposal.content_hash == content_hash, Proposal.state.in_(OPEN)
    )
    if db.session.scalar(same.limit(1)) is not None:
        raise ProposedAlready(message("Just this was asked for already and still waits."))
    refuse_errors(source, kinds, opens, day_of(now))
    for finding in try_to_publish(source, kinds, now):
        if finding.error:
            raise NotPublishable(finding)
    return content_hash


def _tell_reviewers(proposal: Proposal, course: str, now: datetime) -> None:
    told = waits_for_a_look(course)
    key, link = f"proposal:{proposal.id}:waits", f"/courses/proposals/{proposal.id}"
    people = reviewers(proposal.asked_by_id, day_of(now))
    letters = [Letter(each, told.subject, told.text, f"{key}:{each}", link) for each in people]
    send_each(letters, by=proposal.asked_by_id)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None

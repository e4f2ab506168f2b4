"""Publishing a course: a new edition when, and only when, its content changed.

The entrance passes the kinds of step and the day; everything is refused before anything is written.
"""

from datetime import datetime

from sqlalchemy import select

from courses.models import Course, Edition, Media
from courses.rules.checking import examine
from courses.rules.compiling import compile_edition
from courses.rules.drafting import Draft
from courses.rules.printing import print_booklets
from courses.rules.step_kinds import Kinds
from courses.source.course import CourseSource
from courses.source.findings import Finding
from lms.base.audit import record
from lms.base.clock import day_of
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message


class NotPublishable(Refusal):
    """Something in the course's source cannot be published as it is."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(message("%(place)s: %(problem)s", place=finding.place, problem=finding.sentence))


def publish(source: CourseSource, kinds: Kinds, now: datetime, *, by: int | None = None) -> Edition | None:
    """Publish the course as a new edition; None when its latest edition says the same.

    Refuses a course in which :func:`courses.rules.checking.examine` finds an error
    (:class:`NotPublishable`), and one with a section that does not fit the budget (``OverBudget`` with the
    numbers). ``by`` is who publishes it; None for what is shipped.
    """
    if _says_the_same(_latest(source.slug), source, kinds, now):
        return None
    for finding in examine(source, kinds, day_of(now)):
        if finding.error:
            raise NotPublishable(finding)
    lock_for_writing(f"course:{source.slug}")
    latest = _latest(source.slug)
    draft = Draft(source, kinds, now)
    if latest and latest.content_hash == draft.content_hash():
        return None
    course = latest.course if latest else Course(slug=source.slug, created_at=now)
    edition = draft.edition(course, latest.number + 1 if latest else 1)
    db.session.add(edition)
    _keep_pictures(source)
    db.session.flush()
    compile_edition(edition, kinds)
    edition.published_at = now
    db.session.flush()
    print_booklets(edition)
    record("edition:published", edition, by=by, facts={"course": source.slug, "number": edition.number})
    return edition


def _latest(slug: str) -> Edition | None:
    found = select(Edition).join(Course).where(Course.slug == slug).order_by(Edition.number.desc())
    return db.session.scalar(found.limit(1))


def _says_the_same(latest: Edition | None, source: CourseSource, kinds: Kinds, now: datetime) -> bool:
    """Whether nothing is new; what cannot even be drafted is, and will be refused with its place."""
    if latest is None:
        return False
    try:
        return latest.content_hash == Draft(source, kinds, now).content_hash()
    except Refusal:
        return False


def _keep_pictures(source: CourseSource) -> None:
    """Keep the pictures that are shown; what is kept already stays as it is."""
    shown = {name for _, page in source.pages() for name in page.pictures}
    for picture in (source.pictures[name] for name in sorted(shown)):
        if db.session.get(Media, picture.sha256) is None:
            size = len(picture.body)
            db.session.add(Media(sha256=picture.sha256, kind=picture.kind, body=picture.body, size=size))
            db.session.flush()

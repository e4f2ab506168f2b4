"""Deciding which text of a lesson is taught here: publishing one's own, keeping it, taking the shipped one.

Every decision is a row of its own: nothing that was taught before is overwritten.
"""

from datetime import datetime

from courses.models import Edition, LessonDraft, LocalText, Proposal
from courses.rules.checking import examine
from courses.rules.editing import Desk, look_at, open_lesson
from courses.rules.holding import as_looked_at
from courses.rules.inspecting import Opens
from courses.rules.localising import Key, Lesson, LocalCourse, digest, local_course, with_text
from courses.rules.placing import placed
from courses.rules.proposing import Asking, propose
from courses.rules.publishing import NotPublishable, publish
from courses.rules.shipping import source_of
from courses.rules.step_kinds import Kinds
from courses.source.findings import BadCourse, Finding
from lms.base.audit import record
from lms.base.clock import day_of
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message


class ChangedInBetween(Refusal):
    """Something else is taught or shipped than what she has seen."""


class NothingWritten(Refusal):
    """There is no draft to publish."""


def look_over(place: LocalCourse, desk: Desk, kinds: Kinds, opens: Opens, now: datetime) -> list[Finding]:
    """Everything found in the course with her text in it; what is an error stops publishing."""
    try:
        course = with_text(place, desk.lesson.key, desk.text)
    except BadCourse as refusal:
        return [refusal.finding]
    found = [*examine(course, kinds, day_of(now)), *look_at(place, desk.lesson, desk.text, opens).findings]
    once = {(each.file, each.line, str(each.sentence)): each for each in found}
    return sorted(once.values(), key=lambda each: (not each.error, each.file, each.line))


def publish_text(
    place: LocalCourse, lesson: Lesson, *, seen: str, by: int, kinds: Kinds, opens: Opens, now: datetime
) -> Edition | None:
    """Teach what she wrote from now on, in a new edition; who has begun an edition finishes that one.

    ``seen`` is the lesson's ``state`` that she was shown. Refuses what the checker calls an error
    (:class:`NotPublishable`), a section that does not fit (``OverBudget``), and a state that she has not seen
    (:class:`ChangedInBetween`). None when learners see no difference.
    """
    lock_for_writing(f"course:{place.course.slug}", f"lesson-draft:{by}:{place.course.slug}")
    place, lesson, draft = _ready(place, lesson, seen, by, opens)
    db.session.delete(draft)
    return _teach(place, lesson, draft.text, by, kinds, now, reviewed=False)


def propose_text(
    place: LocalCourse,
    lesson: Lesson,
    asking: Asking,
    *,
    seen: str,
    by: int,
    kinds: Kinds,
    opens: Opens,
    now: datetime,
) -> Proposal:
    """Ask for what she wrote to be taught; her draft stays with her. Refuses what :func:`publish_text` and
    :func:`courses.rules.proposing.propose` refuse."""
    slug = place.course.slug
    lock_for_writing(f"course:{slug}", f"lesson-draft:{by}:{slug}", "outbox")
    place, lesson, draft = _ready(place, lesson, seen, by, opens)
    source = placed(with_text(place, lesson.key, draft.text))
    text = {"language": lesson.language, "number": lesson.number, "state": seen, "text": draft.text}
    return propose(source, kinds, asking, by=by, opens=opens, lesson=text, now=now)


def publish_proposed(
    slug: str,
    key: Key,
    text: str,
    *,
    seen: str,
    by: int,
    kinds: Kinds,
    now: datetime,
    reviewed: bool,
) -> Edition | None:
    """Teach a text of hers that somebody else has looked at (``reviewed``), or whose hour has come; ``key``
    names the lesson. Her draft goes with it, unless she has written on.

    Refuses what :func:`publish_text` refuses.
    """
    lock_for_writing(f"course:{slug}", f"lesson-draft:{by}:{slug}")
    place, lesson = proposed_place(slug, key)
    place, lesson = _as_seen(place, lesson, seen)
    draft = open_lesson(place, lesson, by).draft
    if draft and draft.text == text:
        db.session.delete(draft)
    return _teach(place, lesson, text, by, kinds, now, reviewed=reviewed)


def proposed_place(slug: str, key: Key) -> tuple[LocalCourse, Lesson]:
    """The lesson of which a text was proposed; :class:`ChangedInBetween` where it is not shipped any more."""
    place = local_course(slug)
    lesson = place.lessons.get(key) if place else None
    if place is None or lesson is None:
        raise ChangedInBetween(message("This lesson is not in the course any more."))
    return place, lesson


def keep_ours(place: LocalCourse, lesson: Lesson, *, seen: str, by: int, now: datetime) -> LocalText:
    """Go on teaching the local text beside the shipped one of today; learners see no difference."""
    lock_for_writing(f"course:{place.course.slug}")
    place, lesson = _as_seen(place, lesson, seen)
    return _decide(place, lesson, lesson.local.text if lesson.local else None, by, now)


def take_shipped(
    place: LocalCourse, lesson: Lesson, *, seen: str, by: int, kinds: Kinds, now: datetime
) -> Edition | None:
    """Teach the shipped text again, in a new edition; the local one stays in the history. What is shipped
    needs no second look.

    Refuses what publishing refuses, and a state that she has not seen (:class:`ChangedInBetween`).
    """
    lock_for_writing(f"course:{place.course.slug}")
    place, lesson = _as_seen(place, lesson, seen)
    _decide(place, lesson, None, by, now)
    looked = as_looked_at(source_of(place.folder), kinds, day_of(now))
    return publish(looked.source, kinds, now, by=by, reviewed=True, kept=looked.kept)


def _ready(
    place: LocalCourse, lesson: Lesson, seen: str, by: int, opens: Opens
) -> tuple[LocalCourse, Lesson, LessonDraft]:
    """The lesson as she has seen it, with her draft, in which nothing is an error."""
    place, lesson = _as_seen(place, lesson, seen)
    desk = open_lesson(place, lesson, by)
    if desk.draft is None:
        raise NothingWritten(message("There is no draft of this lesson. Change its text first."))
    for finding in look_at(place, lesson, desk.text, opens).findings:
        if finding.error:
            raise NotPublishable(finding)
    return place, lesson, desk.draft


def _teach(
    place: LocalCourse, lesson: Lesson, words: str, by: int, kinds: Kinds, now: datetime, *, reviewed: bool
) -> Edition | None:
    text = None if words == lesson.shipped else words
    if text is not None or lesson.is_changed:
        _decide(place, lesson, text, by, now)
    return publish(source_of(place.folder), kinds, now, by=by, reviewed=reviewed)


def _as_seen(place: LocalCourse, lesson: Lesson, seen: str) -> tuple[LocalCourse, Lesson]:
    """The course and the lesson read again behind the lock, where they are still as she saw them."""
    now = local_course(place.course.slug, place.folder.parent)
    standing = now.lessons.get(lesson.key) if now else None
    if now is None or standing is None or standing.state != seen:
        raise ChangedInBetween(
            message("The lesson was changed in the meantime. Look at both texts before you decide.")
        )
    return now, standing


def _decide(place: LocalCourse, lesson: Lesson, text: str | None, by: int, now: datetime) -> LocalText:
    row = LocalText(
        course_id=place.course.id,
        language=lesson.language,
        lesson=lesson.number,
        shipped_text=lesson.shipped,
        shipped_sha256=lesson.shipped_sha256,
        text=text,
        follows=lesson.local,
        decided_at=now,
        decided_by_id=by,
    )
    db.session.add(row)
    db.session.flush()
    facts = {
        "course": place.course.slug,
        "lesson": lesson.number,
        "language": lesson.language,
        "text": digest(text) if text is not None else None,
        "shipped": lesson.shipped_sha256,
    }
    record(f"local_text:{row.decision}", row, by=by, facts=facts)
    return row

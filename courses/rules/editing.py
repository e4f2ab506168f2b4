"""Writing a lesson: the text is kept as she types, and nobody's text is overwritten unseen."""

from dataclasses import dataclass
from datetime import datetime

from courses.library import BANS, read_pictures, read_terms
from courses.models import LessonDraft
from courses.rules.inspecting import Opens, dead_links
from courses.rules.localising import Lesson, LocalCourse, drafts_of
from courses.source.course import PageText
from courses.source.findings import BadCourse, Finding
from courses.source.lessons import read_page, syllables
from courses.source.shape import SYLLABLES_A_MINUTE, judge_boxes, judge_length
from courses.source.wording import read_bans
from lms.base.database import db, lock_for_writing
from lms.base.markdown import MAX_CHARACTERS
from lms.base.messages import Refusal, message
from lms.base.text import clean_block


class LessonTooLong(Refusal):
    """The text is longer than a lesson may be."""


class SavedInBetween(Refusal):
    """What she changed is older than what stands: another text of hers was saved in between."""

    def __init__(self, standing: LessonDraft) -> None:
        super().__init__(
            message("Another text was saved in the meantime, in another window or on another device.")
        )
        self.standing = standing


@dataclass(frozen=True)
class Desk:
    """A lesson on somebody's desk."""

    lesson: Lesson
    draft: LessonDraft | None
    """What she has written; None where she has only opened it."""
    others: tuple[LessonDraft, ...]
    """What others are writing for it."""

    @property
    def text(self) -> str:
        """What she writes on."""
        return self.draft.text if self.draft else self.lesson.taught

    @property
    def revision(self) -> int:
        """How often it was saved."""
        return self.draft.revision if self.draft else 0

    @property
    def is_overtaken(self) -> bool:
        """Whether something else is taught now than when she began."""
        return self.draft is not None and self.draft.began_with != self.lesson.taught


@dataclass(frozen=True)
class Look:
    """How a text looks, and what is wrong with it."""

    findings: tuple[Finding, ...]
    page: PageText | None
    """None where the text cannot be rendered."""

    @property
    def minutes(self) -> int:
        """How long reading it takes."""
        return -(-syllables(self.page.html) // SYLLABLES_A_MINUTE) if self.page else 0


def open_lesson(place: LocalCourse, lesson: Lesson, person_id: int) -> Desk:
    """A lesson with what she and others are writing for it."""
    drafts = drafts_of(place).get(lesson.key, [])
    own = next((each for each in drafts if each.person_id == person_id), None)
    return Desk(lesson, own, tuple(each for each in drafts if each.person_id != person_id))


def save_draft(
    place: LocalCourse, lesson: Lesson, text: str, revision: int, *, by: int, now: datetime
) -> LessonDraft:
    """Keep her text; ``revision`` is the one that she changed.

    Refuses a text longer than any lesson may be (:class:`LessonTooLong`), and one that would replace a text
    saved in between (:class:`SavedInBetween`, which carries it). The same text again changes nothing.
    """
    lock_for_writing(f"lesson-draft:{by}:{place.course.slug}")
    text = clean_block(text)
    if len(text) > MAX_CHARACTERS:
        raise LessonTooLong(message("The text is longer than %(limit)d characters.", limit=MAX_CHARACTERS))
    draft = open_lesson(place, lesson, by).draft
    if draft is None:
        draft = _begun(place, lesson, by)
    elif draft.text == text:
        return draft
    elif draft.revision != revision:
        raise SavedInBetween(draft)
    draft.text, draft.revision, draft.saved_at = text, draft.revision + 1, now
    draft.lesson = lesson.number
    db.session.flush()
    return draft


def drop_draft(place: LocalCourse, lesson: Lesson, *, by: int) -> None:
    """Throw her text away; what is taught stays."""
    lock_for_writing(f"lesson-draft:{by}:{place.course.slug}")
    draft = open_lesson(place, lesson, by).draft
    if draft:
        db.session.delete(draft)
        db.session.flush()


def look_at(place: LocalCourse, lesson: Lesson, text: str, opens: Opens) -> Look:
    """How a text would look as this lesson, and what is wrong in it by itself.

    What is wrong in the rest of the course is found when it is to be published.
    """
    file = place.file_of(lesson)
    try:
        page = read_page(text, file, read_pictures(place.folder))
    except BadCourse as refusal:
        return Look((refusal.finding,), None)
    bans = read_bans(BANS).with_terms(read_terms(place.folder))
    found = [*page.findings, *bans.in_text(clean_block(text), file), *dead_links([page], opens)]
    doubts = [*judge_length(page), *judge_boxes(page)]
    found += [Finding(each.file, each.line, each.sentence, error=False) for each in doubts]
    return Look(tuple(sorted(found, key=lambda each: (not each.error, each.line))), page)


def _begun(place: LocalCourse, lesson: Lesson, by: int) -> LessonDraft:
    draft = LessonDraft(
        course_id=place.course.id,
        person_id=by,
        language=lesson.language,
        lesson=lesson.number,
        shipped_text=lesson.shipped,
        shipped_sha256=lesson.shipped_sha256,
        based_on=lesson.local,
        text="",
        revision=0,
    )
    db.session.add(draft)
    return draft

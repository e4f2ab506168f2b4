"""Writing a lesson: the text is kept as she types, and nobody's text is overwritten unseen."""

from dataclasses import dataclass
from datetime import datetime

from courses.library import read_course, read_pictures, read_terms
from courses.models import LessonDraft, OwnFile
from courses.rules.inspecting import Opens
from courses.rules.localising import Lesson, LocalCourse, drafts_of
from courses.rules.looking import Look, look_at_text, weigh_lesson
from courses.rules.step_kinds import Kinds
from courses.rules.weighing import Weight
from courses.source.findings import BadCourse
from lms.base.database import db, lock_for_writing
from lms.base.markdown import MAX_CHARACTERS
from lms.base.messages import Refusal, message
from lms.base.text import clean_block


class LessonTooLong(Refusal):
    """The text is longer than a lesson may be."""


class SavedInBetween(Refusal):
    """What she changed is older than what stands: another text of hers was saved in between."""

    def __init__(self, standing: LessonDraft | OwnFile) -> None:
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
    """How a text would look as this lesson, and what is wrong in it by itself."""
    pictures, terms = read_pictures(place.folder), read_terms(place.folder)
    return look_at_text(text, place.file_of(lesson), pictures, terms, opens)


def weigh_text(place: LocalCourse, lesson: Lesson, text: str, kinds: Kinds, now: datetime) -> Weight | None:
    """What the lesson's section would cost with this text; None where it cannot be compiled."""
    texts = {each.key: each.taught for each in place.changed} | {lesson.key: text}
    try:
        source = read_course(place.folder, texts)
    except BadCourse:
        return None
    return weigh_lesson(source, lesson.number, lesson.language, kinds, now)


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

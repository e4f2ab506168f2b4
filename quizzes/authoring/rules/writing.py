"""Writing an exercise: the text is kept as she types, and nobody's text is overwritten unseen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean_block, slug
from quizzes.authoring.models import Manuscript
from quizzes.authoring.queries import following, is_code_taken, manuscript_of, version_numbered
from quizzes.authoring.rules.illustrating import drop_media
from quizzes.exercise.grammar import MAX_TEXT, read_exercise
from quizzes.exercise.keywords import LANGUAGES
from quizzes.exercise.writing import write_exercise
from quizzes.models import ExerciseVersion
from quizzes.queries.exercises import newest_version

MOST_OF_A_CODE = 60


class NoExercise(Refusal):
    """There is no exercise with this code that she could change."""


class TooLong(Refusal):
    """The text is longer than an exercise may be."""


class SavedInBetween(Refusal):
    """What she changed is older than what stands: somebody saved another text in between."""

    def __init__(self, standing: Manuscript) -> None:
        super().__init__(
            message("Another text was saved in the meantime, in another window or on another device.")
        )
        self.standing = standing


@dataclass(frozen=True)
class Opened:
    """A text on her desk."""

    code: str
    language: str
    text: str
    revision: int
    """How often it was saved; 0 where what is published was only opened."""
    saved_at: datetime | None
    based_on: ExerciseVersion | None
    """The version that it changes."""
    is_new: bool = False
    """Whether there is no text in this language yet; the Vietnamese one stands for it."""

    @property
    def base(self) -> int | None:
        """The number of that version: whoever writes on sends it back."""
        return self.based_on.number if self.based_on else None

    @property
    def title(self) -> str:
        """What it is called, as far as it is called anything."""
        return title_in(self.text) or self.code


def title_in(text: str) -> str:
    """The title that stands on top of a text; empty where none does."""
    return text.lstrip().partition("\n")[0].lstrip("# ")


def begin_writing(person_id: int, title: str, fill: Callable[[str], str], now: datetime) -> Manuscript:
    """Begin an exercise: a free code made of its title, and the text that ``fill`` gives for the code."""
    lock_for_writing("manuscripts")
    code = _free_code(title)
    written = Manuscript(
        person_id=person_id, code=code, language=LANGUAGES[0], text=fill(code), revision=1, saved_at=now
    )
    db.session.add(written)
    db.session.flush()
    return written


def open_text(person_id: int, code: str, language: str) -> Opened:
    """Her own text of an exercise, else what is published; :class:`NoExercise` where there is neither."""
    known = manuscript_of(person_id, code, language)
    if known:
        return Opened(code, language, known.text, known.revision, known.saved_at, known.based_on)
    newest = newest_version(code)
    text = newest.source_in(language) if newest else None
    if text is not None:
        return Opened(code, language, text, 0, None, newest)
    if language == LANGUAGES[0]:
        raise NoExercise(message("There is no such exercise."))
    vietnamese = open_text(person_id, code, LANGUAGES[0])
    words = write_exercise(read_exercise(vietnamese.text)[0], language)
    return Opened(code, language, words, 0, None, newest, is_new=True)


def save_text(
    person_id: int,
    code: str,
    language: str,
    text: str,
    revision: int,
    now: datetime,
    *,
    base: int | None = None,
) -> Opened:
    """Keep her text; ``revision`` is the one that she changed, ``base`` the number of the version that she
    had before her (None: the newest). Returns what stands on her desk now.

    Refuses a text over 40,000 characters (:class:`TooLong`), and one that would replace a text saved in
    between (:class:`SavedInBetween`, which carries it). What says the same as her desk changes nothing: who
    only looks has no draft.
    """
    lock_for_writing(f"manuscript:{person_id}:{code}")
    text = clean_block(text)
    if len(text) > MAX_TEXT:
        raise TooLong(message("The text is longer than %(limit)d characters.", limit=MAX_TEXT))
    opened = open_text(person_id, code, language)
    if clean_block(opened.text) == text:
        return opened
    known = manuscript_of(person_id, code, language)
    if known is None:
        seen = version_numbered(code, base) if base else None
        based_on = seen or opened.based_on
        known = Manuscript(person_id=person_id, code=code, language=language, revision=0, based_on=based_on)
        db.session.add(known)
    elif known.revision != revision:
        raise SavedInBetween(known)
    known.text, known.revision, known.saved_at = text, known.revision + 1, now
    db.session.flush()
    return open_text(person_id, code, language)


def follow(version: ExerciseVersion) -> None:
    """Let texts in which nothing was changed say what this new version says: nobody goes on from an older one
    without knowing it."""
    for person_id in {each.person_id for each in following(version)}:
        lock_for_writing(f"manuscript:{person_id}:{version.exercise.code}")
    for own in following(version):
        text = version.source_in(own.language)
        if text is not None:
            own.text, own.based_on, own.revision = text, version, own.revision + 1
    db.session.flush()


def drop_text(person_id: int, code: str) -> None:
    """Throw her texts of an exercise away, with what they show, in every language; what is published
    stays."""
    lock_for_writing(f"manuscript:{person_id}:{code}")
    for language in LANGUAGES:
        known = manuscript_of(person_id, code, language)
        if known:
            db.session.delete(known)
    drop_media(person_id, code)


def _free_code(title: str) -> str:
    wanted = slug(title)[:MOST_OF_A_CODE].strip("-") or "bai-tap"
    code, number = wanted, 1
    while is_code_taken(code):
        number += 1
        code = f"{wanted}-{number}"
    return code

"""Tagging the questions of a draft from the bank: only the line of the tags changes."""

from datetime import datetime

from lms.base.messages import Refusal, message
from lms.base.text import clean, fold
from quizzes.authoring.rules.writing import Opened, open_text, save_text
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.keywords import LANGUAGES, MARKS
from quizzes.exercise.lines import parted

_TAGS = frozenset(fold(word) for word in MARKS["tags"])


class NoQuestion(Refusal):
    """The draft has no such question any more."""


def tag_question(person_id: int, code: str, scene: int, tags: str, revision: int, now: datetime) -> Opened:
    """Give a question of her draft these tags, with commas between them, in place of those it has.

    Refuses (:class:`NoQuestion`) what was changed in between or has no such question.
    """
    opened = open_text(person_id, code, LANGUAGES[0])
    exercise, _ = read_exercise(opened.text)
    if opened.revision != revision or scene >= len(exercise.scenes):
        raise NoQuestion(message("The draft was changed in the meantime. Look at it again."))
    starts = [each.line - 1 for each in exercise.scenes]
    first, after = starts[scene], starts[scene + 1] if scene + 1 < len(starts) else None
    text = _retagged(opened.text.split("\n"), first, after, parted(clean(tags)))
    return save_text(person_id, code, LANGUAGES[0], text, revision, now)


def _retagged(lines: list[str], first: int, after: int | None, tags: tuple[str, ...]) -> str:
    head, scene, rest = lines[: first + 1], lines[first + 1 : after], lines[after:] if after else []
    kept = [line for line in scene if not _is_tags(line)]
    added = [f"{MARKS['tags'][0]}: {', '.join(tags)}"] if tags else []
    return "\n".join([*head, *added, *kept, *rest])


def _is_tags(line: str) -> bool:
    word, colon, _ = line.partition(":")
    return bool(colon) and fold(word) in _TAGS

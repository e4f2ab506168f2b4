"""How single lines of the grammar are taken apart: arrows, points, pairs, lists, near misses."""

import difflib
import re

from lms.base.text import clean, fold
from quizzes.exercise.graph import Choice, QuestionType
from quizzes.exercise.keywords import PAIR

WITH_POINTS = frozenset({QuestionType.SINGLE, QuestionType.NUMERICAL, QuestionType.SHORT_ANSWER})
"""Kinds whose choices may say their points; in the others a question is worth one point, shared out."""
IN_PAIRS = frozenset({QuestionType.MATCHING, QuestionType.FORM})
"""Kinds whose choices have two sides."""

_ARROW = re.compile(r"^(?P<text>.*)(?P<arrow>->|~>|→)(?P<rest>.*)$")
_POINTS = re.compile(r"^(?P<text>.*?)(?:^|\s)(?P<points>[+\-−–][0-9]{1,6})$")
_TAGS = re.compile(r"^(?P<text>.*?)\s*\((?P<tags>[^()]*)\)$")


def choice_in(line: str, kind: QuestionType) -> tuple[Choice, str | None]:
    """The choice that a line beginning with ``*`` or ``=`` describes in a question of a kind, and the name of
    the scene it leads to (None without an arrow)."""
    right = line.startswith("=")
    body = line[1:]
    critical = body.startswith("!")
    text, target, retry, match = clean(body.removeprefix("!")), None, False, ""
    points = 1 if right else 0
    if kind is QuestionType.SINGLE:
        text, target, retry = _arrow(text)
    if target is not None:
        target, points = _points(target, default=0)
    elif kind in IN_PAIRS:
        text, match = _sides(text)
    elif kind in WITH_POINTS:
        text, points = _points(text, default=points, of_words=kind is not QuestionType.SINGLE)
    choice = Choice(text, points=points, critical=critical, retry=retry, right=right, match=match)
    return choice, target


def ends_in_points(text: str, kind: QuestionType = QuestionType.SINGLE) -> bool:
    """Whether the end of these words would be read as points in a question of a kind."""
    found = _POINTS.match(text) if kind in WITH_POINTS else None
    return bool(found and (kind is QuestionType.SINGLE or found["text"]))


def is_no_name(name: str) -> bool:
    """Whether a name could not stand behind an arrow."""
    return bool(_ARROW.match(name) or _POINTS.match(name))


def parted(text: str) -> tuple[str, ...]:
    """The words between commas, each once."""
    return tuple(dict.fromkeys(part for part in map(clean, re.split("[,;]", text)) if part))


def without_tags(feedback: list[str], known: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Feedback without its tags, and the tags: words in brackets at its end, all of them ``known``."""
    found = _TAGS.match(feedback[-1]) if feedback else None
    if not found:
        return "\n".join(feedback), ()
    tags = tuple(clean(tag) for tag in found["tags"].split(","))
    if not all(tag in known for tag in tags):
        return "\n".join(feedback), ()
    rest = [*feedback[:-1], found["text"]] if found["text"] else feedback[:-1]
    return "\n".join(rest), tags


def name_key(name: str) -> str:
    """What two scenes of one name have in common."""
    return clean(name).casefold()


def nearest(name: str, known: list[str]) -> str | None:
    """The known name that was probably meant."""
    folded = {fold(each): each for each in known if each}
    near = difflib.get_close_matches(fold(name)[:100], folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def _arrow(text: str) -> tuple[str, str | None, bool]:
    """Words, target (None without an arrow) and whether the arrow leads back."""
    found = _ARROW.match(text)
    if not found:
        return text, None, False
    return clean(found["text"]), clean(found["rest"]), found["arrow"] == "~>"


def _points(text: str, *, default: int, of_words: bool = False) -> tuple[str, int]:
    """``of_words``: only behind words, so that ``-5`` alone is a number and no points."""
    found = _POINTS.match(text)
    if not found or (of_words and not found["text"]):
        return text, default
    return clean(found["text"]), int(re.sub("[−–]", "-", found["points"]))


def _sides(text: str) -> tuple[str, str]:
    left, _, right = text.partition(PAIR)
    return clean(left), clean(right)

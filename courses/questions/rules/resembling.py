"""Which answered questions are like one that waits: nobody need write the same answer twice. Pure."""

import re
from collections.abc import Iterable

from courses.questions.models import Question
from lms.base.text import fold

MOST = 3
ENOUGH = 0.2
"""From this share of common words on two questions about different lessons may mean the same."""
_WORD = re.compile(r"\w+")


def like(question: Question, answered: Iterable[Question]) -> list[Question]:
    """Of these the few most like a question, the likest first: those about the same lesson or exercise before
    others, and among them by the words that both say, without diacritics."""
    words = _words(question)
    ranked = [(_likeness(words, _words(each)), each.place == question.place, each) for each in answered]
    near = [each for each in ranked if each[1] or each[0] >= ENOUGH]
    near.sort(key=lambda each: (each[1], each[0]), reverse=True)
    return [each for *_, each in near[:MOST]]


def _words(question: Question) -> frozenset[str]:
    said = f"{question.text or ''} {question.faq_wording or ''}"
    return frozenset(_WORD.findall(fold(said)))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of common words among all that either says."""
    either = one | other
    return len(one & other) / len(either) if either else 0.0

"""Sheets of questions that are not all answered by one letter: how a typed line becomes a path.

Between the answers of a line stands ``;`` (or a space, where no answer has one): a letter, ``AC`` for
several, ``ĐSĐ`` for statements, ``CAB`` for an order, ``A2B1`` for pairs, a number, words, and ``|`` between
the fields of a form. A phone without a network looks over the line by the same patterns.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from lms.base.text import clean, fold
from quizzes.exercise.answers import MAX_ANSWER, Answer, lefts
from quizzes.exercise.asking import is_single
from quizzes.exercise.graph import Exercise, QuestionType
from quizzes.exercise.paper import LETTERS, list_path, misread, read_letters
from quizzes.exercise.playing import Path
from quizzes.exercise.showing import from_letters, offered

BETWEEN = re.compile(r"[\s,.:/]")
"""What people put between the letters of one answer."""
_TRUE, _FALSE = "DT", "SF"  # đúng, true; sai, false
_ONCE = r"(?!.*(.).*\1)"


class Pattern(NamedTuple):
    """What an answer on paper looks like."""

    signs: str
    """A regular expression for the whole of it, as Python and a browser read it alike."""
    as_typed: bool
    """Whether it is looked for in what was typed; else in its letters and digits alone, in capitals."""


def is_lettered(exercise: Exercise, order: Sequence[int]) -> bool:
    """Whether every question of a sheet is answered by one letter."""
    return all(is_single(exercise.scenes[scene]) for scene in order)


def pattern(exercise: Exercise, scene: int) -> Pattern:
    """What an answer to a question looks like on paper."""
    asked = exercise.scenes[scene]
    count = len(asked.choices)
    letters = f"[A-{LETTERS[max(0, count - 1)]}]"
    if asked.type is QuestionType.SINGLE:
        return Pattern(letters, as_typed=False)
    if asked.type is QuestionType.MULTIPLE:
        return Pattern(f"{_ONCE}{letters}+|-", as_typed=False)
    if asked.type is QuestionType.TRUE_FALSE:
        return Pattern(f"[{_TRUE}{_FALSE}]{{{count}}}", as_typed=False)
    if asked.type is QuestionType.ORDERING:
        return Pattern(f"{_ONCE}{letters}{{{count}}}", as_typed=False)
    if asked.type is QuestionType.MATCHING:
        left = LETTERS[: len(lefts(asked))]
        every = "".join(f"(?=.*{letter})" for letter in left)
        side = f"[1-{len(offered(exercise, scene))}-]"
        return Pattern(f"{every}(?:[{left}]{side}){{{len(left)}}}", as_typed=False)
    if asked.type is QuestionType.NUMERICAL:
        return Pattern(r"[+\-−–]?\s*[0-9](?:[0-9.,\s]{0,18}[0-9])?\s*%?|-", as_typed=True)
    if asked.type is QuestionType.SHORT_ANSWER:
        return Pattern(f"[^|]{{1,{MAX_ANSWER}}}", as_typed=True)
    field = f"[^|]{{0,{MAX_ANSWER}}}"
    return Pattern(rf"{field}(?:\|{field}){{{count - 1}}}", as_typed=True)


def parts_of(text: str) -> list[str]:
    """The answers of a line and its check letter. ``Misread`` where there are fewer than two."""
    parts = [clean(part) for part in (text.split(";") if ";" in text else text.split())]
    while parts and not parts[-1]:
        parts.pop()
    if len(parts) < 2:
        raise misread("short")
    return parts


def check_in(text: str) -> str:
    """The check letter at the end of a line, whatever stands before it; empty where there is none."""
    return "".join(sign for sign in fold(text).upper() if sign in LETTERS)[-1:]


def line_key(exercise: Exercise, order: Sequence[int], text: str) -> str:
    """What two lines have in common that say the same."""
    if is_lettered(exercise, order):
        return read_letters(text)
    return ";".join(map(fold, parts_of(text)))


def sheet_path(exercise: Exercise, order: Sequence[int], text: str, check: str) -> Path:
    """The path that a typed line with its check letter writes through a list of questions; ``Misread`` says
    where it cannot be right."""
    if is_lettered(exercise, order):
        return list_path(exercise, order, read_letters(text), check)
    *answers, last = parts_of(text)
    if len(answers) != len(order):
        raise misread("number", count=len(order), given=len(answers))
    path = [
        (scene, _answer(exercise, scene, number, part))
        for number, (scene, part) in enumerate(zip(order, answers, strict=True), 1)
    ]
    if _signs(last) != check:
        raise misread("check", letter=last)
    return path


def _answer(exercise: Exercise, scene: int, number: int, part: str) -> Answer:
    wanted, signs = pattern(exercise, scene), _signs(part)
    if not re.fullmatch(wanted.signs, part if wanted.as_typed else signs):
        raise misread("answer", number=number, letter=part)
    kind = exercise.scenes[scene].type
    if kind is QuestionType.SINGLE:
        return LETTERS.index(signs)
    if kind is QuestionType.MULTIPLE:
        return sorted(LETTERS.index(sign) for sign in signs if sign in LETTERS)
    if kind is QuestionType.TRUE_FALSE:
        return [at for at, sign in enumerate(signs) if sign in _TRUE]
    if kind is QuestionType.FORM:
        return [clean(field) for field in part.split("|")]
    if wanted.as_typed:
        return part
    named = from_letters(exercise, scene, signs)
    if named is None:
        raise misread("answer", number=number, letter=part)
    return named


def _signs(part: str) -> str:
    return BETWEEN.sub("", fold(part).upper())

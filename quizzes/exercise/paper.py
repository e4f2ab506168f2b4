"""Exercises on paper: how the scenes of a book are numbered, and how a line of letters becomes a path.

A learner writes the letter of each choice and at last a check letter: in a story that of the ending where she
arrived, on a list of questions that of her sheet.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lms.base.messages import Message, Refusal, message
from lms.base.receipts import ALPHABET
from lms.base.text import fold
from quizzes.exercise.graph import Exercise
from quizzes.exercise.playing import MAX_STEPS, Path

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BETWEEN = ",.;:-–/|"  # what people put between letters, beside spaces
CHECKS = "HKMNPRSTVXY"  # easy to tell apart in handwriting, and not among the first choices
_WEIGHTS = (2, 3, 5, 7, 11, 13)  # all different and none 0 modulo 31, the signs of a code

SENTENCES = {
    "sign": message("“%(sign)s” is no letter. Please type only what stands in the boxes."),
    "short": message("A line has the letters of the choices and at the end the check letter."),
    "over": message("The story has ended at scene %(scene)d; this line goes on."),
    "choice": message("Scene %(scene)d has no choice %(letter)s."),
    "stops": message("The line stops at scene %(scene)d, where the story has not ended."),
    "number": message(
        "Questions on the sheet: %(count)d; answers in the line, without the check letter: %(given)d."
    ),
    "answer": message("Question %(number)d has no answer %(letter)s."),
    "check": message(
        "The check letter %(letter)s does not fit these letters. Please compare the line with the paper."
    ),
}
"""What can be wrong with a line; a phone without a network says it in the same words."""


class Misread(Refusal):
    """A line that nobody can have written by following the paper."""


@dataclass(frozen=True)
class Book:
    """How a version of a story is printed; the same for every printing."""

    order: tuple[int, ...]
    """The ordinals of its scenes as they stand in the book; the story begins with the first."""
    checks: dict[int, str]
    """The check letter of every ending, by the ordinal of its scene."""

    def number(self, scene: int) -> int:
        """The printed number of a scene."""
        return self.order.index(scene) + 1


def book_of(exercise: Exercise, seed: str) -> Book:
    """The book of a story: its first scene first, the others mixed, so that no number tells what comes next.
    ``seed`` names the version."""
    others = sorted(range(1, len(exercise.scenes)), key=lambda scene: _mixed(f"{seed}:{scene}"))
    endings = [scene for scene, each in enumerate(exercise.scenes) if each.ending is not None]
    letters = sorted(CHECKS, key=lambda letter: _mixed(f"{seed}:{letter}"))
    checks = {scene: letters[place % len(letters)] for place, scene in enumerate(endings)}
    return Book((0, *others), checks)


def sheet_check(seed: str) -> str:
    """The check letter of a sheet of questions; ``seed`` names the sheet."""
    return CHECKS[_mixed(seed) % len(CHECKS)]


def read_letters(text: str) -> str:
    """The letters of a typed line, whatever stands between them. :class:`Misread` for any other sign, and for
    fewer than two letters: one choice and the check letter."""
    signs = "".join(fold(text).upper().split())
    letters = "".join(sign for sign in signs if sign not in BETWEEN)
    for sign in letters:
        if sign not in LETTERS:
            raise misread("sign", sign=sign)
    if len(letters) < 2:
        raise misread("short")
    return letters


def story_path(exercise: Exercise, book: Book, letters: str) -> Path:
    """The path that letters with their check letter write through a story; :class:`Misread` says where they
    cannot be right."""
    path: list[tuple[int, int]] = []
    here = 0
    for letter in letters[:-1][:MAX_STEPS]:
        scene = exercise.scenes[here]
        if scene.ending is not None:
            raise misread("over", scene=book.number(here))
        choice = LETTERS.index(letter)
        if choice >= len(scene.choices):
            raise misread("choice", scene=book.number(here), letter=letter)
        path.append((here, choice))
        here = scene.choices[choice].target or 0
    _check_ending(exercise, book, here, letters[-1])
    return path


def list_path(exercise: Exercise, order: Sequence[int], letters: str, check: str) -> Path:
    """The path that letters with their check letter write through a list of questions."""
    answers = letters[:-1]
    if len(answers) != len(order):
        raise misread("number", count=len(order), given=len(answers))
    for number, (scene, letter) in enumerate(zip(order, answers, strict=True), 1):
        if LETTERS.index(letter) >= len(exercise.scenes[scene].choices):
            raise misread("answer", number=number, letter=letter)
    if letters[-1] != check:
        raise misread("check", letter=letters[-1])
    return [(scene, LETTERS.index(letter)) for scene, letter in zip(order, answers, strict=True)]


def sheet_code(step_id: int) -> str:
    """What is printed on every paper of a step, such as ``1A4-K``: its number and a check sign."""
    signs, rest = "", step_id
    while rest or len(signs) < 3:
        rest, digit = divmod(rest, len(ALPHABET))
        signs = ALPHABET[digit] + signs
    return f"{signs}-{_check(signs)}"


def read_sheet_code(text: str) -> int | None:
    """The step whose code somebody typed; None where its check does not hold."""
    signs = "".join(char for char in text.upper() if char.isalnum()).replace("I", "1").replace("L", "1")
    if not 4 <= len(signs) <= len(_WEIGHTS) or any(sign not in ALPHABET for sign in signs):
        return None
    number = 0
    for sign in signs[:-1]:
        number = number * len(ALPHABET) + ALPHABET.index(sign)
    return number if _check(signs[:-1]) == signs[-1] else None


def _check_ending(exercise: Exercise, book: Book, here: int, check: str) -> None:
    if exercise.scenes[here].ending is None:
        raise misread("stops", scene=book.number(here))
    if book.checks[here] != check:
        raise misread("check", letter=check)


def misread(name: str, **params: Any) -> Misread:
    """The refusal of a line, by the name of its sentence."""
    return Misread(Message(SENTENCES[name].text, params))


def _check(signs: str) -> str:
    total = sum(weight * ALPHABET.index(sign) for weight, sign in zip(_WEIGHTS, signs, strict=False))
    return ALPHABET[-total % len(ALPHABET)]


def _mixed(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")

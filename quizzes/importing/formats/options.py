"""Answers that stand beside each other: "A. …  B. …" in one line, apart or behind the question."""

import re
from itertools import pairwise

from quizzes.importing.formats.lines import Line
from quizzes.importing.formats.wording import ANSWER, BULLET, OPTION, QUESTION, truth_of

LETTERS = "ABCDEFGHIJK"
_WIDE = re.compile(r"\t\s*|\s{2,}")
_NEXT = {
    letter: re.compile(
        rf"(?:(?<=\s)|(?<=[.;,?!:)\]]))(?:[*✓✔√☑☒✗]|\[[xX✓*]\]|\([*✓]\))?\s*(?:{letter}|{letter.lower()})[.):/\]](?!\w[.)])\s*"
    )
    for letter in LETTERS
}


def split_options(line: Line, following: list[str]) -> list[Line]:
    """A line cut before each answer that stands in it; the line itself where only one does.

    The letters must follow one another. ``following`` are the letters with which the next lines begin: what
    begins one of those is not looked for within this one.
    """
    first = OPTION.match(line.text)
    letter = first["letter"].upper() if first else ""
    cuts = [0] if first else _first_within(line)
    if not cuts:
        return [line]
    at = OPTION.match(line.text, cuts[-1])
    letter = at["letter"].upper() if at else "A"
    small = bool(at and at["letter"].islower())
    while letter in LETTERS[:-1]:
        letter = LETTERS[LETTERS.index(letter) + 1]
        if letter in following:
            break
        found = _NEXT[letter].search(line.text, cuts[-1] + 2)
        if found is None or _is_small(found.group()) != small:
            break
        cuts.append(found.start())
    if len(cuts) == 1 or ((cuts[0] > 0 or len(cuts) > 2) and _are_truths(line.text, cuts)):
        return [line]
    ends = [*cuts[1:], len(line.text)]
    pieces = [line.cut(start, end) for start, end in zip(cuts, ends, strict=True)]
    return [line.cut(0, cuts[0]), *pieces] if line.text[: cuts[0]].strip() else pieces


def without_bullet(line: Line) -> Line:
    """A line without the bullet or box that stands before a question, the letter of an answer or a key:
    "• A. …"."""
    bullet = BULLET.match(line.text)
    if bullet is None or OPTION.match(line.text):
        return line
    answer = ANSWER.fullmatch(line.text, bullet.end())
    begins = OPTION.match(line.text, bullet.end()) or QUESTION.match(line.text, bullet.end())
    return line.cut(bullet.end()) if begins or (answer and answer["gap"].strip()) else line


def uncrossed(lines: list[Line]) -> list[Line]:
    """The lines, with answers that run down two columns (A and C over B and D) in the order of their
    letters."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        halves = [_halves(each) for each in lines[at : at + 2]]
        letters = "".join(half.text.lstrip("*✓✔√")[0].upper() for pair in halves for half in pair)
        if letters in ("ACBD", "ADBE", "BDCE"):
            (first, third), (second, fourth) = halves
            found += [first, second, third, fourth]
            at += 2
        else:
            found.append(lines[at])
            at += 1
    return found


def _halves(line: Line) -> list[Line]:
    """The two answers that a wide gap parts in a line; nothing for another line."""
    if not OPTION.match(line.text):
        return []
    starts = [gap.end() for gap in _WIDE.finditer(line.text) if OPTION.match(line.text, gap.end())]
    return [line.cut(0, starts[0]), line.cut(starts[0])] if len(starts) == 1 else []


def _first_within(line: Line) -> list[int]:
    """Where answers begin behind a question in its own line: an A and a B that follow each other."""
    first = _NEXT["A"].search(line.text, 3)
    if first is None:
        return []
    second = _NEXT["B"].search(line.text, first.end())
    same = second is not None and _is_small(first.group()) == _is_small(second.group())
    return [first.start()] if same else []


def _are_truths(text: str, cuts: list[int]) -> bool:
    """Whether nothing but true and false stands behind the letters: a key, and no answers."""
    pieces = [text[start:end] for start, end in pairwise([*cuts, len(text)])]
    return all(truth_of(OPTION.sub("", piece, count=1).strip(" .;,")) is not None for piece in pieces)


def _is_small(text: str) -> bool:
    return any(sign.islower() and sign != "x" for sign in text)

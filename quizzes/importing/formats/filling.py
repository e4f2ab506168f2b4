"""What lines below the beginning of a question add to it: words, answers, what is right and why."""

import re
from collections.abc import Callable
from dataclasses import replace

from lms.base.foreign.documents import PLAIN
from lms.base.text import clean
from quizzes.importing.formats.drafts import Draft, Option
from quizzes.importing.formats.lines import Line
from quizzes.importing.formats.wording import (
    ANSWER,
    BASIS,
    BULLET,
    CHOOSE,
    EXPLANATION,
    HINT,
    LABELLED,
    LEVEL,
    OPTION,
    POINTS,
    RIGHT_END,
    SEVERAL,
    STATEMENT_END,
    TICKED,
    TOPIC,
    letters_in,
    level_of,
    said_after,
    truth_of,
)

_TICKS = re.compile(r"\[[xX✓*]\]|\([*✓]\)")
_NOTES = (r"^[(\[]([^)\]]{1,30})[)\]]\s*[.:]?\s*", r"\s*[(\[]([^)\]]{1,30})[)\]]\s*$")


class Filling:
    """A question that grows line by line."""

    def __init__(self, draft: Draft, *, bullets: bool) -> None:
        self.draft = draft
        self.bullets = bullets
        """Whether answers may begin with a bullet instead of a letter."""
        self.explains = False
        """Whether further words belong to the explanation."""

    def begin(self, line: Line, note: str | None) -> None:
        """Its first words; ``note`` stood in brackets behind its number."""
        if note and not self._note(note):
            line = replace(line, text=f"({note}) {line.text}", looks=(), label=0)
        self._ask(self._without_notes(line.words))

    def take(self, line: Line) -> bool:
        """Whether a line belongs to the question."""
        return self._answer(line) or self._option(line) or self._words(line)

    # Words

    def _ask(self, words: str) -> None:
        """Take up words of the question; "(Đ)" behind them says that they are true."""
        end = STATEMENT_END.search(words)
        if end and not words.endswith("?"):
            self.draft.truth = truth_of(end["in"] or end["out"] or end["dots"])
            words = words[: end.start()]
        self.draft.several = self.draft.several or SEVERAL.search(words) is not None
        if words:
            self.draft.stem.append(words)

    def _without_notes(self, words: str) -> str:
        """Words without a degree of difficulty in brackets at their beginning or end."""
        for pattern in _NOTES:
            found = re.search(pattern, words)
            if found and (level_of(found[1]) or POINTS.fullmatch(found[1])):
                self._note(found[1])
                words = words[: found.start()] + words[found.end() :]
        return words

    def _note(self, note: str) -> bool:
        """Whether a remark in brackets was understood."""
        level = level_of(note)
        if level:
            self.draft.tags.append(level)
        elif SEVERAL.search(note):
            self.draft.several = True
        else:
            return POINTS.fullmatch(note) is not None
        return True

    def _words(self, line: Line) -> bool:
        draft = self.draft
        if self.explains:
            draft.explanation.append(line.words)
        elif draft.answers and not draft.answers[-1]:
            draft.answers[-1] = line.words  # "Đáp án:" alone, what it is below
        elif draft.answers:
            return False
        elif not draft.options:
            self._ask(self._without_notes(line.words))
        elif line.apart and line.words[:1].isupper():
            return False
        else:
            draft.options[-1].more.append(line.words)
        return True

    # What is right, and why

    def _answer(self, line: Line) -> bool:
        answer = ANSWER.fullmatch(line.text)
        if answer and (answer["gap"].strip() or _is_key(answer["value"])):
            self.draft.answers.append(clean(answer["value"]))
            return True
        if choose := CHOOSE.fullmatch(line.text):
            self.draft.answers.append(choose["value"])
            return True
        takers: tuple[tuple[re.Pattern[str], Callable[[str], None]], ...] = (
            (EXPLANATION, self._explain),
            (LEVEL, self._tag),
            (TOPIC, self._tag),
            (HINT, self._hint),
            (BASIS, self.draft.basis.append),
        )
        for pattern, take in takers:
            said = said_after(pattern, line.text)
            if said is not None:
                take(clean(said))
                return True
        return False

    def _explain(self, said: str) -> None:
        self.explains = True
        if said:
            self.draft.explanation.append(said)

    def _tag(self, said: str) -> None:
        self.draft.tags.append(level_of(said) or said.strip(" ."))

    def _hint(self, said: str) -> None:
        self.draft.hint = said

    # Answers that are offered

    def _option(self, line: Line) -> bool:
        if self.draft.answers or self.explains:
            return False
        labelled = line.label > 0
        found = (LABELLED if labelled else OPTION).match(line.text)
        if found and self._follows(found["letter"], labelled=labelled):
            self._offer(found["letter"], line, found.end(), found["sign"] or "")
            return True
        if found and not labelled and len(self.draft.options) > 1 and found["letter"].upper() == "A":
            self.draft.swallowed = True
        lettered = any(option.letter for option in self.draft.options)
        boxed = line.text[:1] in "☐☑☒□"
        bullet = BULLET.match(line.text) if not lettered and (self.bullets or boxed) else None
        if bullet:
            self._offer("", line, bullet.end(), bullet["sign"])
        return bullet is not None

    def _follows(self, letter: str, *, labelled: bool) -> bool:
        """Whether an answer with this letter may come next. Letters that Word counts may go on counting from
        the question before."""
        if not self.draft.options:
            return letter.upper() == "A" or labelled
        last = self.draft.options[-1].letter
        return not last or last <= letter.upper() <= chr(ord(last) + 3)

    def _offer(self, letter: str, line: Line, end: int, sign: str) -> None:
        words = line.cut(end)
        right = RIGHT_END.search(words.text)
        ticked = bool(right) or bool(_TICKS.search(sign)) or any(each in TICKED for each in sign)
        if right:
            words = words.cut(0, right.start())
        truth = None
        statement = STATEMENT_END.search(words.text) if not letter.isupper() else None
        if statement:
            truth = truth_of(statement["in"] or statement["out"] or statement["dots"])
            words = words.cut(0, statement.start())
        words = words.cut(0, len(words.text.rstrip(";")))  # it parted one answer from the next
        start = line.text.find(letter)
        look = line.looks[start] if line.label <= start < len(line.looks) else PLAIN
        self.draft.options.append(Option(letter.upper(), words, look, ticked, truth=truth))


def _is_key(value: str) -> bool:
    return letters_in(value) is not None or truth_of(value) is not None

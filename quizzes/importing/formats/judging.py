"""What is right in a question: every sign is heard, and where two disagree somebody is asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lms.base.messages import Message, message
from lms.base.text import clean, fold
from quizzes.importing.formats.drafts import UNUSUAL, Draft, Sign, Source
from quizzes.importing.formats.proposals import SEVERAL_MARKED
from quizzes.importing.formats.wording import IN_EXPLANATION, key_and_rest, letters_in, truth_of

LETTERS = "ABCDEFGHIJK"
ABSENT = 100  # and above: letters that no answer has
_TRUTH_PAIR = re.compile(r"([a-k])\s*[).:\-–=]*\s*(đúng|sai|đ|s|true|false|t|f)\b", re.IGNORECASE)
_OTHERS = re.compile(r"(?:\bcả|\btất cả|\bcác (?:ý|câu|đáp án|phương án)|\bboth|\ball of)\b", re.IGNORECASE)
_NOT_BEFORE = re.compile(
    r"(?:không|chưa|đừng|chớ|nhầm|sai lầm|not|never)\s+(?:nên\s+|phải\s+|được\s+)?$", re.IGNORECASE
)
_NOT_BEHIND = re.compile(
    r"(?:\s*(?:,|;|và|hoặc|hay)\s*[A-K]\b)*\s*(?:đều\s+|là\s+|cũng\s+)*"
    r"(?:sai|không|chưa|nhầm|loại|thiếu|is wrong)\b",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"\s*(?:$|[.,;:!)–-]|(?:là|vì|do|bởi|theo|because|đúng)\b)", re.IGNORECASE)
_SO_BEFORE = re.compile(
    r"(?:^|[.;:!?=>⇒→,])\s*(?:(?:vậy|nên|do đó|vì vậy|vì thế|suy ra|ta|do vậy|như vậy)\s*,?\s*)*$",
    re.IGNORECASE,
)
_SAID = {
    Source.LINE: message("Below the question stands: %(answers)s."),
    Source.TABLE: message("The list of keys says: %(answers)s."),
    Source.COLUMN: message("The column of keys says: %(answers)s."),
    Source.STAR: message("A star or tick stands beside: %(answers)s."),
    Source.EXPLANATION: message("The explanation names: %(answers)s."),
    Source.BOLD: message("In bold: %(answers)s."),
    Source.UNDERLINE: message("Underlined: %(answers)s."),
    Source.COLOR: message("In another colour: %(answers)s."),
    Source.HIGHLIGHT: message("Highlighted: %(answers)s."),
    Source.ITALIC: message("In italics: %(answers)s."),
    Source.FORMAT: message("Marked in the file: %(answers)s."),
}


@dataclass
class Judgement:
    """What is right, how that was told, and why it is not sure."""

    right: frozenset[int] = frozenset()
    told: list[Message] = field(default_factory=list)
    doubts: list[Message] = field(default_factory=list)
    several: bool = False
    """Whether some sign says that several are right."""


def said(sign: Sign) -> Message:
    """What a sign says, in a sentence."""
    letters = ", ".join(LETTERS[each % ABSENT % len(LETTERS)] for each in sorted(sign.right))
    return message(_SAID[sign.source].text, answers=letters or sign.words[:80] or "?")


def judge(draft: Draft, by_look: Sequence[Sign]) -> Judgement:
    """What is right among the answers that a question offers."""
    signs = [*_spoken(draft), *by_look]
    sure = [sign for sign in signs if sign.sure]
    if sure:
        signs = [sign for sign in signs if sign.sure or sign.source is not Source.ITALIC]
    judged = Judgement(told=list({str(said(sign)): said(sign) for sign in signs}.values()))
    distinct = {sign.right for sign in signs}
    judged.several = draft.several or any(len(right) > 1 for right in distinct)
    if not signs:
        judged.doubts.append(message("The right answer is not told."))
    elif len(distinct) > 1:
        judged.doubts.append(message("The signs of the right answer disagree."))
    else:
        judged.right = next(iter(distinct))
        judged.doubts += _doubts(draft, signs, judged.right)
    return judged


def _doubts(draft: Draft, signs: Sequence[Sign], right: frozenset[int]) -> Iterator[Message]:
    """Why one and the same answer of all signs is not sure."""
    yield from _doubts_of_right(draft, right)
    if not right <= set(range(len(draft.options))) or not right:
        return
    if not any(sign.sure for sign in signs):
        yield from {str(sign.doubt): sign.doubt for sign in signs if sign.doubt}.values()
    spoken = any(sign.source in (Source.LINE, Source.TABLE, Source.COLUMN, Source.FORMAT) for sign in signs)
    if len(right) > 1 and not draft.several and not spoken:
        yield SEVERAL_MARKED
    if draft.several and len(right) == 1:
        yield message("The question asks for several answers, but only one is marked.")


def _doubts_of_right(draft: Draft, right: frozenset[int]) -> Iterator[Message]:
    """What is doubtful of the right answers themselves, whatever told them."""
    if not right or max(right) >= len(draft.options):
        yield message("The key names an answer that the question does not have.")
    elif len(right) == len(draft.options):
        yield message("Every answer is marked as right.")
    elif len(right) > 1 and any(_OTHERS.search(option.words) for option in draft.options):
        yield message("An answer speaks of the others, such as “Cả A và B”. Which are right?")
    if draft.key_doubtful:
        yield message("The list of keys has this number more than once.")
    if draft.swallowed:
        yield message("Below it stand answers of another question, whose beginning was not found.")


def _spoken(draft: Draft) -> Iterator[Sign]:
    """What words and stars say."""
    for value in filter(None, draft.answers):
        yield from _of_value(draft, value, draft.said_by)
    for value in draft.keys:
        yield from _of_value(draft, value, Source.TABLE)
    if ticked := frozenset(number for number, option in enumerate(draft.options) if option.ticked):
        yield Sign(Source.STAR, ticked)
    yield from _explained(draft)


def _explained(draft: Draft) -> Iterator[Sign]:
    """What the explanation says. It is believed alone only where it says so at its beginning or end: between,
    "many choose A" is said of wrong answers too."""
    words = " ".join(draft.explanation)
    found = [each for each in IN_EXPLANATION.finditer(words) if not _is_denied(words, each)]
    named = {each["value"].upper() for each in found}
    if len(named) == 1:
        sure = any(_stands_alone(words, each) for each in found)
        yield Sign(Source.EXPLANATION, _ordinals(draft, named), None if sure else UNUSUAL)


def _is_denied(words: str, found: re.Match[str]) -> bool:
    """Whether an explanation says of an answer that it is wrong."""
    return bool(_NOT_BEFORE.search(words[: found.start()]) or _NOT_BEHIND.match(words[found.end() :]))


def _stands_alone(words: str, found: re.Match[str]) -> bool:
    """Whether an explanation begins or ends with the answer that it names."""
    begins = not words[: found.start()].strip(" .:;,=>⇒→") and _BECAUSE.match(words[found.end() :])
    ends = _SO_BEFORE.search(words[: found.start()]) and not words[found.end() :].strip(" .;)!")
    return bool(begins or ends)


def _of_value(draft: Draft, value: str, source: Source) -> Iterator[Sign]:
    """What the words of a key say: the words of an answer, its letter, or both."""
    same = _with_words(draft, value)
    if same:
        yield Sign(source, same)
        numbered = _by_number(draft, value)
        if numbered and max(numbered) < len(draft.options):
            yield Sign(source, numbered)  # "2" may be the second answer, or the one that reads "2"
    elif len(_TRUTH_PAIR.findall(value)) > 1:
        yield Sign(source, frozenset(), UNUSUAL, value)  # statements, but not those of this question
        return
    yield from _of_letters(draft, value, source, same)


def _of_letters(draft: Draft, value: str, source: Source, same: frozenset[int]) -> Iterator[Sign]:
    """What a key says by letters, or by a number where neither letters nor words (``same``) are there."""
    key, rest = key_and_rest(value)
    letters = letters_in(key or value)
    if letters and letters_in(rest):
        yield Sign(source, frozenset(), UNUSUAL, value)  # "A-C", "A. C": from A to C, or both?
    elif letters:
        yield Sign(source, _ordinals(draft, letters))
        named = _with_words(draft, rest)
        if named:
            yield Sign(source, named)
        elif rest and not same:
            draft.explanation.insert(0, rest)
    elif not same:
        yield Sign(source, _by_number(draft, value), UNUSUAL, value)


def _with_words(draft: Draft, value: str) -> frozenset[int]:
    """The answers that have these words."""
    wanted = _bare(value)
    return frozenset(
        number for number, option in enumerate(draft.options) if wanted and _bare(option.words) == wanted
    )


def _by_number(draft: Draft, value: str) -> frozenset[int]:
    """The answer with this number, from 1; none for other words."""
    bare = clean(value).rstrip(".")
    return frozenset({int(bare) - 1}) if bare.isdecimal() and int(bare[:6]) > 0 else frozenset()


def _bare(words: str) -> str:
    return clean(words).casefold().strip(" .;:,")


def _ordinals(draft: Draft, letters: frozenset[str] | set[str]) -> frozenset[int]:
    """Which answers letters mean: those that have them, else those in their places."""
    shown = {option.letter: number for number, option in enumerate(draft.options) if option.letter}
    if all(letter in shown for letter in letters):
        return frozenset(shown[letter] for letter in letters)
    first = min(shown, default="A")
    if shown and first == "A":
        return frozenset(shown.get(letter, ABSENT + LETTERS.index(letter)) for letter in letters)
    return frozenset(LETTERS.index(letter) for letter in letters)


def truths_of(draft: Draft) -> list[bool] | None:
    """Which statements of a question are true: as it stands behind each, or in its key; None where nothing
    says so of every one."""
    marked = [option.truth for option in draft.options]
    found: list[list[bool]] = []
    if all(truth is not None for truth in marked):
        found.append([bool(truth) for truth in marked])
    for value in (*draft.answers, *draft.keys):
        truths = _truths(value)
        if len(truths) == len(draft.options):
            found.append(truths)
    return found[0] if found and all(each == found[0] for each in found) else None


def _truths(value: str) -> list[bool]:
    """``a) Đúng, b) Sai`` or ``Đ S Đ S`` as a list."""
    pairs = _TRUTH_PAIR.findall(value)
    if pairs and [letter.upper() for letter, _ in pairs] == list(LETTERS[: len(pairs)]):
        return [bool(truth_of(word)) for _, word in pairs]
    words = re.split(r"[\s,;\-–/]+", value.strip(" ."))
    if len(words) == 1 and fold(words[0]).strip("ds") == "" and len(words[0]) > 1:
        words = list(words[0])
    truths = [truth_of(word) for word in words]
    return [bool(each) for each in truths] if all(each is not None for each in truths) else []

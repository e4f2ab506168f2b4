"""From what was read of a question to the question: its kind, what is right, what has to be asked."""

import re
from collections.abc import Sequence

from lms.base.messages import Message, message
from lms.base.text import clean
from quizzes.exercise.grammar import MAX_CHOICES
from quizzes.exercise.graph import Choice, QuestionType, Scene
from quizzes.importing.formats.drafts import Draft, Sign
from quizzes.importing.formats.judging import Judgement, judge, truths_of
from quizzes.importing.formats.looks import signs_by_look
from quizzes.importing.formats.proposals import Asks, Item
from quizzes.importing.formats.settling import kept, settled
from quizzes.importing.formats.wording import letters_in, truth_of

MOST_WORDS = 60  # characters of an answer that somebody types
_NUMBER = re.compile(r"[+\-−]?\d+(?:[.,]\d+)?(?:\s*(?:±|\+-|\+/-)\s*\d+(?:[.,]\d+)?)?")
_LISTED = re.compile(r"(?:\d{1,2}|[A-Za-z]|[ivx]+)\s*[.)/:]\s*\S|\([A-Za-z0-9]\)|[-–+•*○●▪]\s")
_WITH_UNIT = re.compile(r"(\d+(?:[.,]\d+)?)\s+(\S.*)")
TRUE_OR_FALSE = ("Đúng", "Sai")


def items_of(drafts: Sequence[Draft]) -> list[Item]:
    """The questions that were read, numbered in their order."""
    looks = signs_by_look(drafts)
    return [_item(draft, f"Câu {number + 1}", looks.get(number, [])) for number, draft in enumerate(drafts)]


def _item(draft: Draft, name: str, looks: Sequence[Sign]) -> Item:
    if len(draft.options) > 1:
        truths = truths_of(draft)
        if truths is not None:
            return _statements(draft, name, truths)
        return _choices(draft, name, judge(draft, looks))
    return _typed(draft, name)


def _scene(draft: Draft, name: str, choices: Sequence[Choice], kind: QuestionType) -> Scene:
    return Scene(
        name=name,
        text=draft.words,
        choices=tuple(choices),
        type=kind,
        hint=draft.hint,
        basis=tuple(draft.basis),
        tags=tuple(dict.fromkeys(clean(tag.replace(",", " ")) for tag in draft.tags if clean(tag))),
    )


def _choices(draft: Draft, name: str, judged: Judgement) -> Item:
    """A question with answers to choose from."""
    kind = QuestionType.MULTIPLE if draft.several else QuestionType.SINGLE
    scene = _scene(draft, name, [Choice(option.words) for option in draft.options], kind)
    asked = Asks.SEVERAL if judged.several else Asks.RIGHT
    asks = asked if judged.doubts else Asks.NOTHING
    right = frozenset() if judged.doubts else judged.right
    return _finished(draft, settled(scene, right, ""), judged.told, judged.doubts, asks)


def _statements(draft: Draft, name: str, truths: Sequence[bool]) -> Item:
    choices = [
        Choice(option.words, right=truth, points=int(truth))
        for option, truth in zip(draft.options, truths, strict=True)
    ]
    scene = _scene(draft, name, choices, QuestionType.TRUE_FALSE)
    told = [message("True and false stand beside the statements or in the key.")]
    return _finished(draft, scene, told, [], Asks.NOTHING)


def _typed(draft: Draft, name: str) -> Item:
    """A question without answers to choose from: true or false, a number, a few words, or none of these."""
    values = list(dict.fromkeys(clean(each) for each in (*draft.answers, *draft.keys) if clean(each)))
    truths = {truth for truth in (draft.truth, *map(truth_of, values)) if truth is not None}
    named = any(map(_names_answers, values))
    if truths and not draft.options and not named:
        return _true_or_false(draft, name, truths, sum(truth_of(each) is None for each in values) > 0)
    told = [message("Below the question stands: %(answers)s.", answers=value[:80]) for value in values]
    bare = values[0].rstrip(".") if values else ""
    if len(values) == 1 and not (draft.options or named) and len(bare) <= MOST_WORDS and "\n" not in bare:
        kind, words = _kind_of(bare)
        scene = _scene(draft, name, [Choice(words, right=True, points=1)], kind)
        listed = sum(_LISTED.match(line) is not None for line in draft.stem) > 1
        doubts = [message("Its words hold a list. Are those the answers to choose from?")] if listed else []
        return _finished(draft, scene, told, doubts, Asks.TAKE if listed else Asks.NOTHING)
    scene = _scene(draft, name, [Choice(option.words) for option in draft.options], QuestionType.SINGLE)
    if named:
        doubt = message("The key names an answer that the question does not have.")
    else:
        doubt = message("No answers to choose from, and no short answer, were found.")
    return _finished(draft, scene, told, [doubt], Asks.TAKE)


def _names_answers(value: str) -> bool:
    """Whether a key names answers by their letters: then there were some to choose from."""
    return letters_in(value) is not None and "Đ" not in value.upper()


def _true_or_false(draft: Draft, name: str, truths: set[bool], other: bool) -> Item:
    scene = _scene(draft, name, [Choice(word) for word in TRUE_OR_FALSE], QuestionType.SINGLE)
    told = [
        message("Below the question stands: %(answers)s.", answers=TRUE_OR_FALSE[not each]) for each in truths
    ]
    doubts = [message("The signs of the right answer disagree.")] if len(truths) > 1 or other else []
    right = () if doubts else [int(not each) for each in truths]
    asks = Asks.RIGHT if doubts else Asks.NOTHING
    return _finished(draft, settled(scene, right, ""), told, doubts, asks)


def _kind_of(answer: str) -> tuple[QuestionType, str]:
    """How an answer is typed: a number, or words (of which a number with its unit may leave the unit out)."""
    if _NUMBER.fullmatch(answer):
        return QuestionType.NUMERICAL, re.sub(r"\+-|\+/-", "±", answer)
    with_unit = _WITH_UNIT.fullmatch(answer)
    return QuestionType.SHORT_ANSWER, f"{answer} | {with_unit[1]}" if with_unit else answer


def _finished(
    draft: Draft, scene: Scene, told: Sequence[Message], doubts: Sequence[Message], asks: Asks
) -> Item:
    """The item, with what is wrong in its words."""
    explanation = "\n".join(dict.fromkeys(filter(None, map(clean, draft.explanation))))
    wrong = list(_wrong(draft, scene))
    known = [number for number, choice in enumerate(scene.choices) if choice.right]
    if known and scene.type is not QuestionType.TRUE_FALSE:
        scene = settled(scene, known, explanation)
    scene, is_whole = kept(scene)
    if not is_whole and not wrong:
        wrong.append(message("Some signs of it cannot be written in an exercise."))
    if asks is Asks.NOTHING and wrong:
        asks = Asks.TAKE
    return Item(scene, draft.place, tuple(told), (*doubts, *wrong), asks, explanation, tuple(draft.pictures))


def _wrong(draft: Draft, scene: Scene) -> list[Message]:
    """What is wrong with the words of a question."""
    found = []
    letters = [option.letter for option in draft.options if option.letter]
    words = [clean(choice.text).casefold() for choice in scene.choices]
    if not scene.text:
        found.append(message("The question has no words."))
    if letters != sorted(set(letters)) or (letters and ord(letters[-1]) - ord(letters[0]) >= len(letters)):
        found.append(
            message(
                "The letters of the answers have a gap or come twice: %(letters)s.",
                letters=", ".join(letters),
            )
        )
    if not all(words):
        found.append(message("An answer has no words."))
    if len({word for word in words if word}) < len([word for word in words if word]):
        found.append(message("Two answers have the same words."))
    if len(words) > MAX_CHOICES:
        found.append(message("A scene has at most %(limit)d choices.", limit=MAX_CHOICES))
    if draft.pictures_doubtful:
        found.append(message("A picture stands among or below its answers. Does it belong to the question?"))
    return found

"""Reading Moodle XML: questions as that system exports them."""

import html
import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat

from lms.base.messages import Message, message
from lms.base.office_safety import UnreadableFile, Walker
from lms.base.text import clean
from quizzes.exercise.graph import Choice, QuestionType, Scene
from quizzes.importing.formats.proposals import (
    LOST_PICTURE,
    PART_OF_POINTS,
    SEVERAL_MARKED,
    Asks,
    Item,
    marked,
)
from quizzes.importing.formats.settling import kept

_TAGS = re.compile(r"<[^>]{0,500}>")
_TRUTHS = {"true": "Đúng", "false": "Sai"}


def looks_like_moodle(text: str) -> bool:
    """Whether a text is Moodle XML."""
    return bool(re.match(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)?<quiz\b", text[:2000], re.DOTALL))


def items_of_moodle(text: str) -> list[Item]:
    """The questions of a file; :class:`UnreadableFile` for XML that is broken or declares entities."""
    data = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode()
    try:
        Walker().walk(io.BytesIO(data))
        root = fromstring(data)  # noqa: S314 — walked before: it declares nothing
    except (expat.ExpatError, ParseError) as error:
        line = getattr(error, "lineno", 0)
        raise UnreadableFile(message("The XML is broken in line %(line)d.", line=line)) from error
    return list(_items(root))


def _items(root: Element) -> Iterator[Item]:
    topic, number = "", 0
    for question in root.findall("question"):
        kind = question.get("type", "")
        if kind == "category":
            topic = clean(_text(question.find("category")).split("/")[-1])
        elif kind != "description":
            number += 1
            yield _item(question, kind, number, topic)


def _item(question: Element, kind: str, number: int, topic: str) -> Item:
    answers = question.findall("answer")
    reader = {
        "multichoice": _multichoice,
        "truefalse": _truefalse,
        "shortanswer": _shortanswer,
        "numerical": _numerical,
        "matching": _matching,
    }.get(kind)
    type_, choices = reader(question, answers) if reader else (QuestionType.SINGLE, [])
    why = _text(question.find("generalfeedback"))
    choices = [
        Choice(
            each.text,
            each.feedback or (why if each.right else ""),
            points=int(each.right),
            right=each.right,
            match=each.match,
        )
        for each in choices
    ]
    stem = _text(question.find("questiontext"))
    scene, is_whole = kept(
        Scene(f"Câu {number}", stem, choices=tuple(choices), type=type_, tags=(topic,) if topic else ())
    )
    doubts = tuple(_doubts(question, kind, scene, is_whole))
    place = message("question %(number)d", number=number)
    return Item(scene, place, marked(choices), doubts, Asks.TAKE if doubts else Asks.NOTHING)


def _doubts(question: Element, kind: str, scene: Scene, is_whole: bool) -> Iterator[Message]:
    """Why somebody has to look at a question."""
    right = sum(choice.right for choice in scene.choices)
    if not scene.choices:
        yield message("Questions of the kind “%(kind)s” are not read.", kind=clean(kind)[:40])
    elif not right:
        yield message("The right answer is not told.")
    elif not scene.text:
        yield message("The question has no words.")
    elif not is_whole:
        yield message("Some signs of it cannot be written in an exercise.")
    if scene.type is QuestionType.SINGLE and right > 1:
        yield SEVERAL_MARKED
    shares = map(_share, question.findall("answer"))
    if scene.type is not QuestionType.MULTIPLE and any(0 < share < 100 for share in shares):
        yield PART_OF_POINTS
    if any("<img" in (each.text or "") for each in question.iter("text")):
        yield LOST_PICTURE


def _multichoice(question: Element, answers: list[Element]) -> tuple[QuestionType, list[Choice]]:
    single = (question.findtext("single") or "true").strip().casefold() in ("true", "1")
    choices = [_choice(each, _share(each) >= 100 if single else _share(each) > 0) for each in answers]
    return QuestionType.SINGLE if single else QuestionType.MULTIPLE, choices


def _truefalse(_question: Element, answers: list[Element]) -> tuple[QuestionType, list[Choice]]:
    choices = [_choice(each, _share(each) >= 100) for each in answers]
    named = [
        Choice(_TRUTHS.get(each.text.casefold(), each.text), each.feedback, right=each.right)
        for each in choices
    ]
    return QuestionType.SINGLE, named


def _shortanswer(_question: Element, answers: list[Element]) -> tuple[QuestionType, list[Choice]]:
    right = " | ".join(_text(each).replace("|", "/") for each in answers if _share(each) >= 100)
    return QuestionType.SHORT_ANSWER, [Choice(right, right=True)] if right else []


def _numerical(_question: Element, answers: list[Element]) -> tuple[QuestionType, list[Choice]]:
    found = []
    for each in answers:
        number, margin = _text(each).replace(".", ","), (each.findtext("tolerance") or "").strip()
        exact = not margin.strip("0.,")
        words = number if exact else f"{number} ± {margin.replace('.', ',')}"
        found.append(Choice(words, _text(each.find("feedback")), right=_share(each) >= 100))
    return QuestionType.NUMERICAL, found


def _matching(question: Element, _answers: list[Element]) -> tuple[QuestionType, list[Choice]]:
    found = []
    for each in question.findall("subquestion"):
        left = _text(each)
        found.append(Choice(left, right=bool(left), match=_text(each.find("answer"))))
    return QuestionType.MATCHING, found


def _choice(answer: Element, right: bool) -> Choice:
    return Choice(_text(answer), _text(answer.find("feedback")), right=right)


def _share(answer: Element) -> float:
    try:
        return float(answer.get("fraction", "0"))
    except ValueError:
        return 0.0


def _text(element: Element | None) -> str:
    """The words in an element, without HTML."""
    if element is None:
        return ""
    return clean(html.unescape(_TAGS.sub(" ", element.findtext("text") or "")))

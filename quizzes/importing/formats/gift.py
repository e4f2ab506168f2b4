"""Reading GIFT, the text format of Moodle: ``::title:: words {=right ~wrong #feedback}``."""

import re
from collections.abc import Iterator

from lms.base.messages import Message, message
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

_ESCAPED = re.compile(r"\\([~=#{}:])")
_HIDDEN = {sign: chr(0xE000 + number) for number, sign in enumerate("~=#{}:")}
_SHOWN = {hidden: sign for sign, hidden in _HIDDEN.items()}
_ANSWER = re.compile(
    r"(?P<mark>[=~])\s*(?:%(?P<share>-?\d+(?:\.\d+)?)%)?(?P<words>[^=~#]*)(?:#(?P<why>(?!#)[^=~]*))?"
)
_TITLE = re.compile(r"^\s*::(?P<title>.*?)::", re.DOTALL)
_FORMAT = re.compile(r"^\s*\[(?:html|plain|markdown|moodle)\]")
_TAGS = re.compile(r"<[^>]{0,200}>")
_NUMBER = re.compile(r"#?\s*=?\s*(?P<number>-?[\d.,]+)(?:\s*:\s*(?P<margin>[\d.,]+))?\s*")
_RANGE = re.compile(r"#?\s*=?\s*(?P<low>-?[\d.,]+)\s*\.\.\s*(?P<high>-?[\d.,]+)\s*")


def looks_like_gift(text: str) -> bool:
    """Whether a text is written in GIFT."""
    hidden = _hide(text)
    return bool(re.search(r"\{\s*(?:[=~#]|T\}|F\}|TRUE|FALSE)", hidden)) and "}" in hidden


def items_of_gift(text: str) -> list[Item]:
    """The questions of a text in GIFT."""
    return [
        _item(block, line, f"Câu {number}", topic)
        for number, (block, line, topic) in enumerate(_blocks(text), 1)
    ]


def _blocks(text: str) -> Iterator[tuple[str, int, str]]:
    """Each question with the line it begins in and its category."""
    block: list[str] = []
    start, topic = 1, ""
    for number, line in enumerate([*_hide(text).replace("\r\n", "\n").split("\n"), ""], 1):
        bare = line.strip()
        if bare.startswith("//"):
            continue
        if bare.upper().startswith("$CATEGORY"):
            topic = clean(bare.partition(":")[2].split("/")[-1])
        elif bare or _is_open(block):
            if not _is_open(block) and _is_closed(block) and ("{" in bare or bare.startswith("::")):
                yield "\n".join(block), start, topic
                block = []
            start = number if not block else start
            block.append(line)
        elif block:
            yield "\n".join(block), start, topic
            block = []
    if block:
        yield "\n".join(block), start, topic


def _is_open(block: list[str]) -> bool:
    text = "".join(block)
    return text.count("{") > text.count("}")


def _is_closed(block: list[str]) -> bool:
    return any("}" in line for line in block)


def _item(block: str, line: int, name: str, topic: str) -> Item:
    place = message("line %(number)d", number=line)
    rest = _FORMAT.sub("", _TITLE.sub("", block, count=1), count=1)
    before, opened, inside = rest.partition("{")
    inside, _, after = inside.rpartition("}") if "}" in inside else (inside, "", "")
    stem = _show(f"{before} … {after}" if clean(after) else before)
    kind, choices = _answers(inside.strip())
    scene = Scene(name=name, text=stem, choices=tuple(choices), type=kind, tags=(topic,) if topic else ())
    scene, is_whole = kept(scene)
    doubts = list(_doubts(scene, bool(opened), is_whole))
    if kind is not QuestionType.MULTIPLE and any(0 < _share(each) < 100 for each in _ANSWER.finditer(inside)):
        doubts.append(PART_OF_POINTS)
    if kind is QuestionType.SINGLE and sum(choice.right for choice in choices) > 1:
        doubts.append(SEVERAL_MARKED)
    if "<img" in block:
        doubts.append(LOST_PICTURE)
    return Item(scene, place, marked(choices), tuple(doubts), Asks.TAKE if doubts else Asks.NOTHING)


def _doubts(scene: Scene, opened: bool, is_whole: bool) -> Iterator[Message]:
    if not scene.text:
        yield message("The question has no words.")
    if not opened or not scene.choices:
        yield message("No answers to choose from, and no short answer, were found.")
    elif not any(choice.right for choice in scene.choices):
        yield message("The right answer is not told.")
    elif not is_whole:
        yield message("Some signs of it cannot be written in an exercise.")


def _answers(inside: str) -> tuple[QuestionType, list[Choice]]:
    """The kind of a question by what stands in its braces, and its answers."""
    truth = re.match(
        r"(T|TRUE|F|FALSE)\s*(?:#([^#]*))?(?:#([^#]*))?(?:####.*)?$", inside, re.IGNORECASE | re.DOTALL
    )
    if truth:
        is_true = truth[1].upper().startswith("T")
        whys = [_show(truth[3] or ""), _show(truth[2] or "")]  # of the right answer, of the wrong one
        return QuestionType.SINGLE, [
            _choice("Đúng", is_true, whys[0 if is_true else 1]),
            _choice("Sai", not is_true, whys[1 if is_true else 0]),
        ]
    if inside.startswith("#"):
        return QuestionType.NUMERICAL, [_choice(_numerical(inside), True)]
    inside = inside.partition("####")[0]
    found = list(_ANSWER.finditer(inside))
    if any("->" in each["words"] for each in found):
        return QuestionType.MATCHING, [_pair(each["words"]) for each in found]
    if found and all(each["mark"] == "=" for each in found):
        words = " | ".join(_show(each["words"]) for each in found if _share(each) == 100)
        return QuestionType.SHORT_ANSWER, [_choice(words, True)]
    several = not any(each["mark"] == "=" for each in found)
    choices = [
        _choice(
            _show(each["words"]),
            _share(each) > 0 if several else _share(each) == 100,
            _show(each["why"] or ""),
        )
        for each in found
    ]
    return QuestionType.MULTIPLE if several else QuestionType.SINGLE, choices


def _share(answer: re.Match[str]) -> float:
    """How much of the points an answer is worth, in percent."""
    return float(answer["share"] or (100 if answer["mark"] == "=" else 0))


def _numerical(inside: str) -> str:
    span = _RANGE.fullmatch(inside)
    if span:
        low, high = (float(each.replace(",", ".")) for each in (span["low"], span["high"]))
        return f"{_decimal((low + high) / 2)} ± {_decimal((high - low) / 2)}"
    found = _NUMBER.match(inside)
    if found is None:
        return ""
    margin = found["margin"]
    return (
        f"{_comma(found['number'])} ± {_comma(margin)}"
        if margin and margin.strip("0.,")
        else _comma(found["number"])
    )


def _comma(number: str) -> str:
    return number.replace(".", ",")


def _decimal(number: float) -> str:
    return _comma(f"{number:.6f}".rstrip("0").rstrip("."))


def _pair(words: str) -> Choice:
    left, _, right = words.partition("->")
    return Choice(_show(left), right=bool(clean(left)), points=int(bool(clean(left))), match=_show(right))


def _choice(words: str, right: bool, why: str = "") -> Choice:
    return Choice(words, why, right=right, points=int(right))


def _hide(text: str) -> str:
    return _ESCAPED.sub(lambda found: _HIDDEN[found[1]], text)


def _show(text: str) -> str:
    """Words as they are read: signs that were escaped, without HTML."""
    shown = "".join(_SHOWN.get(sign, sign) for sign in text.replace("\\n", " "))
    return clean(_TAGS.sub(" ", shown))

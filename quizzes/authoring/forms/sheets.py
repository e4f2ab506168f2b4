"""The form of an exercise as it is sent: cards and answers by keys of their own, in the order of the page.

``scene`` names the cards, ``K-answer`` the answers of card K; ``K-name``, ``K-text`` and so on are what
stands in them. Keys live as long as the page: an arrow names its card while cards move and are renamed.
"""

import re
from dataclasses import replace

from werkzeug.datastructures import MultiDict

from lms.base.text import clean, clean_block
from quizzes.authoring.rules.arranging import Card
from quizzes.authoring.rules.shaping import Sheet, Unread
from quizzes.exercise.grammar import MAX_FIELDS, MAX_SCENES
from quizzes.exercise.graph import (
    DEFAULT_ATTEMPTS,
    DEFAULT_PASS_MARK,
    DEFAULT_WAIT_HOURS,
    Choice,
    Exercise,
    Kind,
    Media,
    QuestionType,
    Scene,
)
from quizzes.exercise.lines import parted

NEW = "new"
"""A target: a scene that does not exist yet."""
NAMED = "?"
"""Before a target: the name of a scene that nobody has written."""
ENDINGS = {"passed": True, "failed": False}

Sent = MultiDict[str, str]


def cards_from(sent: Sent) -> list[Card]:
    """The cards that were sent, in their order, with their answers; each key once."""
    keys = list(dict.fromkeys(sent.getlist("scene")))[: 2 * MAX_SCENES]  # too many are told
    return [Card(key, list(dict.fromkeys(sent.getlist(f"{key}-answer")))[:MAX_FIELDS]) for key in keys]


def sheet_from(sent: Sent, cards: list[Card]) -> Sheet:
    """What a form says, its cards in this order; a card or an answer that has no fields yet is empty."""
    places = {card.key: place for place, card in enumerate(cards)}
    missing = _missing(sent, cards)
    places |= {f"{NAMED}{name}": len(cards) + number for number, name in enumerate(missing)}
    scenes = [_scene(sent, card, places) for card in cards]
    unread = tuple(
        Unread(_lines(sent, f"{card.key}-unread"), _lines(sent, f"{card.key}-below")) for card in cards
    )
    exercise = replace(_head(sent), scenes=(*scenes, *map(Scene, missing)))
    return Sheet(exercise, len(cards), _lines(sent, "unread"), unread)


def _head(sent: Sent) -> Exercise:
    kind = sent.get("kind", "")
    return Exercise(
        title=clean(sent.get("title", "")),
        code=clean(sent.get("code", "")),
        kind=Kind(kind) if kind in set(Kind) else Kind.PRACTICE,
        competencies=tuple(map(clean, sent.getlist("competency"))),
        pass_mark=_number(sent, "pass_mark", DEFAULT_PASS_MARK),
        draw=_optional(sent, "draw"),
        quotas=_quotas(sent.get("quotas", "")),
        attempts=_number(sent, "attempts", DEFAULT_ATTEMPTS),
        wait_hours=_number(sent, "wait_hours", DEFAULT_WAIT_HOURS),
        basis=_lines(sent, "basis"),
    )


def _scene(sent: Sent, card: Card, places: dict[str, int]) -> Scene:
    """A card; where the story ends, answers that were left empty are none."""
    key, kind = card.key, sent.get(f"{card.key}-type", "")
    ending = ENDINGS.get(sent.get(f"{key}-ending", ""))
    choices = [_choice(sent, answer, places) for answer in card.answers]
    return Scene(
        clean(sent.get(f"{key}-name", card.name)),
        clean_block(sent.get(f"{key}-text", "")),
        media=_media(sent, key),
        choices=tuple(each for each in choices if ending is None or each != Choice("")),
        ending=ending,
        ending_text=clean(sent.get(f"{key}-ending_text", "")),
        must_pass=f"{key}-must_pass" in sent,
        lesson=_optional(sent, f"{key}-lesson"),
        type=QuestionType(kind) if kind in set(QuestionType) else QuestionType.SINGLE,
        hint="\n".join(_lines(sent, f"{key}-hint")),
        basis=_lines(sent, f"{key}-basis"),
        tags=parted(sent.get(f"{key}-tags", "")),
    )


def _choice(sent: Sent, key: str, places: dict[str, int]) -> Choice:
    right = f"{key}-right" in sent
    return Choice(
        clean(sent.get(f"{key}-text", "")),
        "\n".join(_lines(sent, f"{key}-feedback")),
        target=places.get(_target(sent, key)),
        points=_number(sent, f"{key}-points", int(right)),
        critical=f"{key}-critical" in sent,
        retry=f"{key}-retry" in sent,
        right=right,
        tags=parted(sent.get(f"{key}-tags", "")),
        match=clean(sent.get(f"{key}-match", "")),
    )


def _target(sent: Sent, key: str) -> str:
    given = sent.get(f"{key}-target", "")
    return f"{NAMED}{clean(given[1:])}" if given.startswith(NAMED) else given


def _missing(sent: Sent, cards: list[Card]) -> list[str]:
    """Names of scenes that arrows lead to and that nobody has written."""
    targets = (_target(sent, answer) for card in cards for answer in card.answers)
    return list(dict.fromkeys(each[1:] for each in targets if each.startswith(NAMED) and each[1:]))


def _media(sent: Sent, key: str) -> tuple[Media, ...]:
    fields = (sent.getlist(f"{key}-media_{name}") for name in ("kind", "file", "words"))
    return tuple(
        Media(kind, clean(file), clean(words))
        for kind, file, words in zip(*fields, strict=False)
        if kind in ("image", "audio") and clean(file)
    )


def _quotas(text: str) -> tuple[tuple[int, str], ...]:
    found = (re.fullmatch(r"([0-9]{1,3})\s+(.+)", part) for part in parted(text))
    return tuple((int(each[1]), each[2]) for each in found if each)


def _lines(sent: Sent, name: str) -> tuple[str, ...]:
    return tuple(line for line in map(clean, clean_block(sent.get(name, "")).split("\n")) if line)


def _number(sent: Sent, name: str, default: int) -> int:
    found = _optional(sent, name)
    return default if found is None else found


def _optional(sent: Sent, name: str) -> int | None:
    found = re.fullmatch(r"\s*([+\-−]?)([0-9]{1,6})\s*", sent.get(name, ""))
    return int(found[2]) * (-1 if found[1] in ("-", "−") else 1) if found else None

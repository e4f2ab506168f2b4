"""Arranging the cards of a form: adding, moving and removing scenes and their answers. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from quizzes.exercise.grammar import MAX_FIELDS

FIRST_ANSWERS = 2  # of a new scene: one would be no choice


@dataclass
class Card:
    """A scene of a form: its key, and the keys of its answers in their order."""

    key: str
    answers: list[str] = field(default_factory=list)
    name: str = ""
    """For a card that is new; the others say their name themselves."""


def arrange(cards: list[Card], command: str, name: Callable[[int], str]) -> str | None:
    """Do what a button says: ``add-scene``, ``add-scene-after K``, ``add-answer K``, or ``up``, ``down`` and
    ``remove`` with the key of a card or an answer. Returns the key of the card to show; what it cannot do it
    leaves. ``name`` names a new scene by its number."""
    verb, _, key = command.partition(" ")
    if verb == "add-scene":
        return add_card(cards, name).key
    for place, card in enumerate(cards):
        if card.key == key:
            return _on_card(cards, place, verb, name)
        if key in card.answers:
            _move(card.answers, card.answers.index(key), verb)
            return card.key
    return None


def add_card(cards: list[Card], name: Callable[[int], str], place: int | None = None) -> Card:
    """A new card at a place, at the end without one, with room for its first answers."""
    key = _free_key(cards)
    card = Card(key, [f"{key}a{number}" for number in range(FIRST_ANSWERS)], name(len(cards) + 1))
    cards.insert(len(cards) if place is None else place, card)
    return card


def _on_card(cards: list[Card], place: int, verb: str, name: Callable[[int], str]) -> str | None:
    card = cards[place]
    if verb == "add-scene-after":
        return add_card(cards, name, place + 1).key
    if verb == "add-answer":
        if len(card.answers) < MAX_FIELDS:
            card.answers.append(_free_answer(card))
        return card.key
    _move(cards, place, verb)
    if verb == "remove":
        return cards[max(0, place - 1)].key if cards else None
    return card.key


def _move(things: list[Any], place: int, verb: str) -> None:
    if verb == "remove":
        del things[place]
    elif verb == "up" and place > 0:
        things.insert(place - 1, things.pop(place))
    elif verb == "down" and place < len(things) - 1:
        things.insert(place + 1, things.pop(place))


def _free_key(cards: list[Card]) -> str:
    taken, number = {card.key for card in cards}, len(cards)
    while f"s{number}" in taken:
        number += 1
    return f"s{number}"


def _free_answer(card: Card) -> str:
    number = len(card.answers)
    while f"{card.key}a{number}" in card.answers:
        number += 1
    return f"{card.key}a{number}"

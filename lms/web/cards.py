"""By what a page knows the printed card of a person without asking anybody: a phone that scans one compares.
Who knows the cards (``lms.account``) injects how they are found."""

from collections.abc import Callable, Collection, Mapping

from flask import current_app

Find = Callable[[Collection[int]], Mapping[int, str]]
"""The SHA-256 of the token on the good card of each of these people, in hexadecimal; who has none is not
listed."""

LENGTH = 16
"""Hexadecimal digits of it that a page carries: 64 bits, enough to tell the cards of a room apart."""


def card_marks(person_ids: Collection[int]) -> dict[int, str]:
    """The mark of the card of each of these people; who has no good card is not listed."""
    find: Find | None = current_app.extensions.get("card_digests")
    return {person_id: digest[:LENGTH] for person_id, digest in find(person_ids).items()} if find else {}

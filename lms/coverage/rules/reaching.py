"""Reaching the people behind a number: whom, and what they are told, once."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace

from lms.base import audit
from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.coverage.models import Scene, State
from lms.coverage.queries.naming import Wanted, people, totals
from lms.coverage.rules.listing import Line, lines_of
from lms.outbox.models import MessageOut
from lms.outbox.rules.sending import Letter, send_each
from lms.standards.models import Requirement

AT_ONCE = 300
"""As many as somebody can call, and still know what she is doing."""

_SHORT = (State.LACKING, State.DECLARED)


class TooMany(Refusal):
    """The list is longer than anybody can act on at once."""


def short_of(scene: Scene, wanted: Wanted, requirement: Requirement) -> list[Line]:
    """The people of a list of names who do not hold what is asked, or not confirmed yet, by name.

    Raises :class:`TooMany`.
    """
    counts = totals(scene, wanted)
    number = sum(counts[each] for each in _SHORT if wanted.state in (None, State.CONFIRMED, each))
    if number > AT_ONCE:
        raise TooMany(
            message(
                "There are %(number)s people on this list. At most %(most)s can be reached at once:"
                " choose a commune first.",
                number=number,
                most=AT_ONCE,
            )
        )
    chosen = wanted if wanted.state in _SHORT else replace(wanted, state=None)
    found = lines_of(scene, db.session.scalars(people(scene, chosen)).all(), requirement)
    return [line for line in found if line.state is not State.CONFIRMED]


def about(requirement: Requirement) -> str:
    """Under which word the outbox keeps what is sent about a requirement."""
    return f"requirement:{requirement.code}"


def remind(
    scene: Scene,
    requirement: Requirement,
    subject: str,
    text: str,
    own_words: Mapping[int, str],
    *,
    by: int,
) -> list[MessageOut]:
    """Send the same text to people, to each with the words about herself; returns what is new.

    The same text about the same requirement reaches the same person once on a day, whoever sends it.
    ``own_words``: by person, the sentence that says why not yet.
    """
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    letters = [
        Letter(
            person_id,
            subject,
            f"{text}\n\n{words}",
            key=f"reminder:{requirement.code}:{scene.day}:{person_id}:{digest}",
            link="/",
            about=about(requirement),
        )
        for person_id, words in own_words.items()
    ]
    requirement_id = requirement.id
    sent = send_each(letters, by=by)
    if sent:
        facts = {"people": len(sent), "unit": scene.unit.code, "day": scene.day.isoformat()}
        audit.record(
            "requirement:reminded", db.session.get_one(Requirement, requirement_id), by=by, facts=facts
        )
    return sent


def only(lines: Collection[Line], person_ids: Collection[int]) -> list[Line]:
    """Those of a list who were chosen; a person who is not on it cannot be."""
    chosen = set(person_ids)
    return [line for line in lines if line.person.id in chosen]

"""Handing in for somebody else: an officer's phone serves her people in turn, at the meeting or at a door."""

from datetime import date
from typing import NamedTuple

from courses.policies import may_help
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.people.models import Person


class MayNotHelp(Refusal):
    """Only who answers for somebody's place hands in what she did."""


class Learner(NamedTuple):
    """Who did what is handed in, and who helped her."""

    person_id: int
    helper_id: int | None
    """Who hands it in for her; None where she does so herself."""


def learner_of(asker_id: int, who: int | None, day: date) -> Learner:
    """Who learned on ``day`` what the asker hands in: she herself, or ``who`` of her people, whom she helped.
    The day is that of a phone, whose clock may be wrong: those of today are her people too.

    Raises :class:`MayNotHelp` for anybody else; the phone keeps it then, and tries again.
    """
    if who is None or who == asker_id:
        return Learner(asker_id, None)
    asker, person = db.session.get(Person, asker_id), db.session.get(Person, who)
    if (
        asker is None
        or person is None
        or not any(may_help(asker, person, each) for each in (day, clock.today()))
    ):
        raise MayNotHelp(
            message(
                "Only the officer of her commune can hand in what somebody else did. It stays on this phone "
                "until whoever did it signs in, or the officer sends it."
            )
        )
    return Learner(person.id, asker_id)

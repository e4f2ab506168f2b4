"""What a phone hands in, by key or session: an attempt of who asks or of whom she helped. It is taken as it
comes, or kept apart where it cannot be."""

from datetime import date, datetime
from typing import NamedTuple

from courses.models import SentApart, Thing, Why
from courses.rules.helping import Learner, learner_of
from courses.rules.keeping_apart import Handed, decide, keep_apart
from courses.rules.reading_on_paper import note_read
from lms.base.clock import day_of
from lms.standards.models import Mode
from quizzes.rules.receiving import Kept, Sent, receive, receive_first


class HandedIn(NamedTuple):
    """An attempt on its way in."""

    sent: Sent
    learner: Learner
    device: str
    """The device that hands it in: by its key, else as it calls itself."""

    def apart(self) -> Handed:
        """The same, to be kept apart."""
        person_id, helper_id = self.learner
        sender_id = helper_id or person_id
        return Handed(Thing.ATTEMPT, self.sent.id, self.sent.content(), person_id, sender_id, self.device)


def handed_in(asker_id: int, who: int | None, sent: Sent, device: str | None, now: datetime) -> HandedIn:
    """Whose attempt this is. Refuses (``MayNotHelp``) what somebody else did, but for her officer."""
    day = min(day_of(sent.finished_at), day_of(now))
    return HandedIn(sent, learner_of(asker_id, who, day), device or sent.device)


def take(handed: HandedIn, now: datetime) -> Kept:
    """Take an attempt as it comes, before anything else is written; raises what ``receive`` raises."""
    person_id, helper_id = handed.learner
    return receive_first(person_id, handed.sent, helper_id=helper_id, now=now)


def put_apart(handed: HandedIn, why: Why, now: datetime) -> SentApart:
    """Keep an attempt apart; raises ``TooMuchApart``."""
    return keep_apart(handed.apart(), why, now)


def take_over(row_id: int, by: int, now: datetime) -> bool:
    """Take over what was kept apart, as if it had been taken when it came; returns whether it counts, or now
    lies beside what was handed in otherwise meanwhile.

    Raises ``Decided`` where somebody decided before, and what taking it refuses: then it stays where it is.
    """
    row = decide(row_id, take=True, by=by, now=now)
    helper_id = row.sender_id if row.sender_id != row.person_id else None
    if row.kind is Thing.ATTEMPT:
        sent = Sent.of(row.sent_id, row.content)
        return not receive(row.person_id, sent, helper_id=helper_id, now=row.received_at).conflict
    note_read(
        Learner(row.person_id, helper_id),
        row.content["step"],
        on=date.fromisoformat(row.content["on"]),
        mode=Mode(row.content["mode"]),
        now=row.received_at,
    )
    return True

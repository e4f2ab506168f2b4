"""The questionnaire at the end: filled in once by each participant, kept without her name."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from lms.activities.models import MARKS, QUESTIONS, Activity, ActivityState, Answer, RosterEntry
from lms.activities.rules.attending import present_in
from lms.base import clock
from lms.base.audit import record
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean

OPEN_DAYS = 30
"""So many days after the last one the questionnaire can be filled in on a phone."""


class BadAnswer(Refusal):
    """A questionnaire cannot be taken as it was filled in, or not from her."""


def seat_to_answer(activity_id: int, person_id: int) -> RosterEntry | None:
    """Her seat, while she may fill in the questionnaire: she was there, it is open, and she has not yet."""
    entry = db.session.scalar(
        select(RosterEntry).where(RosterEntry.activity_id == activity_id, RosterEntry.person_id == person_id)
    )
    return entry if entry and is_open(entry.activity) and present_in(entry) and not entry.answered else None


def is_open(activity: Activity) -> bool:
    """Whether the questionnaire is asked today: from the last day on, for a while."""
    last = (activity.valid_until or activity.valid_from) - timedelta(days=1)
    in_time = last <= clock.today() <= last + timedelta(days=OPEN_DAYS)
    return in_time and activity.state is not ActivityState.CANCELLED


def answer(activity_id: int, person_id: int, *, answer_id: str, marks: Mapping[str, int], words: str) -> None:
    """Keep what a participant filled in on her phone. That she did stands on her seat; what she said does
    not name her, and neither does the record of changes."""
    lock_for_writing("activities")
    if db.session.get(Answer, answer_id) is not None:
        return  # sent twice
    entry = seat_to_answer(activity_id, person_id)
    if entry is None:
        raise BadAnswer(message("The questionnaire is filled in once, by those who were there."))
    _keep(entry.activity, answer_id, marks, words, on_paper=False)
    entry.answered = True
    db.session.flush()
    record("activity:answered", entry.activity, by=None)


def type_in(activity_id: int, *, answer_id: str, marks: Mapping[str, int], words: str, by: int) -> None:
    """Keep a sheet that was filled in on paper."""
    lock_for_writing("activities")
    activity = db.session.get(Activity, activity_id)
    if activity is None or activity.state is ActivityState.CANCELLED:
        raise BadAnswer(message("This activity does not take place."))
    if activity.valid_from > clock.today():
        raise BadAnswer(message("The activity is still to come."))
    if db.session.get(Answer, answer_id) is not None:
        return
    _keep(activity, answer_id, marks, words, on_paper=True)
    db.session.flush()
    record("activity:answer-typed", activity, by=by)


def _keep(
    activity: Activity, answer_id: str, marks: Mapping[str, int], words: str, *, on_paper: bool
) -> None:
    if not set(marks) <= set(QUESTIONS) or not all(mark in MARKS for mark in marks.values()):
        raise BadAnswer(message("A mark lies between 1 and 5."))
    if not marks and not clean(words):
        raise BadAnswer(message("The questionnaire is empty."))
    db.session.add(
        Answer(
            id=answer_id,
            activity_id=activity.id,
            marks=dict(marks),
            words=clean(words)[:1000],
            on_paper=on_paper,
            received_on=clock.today(),
        )
    )

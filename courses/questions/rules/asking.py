"""Asking: a question is kept once, at the step and in the edition where it was asked."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from courses.models import Step
from courses.policies import may_open
from courses.queries import step as find_step
from courses.questions.models import Question
from courses.questions.rules.placing import place_of
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean_block

MOST_CHARACTERS = 1000
MOST_IN_A_DAY = 20
MOST_SCENES = 999


class UnknownStep(Refusal):
    """Nobody can ask there: no such lesson was ever published."""


class BadText(Refusal):
    """Nothing was asked, or too much at once."""


class TooMany(Refusal):
    """She has asked a lot today; tomorrow she may go on."""


@dataclass(frozen=True)
class Asked:
    """A question as it was sent."""

    id: str
    step_id: int
    scene: int | None
    text: str
    asked_at: datetime
    """By the clock of the device."""

    @property
    def content_hash(self) -> str:
        """Tells what was sent from anything else under the same id."""
        content = json.dumps([self.step_id, self.scene, self.text], ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()


class Kept(NamedTuple):
    """What became of it."""

    question: Question | None
    """None where the id is somebody else's."""
    conflict: bool
    """Whether another question stands under this id; it stays as it was."""


def cleaned(text: str) -> str:
    """The words as they are kept. Raises :class:`BadText`."""
    words = clean_block(text).strip()
    if not words:
        raise BadText(message("Please write the question first."))
    if len(words) > MOST_CHARACTERS:
        raise BadText(
            message(
                "The question is too long: at most %(most)s characters. It can be asked in two.",
                most=MOST_CHARACTERS,
            )
        )
    return words


def open_step(step_id: int) -> Step:
    """The step, of whichever edition was ever published. Raises :class:`UnknownStep`."""
    found = find_step(step_id)
    if found is None or not may_open(found.section.edition):
        raise UnknownStep(message("There is no such lesson."))
    return found


def keep_question(
    person_id: int, asked: Asked, *, device: str | None, revoked: bool = False, now: datetime
) -> Kept:
    """Keep a question; the same again is the one that is there, another one under its id changes nothing.

    What a ``revoked`` device hands in is kept with that mark: whoever has the phone may ask so. It takes
    nothing from what she may ask within a day.

    Raises :class:`UnknownStep`, :class:`BadText`, :class:`TooMany`.
    """
    lock_for_writing(f"questions:{person_id}", f"question:{asked.id}")
    known = db.session.get(Question, asked.id)
    if known:
        return _again(person_id, asked, known)
    step, text = open_step(asked.step_id), cleaned(asked.text)
    _refuse_flood(person_id, revoked, now)
    question = Question(
        id=asked.id,
        person_id=person_id,
        step_id=step.id,
        course_id=step.section.edition.course_id,
        place=place_of(step),
        scene=asked.scene,
        text=text,
        content_hash=asked.content_hash,
        device=device,
        device_revoked=revoked,
        asked_at=asked.asked_at,
        received_at=now,
    )
    db.session.add(question)
    db.session.flush()
    return Kept(question, False)


def _again(person_id: int, asked: Asked, known: Question) -> Kept:
    if known.person_id != person_id:
        return Kept(None, True)
    return Kept(known, known.content_hash not in (None, asked.content_hash))


def _refuse_flood(person_id: int, revoked: bool, now: datetime) -> None:
    hers = Question.person_id == person_id, Question.device_revoked.is_(revoked)
    recent = select(func.count()).where(*hers, Question.received_at > now - timedelta(days=1))
    if (db.session.scalar(recent) or 0) >= MOST_IN_A_DAY:
        raise TooMany(
            message("%(most)s questions were asked within a day. Please go on tomorrow.", most=MOST_IN_A_DAY)
        )

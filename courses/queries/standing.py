"""How somebody stands at a step: what is read before something that she did there is taken in."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, FromClause, Integer, Select, and_, bindparam, join, select, true

from courses.models import Edition, Enrolment, Section, Step, StepCompletion
from lms.account.queries import ASKER, SENDER, asked_with, sender_of, sent_with
from lms.base import clock
from lms.base.database import read_row
from lms.base.prepared import Prepared
from lms.people.models import PersonAlias
from lms.standards.models import Mode
from lms.web.sending import Sender

MODES = (Mode.SELF, Mode.READ_ALOUD, Mode.TOGETHER, Mode.PAPER)
"""From working alone to writing on paper; evidence names the one furthest from working alone."""


class Standing(NamedTuple):
    """A step, and how far somebody is with it."""

    edition_id: int
    is_withdrawn: bool
    """Whether its edition is not offered any more."""
    enrolment_id: int | None
    """Her latest in that edition."""
    mode: Mode | None
    """How she did the step there."""
    is_merged: bool
    """Whether she is read as somebody else."""

    def stands(self, mode: Mode) -> bool:
        """Whether the step is done already, with no more help than this time."""
        return self.mode is not None and MODES.index(self.mode) <= MODES.index(mode)

    def stays(self, mode: Mode) -> bool:
        """Whether doing the step would surely change nothing: one that is done stays done."""
        return self.stands(mode) and not self.is_merged


class Asking(NamedTuple):
    """Who hands something in for a step, by a key or a session."""

    person_id: int
    sender: Sender | None
    """The device whose key it is."""
    standing: Standing
    """How she herself stands there."""


def _at_step(person: ColumnElement[int], steps: FromClause) -> Select[int, bool, int, Mode, bool]:
    merged = select(PersonAlias.id).where(PersonAlias.merged_id == person, PersonAlias.undone_at.is_(None))
    return (
        select(
            Section.edition_id,
            Edition.withdrawn_at.is_not(None),
            Enrolment.id,
            StepCompletion.mode,
            merged.exists(),
        )
        .select_from(steps)
        .join(Section, Section.id == Step.section_id)
        .join(Edition, Edition.id == Section.edition_id)
        .outerjoin(Enrolment, and_(Enrolment.edition_id == Edition.id, Enrolment.person_id == person))
        .outerjoin(
            StepCompletion,
            and_(StepCompletion.enrolment_id == Enrolment.id, StepCompletion.step_id == Step.id),
        )
        .where(Step.id == bindparam("step"))
        .order_by(Enrolment.round.desc())
        .limit(1)
    )


# What every step asks is composed once: composing takes longer than reading.
_HERS = _at_step(bindparam("person", type_=Integer), Step.__table__)
_BESIDE = Prepared(_HERS)
_BY_SESSION = Prepared(_at_step(ASKER.c.person_id, join(ASKER, Step, true())).add_columns(ASKER.c.person_id))
_BY_KEY = Prepared(_at_step(SENDER.c.person_id, join(SENDER, Step, true())).add_columns(*SENDER.c))
_OF_STANDING = len(Standing._fields)


def standing_of(person_id: int, step_id: int) -> Standing | None:
    """How somebody stands at a step, in the session's transaction; None where there is no such step."""
    found = read_row(_HERS, {"person": person_id, "step": step_id})
    return Standing(*found) if found else None


def standing_beside(person_id: int, step_id: int) -> Standing | None:
    """The same, read beside the session."""
    found = _BESIDE.first({"person": person_id, "step": step_id})
    return Standing(*found) if found else None


def asking_at(step_id: int, *, token: str, key: str | None) -> Asking | None:
    """Who hands something in for a step, by the sending key where there is one, else by the session, in one
    read. None for nobody, and where there is no such step."""
    now = clock.now()
    if key is None:
        found = _BY_SESSION.first({**asked_with(token, now), "step": step_id})
    else:
        found = _BY_KEY.first({**sent_with(key), "step": step_id})
    if found is None:
        return None
    standing, who = Standing(*found[:_OF_STANDING]), found[_OF_STANDING:]
    return Asking(who[0], None if key is None else sender_of(*who, now=now), standing)

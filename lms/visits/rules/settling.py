"""Settling what a support visit found: closed with a word on how, opened again where that was not enough."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from lms.base import clock
from lms.base.audit import record
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean_block
from lms.visits.models import FindingTurn, SupportVisit, VisitFinding
from lms.visits.rules.visiting import LOCK


class BadTurn(Refusal):
    """A finding cannot be closed, or opened again, in this way."""


def whole_finding(finding_id: int) -> VisitFinding | None:
    """A finding with its visit, its units and everything that was done about it."""
    return db.session.scalar(
        select(VisitFinding)
        .where(VisitFinding.id == finding_id)
        .options(
            joinedload(VisitFinding.visit).joinedload(SupportVisit.unit),
            joinedload(VisitFinding.visit).joinedload(SupportVisit.visiting_unit),
            selectinload(VisitFinding.turns).joinedload(FindingTurn.by),
        )
    )


def close_finding(finding_id: int, *, on: date, how: str, by: int | None) -> FindingTurn:
    """Note that a finding was put right on a day, and how. Raises :class:`BadTurn`."""
    finding = _locked(finding_id)
    if finding.closed_on is not None:
        raise BadTurn(message("This finding is closed already."))
    if not finding.visit.visited_on <= on <= clock.today():
        raise BadTurn(message("It was put right between the visit and today."))
    turn = _turn(finding, True, on, how, by)
    finding.closed_on = on
    db.session.flush()
    record("finding:closed", finding, by=by, facts={"visit": finding.visit_id, "on": on.isoformat()})
    return turn


def reopen_finding(finding_id: int, *, why: str, by: int | None) -> FindingTurn:
    """Open a closed finding again, for a reason that stays with it; its last day stays as it was."""
    finding = _locked(finding_id)
    if finding.closed_on is None:
        raise BadTurn(message("This finding is open."))
    turn = _turn(finding, False, clock.today(), why, by)
    finding.closed_on = None
    db.session.flush()
    record("finding:reopened", finding, by=by, facts={"visit": finding.visit_id})
    return turn


def _locked(finding_id: int) -> VisitFinding:
    lock_for_writing(LOCK)
    finding = whole_finding(finding_id)
    if finding is None:
        raise BadTurn(message("There is no such finding."))
    return finding


def _turn(finding: VisitFinding, closes: bool, day: date, words: str, by: int | None) -> FindingTurn:
    said = clean_block(words).strip()
    if not said:
        raise BadTurn(message("Say what was done, or why it was not enough."))
    turn = FindingTurn(finding=finding, closes=closes, day=day, words=said, by_id=by, at=clock.now())
    db.session.add(turn)
    return turn

"""Deciding whom the doubtful rows of a waiting list mean. What was decided is kept with the list."""

from collections.abc import Mapping

from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.staffing.models import ImportState, RosterImport
from lms.staffing.rules.matching import NEW, Decision, Decisions


class NotWaiting(Refusal):
    """The list was applied or dropped before."""


def decide(roster_import_id: int, decided: Mapping[str, Decision], *, by: int | None) -> RosterImport:
    """Keep decisions on rows of a waiting list, by the address of the row, beside those made before.

    A choice that was none of those offered is left out. Raises :class:`NotWaiting`.
    """
    lock_for_writing("staffing")
    kept = waiting(roster_import_id)
    offered = {row: each for row, each in decided.items() if each.choice in {NEW, *each.among}}
    if offered:
        kept.decisions = {**(kept.decisions or {}), **{row: _plain(each) for row, each in offered.items()}}
        db.session.flush()
        audit.record("roster_import:decided", kept, by=by, facts={"rows": len(offered)})
    return kept


def forget_decisions(roster_import_id: int, *, by: int | None) -> RosterImport:
    """Take back all that was decided of a waiting list, so that it is asked again."""
    lock_for_writing("staffing")
    kept = waiting(roster_import_id)
    kept.decisions = None
    db.session.flush()
    audit.record("roster_import:undecided", kept, by=by, facts={})
    return kept


def decisions_of(roster_import: RosterImport) -> Decisions:
    """What was decided of its rows."""
    return {
        row: Decision(each["choice"], frozenset(each["among"]))
        for row, each in (roster_import.decisions or {}).items()
    }


def waiting(roster_import_id: int) -> RosterImport:
    """A list that waits, as it is now; :class:`NotWaiting` where it does not."""
    roster_import = db.session.get_one(RosterImport, roster_import_id, populate_existing=True)
    if roster_import.state is not ImportState.WAITING:
        raise NotWaiting(
            message("This list has already been applied or dropped. Send it again to compare it anew.")
        )
    return roster_import


def _plain(decision: Decision) -> dict[str, object]:
    return {"choice": decision.choice, "among": sorted(decision.among)}

"""Later changes of units, from a list to the record: look at what it does, then carry out all of it or
nothing."""

import hashlib
from dataclasses import dataclass
from datetime import date

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.people.rules.moving import catch_up
from lms.places.models import Unit
from lms.places.rules.changing_units import plan_of, write_units
from lms.places.rules.founding import organisation
from lms.places.rules.lives import UnitPlan
from lms.places.rules.reading_units import UnitList, read_units
from lms.staffing.models import ImportState, UnitChanges
from lms.staffing.rules.succession_effects import Effects, StationChange, effects_of


class NotWaiting(Refusal):
    """The changes were carried out or dropped before."""


@dataclass(frozen=True)
class Preview:
    """What a list does to the units and to all that stands in them."""

    plan: UnitPlan
    effects: Effects

    @property
    def is_clean(self) -> bool:
        """Whether nothing is refused and nobody would be lost."""
        return self.plan.is_clean and not self.effects.lost

    def counts(self) -> dict[str, int]:
        """How many units begin and end, and how many posts move or wait."""
        return {
            "begun": len(self.plan.begun),
            "ended": len(self.plan.ended),
            "same": self.plan.same,
            "moved": self.effects.moved,
            "undecided": self.effects.undecided,
            "refused": len(self.plan.refused),
            "lost": len(self.effects.lost),
        }


class ChangesRefused(Refusal):
    """The list has refused cells or would lose somebody, so nothing of it is written."""

    def __init__(self, preview: Preview) -> None:
        counts = preview.counts()
        super().__init__(
            message(
                "Nothing was written: %(cells)s cells are refused, and %(posts)s posts would be left without "
                "a unit.",
                cells=counts["refused"],
                posts=counts["lost"],
            )
        )
        self.preview = preview


def preview(listed: UnitList) -> Preview:
    """What a list would do, without doing it."""
    plan = plan_of(listed)
    return Preview(plan, effects_of(plan))


def keep_changes(file_name: str, content: bytes, by: int | None) -> UnitChanges:
    """Keep a list that was sent or entered, so that what is carried out is what was looked at.

    Raises the refusals of reading.
    """
    read_units(file_name, content)
    lock_for_writing("unit-changes")
    kept = UnitChanges(
        file_name=clean(file_name)[-200:] or "?",
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        sent_at=clock.now(),
        by_id=by,
        state=ImportState.WAITING,
        counts={},
    )
    db.session.add(kept)
    db.session.flush()
    audit.record("unit_changes:sent", kept, by=by, facts={"sha256": kept.sha256})
    db.session.flush()
    return kept


def carry_out(changes_id: int, *, by: int | None) -> Preview:
    """Do all that a waiting list says, or nothing.

    Units begin and end, stations are succeeded, posts and access follow. Raises :class:`ChangesRefused`
    where any cell is refused or a post would be left without a unit.
    """
    waiting = _waiting(changes_id)
    listed = read_units(waiting.file_name, waiting.content)
    lock_for_writing("units", "hamlets", "organisations", "posts", "grants", "unit-changes")
    waiting = _waiting(changes_id)
    done = preview(listed)
    if not done.is_clean:
        raise ChangesRefused(done)
    counts = done.counts()
    write_units(done.plan, waiting.file_name, by=by)
    for each in done.effects.stations:
        _succeed(each, by)
    catch_up(date.max, by=by)
    waiting = _waiting(changes_id)
    waiting.state, waiting.applied_at, waiting.counts = ImportState.APPLIED, clock.now(), counts
    db.session.flush()
    audit.record("unit_changes:applied", waiting, by=by, facts=counts)
    return done


def drop_changes(changes_id: int, *, by: int | None) -> None:
    """Take back a list that was not carried out."""
    lock_for_writing("unit-changes")
    waiting = _waiting(changes_id)
    waiting.state = ImportState.DROPPED
    db.session.flush()
    audit.record("unit_changes:dropped", waiting, by=by)


def _waiting(changes_id: int) -> UnitChanges:
    changes = db.session.get_one(UnitChanges, changes_id, populate_existing=True)
    if changes.state is not ImportState.WAITING:
        raise NotWaiting(message("These changes were carried out or dropped before."))
    return changes


def _succeed(change: StationChange, by: int | None) -> None:
    """End an organisation with its unit; found the one that takes over its people, where there is none."""
    ended = change.organisation
    unit = db.session.get_one(Unit, change.life.id)
    parent = ended.parent if ended.parent and ended.parent.holds_on(change.on) else None
    ended.successor = organisation(ended.kind, change.successor_name, unit, parent=parent, since=change.on)
    ended.valid_until = change.on
    db.session.flush()
    facts = {"on": change.on.isoformat(), "successor": ended.successor.id}
    audit.record("organisation:ended", ended, by=by, facts=facts)

"""Writing a long list: checked as a whole first, then written piece by piece, so that others can write too.

Every piece is consistent by itself and is written in a transaction of its own, together with the numbers of
its lines. So a crash loses nothing: whoever takes the list up again goes on with the lines that are left.
Where the record moved meanwhile so that a piece is refused, the list waits again, with what is left of it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.people.models import Person
from lms.staffing.models import ImportState, RosterImport
from lms.staffing.queries.lists import imports_being_written
from lms.staffing.rules.confirming import confirm_listed
from lms.staffing.rules.cutting import PIECE, cut
from lms.staffing.rules.deciding import decisions_of, waiting
from lms.staffing.rules.drafting import Draft, clean, draft, part_of_draft, read, still_true, without
from lms.staffing.rules.filling_posts import handed_over
from lms.staffing.rules.importing import carry_out, close, write
from lms.staffing.rules.plans import Plan
from lms.staffing.rules.reading import Reading

WRITING = "write-staff-lists"
"""The job that writes what was begun."""

CLAIM = timedelta(minutes=2)
"""How long a process that does not come back with a piece counts as alive."""


class _Piece(NamedTuple):
    """Lines that are written together: their numbers in the whole list, and what they do."""

    numbers: list[int]
    draft: Draft


class _Lost(Exception):
    """Another process has taken the list over, or has ended it."""


def begin(roster_import_id: int, asker: Person | None) -> RosterImport:
    """Write a short list at once, all of it; have a long one written by :func:`write_in_pieces`, as its state
    says then.

    ``ListRefused`` where any cell of a short list is refused; then nothing is written.
    """
    kept = waiting(roster_import_id)
    if (kept.lines or 0) - len(kept.written_lines or ()) <= PIECE:
        carry_out(roster_import_id, asker)
        return kept
    lock_for_writing("staffing")
    kept = waiting(roster_import_id)
    kept.state, kept.claimed_until = ImportState.APPLYING, None
    db.session.flush()
    audit.record("roster_import:begun", kept, by=kept.by_id, facts={"lines": kept.lines})
    return kept


def write_in_pieces(roster_import_id: int, commit: Callable[[], None]) -> None:
    """Write a list that was begun; the entrance's ``commit`` is called after each piece.

    Nothing of it is written where any cell is refused now. Does nothing while another process is at it.
    Raises ``ListRefused`` in the first case, and where a piece is refused since the record moved meanwhile:
    the list waits again then, and what it has written stays.
    """
    claimed = _claim(roster_import_id)
    commit()
    if claimed is None:
        return
    try:
        _write_all(roster_import_id, claimed, commit)
    except _Lost:
        db.session.rollback()
    except Exception:
        db.session.rollback()
        _interrupt(roster_import_id)
        commit()
        raise


def lists_to_write() -> list[int]:
    """The lists that were begun and that no living process writes."""
    return list(db.session.scalars(imports_being_written(clock.now())))


def _write_all(roster_import_id: int, claimed: datetime, commit: Callable[[], None]) -> None:
    kept = db.session.get_one(RosterImport, roster_import_id)
    asker = db.session.get_one(Person, kept.by_id) if kept.by_id else None
    reading = read(kept.content or b"")
    for piece in _pieces(kept, reading, asker):
        claimed = _write_piece(roster_import_id, claimed, piece, asker)
        commit()
    after = draft(reading, kept.day, asker, decisions_of(kept)).plan if kept.confirms else None
    lock_for_writing("staffing")
    kept = _still_mine(roster_import_id, claimed)
    if after:
        confirm_listed(kept, after)
    kept.written_lines, kept.claimed_until = None, None
    close(kept, ImportState.APPLIED, asker)
    commit()


def _pieces(kept: RosterImport, reading: Reading, asker: Person | None) -> Iterator[_Piece]:
    """What is left of the list, compared as a whole and cut."""
    written = set(kept.written_lines or ())
    left = [number for number in range(len(reading.lines)) if number not in written]
    whole = clean(draft(without(reading, written), kept.day, asker, decisions_of(kept)))
    for places in cut(whole.reading.lines, _kept_together(whole.plan), PIECE):
        yield _Piece([left[place] for place in places], part_of_draft(whole, places))


def _kept_together(plan: Plan) -> list[list[int]]:
    """The numbers of the lines of each person, and of those who may meet on one post; a clean plan has a row
    for each line, in order."""
    rows: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(plan.rows):
        rows[id(row.person)].append(number)
    met = [[rows[id(each.person)][0] for each in group] for group in handed_over(plan.postings)]
    return [*rows.values(), *met]


def _claim(roster_import_id: int) -> datetime | None:
    """Take the list for this process; None where another one has it, or nothing is to be done."""
    lock_for_writing("staffing")
    kept = db.session.get_one(RosterImport, roster_import_id, populate_existing=True)
    is_claimed = kept.claimed_until is not None and kept.claimed_until > clock.now()
    if kept.state is not ImportState.APPLYING or is_claimed:
        return None
    kept.claimed_until = clock.now() + CLAIM
    db.session.flush()
    return kept.claimed_until


def _still_mine(roster_import_id: int, claimed: datetime) -> RosterImport:
    kept = db.session.get_one(RosterImport, roster_import_id, populate_existing=True)
    if kept.state is not ImportState.APPLYING or kept.claimed_until != claimed:
        raise _Lost
    return kept


def _write_piece(roster_import_id: int, claimed: datetime, piece: _Piece, asker: Person | None) -> datetime:
    lock_for_writing("staffing", "hamlets", "people", "posts")
    kept = _still_mine(roster_import_id, claimed)
    write(kept, still_true(piece.draft, asker).plan, asker)
    kept.written_lines = [*(kept.written_lines or ()), *piece.numbers]
    kept.claimed_until = clock.now() + CLAIM
    db.session.flush()
    return kept.claimed_until


def _interrupt(roster_import_id: int) -> None:
    """Have the list wait again, with what is left of it."""
    lock_for_writing("staffing")
    kept = db.session.get_one(RosterImport, roster_import_id, populate_existing=True)
    if kept.state is ImportState.APPLYING:
        kept.state, kept.claimed_until = ImportState.WAITING, None
        db.session.flush()
        facts = {"written": len(kept.written_lines or ()), "lines": kept.lines}
        audit.record("roster_import:interrupted", kept, by=None, facts=facts)

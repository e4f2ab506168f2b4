"""Notes of a meeting that a phone hands in, also when its session has ended; deciding what was kept apart."""

from collections.abc import Iterable
from datetime import date

from flask import abort, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.activities.models import Gathered
from lms.activities.queries import waiting_apart
from lms.activities.views.handing_in import decide_apart, handed_in, take_in
from lms.meetings.forms.noting import Note, NoteKind
from lms.meetings.models import MeetingFollowUp
from lms.meetings.rules.holding import agree, pass_on, tick_off_agreed
from lms.meetings.views.blueprint import meetings
from lms.meetings.views.finding import MEETING, commune_or_404, meeting_address, month_of
from lms.web.access import Permission, asker, keeps_apart, requires, sends
from lms.web.asking import json_sent
from lms.web.safety import csrf


@meetings.post(f"{MEETING}/notes")
@csrf.exempt  # type: ignore[untyped-decorator]
@sends
@keeps_apart
def keep_note(unit_id: int, year: int, month: int) -> tuple[Response, int] | Response:
    """Keep a note that was typed or ticked on a phone; the same again changes nothing.

    It comes from a page that the phone has kept, whose token is old: the sending key guards it, or the Origin
    check, SameSite and the JSON type.
    """
    first = month_of(year, month)
    try:
        note = Note.read(json_sent())
    except (KeyError, TypeError, ValueError, OverflowError):
        abort(400)
    commune_or_404(unit_id, first, on=note.on if note.on >= first else None)
    handed = handed_in(note.id, place_of(unit_id, first), note.content)
    return take_in(handed, lambda: _write(unit_id, first, note, asker().id), lambda: _standing(note))


@meetings.post(f"{MEETING}/apart")
@requires(Permission.ACTIVITIES_RUN)
def decide_about_note(unit_id: int, year: int, month: int) -> Response:
    """Take over a note that a revoked device had handed in, or leave it."""
    first = month_of(year, month)
    unit = commune_or_404(unit_id, first)
    decide_apart(place_of(unit_id, first), lambda row: _write(unit_id, first, _note(row), row.sender_id))
    return redirect(meeting_address(unit, first), 303)


def place_of(unit_id: int, month: date) -> str:
    """As what notes of a meeting are kept."""
    return f"meeting:{unit_id}:{month:%Y-%m}"


def notes_apart(
    unit_id: int, month: date, agreed: Iterable[MeetingFollowUp]
) -> list[tuple[Gathered, list[str]]]:
    """What waits for a decision at a meeting, each in words."""
    words = {each.id: each.words for each in agreed}
    return [(row, _lines(_note(row), words)) for row in waiting_apart(place_of(unit_id, month))]


def _lines(note: Note, agreed: dict[int, str]) -> list[str]:
    said = note.content
    if note.kind is not NoteKind.DONE:
        return [said["words"]]
    words = agreed.get(said["follow_up"], "—")
    return [_("Done: %(words)s", words=words) if said["done"] else _("Not done: %(words)s", words=words)]


def _write(unit_id: int, month: date, note: Note, by: int) -> None:
    said = note.content
    if note.kind is NoteKind.MESSAGE:
        pass_on(unit_id, month, said["words"], by=by)
    elif note.kind is NoteKind.AGREED:
        agree(unit_id, month, said["words"], person_id=said["person"], by=by)
    else:
        row = said["follow_up"]
        tick_off_agreed(unit_id, month, shown=[row], done=[row] if said["done"] else [], by=by, on=note.on)


def _standing(note: Note) -> dict[str, object]:
    """What the page writes beside its own: the note itself; ``at`` is the moment of the answer."""
    return {name: value for name, value in note.content.items() if name != "at"}


def _note(row: Gathered) -> Note:
    return Note(row.id, NoteKind(row.content["kind"]), row.content)

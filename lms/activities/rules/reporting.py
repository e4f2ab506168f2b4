"""Adding up what an activity came to."""

from collections.abc import Mapping, Sequence
from datetime import date

from lms.activities.models import QUESTIONS, Activity, GuestGroup, RosterEntry
from lms.activities.models.report import (
    FEWEST_SHEETS,
    ActivityReport,
    GroupLine,
    Participant,
    QuestionLine,
    TopicLine,
)
from lms.activities.queries import marks_given, roster_of
from lms.activities.rules.attending import present_in, taught_by
from lms.activities.rules.crediting import Taught, attended_periods, counts
from lms.base.bulk import in_pieces
from lms.base.text import sort_key
from lms.people.models import Posting, StaffKind
from lms.people.queries import postings_on


def report_of(activity: Activity) -> ActivityReport:
    """What an activity came to: its people, its sums, and what they thought of it."""
    people = participants_of(activity)
    marks = marks_given(activity.id)
    return ActivityReport(
        activity=activity,
        participants=people,
        groups=_groups(people),
        topics=[TopicLine(topic, sum(topic.id in each.met for each in people)) for topic in activity.topics],
        sheets=len(marks),
        questions=_questions(marks) if len(marks) >= FEWEST_SHEETS else [],
    )


def participants_of(activity: Activity) -> list[Participant]:
    """The roster by unit, then by given name; guests last, by group."""
    entries = roster_of(activity.id)
    places = _places([each.person_id for each in entries if each.person_id is not None], activity.valid_from)
    topics = taught_by(activity)
    people = [_participant(activity, each, topics, places) for each in entries]
    groups = list(GuestGroup)
    return sorted(
        people,
        key=lambda each: (
            groups.index(each.guest_group) + 1 if each.guest_group else 0,
            sort_key(each.place),
            sort_key(each.name),
        ),
    )


def kind_order(kind: StaffKind | None) -> tuple[bool, int, int]:
    """Sorts kinds of staff as lists show them; who held no post comes last."""
    return (True, 0, 0) if kind is None else (False, kind.position, kind.id)


def kind_key(kind: StaffKind | None) -> int | None:
    """What a kind of staff is counted under."""
    return kind.id if kind else None


def _participant(
    activity: Activity, entry: RosterEntry, topics: Sequence[Taught], places: Mapping[int, str]
) -> Participant:
    present = present_in(entry)
    return Participant(
        name=entry.person.full_name if entry.person else entry.guest_name or "",
        place=places.get(entry.person_id or 0, "") if entry.person else entry.guest_place or "",
        staff_kind=entry.role.staff_kind if entry.role else None,
        guest_group=None if entry.person else entry.guest_group or GuestGroup.OTHER,
        planned=entry.planned,
        present=present,
        periods=sum(attended_periods(topic, present) for topic in topics),
        met=frozenset(topic.topic for topic in topics if counts(topic, present, activity.minimum_attendance)),
    )


def _places(person_ids: Sequence[int], day: date) -> dict[int, str]:
    """The unit that each of these people served on ``day`` in her main post."""
    found: dict[int, str] = {}
    for piece in in_pieces(sorted(person_ids)):
        for person_id, postings in postings_on(piece, day).items():
            main = min(postings, key=lambda posting: (posting.second_job, posting.id))
            found[person_id] = _place(main, day)
    return found


def _place(posting: Posting, day: date) -> str:
    return next((each.unit.name for each in posting.post.places if each.holds_on(day)), "")


def _groups(people: Sequence[Participant]) -> list[GroupLine]:
    """Kinds of staff in their order, then guests; who held no post comes between."""
    found: dict[tuple[int | None, GuestGroup | None], list[Participant]] = {}
    for each in people:
        found.setdefault((kind_key(each.staff_kind), each.guest_group), []).append(each)
    lines = [
        GroupLine(
            members[0].staff_kind,
            group,
            sum(each.planned for each in members),
            sum(each.came for each in members),
        )
        for (_kind, group), members in found.items()
    ]
    groups = list(GuestGroup)
    return sorted(
        lines,
        key=lambda line: (
            groups.index(line.guest_group) + 1 if line.guest_group else 0,
            kind_order(line.staff_kind),
        ),
    )


def _questions(marks: Sequence[Mapping[str, int]]) -> list[QuestionLine]:
    return [
        QuestionLine(code, tuple(sum(each.get(code) == mark for each in marks) for mark in range(1, 6)))
        for code in QUESTIONS
    ]

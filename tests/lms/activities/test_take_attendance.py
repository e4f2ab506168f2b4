"""Attendance arrives once, is corrected openly, and becomes evidence when the class is closed."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from lms.activities.models import Activity, ActivityState, Attendance, AttendanceWay, Half, RosterEntry
from lms.activities.queries import half_days_of, roster_of
from lms.activities.rules.attending import Arrived, BadAttendance, Taken, close, take
from lms.activities.rules.planning import PlannedTopic
from lms.base.clock import VIETNAM
from lms.base.database import db
from lms.standards.models import Evidence, EvidenceKind, EvidenceStatus, Mode
from lms.standards.queries import clause_of, evidence_of
from tests.factories.activities import DAY, a_class, come, sit
from tests.factories.standards import a_collaborator, competency

MORNING, AFTERNOON = 0, 1


def new_books() -> PlannedTopic:
    clause = clause_of("01/2022/TT-BYT", "Phụ lục I", DAY)
    assert clause
    return PlannedTopic("Sổ A0 mới", competency("ctv_nv5").id, 4, 4, (clause.id,))


def standing(person_id: int) -> list[Evidence]:
    rows = evidence_of(person_id)
    voided = {row.voids_id for row in rows}
    return [row for row in rows if row.kind is not EvidenceKind.VOID and row.id not in voided]


def ticked(entry: RosterEntry, activity: Activity, *, present: bool = True, minute: int = 0) -> Taken:
    moment = datetime(2022, 6, 14, 8, minute, tzinfo=VIETNAM)
    morning = half_days_of(activity.id)[MORNING]
    return Taken(str(uuid4()), entry.id, morning.id, present, AttendanceWay.TICKED, moment)


def test_who_was_there_all_day_has_evidence_with_the_document_and_the_clause(both_shipped_app: Flask) -> None:
    hoa = a_collaborator()
    activity = a_class(new_books())
    come(activity, sit(activity, hoa))
    close(activity.id, by=None)
    (row,) = standing(hoa.id)
    assert (row.kind, row.status, row.mode) == (EvidenceKind.WORKSHOP, EvidenceStatus.CONFIRMED, Mode.SELF)
    assert (row.occurred_on, row.document) == (DAY, "12/KH-TTYT")


def test_half_a_day_of_a_topic_that_asks_for_80_percent_shows_nothing(shipped_app: Flask) -> None:
    hoa, lan = a_collaborator(), a_collaborator("CTV-2", "Trần Thị Lan")
    activity = a_class(new_books())
    hers, lans = sit(activity, hoa, lan)
    come(activity, [hers])
    come(activity, [lans], half_days=[MORNING])
    close(activity.id, by=None)
    assert len(standing(hoa.id)) == 1
    assert standing(lan.id) == []


def test_before_the_class_is_closed_nothing_counts(shipped_app: Flask) -> None:
    hoa = a_collaborator()
    activity = a_class(new_books())
    come(activity, sit(activity, hoa))
    assert standing(hoa.id) == []


def test_a_sheet_that_was_misread_is_put_right_and_back_again(both_shipped_app: Flask) -> None:
    hoa = a_collaborator()
    activity = a_class(new_books())
    entries = sit(activity, hoa)
    come(activity, entries)
    close(activity.id, by=None)
    come(activity, entries, half_days=[AFTERNOON], present=False, minute=1)
    assert standing(hoa.id) == []
    come(activity, entries, half_days=[AFTERNOON], minute=2)
    assert [row.revision for row in standing(hoa.id)] == [2]


def test_the_same_attendance_from_two_phones_is_one(both_shipped_app: Flask) -> None:
    activity = a_class(new_books())
    (entry,) = sit(activity, a_collaborator())
    first = ticked(entry, activity)
    assert take(activity.id, [first], by=None) == Arrived(kept=1, known=0, changed=0, late=0)
    assert take(activity.id, [first, ticked(entry, activity, minute=5)], by=None).known == 2
    assert len(db.session.scalars(select(Attendance)).all()) == 1


def test_of_two_phones_that_disagree_the_later_one_stands(shipped_app: Flask) -> None:
    activity = a_class(new_books())
    (entry,) = sit(activity, a_collaborator())
    take(activity.id, [ticked(entry, activity, minute=5)], by=None)
    assert take(activity.id, [ticked(entry, activity, present=False, minute=1)], by=None).late == 1
    assert take(activity.id, [ticked(entry, activity, present=False, minute=9)], by=None).changed == 1
    assert not db.session.scalars(select(Attendance)).one().present


def test_an_attendance_of_another_class_or_of_somebody_else_is_refused(shipped_app: Flask) -> None:
    activity, other = a_class(new_books()), a_class(new_books(), title="Lớp khác")
    entry, lans = sit(activity, a_collaborator(), a_collaborator("CTV-2", "Trần Thị Lan"))
    with pytest.raises(BadAttendance, match="another activity"):
        take(other.id, [ticked(entry, activity)], by=None)
    hers = ticked(entry, activity)
    take(activity.id, [hers], by=None)
    with pytest.raises(BadAttendance, match="somebody else"):
        take(activity.id, [replace(hers, entry_id=lans.id)], by=None)


def test_a_class_without_anybody_there_is_not_closed(shipped_app: Flask) -> None:
    activity = a_class(new_books())
    come(activity, sit(activity, a_collaborator()), present=False)
    with pytest.raises(BadAttendance, match="Nobody"):
        close(activity.id, by=None)
    assert db.session.get_one(Activity, activity.id).state is ActivityState.PLANNED


def test_attendance_is_not_taken_for_a_day_still_to_come(shipped_app: Flask) -> None:
    activity = a_class(half_days=((date(2099, 1, 5), Half.MORNING),))
    (entry,) = sit(activity, a_collaborator())
    with pytest.raises(BadAttendance, match="05/01/2099"):
        come(activity, [entry])
    assert roster_of(activity.id)[0].attendances == []

"""An officer holds the monthly meeting: who is expected, whom to help first, what is passed on and agreed."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from lms.activities.models import Activity, ActivityKind, Half, RosterEntry
from lms.activities.queries import roster_of
from lms.activities.rules.attending import close
from lms.activities.rules.following_up import follow_ups_of, give_task, tick_off
from lms.activities.rules.planning import cancel
from lms.base.database import db
from lms.base.messages import message
from lms.meetings.models import MeetingFollowUp, MeetingMessage
from lms.meetings.rules.holding import (
    BadMeeting,
    agree,
    drop_agreed,
    hold_meeting,
    pass_on,
    take_back,
    tick_off_agreed,
)
from lms.meetings.rules.preparing import Help, Line, Preparation, in_order_of_help, prepare
from lms.paper.faces import UnprintableText
from lms.people.models import Level, Person
from lms.places.models import Unit
from lms.places.queries import unit_by_code
from lms.standards.models import EvidenceStatus, Requirement
from lms.standards.rules.explaining import State, explain
from lms.standards.rules.judging import Standing
from tests.factories.activities import a_class, come, sit
from tests.factories.people import make_collaborator, make_officer, make_person, post_person
from tests.factories.standards import a_class as shown_in_class
from tests.factories.standards import requirement

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)
SECOND = date(2026, 11, 2)
TODAY = "2026-11-02 09:00+07:00"


def tam_duong() -> Unit:
    """The commune since the merger."""
    unit = unit_by_code("08869", SECOND)
    assert unit
    return unit


def held(unit: Unit, day: date = SECOND) -> Activity:
    """The meeting on ``day``, made in the morning; committed."""
    meeting = hold_meeting(unit.id, day.replace(day=1), day=day, half=Half.MORNING, by=None)
    db.session.commit()
    return meeting


def line_of(prepared: Preparation, person: Person) -> Line:
    (found,) = [line for line in prepared.lines if line.person.id == person.id]
    return found


def names(prepared: Preparation) -> list[str]:
    return [line.person.full_name for line in prepared.lines]


@pytest.fixture
def commune(both_shipped_app: Flask) -> Unit:
    """Xã Tam Dương with an officer and three collaborators, and a collaborator next door."""
    unit = tam_duong()
    make_officer(unit)
    for name in ("Trần Thị Lan", "Nguyễn Thị Hoa", "Bùi Thị Đào"):
        make_collaborator(unit, name, hamlet=f"Thôn {name[-3:]}")
    next_door = unit_by_code("08905", SECOND)
    assert next_door
    make_collaborator(next_door, "Phạm Thị Xa")
    db.session.commit()
    return unit


def person(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.full_name == name)).one()


@time_machine.travel(TODAY, tick=False)
def test_one_tap_seats_the_collaborators_of_the_commune_and_nobody_else(commune: Unit) -> None:
    meeting = held(commune)
    assert (meeting.kind, meeting.title) == (ActivityKind.MEETING, "Giao ban tháng 11/2026")
    assert [(each.day, each.half) for each in meeting.half_days] == [(SECOND, Half.MORNING)]
    assert {entry.person.full_name for entry in roster_of(meeting.id) if entry.person} == {
        "Trần Thị Lan",
        "Nguyễn Thị Hoa",
        "Bùi Thị Đào",
    }


@time_machine.travel(TODAY, tick=False)
def test_made_again_it_is_the_same_meeting_and_seats_who_came_since(commune: Unit) -> None:
    meeting_id = held(commune).id
    late = make_collaborator(commune, "Vũ Thị Mới")
    db.session.commit()
    assert prepare(commune, NOVEMBER).without_seat == 1
    assert held(commune, date(2026, 11, 20)).id == meeting_id
    assert prepare(commune, NOVEMBER).without_seat == 0
    assert line_of(prepare(commune, NOVEMBER), late).seat
    assert db.session.scalar(select(func.count()).select_from(Activity)) == 1
    assert db.session.scalar(select(func.count()).select_from(RosterEntry)) == 4


@time_machine.travel(TODAY, tick=False)
def test_one_that_was_called_off_is_made_anew(commune: Unit) -> None:
    first = held(commune).id
    cancel(first, reason="Bão số 12", by=None)
    db.session.commit()
    assert prepare(commune, NOVEMBER).meeting is None
    assert held(commune, date(2026, 11, 9)).id != first


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize("day", [date(2026, 10, 31), DECEMBER])
def test_it_refuses_a_day_of_another_month(commune: Unit, day: date) -> None:
    with pytest.raises(BadMeeting, match="one of its days"):
        hold_meeting(commune.id, NOVEMBER, day=day, half=Half.MORNING, by=None)


def test_it_refuses_a_meeting_of_nobody(both_shipped_app: Flask) -> None:
    with pytest.raises(BadMeeting, match="02/11/2026"):
        held(tam_duong())


@time_machine.travel(TODAY, tick=False)
def test_each_line_says_the_sentence_that_she_sees_herself(commune: Unit) -> None:
    lan = person("Trần Thị Lan")
    shown_in_class(lan, "bao_ve_tre_em", date(2024, 5, 6))
    line = line_of(prepare(commune, NOVEMBER), lan)
    assert {each.code: standing for each, standing in line.open} == {
        code: explain(lan.id, requirement(code), SECOND)
        for code in ("bao_ve_tre_em", "tap_huan_ctv_hang_nam")
    }
    assert [standing.state for _asked, standing in line.lacking] == [State.EXPIRED, State.NEVER_SHOWN]
    assert line.hamlet == "Thôn Lan"


@time_machine.travel(TODAY, tick=False)
def test_whom_to_help_first_stands_first(commune: Unit) -> None:
    lan, hoa, dao = (person(name) for name in ("Trần Thị Lan", "Nguyễn Thị Hoa", "Bùi Thị Đào"))
    for each in (lan, hoa, dao):
        shown_in_class(each, "tap_huan_ctv_hang_nam", date(2026, 3, 5))
    shown_in_class(lan, "bao_ve_tre_em", date(2026, 3, 5))
    shown_in_class(hoa, "bao_ve_tre_em", date(2024, 5, 6))
    prepared = prepare(commune, NOVEMBER)
    assert names(prepared) == ["Nguyễn Thị Hoa", "Bùi Thị Đào", "Trần Thị Lan"]
    assert [line.help for line in prepared.lines] == [Help.EXPIRED, Help.MISSING, Help.NONE]
    assert [line.person for line in prepared.first] == [hoa, dao]


@time_machine.travel(TODAY, tick=False)
def test_what_ends_soon_or_waits_for_the_officer_is_due(commune: Unit) -> None:
    lan, hoa = person("Trần Thị Lan"), person("Nguyễn Thị Hoa")
    shown_in_class(lan, "bao_ve_tre_em", date(2024, 12, 11))
    shown_in_class(hoa, "bao_ve_tre_em", date(2026, 10, 1), status=EvidenceStatus.DECLARED)
    prepared = prepare(commune, NOVEMBER)
    assert [standing.state for _asked, standing in line_of(prepared, lan).due] == [State.EXPIRING]
    assert [standing.state for _asked, standing in line_of(prepared, hoa).due] == [State.DECLARED]


@time_machine.travel(TODAY, tick=False)
def test_what_was_finished_since_the_last_meeting_is_named(commune: Unit) -> None:
    lan = person("Trần Thị Lan")
    with time_machine.travel("2026-10-03 09:00+07:00", tick=False):
        before = held(commune, date(2026, 10, 3))
        come(before, roster_of(before.id))
        db.session.commit()
    shown_in_class(lan, "ctv_nv5", date(2026, 10, 2))
    shown_in_class(lan, "bao_ve_tre_em", date(2026, 10, 3))
    prepared = prepare(commune, NOVEMBER)
    assert prepared.since == date(2026, 10, 3)
    assert [each.code for each in line_of(prepared, lan).finished] == ["bao_ve_tre_em"]
    assert line_of(prepared, person("Bùi Thị Đào")).last_seen == date(2026, 10, 3)


@time_machine.travel(TODAY, tick=False)
def test_a_meeting_that_nobody_attended_was_none(commune: Unit) -> None:
    held(commune, date(2026, 10, 3))
    prepared = prepare(commune, NOVEMBER)
    assert prepared.since == OCTOBER
    assert line_of(prepared, person("Bùi Thị Đào")).last_seen is None


@time_machine.travel(TODAY, tick=False)
def test_tasks_from_classes_are_due_until_they_are_done(commune: Unit) -> None:
    lan, dao = person("Trần Thị Lan"), person("Bùi Thị Đào")
    activity = a_class(unit_id=commune.id, half_days=((date(2026, 10, 20), Half.MORNING),))
    entries = sit(activity, lan, dao)
    come(activity, entries)
    give_task(activity.id, task="Ghi đủ sổ A0 mới của một thôn", due_on=date(2026, 11, 30), by=None)
    give_task(activity.id, task="Nộp báo cáo quý", due_on=DECEMBER, by=None)
    db.session.commit()
    line = line_of(prepare(commune, NOVEMBER), lan)
    assert [task.task for task in line.tasks] == ["Ghi đủ sổ A0 mới của một thôn"]
    task = follow_ups_of(activity.id)[0]
    tick_off(task.id, shown=[entries[0].id], done=[entries[0].id], by=dao.id)
    db.session.commit()
    prepared = prepare(commune, NOVEMBER)
    assert not line_of(prepared, lan).tasks
    assert line_of(prepared, dao).tasks


@time_machine.travel(TODAY, tick=False)
def test_ticks_are_those_of_every_activity_and_can_be_closed(commune: Unit) -> None:
    meeting = held(commune)
    entries = roster_of(meeting.id)
    come(meeting, entries[:2])
    db.session.commit()
    prepared = prepare(commune, NOVEMBER)
    assert prepared.came == 2
    assert {line.person.id for line in prepared.lines if line.came} == {
        each.person_id for each in entries[:2]
    }
    close(meeting.id, by=None)
    db.session.commit()
    assert prepare(commune, NOVEMBER).meeting


@time_machine.travel(TODAY, tick=False)
def test_messages_of_the_province_are_passed_on_in_every_commune_of_it(commune: Unit) -> None:
    assert commune.parent
    pass_on(commune.id, NOVEMBER, "Họp lúc 8 giờ.", by=None)
    pass_on(commune.parent.id, NOVEMBER, "Nộp  phiếu P0/CTV\ntrước ngày 5.", by=None)
    pass_on(commune.id, DECEMBER, "Tháng sau.", by=None)
    db.session.commit()
    assert [each.words for each in prepare(commune, NOVEMBER).messages] == [
        "Nộp phiếu P0/CTV trước ngày 5.",
        "Họp lúc 8 giờ.",
    ]
    own = prepare(commune, NOVEMBER).messages[1].id
    take_back(own, by=None)
    take_back(own, by=None)
    db.session.commit()
    assert len(prepare(commune, NOVEMBER).messages) == 1


@pytest.mark.parametrize(
    ("words", "refusal"), [(" \n", BadMeeting), ("a" * 501, BadMeeting), ("Xong \U0001f389", UnprintableText)]
)
def test_what_cannot_be_kept_or_printed_is_refused_as_it_is_typed(
    commune: Unit, words: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        pass_on(commune.id, NOVEMBER, words, by=None)
    with pytest.raises(refusal):
        agree(commune.id, NOVEMBER, words, person_id=None, by=None)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(MeetingMessage)) == 0


def open_in(unit: Unit, month: date) -> list[tuple[str, bool]]:
    return [(each.words, each.done_on is not None) for each in prepare(unit, month).agreed]


@time_machine.travel(TODAY, tick=False)
def test_what_was_agreed_comes_back_every_month_until_it_is_done(commune: Unit) -> None:
    officer = person("Lê Thị Mai").id
    row = agree(commune.id, OCTOBER, "Học bài 3", person_id=person("Trần Thị Lan").id, by=officer).id
    db.session.commit()
    assert open_in(commune, date(2026, 9, 1)) == []
    assert open_in(commune, OCTOBER) == open_in(commune, DECEMBER) == [("Học bài 3", False)]
    assert tick_off_agreed(commune.id, NOVEMBER, shown=[row], done=[row], by=officer) == 1
    db.session.commit()
    assert open_in(commune, OCTOBER) == open_in(commune, NOVEMBER) == [("Học bài 3", True)]
    assert open_in(commune, DECEMBER) == []
    assert tick_off_agreed(commune.id, NOVEMBER, shown=[row], done=[row], by=officer) == 0
    assert tick_off_agreed(commune.id, NOVEMBER, shown=[row], done=[], by=officer) == 1
    db.session.commit()
    assert open_in(commune, DECEMBER) == [("Học bài 3", False)]
    drop_agreed(row, by=officer)
    drop_agreed(row, by=officer)
    db.session.commit()
    assert open_in(commune, NOVEMBER) == []


@time_machine.travel(TODAY, tick=False)
def test_nobody_agrees_or_ticks_for_another_commune(commune: Unit) -> None:
    away, officer = person("Phạm Thị Xa"), person("Lê Thị Mai").id
    next_door = unit_by_code("08905", SECOND)
    assert next_door
    with pytest.raises(BadMeeting, match="does not serve"):
        agree(commune.id, NOVEMBER, "Học bài 3", person_id=away.id, by=officer)
    row = agree(next_door.id, NOVEMBER, "Học bài 3", person_id=away.id, by=None).id
    db.session.commit()
    with pytest.raises(BadMeeting, match="no longer on the page"):
        tick_off_agreed(commune.id, NOVEMBER, shown=[row], done=[row], by=officer)
    assert db.session.get_one(MeetingFollowUp, row).done_on is None


def test_after_a_merger_the_new_commune_follows_up_what_the_old_ones_agreed(both_shipped_app: Flask) -> None:
    old = unit_by_code("08869", date(2025, 6, 1))
    assert old
    lan = make_person("Trần Thị Lan")
    post_person(lan, old, hamlet="Thôn Đông", until=date(2025, 7, 1))
    with time_machine.travel("2025-06-02 09:00+07:00", tick=False):
        agree(old.id, date(2025, 6, 1), "Học bài 3", person_id=lan.id, by=None)
        db.session.commit()
    with time_machine.travel(TODAY, tick=False):
        assert open_in(tam_duong(), NOVEMBER) == [("Học bài 3", False)]


@time_machine.travel(TODAY, tick=False)
def test_who_left_is_no_longer_expected_but_stays_where_she_had_a_seat(commune: Unit) -> None:
    lan = person("Trần Thị Lan")
    held(commune, date(2026, 11, 2))
    leaver = make_person("Đỗ Thị Cũ")
    post_person(leaver, commune, level=Level.HAMLET, hamlet="Thôn Cũ", until=date(2026, 6, 1))
    db.session.commit()
    assert leaver.id not in {line.person.id for line in prepare(commune, NOVEMBER).lines}
    assert lan.id in {line.person.id for line in prepare(commune, NOVEMBER).lines}


STATES = st.lists(st.sampled_from(list(State)), max_size=3)
SEEN = st.none() | st.dates(date(2021, 1, 1), SECOND)
LINES = st.lists(st.tuples(STATES, SEEN), max_size=12)


def a_line(number: int, states: Sequence[State], seen: date | None) -> Line:
    standings = [
        (Requirement(id=each), Standing(state, message("…"), None)) for each, state in enumerate(states)
    ]
    return Line(Person(id=number, full_name=f"Người {number}"), open=standings, last_seen=seen)


@given(LINES)
def test_nobody_stands_behind_somebody_who_needs_help_less(
    told: list[tuple[list[State], date | None]],
) -> None:
    lines = [a_line(number, states, seen) for number, (states, seen) in enumerate(told)]
    ordered = in_order_of_help(lines)
    assert sorted(line.person.id for line in ordered) == list(range(len(lines)))
    for before, after in pairwise(ordered):
        assert before.help <= after.help
        if before.help is after.help:
            assert (before.last_seen or date.min) <= (after.last_seen or date.min)


@given(STATES, SEEN)
def test_she_is_helped_for_what_is_worst(states: list[State], seen: date | None) -> None:
    line = a_line(1, states, seen)
    assert all(line.help <= a_line(1, [state], seen).help for state in states)
    assert (line.help <= Help.MISSING) == bool(line.lacking)

"""Planning: what cannot be is refused, and teaching is spread over the half-days."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from lms.activities.models import ActivityKind, ActivityState, Half
from lms.activities.queries import half_days_of, whole_activity
from lms.activities.rules.planning import (
    BadActivity,
    Plan,
    PlannedTopic,
    cancel,
    change_activity,
    every_half_day,
    plan_activity,
)
from lms.activities.rules.seating import BadSeat, seat, unseat
from lms.activities.rules.spreading import spread
from lms.base.database import db
from lms.places.queries import country
from tests.factories.activities import DAY, a_class, come, sit
from tests.factories.standards import a_collaborator

PLAN = Plan(ActivityKind.TRAINING, "Tập huấn", 1, ((DAY, Half.MORNING), (DAY, Half.AFTERNOON)))


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (replace(PLAN, title="  "), "needs a title"),
        (replace(PLAN, half_days=()), "at least one half-day"),
        (replace(PLAN, half_days=((DAY, Half.MORNING), (DAY, Half.MORNING))), "twice"),
        (replace(PLAN, half_days=every_half_day(date(2022, 1, 1), date(2022, 3, 1))), "at most 31 days"),
        (replace(PLAN, topics=(PlannedTopic("A0", theory=9, practice=9),)), "18 periods do not fit"),
        (replace(PLAN, topics=(PlannedTopic("A0", theory=-1),)), "negative"),
        (replace(PLAN, minimum_attendance=0), "share"),
        (replace(PLAN, capacity=0), "one seat"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(shipped_app: Flask, plan: Plan, sentence: str) -> None:
    with pytest.raises(BadActivity, match=sentence):
        plan_activity(plan, by=None)


@given(st.lists(st.integers(0, 12), max_size=6), st.integers(1, 8))
def test_every_period_falls_into_exactly_one_half_day(periods: list[int], half_days: int) -> None:
    shares = spread(periods, half_days)
    assert [sum(share.values()) for share in shares] == periods
    loads = [sum(share.get(number, 0) for share in shares) for number in range(half_days)]
    assert max(loads) - min(loads) <= 1


def test_moving_a_class_by_a_day_keeps_who_was_there(shipped_app: Flask) -> None:
    activity = a_class(PlannedTopic("Sổ A0", theory=6))
    come(activity, sit(activity, a_collaborator()), half_days=[0])
    kept, new = half_days_of(activity.id)[0], (date(2022, 6, 15), Half.MORNING)
    plan = replace(PLAN, unit_id=country().id, half_days=((DAY, Half.MORNING), new))
    change_activity(activity.id, plan, by=None)
    assert [(each.day, each.half) for each in half_days_of(activity.id)] == [(DAY, Half.MORNING), new]
    assert half_days_of(activity.id)[0].id == kept.id
    with pytest.raises(BadActivity, match="Attendance was taken"):
        change_activity(activity.id, replace(plan, half_days=(new,)), by=None)


def test_a_cancelled_class_takes_nobody_and_says_why(shipped_app: Flask) -> None:
    activity = a_class()
    with pytest.raises(BadActivity, match="Say why"):
        cancel(activity.id, reason=" ", by=None)
    cancel(activity.id, reason="Bão số 3", by=None)
    found = whole_activity(activity.id)
    assert found
    assert (found.state, found.note) == (ActivityState.CANCELLED, "Bão số 3")
    with pytest.raises(BadSeat, match="does not take place"):
        seat(activity.id, [a_collaborator().id], by=None)


def test_nobody_sits_twice_and_who_was_there_stays(shipped_app: Flask) -> None:
    hoa = a_collaborator()
    activity = a_class(PlannedTopic("Sổ A0", theory=8))
    seated = seat(activity.id, [hoa.id, hoa.id], by=None)
    assert (len(seated.added), seated.there_already) == (1, 1)
    (entry,) = sit(activity, hoa)
    assert entry.role is not None
    assert entry.role.staff_kind.code == "ctv_ds"
    come(activity, [entry])
    db.session.commit()
    with pytest.raises(BadSeat, match="stays on the roster"):
        unseat(entry.id, by=None)

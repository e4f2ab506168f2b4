"""Days on which a place had nobody trained: the arithmetic of spans, and N16 with real postings."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lms.base.database import db
from lms.people.models import EndReason, Person, Posting
from lms.people.queries import postings_of
from lms.people.rules.leaving import leave
from lms.people.rules.merging import merge
from lms.people.rules.moving import catch_up
from lms.people.rules.posting import assign, end
from lms.places.queries import subtree_ids
from lms.staffing.models.untrained import Grain, Untrained
from lms.staffing.rules.uncovered_days import Span, common, joined, uncovered, without
from lms.staffing.rules.untrained_places import untrained_places
from lms.standards.models import Evidence, EvidenceStatus
from lms.standards.queries import requirements_asked_of
from tests.factories.people import make_person, post_person
from tests.factories.places import unit
from tests.factories.standards import a_class
from tests.factories.statements import statements

FIRST = date(2026, 1, 1)
TODAY = date(2026, 11, 22)
YEAR = FIRST, date(2027, 1, 1)
SECOND_QUARTER = date(2026, 4, 1), date(2026, 7, 1)
ASKED = "bao_ve_tre_em"

spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(
        lambda pair: (FIRST + timedelta(pair[0]), FIRST + timedelta(pair[0] + pair[1]))
    ),
    max_size=6,
)


def each_day(some: list[Span]) -> set[date]:
    return {since + timedelta(number) for since, until in some for number in range((until - since).days)}


@given(spans, spans)
def test_spans_are_sets_of_days(one: list[Span], other: list[Span]) -> None:
    assert each_day(joined(one)) == each_day(one)
    assert sum((until - since).days for since, until in joined(one)) == len(each_day(one))
    assert each_day(common(one, other)) == each_day(one) & each_day(other)
    assert each_day(without(one, other)) == each_day(one) - each_day(other)


@given(spans, st.lists(st.tuples(spans, spans), max_size=4))
def test_a_day_is_covered_by_who_serves_and_is_trained(
    asked: list[Span], trained: list[tuple[list[Span], list[Span]]]
) -> None:
    covered = {day for served, met in trained for day in each_day(served) & each_day(met)}
    assert each_day(uncovered(asked, trained)) == each_day(asked) - covered


@pytest.fixture
def today(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)


def found(period: Span = YEAR, *, code: str = "08869", grain: Grain = Grain.HAMLET) -> Untrained:
    return untrained_places(subtree_ids([unit(code).id], TODAY), [ASKED], period, TODAY, grain)


def trained(person: Person, day: date, status: EvidenceStatus = EvidenceStatus.CONFIRMED) -> Evidence:
    return a_class(person, ASKED, day, status=status)


def collaborator(name: str, hamlet: str | None = "Thôn Đông", **more: Any) -> Posting:
    posting = post_person(make_person(name), unit("08869"), hamlet=hamlet, **more)
    db.session.commit()
    return posting


def a_leaves_and_b_starts() -> tuple[Posting, Posting]:
    """A, trained, leaves on 10/3; B starts in her post on 1/4 and is trained on 20/4."""
    a = collaborator("Nguyễn Thị An")
    trained(a.person, date(2025, 9, 1))
    end(a, date(2026, 3, 10), EndReason.RESIGNED.value)
    b = assign(make_person("Trần Thị Bình"), a.post, date(2026, 4, 1))
    db.session.commit()
    trained(b.person, date(2026, 4, 20))
    return a, b


def test_n16_days_without_anybody_trained_between_two_collaborators(
    both_shipped_app: Flask, today: None
) -> None:
    a_leaves_and_b_starts()
    (quarter,), (year,) = found(SECOND_QUARTER).places, found().places
    assert quarter.days == 19
    assert year.days == 22 + 19
    assert year.spans == [(date(2026, 3, 10), date(2026, 4, 20))]
    assert not year.is_open


def test_n16_the_evidence_of_a_stays_hers(both_shipped_app: Flask, today: None) -> None:
    a, b = a_leaves_and_b_starts()
    rows = db.session.execute(select(Evidence.person_id, Evidence.occurred_on)).all()
    assert set(rows) == {(a.person_id, date(2025, 9, 1)), (b.person_id, date(2026, 4, 20))}


def test_n16_the_successor_is_asked_what_the_post_asks(both_shipped_app: Flask, today: None) -> None:
    a, b = a_leaves_and_b_starts()
    before = requirements_asked_of(a.person_id, date(2026, 3, 9))
    assert before
    assert requirements_asked_of(b.person_id, date(2026, 4, 1)) == before
    assert requirements_asked_of(a.person_id, date(2026, 3, 10)) == []


def test_a_hamlet_is_covered_by_whoever_serves_there_in_whatever_post(
    both_shipped_app: Flask, today: None
) -> None:
    a, _ = a_leaves_and_b_starts()
    beside = collaborator("Lê Thị Cúc", since=date(2026, 2, 1))
    trained(beside.person, date(2026, 3, 1))
    assert found().places == []
    assert [place.days for place in found(grain=Grain.POST).places] == [41, 28]
    assert a.post_id != beside.post_id


def test_a_commune_is_uncovered_only_where_no_hamlet_is_covered(both_shipped_app: Flask, today: None) -> None:
    a_leaves_and_b_starts()
    collaborator("Lê Thị Cúc", "Thôn Tây")
    assert [(place.days, place.is_open) for place in found().places] == [(326, True), (41, False)]
    (commune,) = found(grain=Grain.COMMUNE).places
    assert (commune.days, commune.hamlet_id) == (41, None)
    assert found().asked == 2
    assert found(grain=Grain.COMMUNE).asked == 1


def test_declared_evidence_covers_nothing(both_shipped_app: Flask, today: None) -> None:
    a = collaborator("Nguyễn Thị An")
    trained(a.person, date(2025, 9, 1), EvidenceStatus.DECLARED)
    (place,) = found().places
    assert (place.since, place.serving) == (FIRST, [a.person_id])


def test_days_to_come_are_not_counted(both_shipped_app: Flask, today: None) -> None:
    collaborator("Nguyễn Thị An")
    (place,) = found().places
    assert (place.days, place.is_open) == ((TODAY - FIRST).days + 1, True)
    assert found((date(2026, 12, 1), date(2027, 1, 1))).places == []


def test_a_leave_leaves_the_hamlet_uncovered(both_shipped_app: Flask, today: None) -> None:
    a = collaborator("Nguyễn Thị An")
    trained(a.person, date(2025, 9, 1))
    leave(a, date(2026, 11, 1), EndReason.MATERNITY, date(2027, 5, 1), by=None)
    db.session.commit()
    (place,) = found().places
    assert (place.days, place.is_open, place.serving) == (22, True, [])


def test_what_a_merged_record_shows_covers_the_hamlet(both_shipped_app: Flask, today: None) -> None:
    a, kept = collaborator("Nguyễn Thị An"), make_person("Nguyễn Thị An")
    db.session.commit()
    trained(kept, date(2025, 9, 1))
    assert len(found().places) == 1
    merge(kept, a.person, by=None)
    db.session.commit()
    assert found().places == []


def test_a_hamlet_goes_on_through_a_merger_of_communes(both_shipped_app: Flask, today: None) -> None:
    old = unit("08878", date(2024, 1, 1))
    posting = post_person(make_person("Nguyễn Thị An"), old, hamlet="Thôn Đồn")
    trained(posting.person, date(2025, 3, 1))
    catch_up(TODAY)
    db.session.commit()
    (place,) = found((date(2025, 1, 1), date(2026, 1, 1))).places
    assert place.spans == [(date(2025, 1, 1), date(2025, 3, 1))]
    assert place.unit_id == unit("08869").id
    assert found().places == []


def test_a_post_whose_hamlet_is_not_known_stands_for_itself(both_shipped_app: Flask, today: None) -> None:
    for name in ("Nguyễn Thị An", "Trần Thị Bình"):
        collaborator(name, None)
    assert [place.hamlet_id for place in found().places] == [None, None]


def test_a_province_asks_no_more_of_the_database_than_a_hamlet(shipped_app: Flask, today: None) -> None:
    asked = []
    for number in (1, 40):
        for each in range(number):
            a = collaborator(f"Nguyễn Thị An {each}", f"Thôn {number} {each}")
            trained(a.person, date(2026, 9, 1))
        with statements() as made:
            found(code="25")
        asked.append(len(made))
    assert asked[0] == asked[1]
    assert postings_of(a.person_id)

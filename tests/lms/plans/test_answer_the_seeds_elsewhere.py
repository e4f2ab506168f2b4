"""The seeds' cases elsewhere: Nghệ An's classes (C1 to C3), Lạng Sơn's guests (D1, D2), Hà Nội's 338 (E1)."""

from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from lms.activities.formats.wording import days_of
from lms.activities.models import Activity, ActivityKind, AttendanceWay, GuestGroup
from lms.activities.queries import half_days_of, roster_of, seats_of
from lms.activities.rules.attending import Taken, close, take
from lms.activities.rules.planning import Plan, PlannedTopic, every_half_day, plan_activity
from lms.activities.rules.seating import Guest, seat, seat_guests
from lms.base.bulk import in_pieces
from lms.base.clock import VIETNAM
from lms.base.database import db
from lms.people.models import Level, Role
from lms.people.queries import role_of
from lms.people.rules.joining import NewPerson, add_people
from lms.people.rules.posting import NewPlace, NewPost, NewPosting, assign_many, open_posts
from lms.places.models import Unit, UnitKind
from lms.places.queries import children_of, find_units
from lms.plans.models.tally import Subject
from lms.plans.queries import activities_of_year, in_post
from lms.plans.rules.closing_gaps import Lacking, Means, Place, propose
from lms.plans.rules.counting import tally
from lms.plans.rules.covering import coverage, sittings_of
from lms.plans.rules.reporting import year_report
from lms.standards.models import Evidence, Holding
from lms.web.filters import share
from tests.factories.people import SINCE
from tests.factories.places import make_unit
from tests.factories.standards import competency

OCTOBER = date(2022, 10, 31)
DISTRICTS = ("Nghi Lộc", "Diễn Châu", "Yên Thành", "Hưng Nguyên", "Vinh")


def nghe_an() -> Unit:
    (found,) = find_units("Nghệ An", OCTOBER)
    return found


def employ(role: Role, units: list[int], name: str = "Nguyễn Thị An") -> list[int]:
    """Somebody in a post of this role in each of the units; returns them in the order of the units."""
    people = add_people([NewPerson(name)] * len(units), by=None)
    posts = open_posts(
        [NewPost(role.id, None, SINCE, (NewPlace(unit, None, SINCE),)) for unit in units], by=None
    )
    assign_many(
        [NewPosting(person, post, SINCE) for person, post in zip(people, posts, strict=True)], by=None
    )
    return people


def hold(unit: Unit, first: date, last: date, people: list[int], *topics: PlannedTopic) -> Activity:
    """A class to which all of them come, from the first half-day to the last; closed."""
    plan = Plan(
        ActivityKind.TRAINING,
        "Tập huấn nghiệp vụ công tác trẻ em",
        unit.id,
        every_half_day(first, last),
        topics,
        place="Thành phố Vinh",
        document="Giấy mời 12/SLĐTBXH",
    )
    activity = plan_activity(plan, by=None)
    attend(activity, seat(activity.id, people, by=None).added)
    return activity


def attend(activity: Activity, entries: tuple[int, ...], note: str | None = None) -> None:
    """They come in every half-day; then attendance is closed."""
    moment = datetime(2022, 11, 1, 17, tzinfo=VIETNAM)
    batch = [
        Taken(str(uuid4()), entry, half_day.id, True, AttendanceWay.LIST, moment, note)
        for half_day in half_days_of(activity.id)
        for entry in entries
    ]
    take(activity.id, batch, by=None)
    close(activity.id, by=None)


def test_c1_a_class_of_two_days_and_three_topics_holds_people_of_six_districts(
    both_shipped_app: Flask,
) -> None:
    cua_lo = make_unit("413", "Thị xã Cửa Lò", nghe_an(), since=SINCE)  # gone before the shipped list
    communes = [make_unit("16717", "Phường Nghi Thủy", cua_lo, since=SINCE).id]
    for name in DISTRICTS:
        (district,) = find_units(name, OCTOBER, kind=UnitKind.DISTRICT, within="Nghệ An")
        below = children_of(district.id, OCTOBER).order_by(None).order_by(Unit.code).limit(1)
        communes.append(db.session.scalars(below).one().id)
    people = employ(role_of("nguoi_lam_ctte_xa", Level.COMMUNE), communes)
    topics = (
        PlannedTopic("Chính sách, pháp luật về trẻ em giai đoạn 2021 - 2030", None, 4),
        PlannedTopic("Bảo vệ trẻ em", competency("bao_ve_tre_em").id, 4, 2),
        PlannedTopic("Quyền tham gia của trẻ em", None, 2, 2),
    )
    activity = hold(nghe_an(), OCTOBER, date(2022, 11, 1), people, *topics)
    assert len(activity.half_days) == 4
    assert [topic.theory + topic.practice for topic in activity.topics] == [4, 6, 4]
    assert {share.periods for topic in activity.topics for share in topic.shares} <= {1, 2, 3, 4}
    assert tally([activity]).persons == 6
    shown = select(func.count()).where(Evidence.competency_id == competency("bao_ve_tre_em").id)
    assert db.session.scalar(shown) == 6


def test_c2_three_classes_came_to_680_people_and_every_commune_was_there(both_shipped_app: Flask) -> None:
    district = make_unit("999", "Các huyện của Nghệ An", nghe_an(), since=SINCE)
    communes = [
        make_unit(f"{number:05d}", f"Xã thứ {number}", district, since=SINCE).id for number in range(460)
    ]
    officials = role_of("nguoi_lam_ctte_xa", Level.COMMUNE)
    people = [*employ(officials, communes), *employ(role_of("ctv_te", Level.HAMLET), communes[:220])]
    topic = PlannedTopic("Bảo vệ trẻ em", competency("bao_ve_tre_em").id, 4)
    classes = [hold(nghe_an(), OCTOBER, OCTOBER, part, topic) for part in in_pieces(people, 227)]
    sums, report = tally(classes), year_report(nghe_an(), 2022)
    assert len(classes) == 3
    assert sums.seats == sums.persons == report.sums.seats == 460 + 220 == 680
    assert [(kind and kind.code, sums.persons_of(kind)) for kind in sums.kinds] == [
        ("nguoi_lam_ctte_xa", 460),
        ("ctv_te", 220),
    ]
    assert report.mean_seats == Decimal("226.7")
    staff = [each.person_id for each in in_post(nghe_an().id, officials.staff_kind_id, OCTOBER)]
    line = coverage(Subject(competency("bao_ve_tre_em")), sittings_of(classes), staff)
    assert (len(line.taught), line.asked) == (460, 460)
    assert share(len(line.taught), line.asked) == Decimal("100.0")


def test_c3_the_days_of_a_class_are_written_day_month_year(shipped_app: Flask) -> None:
    plan = Plan(ActivityKind.TRAINING, "Tập huấn", nghe_an().id, every_half_day(OCTOBER, date(2022, 11, 1)))
    assert days_of(plan_activity(plan, by=None)) == "31/10/2022 – 01/11/2022"


VILLAGES = [
    Guest("Hoàng Văn Thắng", GuestGroup.VILLAGE_HEAD, "thôn Hoàng Tân, xã Hoàng Đồng"),
    Guest("Nông Thị Bích", GuestGroup.FRONT, "thôn Hoàng Tân, xã Hoàng Đồng"),
    Guest("Vi Văn Dũng", GuestGroup.BLOCK_HEAD, "khối 5, phường Vĩnh Trại"),
]


def lang_son_2010() -> Activity:
    """The class of 23 and 24 November 2010 for heads of villages and blocks and the Front."""
    (city,) = find_units("Lạng Sơn", date(2010, 11, 23), within="Tỉnh Lạng Sơn")
    plan = Plan(
        ActivityKind.TRAINING,
        "Tập huấn kỹ năng truyền thông, vận động chính sách dân số - kế hoạch hóa gia đình",
        city.id,
        every_half_day(date(2010, 11, 23), date(2010, 11, 24)),
        (PlannedTopic("Kỹ năng truyền thông", competency("tap_huan_ctv_hang_nam").id, 6, 6),),
        note="Nhập năm 2023 từ hồ sơ lưu",
    )
    activity = plan_activity(plan, by=None)
    attend(activity, seat_guests(activity.id, VILLAGES, by=None).added, note="Theo danh sách ký nhận lưu")
    return activity


def test_d1_guests_count_as_activity_and_never_in_a_target(both_shipped_app: Flask) -> None:
    activity = lang_son_2010()
    sums = tally([activity])
    assert (sums.guests, sums.seats, sums.persons) == (3, 0, 0)
    assert sums.guests_by_group == {
        GuestGroup.VILLAGE_HEAD: 1,
        GuestGroup.FRONT: 1,
        GuestGroup.BLOCK_HEAD: 1,
    }
    assert seats_of([activity.id])[activity.id].came == 3
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == 0
    assert db.session.scalar(select(func.count()).select_from(Holding)) == 0


@time_machine.travel(datetime(2023, 5, 28, 9, tzinfo=VIETNAM))
def test_d2_what_happened_in_2010_may_be_entered_in_2023_with_a_note(both_shipped_app: Flask) -> None:
    activity = lang_son_2010()
    assert (activity.valid_from, activity.created_at.astimezone(VIETNAM).date()) == (
        date(2010, 11, 23),
        date(2023, 5, 28),
    )
    assert activity.note == "Nhập năm 2023 từ hồ sơ lưu"
    attendances = [each for entry in roster_of(activity.id) for each in entry.attendances]
    assert {each.note for each in attendances} == {"Theo danh sách ký nhận lưu"}
    assert {each.received_at.astimezone(VIETNAM).date() for each in attendances} == {date(2023, 5, 28)}
    unit = activity.unit
    assert [each.id for each in activities_of_year(unit, 2010)] == [activity.id]
    assert activities_of_year(unit, 2023) == []


@pytest.mark.parametrize(("seats", "classes"), [(30, 12), (50, 7)])
def test_e1_338_collaborators_need_so_many_classes(seats: int, classes: int) -> None:
    lacking = [Lacking(person, person % 12, frozenset({1})) for person in range(338)]
    everywhere = Place(frozenset(range(12)), seats)
    proposal = propose(lacking, Means((everywhere,), times=20))
    assert len(proposal.sessions) == classes
    assert (proposal.closed, proposal.left) == (338, ())


def test_f2_840_collaborators_of_da_nang_are_28_classes_of_30() -> None:
    lacking = [Lacking(person, person % 12, frozenset({1})) for person in range(840)]
    proposal = propose(lacking, Means((Place(frozenset(range(12)), 30),), times=40))
    assert len(proposal.sessions) == 28
    assert (proposal.closed, proposal.left) == (840, ())

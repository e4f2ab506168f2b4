"""The seeds' cases that classes answer: A6 to A16 of Tam Dương's year 2022, as the demonstration holds it."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.activities.models import Activity, GuestGroup
from lms.activities.models.report import mean
from lms.activities.queries import seats_of, whole_activity
from lms.activities.rules.warning import warnings_of
from lms.people.models import Level, StaffKind
from lms.people.queries import role_of
from lms.plans.models.tally import Subject, SubjectLine, Tally, Why
from lms.plans.queries import activities_of_year, in_post
from lms.plans.rules.counting import tally, tally_by_organiser, tally_each
from lms.plans.rules.covering import coverage, lacking, sittings_of
from lms.plans.rules.reporting import year_report
from lms.standards.queries import clause_of
from lms.web.filters import share
from lms.web.i18n import said
from tests.factories.account import sign_in
from tests.factories.reports import district, page_words, people
from tests.factories.standards import competency

YEAR_END = date(2022, 12, 31)
COLLABORATORS = 197


def year() -> list[Activity]:
    """What the district held or attended in 2022."""
    return list(activities_of_year(district(), 2022))


def held(words: str) -> Activity:
    """The activity of the year whose title has these words."""
    (found,) = [each for each in year() if words in each.title]
    return found


def came_to(words: str) -> dict[str, int]:
    """Who came to it, by the code of the kind of staff; guests by their group."""
    sums = tally([held(words)])
    staff = {kind.code: sums.seats_of(kind) for kind in sums.kinds if kind}
    assert sum(staff.values()) == sums.seats, "somebody came without a post"
    levels = {"vien_chuc_ds": "officers", "ctv_ds": "collaborators"}
    return {levels[code]: number for code, number in staff.items()} | {
        str(group): number for group, number in sums.guests_by_group.items()
    }


def collaborator() -> StaffKind:
    return role_of("ctv_ds", Level.HAMLET).staff_kind


def reached(subject: Subject) -> SubjectLine:
    """How far a subject has come among the collaborators in post at the end of the year."""
    staff = [each.person_id for each in in_post(district().id, collaborator().id, YEAR_END)]
    return coverage(subject, sittings_of(year()), staff)


def taught(code: str, words: str) -> SubjectLine:
    """The same for a competency, by one class alone."""
    staff = [each.person_id for each in in_post(district().id, collaborator().id, YEAR_END)]
    return coverage(Subject(competency(code)), sittings_of([held(words)]), staff)


def new_books() -> Subject:
    """The books of Circular 01/2022, in the version that came with it."""
    clause = clause_of("01/2022/TT-BYT", "Phụ lục I", YEAR_END)
    assert clause
    return Subject(clause)


def figures(line: SubjectLine) -> tuple[int, int, Decimal | None]:
    return len(line.taught), line.asked, share(len(line.taught), line.asked)


@pytest.fixture
def head(both_demo_app: Flask) -> FlaskClient:
    """A client of the head of the province's population office."""
    client = both_demo_app.test_client()
    sign_in(client, *people("DEMO-LD"))
    return client


def test_a6_one_leader_and_13_officers_came_to_the_workshop_of_project_818(both_demo_app: Flask) -> None:
    assert came_to("Đề án 818") == {"leader": 1, "officers": 13}
    assert tally([held("Đề án 818")]).all == 14


def test_a7_one_officer_13_heads_of_stations_and_13_officers_learned_modern_media(
    both_demo_app: Flask,
) -> None:
    assert came_to("phương tiện truyền thông hiện đại") == {"officers": 1 + 13, "leader": 13}
    assert tally([held("phương tiện truyền thông hiện đại")]).all == 27


def test_a8_a_class_of_22_of_which_the_report_said_21_is_warned_of(
    both_demo_app: Flask, head: FlaskClient
) -> None:
    activity = held("Thalassemia")
    assert came_to("Thalassemia") == {"officers": 1 + 13, "other": 1, "collaborators": 7}
    assert tally([activity]).all == 22
    whole = whole_activity(activity.id)
    assert whole
    with both_demo_app.test_request_context():
        warnings = [said(each) for each in warnings_of(whole, seats_of([activity.id])[activity.id])]
    assert any("21" in each and "22" in each for each in warnings)
    page = page_words(head, f"/activities/{activity.id}")
    assert all(each in page for each in warnings)


def test_a9_80_came_to_the_class_on_the_sex_ratio_at_birth(both_demo_app: Flask) -> None:
    assert came_to("kiến thức, kỹ năng tuyên truyền về mất cân bằng") == {
        "officers": 2 + 13,
        "collaborators": 65,
    }


def test_a10_90_collaborators_of_197_learned_non_clinical_contraception(both_demo_app: Flask) -> None:
    line = taught("ctv_nv3", "tránh thai phi lâm sàng")
    assert figures(line) == (90, COLLABORATORS, Decimal("45.7"))


def test_a11_the_officer_for_computers_sits_in_the_class_on_statistics(both_demo_app: Flask) -> None:
    assert came_to("báo cáo thống kê chuyên ngành") == {"officers": 1 + 13, "other": 1, "collaborators": 65}
    assert tally([held("báo cáo thống kê chuyên ngành")]).all == 80


def test_a12_75_new_recruits_of_197_learned_to_communicate(both_demo_app: Flask) -> None:
    line = taught("ctv_nv2", "mới tuyển dụng")
    assert figures(line) == (75, COLLABORATORS, Decimal("38.1"))


def test_a13_122_and_65_make_187_who_know_the_new_books(both_demo_app: Flask) -> None:
    assert came_to("Phiếu hộ dân cư") == {"collaborators": 122}
    assert figures(taught("ctv_nv5", "Phiếu hộ dân cư")) == (122, COLLABORATORS, Decimal("61.9"))
    line = reached(new_books())
    assert figures(line) == (187, COLLABORATORS, Decimal("94.9"))
    assert line.activities == 2


def test_a13_ten_names_are_left_each_with_what_the_rosters_tell_of_her(both_demo_app: Flask) -> None:
    left = lacking(new_books(), sittings_of(year()), district(), collaborator(), YEAR_END)
    assert {each.person.code for each in left} == {f"TD-C{number}" for number in range(188, 198)}
    reasons = {each.person.code: each.why for each in left}
    assert {code for code, why in reasons.items() if why is Why.ABSENT} == {
        f"TD-C{number}" for number in range(188, 192)
    }
    assert {why for code, why in reasons.items() if code >= "TD-C192"} == {Why.UNKNOWN}
    assert all(each.activity == held("Phiếu hộ dân cư") for each in left if each.why is Why.ABSENT)


def test_a14_collaborators_took_424_seats_for_197_in_post_and_187_people_behind_them(
    both_demo_app: Flask,
) -> None:
    sums, kind = tally(year()), collaborator()
    assert 7 + 65 + 90 + 65 + 75 + 122 == sums.seats_of(kind) == 424
    assert sums.persons_of(kind) == 187
    assert len(in_post(district().id, kind.id, YEAR_END)) == COLLABORATORS
    assert mean(424, COLLABORATORS, 2) == Decimal("2.15")


def test_a15_a_class_whose_number_nobody_knows_has_no_figures(
    both_demo_app: Flask, head: FlaskClient
) -> None:
    for words in ("phần mềm MIS", "bình đẳng giới"):
        activity = held(words)
        assert activity.id not in tally_each(year())
        assert tally([activity]) == Tally()
        page = page_words(head, f"/activities/{activity.id}")
        assert "không có số liệu" in page
    assert "không có số liệu" in page_words(head, "/activities/year?year=2022")
    assert "không có số liệu" in page_words(head, "/activities?year=2022&words=MIS")


def test_a16_classes_of_three_levels_are_told_apart(both_demo_app: Flask, head: FlaskClient) -> None:
    lines = {line.organiser.name: line for line in tally_by_organiser(year()) if line.organiser}
    assert {name: (len(line.activities), line.sums.all) for name, line in lines.items()} == {
        "Chi cục Dân số - Kế hoạch hóa gia đình tỉnh Vĩnh Phúc": (6, 22 + 80 + 14 + 27 + 90 + 80),
        "Trung tâm Y tế huyện Tam Dương": (3, 75 + 122),
        "Tổng cục Dân số - Kế hoạch hóa gia đình": (1, 0),
    }
    central = held("phần mềm MIS").organiser_id
    listed = page_words(head, f"/activities?year=2022&organiser={central}")
    assert "phần mềm MIS" in listed
    assert "Thalassemia" not in listed


def test_the_report_of_the_year_gives_the_same_sums(both_demo_app: Flask) -> None:
    report = year_report(district(), 2022)
    assert report.sums == tally(year())
    assert report.sums.seats == sum(line.sums.seats for line in report.lines)
    assert report.sums.guests_by_group == {GuestGroup.LEADER: 1 + 13, GuestGroup.OTHER: 1 + 1}

"""Filling a roster: by rule, one by one, from a list whose names are nearly right, and with guests."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from lms.activities.models import Activity, GuestGroup, Half, RosterEntry
from lms.activities.queries import roster_of
from lms.activities.rules.attending import close
from lms.activities.rules.choosing import Candidate, Wish, candidates
from lms.activities.rules.importing_rosters import Found, find_lines
from lms.activities.rules.planning import PlannedTopic
from lms.activities.rules.reading_rosters import Line, UnreadableRoster, read_file, read_text
from lms.activities.rules.resembling import near
from lms.base.database import db
from lms.base.spreadsheets import Column, Workbook
from lms.people.models import StaffKind
from lms.people.queries import staff_kinds
from lms.places.queries import unit_by_code
from lms.standards.queries import clause_of
from tests.factories.account import sign_in, type_in
from tests.factories.activities import DAY, a_class, come, in_tam_duong, sit
from tests.factories.people import person
from tests.factories.standards import competency, requirement


def kind(code: str) -> StaffKind:
    return next(each for each in db.session.scalars(staff_kinds()) if each.code == code)


def collaborators(**more: object) -> Wish:
    district = unit_by_code("247", DAY)
    assert district
    return Wish(unit_ids=(district.id,), day=DAY, kind_ids=(kind("ctv_ds").id,), **more)  # type: ignore[arg-type]


def chosen(activity: Activity, wish: Wish) -> list[Candidate]:
    return candidates(person("DEMO-LD"), activity.id, wish)


def new_books() -> PlannedTopic:
    clause = clause_of("01/2022/TT-BYT", "Kỳ báo cáo", DAY)
    assert clause
    return PlannedTopic("Sổ A0 mới", competency("ctv_nv5").id, 4, 4, (clause.id,))


def test_a_rule_finds_those_who_were_never_taught_the_new_form(both_demo_app: Flask) -> None:
    activity = in_tam_duong(new_books())
    clause = activity.topics[0].clauses[0]
    assert len(chosen(activity, collaborators())) == 197
    lacking = chosen(activity, collaborators(clause_ids=(clause.id,)))
    taught = [each.person for each in lacking[:65]]
    come(activity, sit(activity, *taught))
    close(activity.id, by=None)
    db.session.commit()
    second = in_tam_duong(new_books(), title="Lớp cho người còn lại")
    rest = chosen(second, collaborators(clause_ids=(clause.id,)))
    assert {each.person.id for each in rest} == {each.person.id for each in lacking[65:]}
    order = [(each.unit.folded, each.unit.code, each.person.sort_key) for each in rest]
    assert order == sorted(order)
    sit(second, *(each.person for each in rest[:122]))
    assert len(chosen(second, collaborators(clause_ids=(clause.id,)))) == len(lacking) - 65 - 122


def test_conditions_are_taken_together(demo_app: Flask) -> None:
    activity = in_tam_duong()
    asked = requirement("tap_huan_ctv_hang_nam").id
    lacking = chosen(activity, collaborators(requirement_id=asked))
    idle = chosen(activity, collaborators(idle=True))
    both = chosen(activity, collaborators(requirement_id=asked, idle=True))
    ids = [{each.person.id for each in some} for some in (lacking, idle, both)]
    assert ids[2] == ids[0] & ids[1]
    assert chosen(activity, collaborators(since=date(2022, 1, 1))) == []
    assert len(chosen(activity, collaborators(since=date(2021, 1, 1)))) == 197


def test_who_was_chosen_is_seated_and_nobody_twice(demo_app: Flask) -> None:
    activity = in_tam_duong()
    kinds = str(kind("vien_chuc_ds").id)
    db.session.commit()
    client = demo_app.test_client()
    sign_in(client, person("DEMO-LD"))
    page = client.get(
        f"/activities/{activity.id}/roster/choose",
        query_string={"units": "Huyện Tam Dương", "kinds": kinds, "on": "14/06/2022"},
    )
    assert "17 người" in page.text  # an officer in each of the 13 communes, and four of the district
    ids = [str(person(f"TD-X{number:02}").id) for number in range(1, 14)]
    post(client, activity, [*ids, ids[0]])
    assert "13 người đã có" in post(client, activity, ids)
    assert len(roster_of(activity.id)) == 13
    assert all(entry.planned for entry in roster_of(activity.id))


def post(client: object, activity: Activity, ids: list[str], **more: object) -> str:
    page = client.get(f"/activities/{activity.id}/roster").text  # type: ignore[attr-defined]
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    answer = client.post(  # type: ignore[attr-defined]
        f"/activities/{activity.id}/roster/seats",
        data={"csrf_token": token, "person": ids, **more},
        follow_redirects=True,
    )
    return str(answer.text)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("units", "Huyện Thanh Trì", "Huyện Thanh Trì"),
        ("units", "", "Ghi tên đơn vị"),
        ("on", "31/06/2022", "31/06/2022"),
        ("clauses", "99/2099/TT-BYT", "99/2099/TT-BYT"),
        ("since", "hôm nọ", "hôm nọ"),
    ],
)
def test_a_question_that_means_nothing_is_answered_in_a_sentence(
    demo_app: Flask, field: str, value: str, sentence: str
) -> None:
    activity = in_tam_duong()
    db.session.commit()
    client = demo_app.test_client()
    sign_in(client, person("DEMO-LD"))
    asked = {"units": "Huyện Tam Dương", "on": "14/06/2022", field: value}
    page = client.get(f"/activities/{activity.id}/roster/choose", query_string=asked)
    assert page.status_code == 422
    assert sentence in page.text


def test_somebody_from_outside_the_officers_units_cannot_be_seated(demo_app: Flask) -> None:
    activity = own_class()
    client = demo_app.test_client()
    sign_in(client, person("TD-X01"))
    outside = person("DEMO-LD")
    assert "không thuộc địa bàn" in post(client, activity, [str(outside.id)])
    assert roster_of(activity.id) == []


def own_class() -> Activity:
    unit = unit_by_code("08869", DAY)
    assert unit
    activity = a_class(unit_id=unit.id)
    db.session.commit()
    return activity


def find(activity: Activity, text: str, code: str = "DEMO-LD") -> Found:
    return find_lines(person(code), activity, read_text(text))


def test_a_list_of_codes_phones_and_names_with_communes_is_found(demo_app: Flask) -> None:
    activity = in_tam_duong()
    first, second, third = (person(f"TD-C00{number}") for number in (1, 2, 3))
    commune = next(each.unit.name for each in chosen(activity, collaborators()) if each.person.id == third.id)
    found = find(activity, f"1. {first.code.lower()}\n2. {second.phone}\n{third.full_name}, {commune}")
    assert [each.person for each in found.certain] == [first, second, third]
    assert (found.asked, found.refused) == ([], [])


def test_the_same_person_twice_is_one_seat_with_both_lines_named(demo_app: Flask) -> None:
    hoa = person("TD-C001")
    found = find(in_tam_duong(), f"{hoa.code}\n{hoa.full_name}; {hoa.phone}")
    (certain,) = found.certain
    assert certain.line.number == 1
    assert [each.number for each in certain.again] == [2]


def test_a_name_that_is_nearly_somebodys_is_asked_side_by_side(demo_app: Flask) -> None:
    activity = in_tam_duong()
    hoa = person("TD-C001")
    commune = next(each.unit.name for each in chosen(activity, collaborators()) if each.person.id == hoa.id)
    words = hoa.full_name.split()
    for written in (f"{words[0]} {words[-1]}", hoa.full_name + "n", hoa.full_name.upper().replace("Ị", "I")):
        found = find(activity, f"{written}, {commune}")
        assert found.certain == [] or found.certain[0].person.full_name.casefold() == written.casefold()
        assert found.certain or hoa in found.asked[0].people


def test_somebody_elsewhere_and_somebody_unknown_are_refused_in_a_sentence(demo_app: Flask) -> None:
    activity = own_class()
    outside = person("DEMO-LD")
    found = find(
        activity,
        f"{outside.code}\n{outside.phone}\nKHONG-CO-9\n0999999999\nHoàng Văn Không, Phường Bến Thành",
        code="TD-X01",
    )
    assert found.certain == []
    said = [each.sentence.text for each in found.refused]
    assert said[:2] == ["This person serves outside the units that you answer for."] * 2
    assert said[2] == "Nobody has the code %(code)s."
    assert said[3] == "Nobody has the phone number %(phone)s."


def test_a_code_with_the_name_of_another_is_asked(demo_app: Flask) -> None:
    found = find(in_tam_duong(), "TD-C001, Hoàng Thị Khác Hẳn")
    assert [each.code for each in found.asked[0].people] == ["TD-C001"]


def test_a_workbook_and_a_text_with_headings_say_the_same(demo_app: Flask) -> None:
    book = Workbook()
    rows = [(1, "Nguyễn Thị Hoa", "Xã Tam Dương", "912345678"), (2, "Trần Văn An", "", "TD-1")]
    book.add_sheet(
        "Danh sách",
        [Column("STT"), Column("Họ và tên"), Column("Xã"), Column("Số điện thoại")],
        rows,
        title="Danh sách tham dự",
    )
    lines = read_file(book.data())
    assert [(each.name, each.commune, each.phone) for each in lines] == [
        ("Nguyễn Thị Hoa", "Xã Tam Dương", "0912345678"),
        ("Trần Văn An", "", ""),
    ]
    text = "\ufeffSTT;Họ và tên;Xã;SĐT\n1;Nguyễn Thị Hoa;Xã Tam Dương;0912 345 678\n"
    (line,) = read_file(text.encode())
    assert (line.name, line.phone) == ("Nguyễn Thị Hoa", "0912345678")
    assert read_text("3) Nguyễn Thị Hoa – xã Tam Dương")[0].commune == "xã Tam Dương"


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 nonsense", b"\xff\xfe\x00", "STT;Họ và tên\n;\n".encode()]
)
def test_what_is_no_list_is_refused(demo_app: Flask, data: bytes) -> None:
    activity = in_tam_duong()
    db.session.commit()
    client = demo_app.test_client()
    sign_in(client, person("DEMO-LD"))
    page = f"/activities/{activity.id}/roster/list"
    answer = type_in(client, page, file=(BytesIO(data), "danh-sach.xlsx"))  # type: ignore[arg-type]
    assert answer.status_code == 422
    with pytest.raises(UnreadableRoster):
        read_text(" \n ")


@given(st.text(max_size=300))
def test_no_pasted_text_breaks_the_reader(text: str) -> None:
    try:
        lines = read_text(text)
    except UnreadableRoster:
        return
    assert all(isinstance(line, Line) and (line.code or line.phone or line.name) for line in lines)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hòa", True),
        ("Nguyễn Thị Hoa", "Nguyen Thi Hoan", True),
        ("Nguyễn Hoa", "Nguyễn Thị Hoa", True),
        ("Nguyễn Thị Hoa", "Trần Văn An", False),
        ("Hoa", "Nguyễn Thị Hoa", False),
        ("Đặng Thanh Hải", "Đặng Thanh Hà", True),
    ],
)
def test_names_are_nearly_alike_or_not(one: str, other: str, alike: bool) -> None:
    assert near(one, other) is alike
    assert near(other, one) is alike


def test_a_list_is_looked_at_before_anybody_is_seated_and_can_say_who_was_there(demo_app: Flask) -> None:
    activity = in_tam_duong()
    half_day = activity.half_days[0].id
    db.session.commit()
    client = demo_app.test_client()
    sign_in(client, person("DEMO-LD"))
    address = f"/activities/{activity.id}/roster/list"
    refused = type_in(client, address, lines="TD-C001", half_days=str(half_day))
    assert refused.status_code == 422
    assert "nguồn của danh sách" in refused.text
    page = type_in(client, address, lines="TD-C001\nTD-C001", half_days=str(half_day), note="Bảng ký tay")
    assert "lặp lại ở dòng 2" in page.text
    assert roster_of(activity.id) == []
    post(client, activity, [str(person("TD-C001").id)], half_day=str(half_day), note="Bảng ký tay")
    (entry,) = roster_of(activity.id)
    assert not entry.planned
    assert [(each.present, each.way.value, each.note) for each in entry.attendances] == [
        (True, "list", "Bảng ký tay")
    ]


def test_guests_are_written_down_several_at_once_and_each_once(demo_app: Flask) -> None:
    activity = in_tam_duong()
    db.session.commit()
    client = demo_app.test_client()
    sign_in(client, person("DEMO-LD"))
    page = f"/activities/{activity.id}/roster"
    token = client.get(page).text.split('name="csrf_token" value="')[1].split('"')[0]
    filled = {"csrf_token": token, "group": "village_head", "place": "Xã Hoàng Lâu"}
    names = "Nguyễn Văn An, Thôn Đồng Bông\nTrần Thị Bé\n\nTrần Thị Bé"
    client.post(f"{page}/guests", data={**filled, "names": names})
    assert sorted(
        (each.guest_name, each.guest_group, each.guest_place) for each in roster_of(activity.id)
    ) == [
        ("Nguyễn Văn An", GuestGroup.VILLAGE_HEAD, "Thôn Đồng Bông"),
        ("Trần Thị Bé", GuestGroup.VILLAGE_HEAD, "Xã Hoàng Lâu"),
    ]
    assert client.post(f"{page}/guests", data={**filled, "names": " \n "}).status_code == 422
    assert client.post(f"{page}/guests", data={**filled, "names": "A" * 121}).status_code == 422
    assert client.post(f"{page}/guests", data={**filled, "group": "king", "names": "A"}).status_code == 422


def test_a_name_is_taken_off_unless_she_was_there(demo_app: Flask) -> None:
    activity = in_tam_duong()
    came, away = sit(activity, person("TD-C001"), person("TD-C002"))
    come(activity, [came])
    other = in_tam_duong(title="Lớp khác")
    db.session.commit()
    client = demo_app.test_client()
    sign_in(client, person("DEMO-LD"))
    page = f"/activities/{activity.id}/roster"
    token = client.get(page).text.split('name="csrf_token" value="')[1].split('"')[0]
    ids, of_other = (came.id, away.id), f"/activities/{other.id}/roster/{away.id}/remove"
    assert client.post(of_other, data={"csrf_token": token}).status_code == 404
    for entry_id in ids:
        client.post(f"{page}/{entry_id}/remove", data={"csrf_token": token})
    assert [entry.id for entry in roster_of(activity.id)] == [ids[0]]
    assert db.session.get(RosterEntry, ids[1]) is None


@time_machine.travel("2026-06-01 09:00+07:00", tick=False)
def test_who_is_invited_reads_so_on_her_page(demo_app: Flask) -> None:
    province = unit_by_code("25", date(2026, 6, 1))
    assert province
    days = ((date(2026, 6, 14), Half.MORNING),)
    activity = a_class(unit_id=province.id, half_days=days, place="Hội trường huyện")
    sit(activity, person("TD-C001"))
    db.session.commit()
    hers = demo_app.test_client()
    sign_in(hers, person("TD-C001"))
    assert activity.title not in hers.get("/").text
    head = demo_app.test_client()
    sign_in(head, person("DEMO-LD"))
    page = f"/activities/{activity.id}/invitation"
    assert "Kính mời" in head.get(page).text
    assert "chưa đến" in head.get(type_in(head, page, day="05/06/2026").location).text
    assert "31/06/2026" in head.get(type_in(head, page, day="31/06/2026").location).text
    type_in(head, page, day="2026-06-01")
    start = hers.get("/").text
    assert f"được mời: {activity.title}" in start
    assert "14/06/2026" in start
    assert "Hội trường huyện" in start

"""A checklist from plain text or from the form: what is found in it, its versions, two writers."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from courses.practice.checklist.grammar import read_checklist
from courses.practice.checklist.shape import Item, Mark, Sheet, judge
from courses.practice.checklist.writing import write_checklist
from courses.practice.commands import load_shipped
from courses.practice.library import shipped_checklists
from courses.practice.queries import checklist, newest_version, newest_versions
from courses.practice.rules.looking import look_over
from courses.practice.rules.releasing import NotReady, publish, take_up
from courses.practice.rules.writing import ChangedMeanwhile, begin, save
from lms.base import clock
from lms.base.database import db
from lms.people.models import AccessRole, Person
from tests.factories.account import client_of
from tests.factories.courses import ghi_so, passage
from tests.factories.people import make_asker, make_person
from tests.factories.places import small_country
from tests.factories.practice import GREETING, GREETING_EN, a_checklist

WORDS = st.lists(st.sampled_from(["a", "đ", "ư.", "0%", "hộ", "?!"]), min_size=1, max_size=6).map(" ".join)
ITEMS = st.builds(
    Item, WORDS.filter(lambda text: ":" not in text), st.booleans(), st.one_of(st.just(""), WORDS)
)
SHEETS = st.builds(
    Sheet,
    title=WORDS,
    competency=st.just("ghi_so"),
    level=st.integers(1, 9),
    share=st.integers(0, 100),
    minutes=st.integers(1, 240),
    basis=st.lists(st.just("7/2024/TT#Điều 3"), max_size=2).map(tuple),
    task=st.just("Một nhà hư cấu.\n\nKhông ai có thật."),
    items=st.lists(ITEMS, min_size=1, max_size=24).map(tuple),
)
MARKS = st.sampled_from(list(Mark))


@pytest.fixture
def trainer(app: Flask) -> Person:
    person = make_asker(AccessRole.TRAINER, small_country().phu_tho)
    db.session.commit()
    return person


@pytest.fixture
def desk(app: Flask, trainer: Person) -> FlaskClient:
    return client_of(app, trainer)


def said(text: str) -> list[tuple[int, str, bool]]:
    return [(each.line, each.sentence.text, each.error) for each in read_checklist(text)[1]]


def without_lines(sheet: Sheet) -> Sheet:
    items = tuple(Item(each.text, each.must, each.advice) for each in sheet.items)
    return Sheet(**{**sheet.__dict__, "items": items})


@given(SHEETS, st.sampled_from(["vi", "en"]))
def test_what_is_written_is_read_as_it_was(sheet: Sheet, language: str) -> None:
    assert without_lines(read_checklist(write_checklist(sheet, language))[0]) == sheet


@given(st.text(max_size=400))
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    read_checklist(text)


@given(SHEETS, st.data())
def test_doing_one_more_item_rightly_never_fails_anybody(sheet: Sheet, data: st.DataObject) -> None:
    marks = data.draw(st.lists(MARKS, min_size=len(sheet.items), max_size=len(sheet.items)))
    better = list(marks)
    better[data.draw(st.integers(0, len(marks) - 1))] = Mark.RIGHT
    assert judge(sheet, better).passed >= judge(sheet, marks).passed
    assert judge(sheet, [Mark.RIGHT] * len(marks)).passed


def test_a_must_that_is_missing_fails_whatever_else_is_right() -> None:
    sheet = read_checklist(GREETING)[0]
    verdict = judge(sheet, [Mark.WRONG, Mark.RIGHT, Mark.RIGHT])
    assert (verdict.passed, verdict.missing, verdict.right, verdict.needed) == (False, (0,), 2, 1)
    assert judge(sheet, [Mark.RIGHT, Mark.RIGHT, Mark.MISSED]).passed
    assert not judge(sheet, [Mark.RIGHT, Mark.WRONG, Mark.MISSED]).passed


def test_everything_wrong_is_found_at_once_with_its_line() -> None:
    found = said("# Một\n# Hai\nMỨC: cao\nNăng lựcc: x\n*\n* Chào\nlạc chỗ\n* chào\n")
    lines = [(line, error) for line, _, error in found]
    assert lines == [
        (1, True),
        (2, True),
        (3, True),
        (4, False),
        (5, True),
        (6, False),
        (7, True),
        (8, False),
    ]


def test_the_shipped_checklists_are_sound(shipped_app: Flask) -> None:
    for files in shipped_checklists():
        looked = look_over(files.vi, files.en, clock.today())
        assert [each for found in looked.findings.values() for each in found] == []
    assert len(newest_versions()) == 3
    assert load_shipped() == []
    assert all(each.number == 1 for each in newest_versions())


def test_what_was_changed_here_is_kept_when_the_product_brings_another(app: Flask, trainer: Person) -> None:
    a_checklist()
    publish("chao-hoi", GREETING.replace("Gõ ba", "Gõ hai"), "", clock.now(), by=trainer.id)
    assert take_up("chao-hoi", GREETING, GREETING_EN, clock.now()) is None
    found = newest_version("chao-hoi")
    assert found
    assert found.number == 2
    assert "hai tiếng" in found.sheet("en").items[0].advice


def test_english_that_asks_something_else_is_refused(app: Flask) -> None:
    ghi_so()
    with pytest.raises(NotReady):
        publish("chao-hoi", GREETING, GREETING_EN.replace("*!", "*"), clock.now())
    with pytest.raises(NotReady):
        publish("chao-hoi", GREETING.replace("ghi_so", "khong_co"), "", clock.now())
    with pytest.raises(NotReady):
        publish("chao-hoi", GREETING.replace("PHÚT", "CĂN CỨ: 1/QĐ#Điều 9\nPHÚT"), "", clock.now())


def test_a_checklist_rests_on_the_clauses_that_it_names(app: Flask) -> None:
    clause = passage()
    version = a_checklist(text=GREETING.replace("PHÚT", "CĂN CỨ: 7/2024/TT#Điều 3\nPHÚT"))
    assert [each.id for each in version.clauses] == [clause.id]


def test_two_writers_learn_of_each_other_and_nothing_is_overwritten(app: Flask, trainer: Person) -> None:
    other = make_person("Vũ Thị Thu")
    begin("chao-hoi", GREETING, by=trainer.id, now=clock.now())
    save("chao-hoi", GREETING, "", seen=1, by=trainer.id, now=clock.now())
    with pytest.raises(ChangedMeanwhile):
        save("chao-hoi", "# Khác", "", seen=1, by=other.id, now=clock.now())
    place = checklist("chao-hoi")
    assert place
    assert place.draft_vi
    assert place.draft_vi.strip() == GREETING.strip()


def test_a_trainer_makes_one_with_the_form_and_publishes_it(desk: FlaskClient) -> None:
    ghi_so()
    answer = desk.post("/checklists/new", data={"title": "Chào hỏi"})
    page = desk.get(answer.location).text
    fields = {
        "seen": re.findall(r'name="seen" value="(\d+)"', page)[0],
        "title-vi": "Chào hỏi",
        "competency": "ghi_so",
        "level": "1",
        "share": "50",
        "minutes": "5",
        "basis": "",
        "task-vi": "* Một nhà hư cấu",
        "item-0-text-vi": "Chào người lớn",
        "item-1-text-vi": "Gõ cửa",
        "item-1-must": "on",
        "item-1-advice-vi": "Gõ rồi chờ.",
        "item-2-text-vi": "",
    }
    moved = desk.post(answer.location, data={**fields, "do": "up-1"}, follow_redirects=True).text
    assert moved.index('value="Gõ cửa"') < moved.index('value="Chào người lớn"')
    text = desk.get(f"{answer.location}?face=text").text
    assert "*! Gõ cửa\n  &gt; Gõ rồi chờ.\n* Chào người lớn" in text
    assert "\nMột nhà hư cấu" in text
    desk.post("/checklists/chao-hoi/publish")
    found = newest_version("chao-hoi")
    assert found
    assert [each.text for each in found.sheet("vi").items] == ["Gõ cửa", "Chào người lớn"]
    assert "Đã công bố" in desk.get("/checklists").text


def test_a_draft_that_is_wrong_says_so_and_cannot_be_published(desk: FlaskClient) -> None:
    version = a_checklist()
    page = desk.post(
        "/checklists/chao-hoi?face=text", data={"seen": "0", "text-vi": "# Chỉ có tên", "text-en": ""}
    )
    shown = desk.get(page.location).text
    assert "/checklists/chao-hoi/publish" not in shown
    desk.post("/checklists/chao-hoi/publish")
    assert newest_version("chao-hoi") == version
    desk.post("/checklists/chao-hoi/drop-draft")
    assert "Chào người lớn tuổi trước" in desk.get("/checklists/chao-hoi").text


def test_a_code_that_is_taken_is_refused_with_a_sentence(desk: FlaskClient) -> None:
    a_checklist()
    assert desk.post("/checklists/new", data={"title": "Chào hỏi"}).status_code == 422
    assert desk.post("/checklists/new", data={"title": "!!!"}).status_code == 422
    assert desk.get("/checklists/khong-co").status_code == 404

"""A trainer sees what answers teach: what to look at first, tables, a map, a workbook. Nobody is named."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from courses.models import Step
from lms.base import clock
from lms.base.database import db
from lms.base.spreadsheets import read_workbook
from lms.people.models import AccessRole, Person
from lms.standards.models import Mode
from quizzes.analysis.demo import load_demo
from quizzes.models import Attempt
from quizzes.rules.publishing import publish
from tests.factories.account import sign_in
from tests.factories.analysis import Steps, insert_attempts
from tests.factories.people import make_asker
from tests.factories.places import make_unit
from tests.factories.quizzes import QUESTIONS, published_exercises, source_of
from tests.factories.statements import statements

PAGE = "/exercises/hai-qua/analysis"
BEST: Steps = [(0, 1), (1, 0)]
WORST: Steps = [(0, 0)]
GRAVE: Steps = [(0, 1), (1, 1)]


@pytest.fixture
def published(app: Flask, tmp_path: Path) -> tuple[Step, Step]:
    """A story and a test."""
    return published_exercises(tmp_path)


@pytest.fixture
def trainer(client: FlaskClient, published: tuple[Step, Step]) -> FlaskClient:
    """Her computer, signed in."""
    person = make_asker(AccessRole.TRAINER, make_unit("25", "Tỉnh Phú Thọ"), "Đỗ Thị Yến")
    db.session.commit()
    sign_in(client, person)
    return client


def newcomers(number: int) -> list[int]:
    """So many people who have answered nothing."""
    there = db.session.query(Person).count()
    people = [Person(code=f"M{there + each}", full_name="Lò Thị Mới") for each in range(number)]
    db.session.add_all(people)
    db.session.flush()
    return [person.id for person in people]


def played(step: Step, paths: list[Steps], mode: Mode = Mode.SELF, days_ago: int = 9) -> list[int]:
    """An attempt of a newcomer for each path; committed. Returns who they are."""
    people = newcomers(len(paths))
    played_by(people, step, paths, mode, days_ago)
    return people


def played_by(
    people: list[int], step: Step, paths: list[Steps], mode: Mode = Mode.SELF, days_ago: int = 0
) -> None:
    """The same of people who are there already."""
    begun = clock.now() - timedelta(days=days_ago)
    insert_attempts(step, list(zip(people, paths, strict=True)), begun, mode=mode)
    db.session.commit()


def words(page: str) -> str:
    """What a page says, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_story_shows_where_people_lose_and_where_they_went(
    trainer: FlaskClient, published: tuple[Step, Step]
) -> None:
    played(published[0], [BEST] * 50 + [WORST] * 30 + [GRAVE] * 10)
    page = trainer.get(PAGE).text
    said = words(page)
    assert "Tự làm: 90 lượt làm." in said
    assert said.index("Xem lại những chỗ này trước") < said.index("Bìa rừng") < said.index("Gặp bà")
    assert "30 trong 90 người chọn A (“Cứ ăn thử xem”)" in said
    assert "10 trong 60 người chọn B (“Ăn luôn cho nhanh”) là lỗi nghiêm trọng." in said
    assert 'aria-label="Sơ đồ' in page
    assert "map-flow-5" in page
    assert 'href="#scene-1"' in page
    assert "Bìa rừng → Gặp bà → Vui vẻ B A 50 55,6 %" in said
    assert "✗ Đau bụng 40 44,4 %" in said


def test_what_to_look_at_first_stands_first_and_all_else_is_one_tap_away(
    trainer: FlaskClient, published: tuple[Step, Step]
) -> None:
    played(published[0], [BEST] * 20 + [WORST] * 20)
    page = trainer.get(PAGE).text
    assert page.index('id="first"') < page.index('class="analysis-filters"') < page.index('class="figures"')
    for folded in ('<summary><h2 id="ways"', "<summary><h3>1. Bìa rừng", '<summary><h2 id="known"'):
        assert folded in re.sub(r">\s+<", "><", page)
    assert " open>" not in page
    inside = page[page.index("<summary><h3>1. Bìa rừng") :]
    assert inside.index('id="scene-1"') < inside.index("</details>")  # so that a link to it unfolds it


def test_scenes_of_few_people_are_empty_in_the_workbook_too(
    trainer: FlaskClient, published: tuple[Step, Step]
) -> None:
    played(published[0], [WORST] * 8 + [BEST] * 2)
    sheets = {sheet.name: sheet.rows for sheet in read_workbook(trainer.get(f"{PAGE}/workbook").data)}
    (few,) = [row for row in sheets["Các cảnh"] if row[1:2] == ["Gặp bà"]]
    assert few[:4] == [2, "Gặp bà", 2, 0.2]
    assert not any(few[4:])
    assert not any("Gặp bà" in row for row in sheets["Các câu trả lời"])


def test_no_page_names_anybody(trainer: FlaskClient, published: tuple[Step, Step]) -> None:
    played(published[0], [BEST] * 8)
    for address in (PAGE, "/analysis", f"{PAGE}/comparison?day={clock.today()}"):
        assert "Lò Thị Mới" not in trainer.get(address).text


def test_few_people_get_ranges_and_fewer_than_five_nothing(
    trainer: FlaskClient, published: tuple[Step, Step]
) -> None:
    played(published[0], [WORST] * 4)
    said = words(trainer.get(PAGE).text)
    assert "Chưa tới 5 người trả lời theo cách này." in said
    assert "Bìa rừng" not in said
    assert trainer.get(f"{PAGE}/workbook").status_code == 404
    played(published[0], [BEST] * 5)
    said = words(trainer.get(PAGE).text)
    assert "Chưa tới ba mươi lượt: chỉ nêu khoảng, chưa kết luận." in said
    assert "Mới có 9 người đi qua" in said
    assert "Nên hỏi" not in said


def test_who_was_helped_stands_beside(trainer: FlaskClient, published: tuple[Step, Step]) -> None:
    played(published[0], [BEST] * 6)
    played(published[0], [WORST] * 5, mode=Mode.TOGETHER)
    said = words(trainer.get(PAGE).text)
    assert "Có người giúp: 5" in said
    assert "Tự làm: 100,0 % (6 người) · Có người giúp: 0,0 % (5 người)" in said
    assert "Có người giúp: 5 lượt làm." in words(trainer.get(f"{PAGE}?by=helped").text)


def test_a_test_shows_its_statistics_each_with_a_word(
    trainer: FlaskClient, published: tuple[Step, Step]
) -> None:
    played(published[1], [[(0, 1), (1, 0)]] * 30 + [[(0, 0), (1, 1)]] * 10)
    said = words(trainer.get("/exercises/ba-cau/analysis").text)
    assert "Độ phân biệt" in said
    assert "phân biệt rõ; ổn" in said
    assert "Độ nhất quán nội tại 100,0 % tin cậy" in said
    assert "BẮT BUỘC" not in said


def test_the_workbook_has_a_sheet_for_each_subject_and_numbers_as_numbers(
    trainer: FlaskClient, published: tuple[Step, Step]
) -> None:
    played(published[1], [[(0, 1), (1, 0)]] * 30 + [[(0, 0), (1, 1)]] * 10)
    answer = trainer.get("/exercises/ba-cau/analysis/workbook")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=tra-loi-ba-cau-")
    sheets = {sheet.name: sheet.rows for sheet in read_workbook(answer.data)}
    assert list(sheets) == ["Xem trước", "Các cảnh", "Các câu trả lời", "Thống kê", "Cả bài"]
    assert [1, "Gọi số nào", 40, 1, 0.75] in [row[:5] for row in sheets["Các cảnh"]]
    assert ["Gọi số nào", "A", "115", 0, 10, 0.25] in [row[:6] for row in sheets["Các câu trả lời"]]
    assert ["Gọi số nào", 40, 0.75] in [row[:3] for row in sheets["Thống kê"]]
    played(published[0], [BEST] * 6)
    story = read_workbook(trainer.get(f"{PAGE}/workbook").data)
    assert [sheet.name for sheet in story] == ["Xem trước", "Các cảnh", "Các câu trả lời", "Các đường đi"]


def test_all_exercises_stand_in_the_order_of_what_is_lost(
    trainer: FlaskClient, published: tuple[Step, Step]
) -> None:
    assert "Chưa có ai làm bài tập nào." in trainer.get("/analysis").text
    people = played(published[0], [BEST] * 40)
    played_by(people, published[1], [[(0, 0), (1, 1)]] * 40)
    said = words(trainer.get("/analysis").text)
    assert said.index("ba-cau") < said.index("hai-qua")
    assert (
        said.index("40 người · 0,0 % nên xem trước") < said.index("Tất cả bài tập") < said.index("2 bài tập")
    )
    assert "2 bài tập" in words(trainer.get("/analysis?course=vao-rung").text)
    assert "Chưa có ai" in trainer.get("/analysis?to=2020-01-01").text


def test_before_and_after_asks_for_a_day_or_two_versions(
    trainer: FlaskClient, published: tuple[Step, Step]
) -> None:
    people = played(published[1], [[(0, 0), (1, 1)]] * 40)
    newer = publish(
        source_of(QUESTIONS.replace("Gọi số nào để báo tin?", "Báo tin thì gọi số nào?")), clock.now()
    )
    assert newer
    again: list[tuple[int, Steps]] = [(person, [(0, 1), (1, 0)]) for person in people]
    insert_attempts(published[1], again, clock.now(), version_id=newer.id)
    db.session.commit()
    page = "/exercises/ba-cau/analysis/comparison"
    assert "Phiên bản 2" in trainer.get(page).text
    said = words(trainer.get(f"{page}?which=all&earlier=1&later=2").text)
    assert "Trước có 40 người, sau có 40 người." in said
    assert "Gọi số nào nay đã khác lời 0,0 % 40 người 100,0 % 40 người +100 tốt lên" in said
    day = clock.today() - timedelta(days=3)
    assert "Một bên có chưa tới 5 người." in words(trainer.get(f"{page}?day={day}").text)  # first attempts


@pytest.mark.parametrize(
    "asked",
    [
        "from=abc&to=31/02/2026",
        "from=9999-12-31&to=9999-12-31",
        "unit=Nơi+không+có",
        "which=never&by=nobody&course=none",
        "day=0001-01-01",
        "earlier=99999999999999999999&later=-1",
        "earlier=1&later=1",
        "unit=" + "x" * 500,
    ],
)
def test_what_makes_no_sense_in_an_address_is_not_asked(
    trainer: FlaskClient, published: tuple[Step, Step], asked: str
) -> None:
    played(published[0], [BEST] * 6)
    for page in (PAGE, "/analysis", f"{PAGE}/comparison"):
        assert trainer.get(f"{page}?{asked}").status_code == 200
    assert trainer.get(f"{PAGE}/workbook?{asked}").status_code == 200


def test_an_exercise_that_was_never_published_has_no_answers(trainer: FlaskClient) -> None:
    for page in ("", "/workbook", "/comparison"):
        assert trainer.get(f"/exercises/khong-co/analysis{page}").status_code == 404


def test_the_desk_of_a_published_exercise_leads_to_its_answers(trainer: FlaskClient) -> None:
    assert f'href="{PAGE}"' in trainer.get("/exercises/hai-qua/edit").text


def test_more_attempts_need_no_more_statements(trainer: FlaskClient, published: tuple[Step, Step]) -> None:
    counts = []
    for more in (10, 50):
        played(published[0], [BEST] * more)
        for address in (PAGE, "/analysis"):
            with statements() as asked:
                assert trainer.get(address).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


def test_a_page_in_english_is_in_english(trainer: FlaskClient, published: tuple[Step, Step]) -> None:
    played(published[0], [BEST] * 50 + [WORST] * 30)
    with trainer.session_transaction() as session:
        session["language"] = "en"
    said = words(trainer.get(PAGE).text)
    assert "30 of 80 people chose A" in said
    assert "Look at these places first" in said


def test_the_demonstration_has_enough_answers_to_show_something(demo_app: Flask) -> None:
    client = demo_app.test_client()
    person = db.session.query(Person).filter_by(code="DEMO-GV").one()
    sign_in(client, person)
    said = words(client.get("/exercises/tinh-huong-be-na/analysis").text)
    assert re.search(r"\d+ trong \d+ người chọn [ABC] \(“", said)
    assert "còn ít người" not in said.partition("Từng chỗ quyết định")[0]
    before = db.session.query(Attempt).count()
    load_demo()
    assert db.session.query(Attempt).count() == before

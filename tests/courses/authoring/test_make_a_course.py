"""A trainer makes a course in the browser, from its first sentence to the people who learn it."""

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from courses.authoring.queries import Plan, plan_of
from courses.models import Course, Edition, Media, OwnCourse, OwnFile, Proposal, ProposalState
from courses.queries.own_courses import kept_folder, own_course
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.queries import person_by_code
from lms.standards.models import Competency
from tests.factories.account import sign_in

WAITING = ProposalState.WAITING
NAME = "Sinh hoạt nhóm nhỏ"
SLUG = "sinh-hoat-nhom-nho"
NOTHING_NEW = "Nội dung người học thấy không có gì thay đổi."
JSON = {"headers": {"Accept": "application/json"}}
TEXT = "# Mở đầu buổi họp\n\nChào từng người, hỏi thăm sức khỏe, rồi mới nói việc.\n"


def hanh(app: Flask) -> tuple[FlaskClient, Person]:
    """The trainer of the demonstration, signed in."""
    person = person_by_code("DEMO-GV")
    assert person
    client = app.test_client()
    sign_in(client, person)
    return client, person


def plan(slug: str = SLUG) -> Plan:
    db.session.rollback()
    course = own_course(slug)
    assert course
    return plan_of(kept_folder(course))


def send(client: FlaskClient, path: str, **fields: object) -> TestResponse:
    """A form with its token, as a page would send it; follows to the page that comes next."""
    token = re.findall(r'name="csrf_token" value="([^"]+)"', client.get("/own-courses/new").text)[0]
    return client.post(path, data={"csrf_token": token, **fields}, follow_redirects=True)


def arrange(client: FlaskClient, act: str, slug: str = SLUG, **fields: object) -> TestResponse:
    given = {"seen": plan(slug).head.revision, "act": act, **fields}
    return send(client, f"/own-courses/{slug}/arrange", **given)


def begun(app: Flask) -> FlaskClient:
    """The trainer's client; her course has one section and two lessons."""
    client, _ = hanh(app)
    send(client, "/own-courses/new", name_vi=NAME, summary_vi="Mở được một buổi họp nhóm.")
    for title in ("Mở đầu buổi họp", "Kết thúc buổi họp"):
        arrange(client, "add-lesson", section=0, title_vi=title)
    return client


def file_of(path: str, slug: str = SLUG) -> OwnFile:
    return plan(slug).folder.files[path]


def save(client: FlaskClient, path: str, text: str, revision: int, **more: object) -> TestResponse:
    address = f"/own-courses/{SLUG}/lessons/{file_of(path).id}/draft"
    return client.post(address, data={"text": text, "revision": revision}, **more)


def describe(client: FlaskClient, **more: object) -> TestResponse:
    code = db.session.scalars(select(Competency.code)).first()
    fields = {
        "seen": plan().head.revision,
        "name_vi": NAME,
        "summary_vi": "Mở được một buổi họp nhóm.",
        "competencies": [code],
        "theory": 1,
        "practice": 0,
        "self_study": 0,
        "design": "giay-chung-nhan",
        "issuer": "chi-cuc-dan-so",
        **more,
    }
    return send(client, f"/own-courses/{SLUG}/description", **fields)


def titles() -> list[list[str]]:
    return [[line.title for line in part.lines] for part in plan().parts]


def test_a_course_is_begun_with_two_sentences(both_demo_app: Flask) -> None:
    client = begun(both_demo_app)
    assert titles() == [["Mở đầu buổi họp", "Kết thúc buổi họp"]]
    assert sorted(plan().folder.paths()) == [
        "course.toml",
        "vi/01-mo-dau-buoi-hop.md",
        "vi/02-ket-thuc-buoi-hop.md",
    ]
    page = client.get("/own-courses").text
    assert NAME in page
    assert "chưa đăng lần nào" in page


def test_written_and_described_it_is_published_and_learned(both_demo_app: Flask) -> None:
    client = begun(both_demo_app)
    for path in ("vi/01-mo-dau-buoi-hop.md", "vi/02-ket-thuc-buoi-hop.md"):
        assert save(client, path, TEXT, 1, **JSON).json["revision"] == 2
    describe(client)
    send(client, f"/own-courses/{SLUG}/publish", seen=plan().head.revision)
    edition = db.session.scalars(select(Edition).join(Course).where(Course.slug == SLUG)).one()
    assert edition.course.made_here
    assert [step.lesson for section in edition.sections for step in section.steps] == [1, 2]
    assert "Chào từng người" in client.get(f"/learn/{SLUG}/1").text
    assert "bản 1, ngày" in client.get("/own-courses").text
    nothing = send(client, f"/own-courses/{SLUG}/publish", seen=plan().head.revision)
    assert NOTHING_NEW in nothing.text


def test_a_lesson_without_words_is_not_published_and_the_way_there_is_shown(demo_app: Flask) -> None:
    client = begun(demo_app)
    save(client, "vi/01-mo-dau-buoi-hop.md", TEXT, 1)
    describe(client)
    page = send(client, f"/own-courses/{SLUG}/publish", seen=plan().head.revision)
    assert page.status_code == 409
    assert "Bài chưa có nội dung." in page.text
    file = file_of("vi/02-ket-thuc-buoi-hop.md")
    assert f"/own-courses/{SLUG}/lessons/{file.id}#line-1" in page.text


def test_what_a_course_lacks_is_said_with_the_way_to_it(demo_app: Flask) -> None:
    client = begun(demo_app)
    page = client.get(f"/own-courses/{SLUG}/publish").text
    assert "chưa ghi năng lực nào" in page
    assert f'href="/own-courses/{SLUG}/description"' in page


def test_steps_move_up_down_and_to_another_section_with_their_files(demo_app: Flask) -> None:
    client = begun(demo_app)
    second = file_of("vi/02-ket-thuc-buoi-hop.md").id
    arrange(client, "up", section=0, step=1)
    assert titles() == [["Kết thúc buổi họp", "Mở đầu buổi họp"]]
    assert file_of("vi/01-ket-thuc-buoi-hop.md").id == second
    arrange(client, "add-section", title_vi="Sau buổi họp")
    arrange(client, "down", section=0, step=1)
    assert titles() == [["Kết thúc buổi họp"], ["Mở đầu buổi họp"]]
    arrange(client, "move", section=0, step=0, to=1)
    assert titles() == [[], ["Mở đầu buổi họp", "Kết thúc buổi họp"]]
    arrange(client, "section-up", section=1)
    assert [part.values["title"]["vi"] for part in plan().parts] == ["Sau buổi họp", "Phần 1"]


def test_an_exercise_that_is_published_is_added(demo_app: Flask) -> None:
    client = begun(demo_app)
    page = client.get(f"/own-courses/{SLUG}").text
    value = re.findall(r'<option value="(\{[^"]*te-bai-01[^"]*\})"', page)[0].replace("&#34;", '"')
    shown = arrange(client, "add-step", section=0, offer=value).text
    (step,) = [line.values for line in plan().parts[0].lines if not line.number]
    assert step == {"exercise": "te-bai-01", "kind": "exercise", "role": "practice"}
    assert "Luyện tập" in shown


def test_what_was_taken_out_can_be_taken_back(both_demo_app: Flask) -> None:
    client = begun(both_demo_app)
    save(client, "vi/01-mo-dau-buoi-hop.md", TEXT, 1)
    arrange(client, "remove", section=0, step=0)
    assert titles() == [["Kết thúc buổi họp"]]
    assert plan().folder.paths() == ["course.toml", "vi/01-ket-thuc-buoi-hop.md"]
    page = client.get(f"/own-courses/{SLUG}").text
    change = re.findall(r'name="change" value="([^"]+)"', page)[0]
    assert "bỏ “Mở đầu buổi họp”" in send(client, f"/own-courses/{SLUG}/take-back", change=change).text
    assert titles() == [["Mở đầu buổi họp", "Kết thúc buổi họp"]]
    assert file_of("vi/01-mo-dau-buoi-hop.md").text == TEXT
    again = send(client, f"/own-courses/{SLUG}/take-back", change=change).text
    assert "Trong lúc đó đã có thay đổi khác" in again


def test_a_section_is_taken_out_with_its_lessons_and_comes_back_with_them(demo_app: Flask) -> None:
    client = begun(demo_app)
    arrange(client, "add-section", title_vi="Sau buổi họp")
    arrange(client, "remove-section", section=0)
    assert titles() == [[]]
    change = re.findall(r'name="change" value="([^"]+)"', client.get(f"/own-courses/{SLUG}").text)[0]
    send(client, f"/own-courses/{SLUG}/take-back", change=change)
    assert titles() == [["Mở đầu buổi họp", "Kết thúc buổi họp"], []]


def test_two_who_arrange_at_once_are_told_and_nothing_is_overwritten(demo_app: Flask) -> None:
    client = begun(demo_app)
    seen = plan().head.revision
    arrange(client, "up", section=0, step=1)
    page = arrange(client, "remove", section=0, step=0, seen=seen)
    assert "vừa sửa khóa học này" in page.text
    assert titles() == [["Kết thúc buổi họp", "Mở đầu buổi họp"]]


def test_two_who_write_at_once_see_both_texts(demo_app: Flask) -> None:
    client = begun(demo_app)
    path = "vi/01-mo-dau-buoi-hop.md"
    save(client, path, "# Một\n\nBản mới.\n", 1)
    heard = save(client, path, "# Một\n\nBản cũ.\n", 1, **JSON)
    assert heard.status_code == 409
    assert heard.json["conflict"]
    page = save(client, path, "# Một\n\nBản cũ.\n", 1)
    assert page.status_code == 409
    assert "Bản mới." in page.text
    assert "Bản cũ." in page.text
    assert file_of(path).text == "# Một\n\nBản mới.\n"


def test_a_text_outlives_its_session_and_a_lesson_that_was_moved(demo_app: Flask) -> None:
    client = begun(demo_app)
    address = f"/own-courses/{SLUG}/lessons/{file_of('vi/01-mo-dau-buoi-hop.md').id}/draft"
    fields = {"text": TEXT, "revision": 1}
    stranger = demo_app.test_client()
    assert "Chào từng người" in stranger.post(address, data=fields).text
    arrange(client, "down", section=0, step=0)
    client.post(address, data=fields)
    assert file_of("vi/02-mo-dau-buoi-hop.md").text == TEXT


def test_what_is_typed_within_ten_minutes_is_taken_back_at_once(demo_app: Flask) -> None:
    client = begun(demo_app)
    path = "vi/01-mo-dau-buoi-hop.md"
    for number in range(1, 5):
        save(client, path, f"# Một\n\nLần {number}.\n", number)
    change = re.findall(r'name="change" value="([^"]+)"', client.get(f"/own-courses/{SLUG}").text)[0]
    send(client, f"/own-courses/{SLUG}/take-back", change=change)
    assert file_of(path).text == "# Mở đầu buổi họp\n"


def test_what_its_author_typed_since_is_not_taken_back_unseen(demo_app: Flask) -> None:
    client = begun(demo_app)
    path = "vi/01-mo-dau-buoi-hop.md"
    save(client, path, "# Một\n\nLần 1.\n", 1)
    change = re.findall(r'name="change" value="([^"]+)"', client.get(f"/own-courses/{SLUG}").text)[0]
    save(client, path, TEXT, 2)
    page = send(client, f"/own-courses/{SLUG}/take-back", change=change).text
    assert "Trong lúc đó đã có thay đổi khác" in page
    assert file_of(path).text == TEXT


def test_the_desk_shows_findings_the_weight_and_the_look_without_script(demo_app: Flask) -> None:
    client = begun(demo_app)
    path = "vi/01-mo-dau-buoi-hop.md"
    save(client, path, TEXT + "\n<script>alert(1)</script>\n\n![Nhà](nha.webp)\n", 1)
    page = client.get(f"/own-courses/{SLUG}/lessons/{file_of(path).id}").text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "nha.webp" in page
    assert re.search(r"Phần này nặng [\d,]+\sKB trên 15\sKB", page)
    assert "<meter" in page


def test_english_is_written_beside_the_vietnamese_text(demo_app: Flask) -> None:
    client = begun(demo_app)
    save(client, "vi/01-mo-dau-buoi-hop.md", TEXT, 1)
    describe(client, in_english="y")
    english = file_of("en/01-mo-dau-buoi-hop.md")
    page = client.get(f"/own-courses/{SLUG}/lessons/{english.id}").text
    assert "Chào từng người" in page
    assert "Bản tiếng Việt" in page
    arrange(client, "up", section=0, step=1)
    assert file_of("en/02-mo-dau-buoi-hop.md").id == english.id


def test_the_legal_basis_and_the_day_of_review_are_chosen_in_a_form(demo_app: Flask) -> None:
    client = begun(demo_app)
    file = file_of("vi/01-mo-dau-buoi-hop.md")
    address = f"/own-courses/{SLUG}/lessons/{file.id}"
    assert '<option value="102/2016/QH13#Điều 1">' in client.get(address).text
    fields = {"seen": plan().head.revision, "source": "102/2016/QH13#Điều 1", "review_by": "2027-05-31"}
    send(client, f"{address}/facts", **fields)
    step = plan().parts[0].lines[0].values
    assert step["sources"] == ["102/2016/QH13#Điều 1"]
    assert str(step["review_by"]) == "2027-05-31"


def test_a_copy_of_a_shipped_course_is_a_course_of_its_own(demo_app: Flask) -> None:
    client, _ = hanh(demo_app)
    page = send(client, "/own-courses/copy", slug="bao-ve-tre-em")
    assert "Đây là bản sao" in page.text
    copy = db.session.scalars(select(OwnCourse).where(OwnCourse.copied_from == "bao-ve-tre-em")).one()
    assert copy.slug == "bao-ve-tre-em-2"
    assert sum(line.number is not None for part in plan(copy.slug).parts for line in part.lines) == 10
    assert "✓" in client.get(f"/own-courses/{copy.slug}/publish").text


def test_a_course_that_was_published_is_not_thrown_away(demo_app: Flask) -> None:
    client = begun(demo_app)
    for path in ("vi/01-mo-dau-buoi-hop.md", "vi/02-ket-thuc-buoi-hop.md"):
        save(client, path, TEXT, 1)
    describe(client)
    send(client, f"/own-courses/{SLUG}/publish", seen=plan().head.revision)
    assert "không bỏ đi được" in send(client, f"/own-courses/{SLUG}/throw-away").text
    assert own_course(SLUG)


def test_one_that_was_never_published_is_thrown_away(both_demo_app: Flask) -> None:
    client = begun(both_demo_app)
    by, now = person_by_code("DEMO-GV"), clock.now()
    assert by
    waits = Proposal(slug=SLUG, note="", asked_by_id=by.id, asked_at=now, content_hash="", state=WAITING)
    db.session.add(waits)
    db.session.commit()
    send(client, f"/own-courses/{SLUG}/throw-away")
    assert own_course(SLUG) is None
    db.session.expire_all()
    assert waits.state is ProposalState.TAKEN_BACK  # another course may get its address
    assert db.session.scalar(select(OwnFile.id).where(OwnFile.path == "vi/01-mo-dau-buoi-hop.md")) is None


def test_whoever_writes_no_exercises_finds_no_desk(demo_app: Flask) -> None:
    begun(demo_app)
    person = person_by_code("TD-C001")
    assert person
    client = demo_app.test_client()
    sign_in(client, person)
    assert save(client, "vi/01-mo-dau-buoi-hop.md", TEXT, 1).status_code == 404
    assert client.get(f"/own-courses/{SLUG}").status_code == 403


@pytest.mark.parametrize("act", ["up", "remove", "move", "add-step", "remove-section", "rename-section"])
def test_a_place_that_is_not_there_is_refused_in_a_sentence(demo_app: Flask, act: str) -> None:
    client = begun(demo_app)
    before = titles()
    for section, step in ((7, 7), (-1, -1), (0, 99)):
        answer = arrange(client, act, section=section, step=step, to=9, title_vi="Tên", offer="{}")
        assert answer.status_code in (200, 404)
        if (act, section) != ("rename-section", 0) and (act, section) != ("remove-section", 0):
            assert titles() == before


def test_pictures_are_kept_with_the_edition_that_shows_them(demo_app: Flask) -> None:
    client = begun(demo_app)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    page = send(client, f"/own-courses/{SLUG}/media", files=(BytesIO(svg), "Sơ đồ nhóm.svg"))
    assert "so-do-nhom.svg" in page.text
    assert client.get(f"/own-courses/{SLUG}/media/so-do-nhom.svg").data == svg
    save(client, "vi/01-mo-dau-buoi-hop.md", TEXT + "\n![Sơ đồ nhóm](so-do-nhom.svg)\n", 1)
    save(client, "vi/02-ket-thuc-buoi-hop.md", TEXT, 1)
    describe(client)
    desk = client.get(f"/own-courses/{SLUG}/lessons/{file_of('vi/01-mo-dau-buoi-hop.md').id}").text
    assert f'src="/own-courses/{SLUG}/media/so-do-nhom.svg"' in desk
    send(client, f"/own-courses/{SLUG}/publish", seen=plan().head.revision)
    assert db.session.scalars(select(Media.kind).order_by(Media.sha256)).all().count("svg") > 0
    assert "Sơ đồ nhóm" in client.get(f"/learn/{SLUG}/1").text

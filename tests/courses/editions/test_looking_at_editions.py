"""The pages of editions: history, differences, proposing a lesson, deciding, withdrawing, going on."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.models import Demand, Edition, Proposal, ProposalState
from courses.queries import published_edition
from courses.rules.editing import open_lesson, save_draft
from courses.rules.localising import local_course
from courses.rules.reviewing import choose_demand
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.queries import person_by_code
from tests.factories.account import client_of
from tests.factories.courses import KINDS, completed, do_alone, steps
from tests.factories.editions import PLAIN, SLUG, make_trainer, own_course, proposed, published, rewrite
from tests.factories.people import make_person
from tests.factories.statements import statements

REAL = "bao-ve-tre-em"
HISTORY = f"/courses/{SLUG}/editions"


@pytest.fixture
def hanh(app: Flask, tmp_path: Path) -> Person:
    """A trainer whose course has two editions; the first lesson differs."""
    app.extensions["step_kinds"] = KINDS
    person = make_trainer()
    own_course(person, tmp_path, PLAIN)
    published(person)
    rewrite("# Mở sổ\n\nNội dung bài 1, viết rõ hơn.\n")
    published(person)
    return person


@pytest.fixture
def page(app: Flask, hanh: Person) -> FlaskClient:
    """She is signed in."""
    return client_of(app, hanh)


def the_proposal() -> Proposal:
    db.session.expire_all()
    return db.session.scalars(select(Proposal)).one()


def seen_on(page: FlaskClient, proposal: Proposal) -> str:
    """What the page of a proposal says that is looked at."""
    text = page.get(f"/courses/proposals/{proposal.id}").text
    return re.findall(r'name="seen" value="([0-9a-f]{64})"', text)[0]


def test_the_history_tells_what_changed_and_who_published_it(page: FlaskClient) -> None:
    text = page.get(HISTORY).text
    assert "1 bài học có sửa" in text
    assert "bản đầu tiên" in text
    assert "Đinh Thị Hạnh đăng" in text


def test_it_counts_who_learns_and_who_has_completed(page: FlaskClient, hanh: Person) -> None:
    lan = make_person("Trần Thị Lan", phone="0900000558")
    mai = make_person("Lê Thị Mai", phone="0900000559")
    db.session.commit()
    newest = published_edition(SLUG, 2)
    assert newest
    completed(mai.id, newest)
    do_alone(lan.id, steps(newest)[0].id)
    db.session.commit()
    text = page.get(f"{HISTORY}/2").text
    assert [int(each) for each in re.findall(r'figure-number">(\d+)<', text)] == [1, 1]


def test_two_editions_stand_beside_each_other(page: FlaskClient) -> None:
    text = page.get(f"{HISTORY}/differences?left=1&right=2").text
    assert "Nội dung bài 1, viết rõ hơn." in text
    assert "Ghi hộ mới" in text
    assert page.get(f"{HISTORY}/differences?left=2&right=2").text.count("Hai bên giống nhau.") == 1


def test_in_the_other_language_it_says_that_its_words_are_the_same(page: FlaskClient) -> None:
    text = page.get(f"{HISTORY}/differences?left=1&right=2&text=en").text
    assert "Ở ngôn ngữ này lời văn như nhau" in text


def test_editions_that_are_not_there_answer_404(page: FlaskClient) -> None:
    for address in (f"{HISTORY}/9", f"{HISTORY}/differences?left=1&right=9", "/courses/khong-co/editions"):
        assert page.get(address).status_code == 404
    assert page.get("/courses/khong-co/propose").status_code == 404
    assert page.get("/courses/proposals/9").status_code == 404


def test_the_history_asks_as_much_for_six_editions_as_for_two(page: FlaskClient, hanh: Person) -> None:
    with statements() as few:
        page.get(HISTORY)
    for number in range(4):
        rewrite(f"# Mở sổ\n\nNội dung bài 1, lần {number}.\n")
        published(hanh)
    page.get(HISTORY)  # what was written since is read by the session first
    with statements() as many:
        page.get(HISTORY)
    assert len(many) == len(few)


def test_a_course_is_proposed_looked_at_and_approved(app: Flask, page: FlaskClient) -> None:
    rewrite("# Mở sổ\n\nNội dung bài 1, viết lại.\n")
    assert "viết lại" in page.get(f"/courses/{SLUG}/propose").text
    sent = page.post(f"/courses/{SLUG}/propose", data={"for_review": "y", "note": "Viết lại bài 1."})
    assert sent.status_code == 303
    own = page.get(sent.location).text
    assert "Viết lại bài 1." in own
    assert "không ai tự duyệt" in own
    quang = client_of(app, make_trainer("Lê Văn Quang"))
    assert "1 đề nghị đăng chờ xem lại" in quang.get("/").text
    seen = seen_on(quang, the_proposal())
    done = quang.post(f"{sent.location}/approve", data={"seen": seen})
    assert "Đã duyệt và đăng." in quang.get(done.location).text
    assert "Lê Văn Quang đã xem lại" in page.get(HISTORY).text


def test_what_changed_while_the_page_was_open_is_looked_at_again(
    app: Flask, page: FlaskClient, hanh: Person
) -> None:
    rewrite("# Mở sổ\n\nNội dung bài 1, viết lại.\n")
    proposal = proposed(hanh)
    quang = client_of(app, make_trainer("Lê Văn Quang"))
    seen = seen_on(quang, proposal)
    rewrite("# Mở sổ\n\nNội dung bài 1, viết lại lần nữa.\n")
    refused = quang.post(f"/courses/proposals/{proposal.id}/approve", data={"seen": seen})
    assert refused.status_code == 409
    assert "viết lại lần nữa" in refused.text
    assert the_proposal().state is ProposalState.WAITING


def test_it_is_sent_back_with_words_and_asked_for_again(app: Flask, page: FlaskClient, hanh: Person) -> None:
    rewrite("# Mở sổ\n\nNội dung bài 1, viết lại.\n")
    proposal = proposed(hanh)
    address = f"/courses/proposals/{proposal.id}"
    quang = client_of(app, make_trainer("Lê Văn Quang"))
    assert quang.post(f"{address}/send-back", data={"sentence": ""}).status_code == 409
    assert quang.post(f"{address}/send-back", data={"sentence": "Thêm ví dụ."}).status_code == 303
    assert "Thêm ví dụ." in page.get(address).text
    again = page.post(f"{address}/ask-again")
    assert again.location != address
    assert "chờ người khác xem lại" in page.get(again.location).text


def test_a_day_without_an_hour_is_asked_about(page: FlaskClient) -> None:
    rewrite("# Mở sổ\n\nNội dung bài 1, viết lại.\n")
    refused = page.post(f"/courses/{SLUG}/propose", data={"on": "2030-01-01"})
    assert refused.status_code == 422
    assert "Cho biết cả giờ." in refused.text


def test_it_is_scheduled_without_a_second_look_and_taken_back(page: FlaskClient) -> None:
    rewrite("# Mở sổ\n\nNội dung bài 1, viết lại.\n")
    sent = page.post(f"/courses/{SLUG}/propose", data={"on": "2030-01-01", "at": "07:00"})
    assert "07:00" in page.get(sent.location).text
    taken = page.post(f"{sent.location}/take-back")
    assert "Đã rút lại." in page.get(taken.location).text


def test_a_withdrawn_edition_is_confirmed_told_and_undone(app: Flask, page: FlaskClient) -> None:
    lan = make_person("Trần Thị Lan", phone="0900000558")
    newest = published_edition(SLUG, 2)
    assert newest
    do_alone(lan.id, steps(newest)[1].id)
    learner = client_of(app, lan)
    asked = f"/courses/{SLUG}/withdraw?edition=2"
    assert "1 người đang học dở" in page.get(asked).text
    assert page.post(asked, data={"reason": ""}).status_code == 422
    page.post(asked, data={"reason": "Bài 1 ghi sai."})
    told = learner.get(f"/learn/{SLUG}").text
    assert "Bài 1 ghi sai." in told
    assert "Học tiếp ở bản mới" in told
    assert "đã được thu hồi" in learner.get("/").text
    assert "Nội dung bài 2" in learner.get(f"/learn/{SLUG}/1").text
    assert "Đã chuyển sang bản mới" in learner.get(learner.post(f"/learn/{SLUG}/go-on").location).text
    undo = re.findall(rf'action="(/courses/{SLUG}/withdrawals/\d+/undo)"', page.get(HISTORY).text)[0]
    assert "Đã cho dạy lại." in page.get(page.post(undo).location).text


def test_a_withdrawn_course_says_whom_to_ask(app: Flask, page: FlaskClient) -> None:
    lan, mai = make_person("Trần Thị Lan", phone="0900000558"), make_person("Lê Thị Mai", phone=None)
    newest = published_edition(SLUG, 2)
    assert newest
    do_alone(lan.id, steps(newest)[1].id)
    db.session.commit()
    page.post(f"/courses/{SLUG}/withdraw", data={"reason": "Sẽ soạn lại."})
    told = client_of(app, lan).get(f"/learn/{SLUG}").text
    assert "Xin hỏi giảng viên" in told
    assert client_of(app, mai).get(f"/learn/{SLUG}").status_code == 404
    assert client_of(app, mai).post(f"/learn/{SLUG}/go-on").status_code == 404


def test_only_who_looks_after_the_product_decides_about_second_looks(demo_app: Flask) -> None:
    trainer, manager = person_by_code("DEMO-GV"), person_by_code("DEMO-QT")
    assert trainer
    assert manager
    address = "/courses/editions/second-looks"
    assert client_of(demo_app, trainer).post(address, data={"demand": "always"}).status_code == 403
    done = client_of(demo_app, manager).post(address, data={"demand": "always"})
    assert done.status_code == 303
    assert "Mọi khóa học chỉ được đăng sau khi" in client_of(demo_app, trainer).get("/courses/editions").text


def test_a_changed_lesson_is_proposed_and_taught_once_it_is_approved(demo_app: Flask) -> None:
    trainer, manager = person_by_code("DEMO-GV"), person_by_code("DEMO-QT")
    assert trainer
    assert manager
    choose_demand(Demand.ALWAYS, by=manager.id, now=clock.now())
    db.session.commit()
    place = local_course(REAL)
    assert place
    lesson = place.lessons["vi", 1]
    words = lesson.shipped.replace("# Trẻ em có quyền", "# Ở xã ta, trẻ em có quyền")
    save_draft(place, lesson, words, 0, by=trainer.id, now=clock.now())
    db.session.commit()
    desk = f"/courses/{REAL}/lessons/1"
    writer = client_of(demo_app, trainer)
    shown = writer.get(f"{desk}/publish?text=vi").text
    assert f'action="{desk}/propose"' in shown
    assert f'action="{desk}/publish"' not in shown
    seen = {"text": "vi", "seen": lesson.state}
    assert "phải có người khác xem lại" in writer.post(f"{desk}/publish", data=seen).text
    sent = writer.post(f"{desk}/propose", data={**seen, "for_review": "y"})
    assert "/courses/proposals/" in sent.location
    reader = client_of(demo_app, manager)
    proposal = db.session.scalars(select(Proposal).order_by(Proposal.id.desc())).first()
    assert proposal
    assert "Ở xã ta, trẻ em có quyền" in reader.get(sent.location).text
    reader.post(f"{sent.location}/approve", data={"seen": seen_on(reader, proposal)})
    db.session.expire_all()
    assert proposal.state is ProposalState.PUBLISHED
    assert db.session.scalars(select(Edition.number).order_by(Edition.id.desc())).first() == 2
    place = local_course(REAL)
    assert place
    assert open_lesson(place, place.lessons["vi", 1], trainer.id).draft is None
    assert place.lessons["vi", 1].title.startswith("Ở xã ta")


def test_a_course_made_here_is_asked_for_below_its_publish_button(page: FlaskClient) -> None:
    shown = page.get(f"/own-courses/{SLUG}/publish").text
    assert f'href="/courses/{SLUG}/propose"' in shown

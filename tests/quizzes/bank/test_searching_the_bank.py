"""A trainer finds questions again, sees how they were answered, and puts them to use."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.base import clock
from lms.base.database import db
from lms.people.models import AccessRole, Person
from quizzes.authoring.models import Manuscript
from quizzes.bank.models import BankQuestion
from quizzes.bank.queries import Wanted, questions_wanted
from quizzes.bank.rules.indexing import index_all
from quizzes.exercise.checking import read_and_check
from quizzes.exercise.grammar import read_exercise
from quizzes.library import ExerciseSource
from quizzes.rules.publishing import publish
from tests.factories.account import client_of
from tests.factories.kinds import ALL_KINDS
from tests.factories.people import make_asker
from tests.factories.places import make_unit
from tests.factories.quizzes import BERRIES, QUESTIONS, bao_ve_tre_em, source_of
from tests.factories.statements import statements

TAGGED = """
# Ôn nhanh
Mã: on-nhanh
Loại: luyện tập
Năng lực: bao_ve_tre_em

== Gọi ai
NHÃN: nhận biết, gọi điện
CĂN CỨ: Luật Trẻ em 2016, Điều 51
Thấy trẻ bị đánh thì gọi số nào?
= 111
> Đúng.
* 113
> 113 là công an.

== Mấy ngày
DẠNG: số
NHÃN: vận dụng
Báo trong mấy ngày?
= 5
> Đúng.
""".lstrip()
TWIN = TAGGED.replace("on-nhanh", "on-lai").replace("Thấy trẻ bị đánh", "THAY TRE BI DANH")


@pytest.fixture
def trainer(app: Flask) -> Person:
    bao_ve_tre_em()
    for text in (TAGGED, QUESTIONS, BERRIES):
        publish(source_of(text), clock.now())
    return make_asker(AccessRole.TRAINER, make_unit("25", "Tỉnh Phú Thọ"), "Đỗ Thị Yến")


@pytest.fixture
def visitor(app: Flask, trainer: Person) -> FlaskClient:
    return client_of(app, trainer)


def names(**wanted: object) -> list[str]:
    found = db.session.scalars(questions_wanted(Wanted(**wanted))).unique()  # type: ignore[arg-type]
    return [question.name for question in found]


def test_questions_are_found_without_diacritics_and_by_their_labels(both_app: Flask) -> None:
    bao_ve_tre_em()
    for text in (TAGGED, QUESTIONS, BERRIES):
        publish(source_of(text), clock.now())
    assert names(words="tre bi danh") == ["Gọi ai"]
    assert names(words="ON NHANH 113") == ["Gọi ai"]
    assert names(words="100% _") == []
    assert names(tag="vận dụng") == names(type="numerical") == ["Mấy ngày"]
    assert names(clause="Luật Trẻ em 2016, Điều 51") == ["Gọi ai"]
    assert len(names(competency="bao_ve_tre_em")) == 5
    assert names(course="khong-co") == []
    assert "Bìa rừng" not in names()  # a scene of a story is no question


def test_a_tag_is_found_however_it_was_written(app: Flask, visitor: FlaskClient) -> None:
    publish(source_of(TWIN.replace("NHÃN: vận dụng", "NHÃN: Van dung")), clock.now())
    db.session.commit()
    for tag in ("vận dụng", "VẬN DỤNG", "Van dung"):
        assert names(tag=tag) == ["Mấy ngày", "Mấy ngày"]
    assert names(tag="vận") == []
    page = visitor.get("/bank").text
    assert page.count('<option value="Van dung">') + page.count('<option value="vận dụng">') == 1


def test_what_is_taken_over_is_what_its_author_wrote(visitor: FlaskClient) -> None:
    english = ALL_KINDS.replace("= Sổ A0 | A0/CTV", "= Book A0").replace("<=> 1 | một", "<=> 1 | one")
    texts = {"vi": ALL_KINDS, "en": english}
    languages = {language: read_exercise(text)[0] for language, text in texts.items()}
    publish(ExerciseSource("ghi-so-moi-ngay", languages, texts), clock.now())
    db.session.commit()
    ids = [
        each.id
        for each in db.session.query(BankQuestion).filter(BankQuestion.type.in_(["short_answer", "form"]))
    ]
    visitor.post("/bank/chosen", data={"question": ids, "title": "Ghi sổ", "target": ""})
    text = db.session.query(Manuscript).one().text
    assert "= Sổ A0 | A0/CTV\n" in text
    assert "<=> 1 | một\n" in text


def test_a_new_version_takes_the_place_of_the_one_before(app: Flask, trainer: Person) -> None:
    assert names(words="bao lau") == []
    publish(source_of(TAGGED.replace("Báo trong mấy ngày?", "Báo trong bao lâu?")), clock.now())
    assert names(words="bao lau") == ["Mấy ngày"]
    before = [(each.scene, each.text, each.digest) for each in db.session.query(BankQuestion)]
    assert index_all() == len(before) == 5
    assert [(each.scene, each.text, each.digest) for each in db.session.query(BankQuestion)] == before


def test_the_page_shows_questions_with_where_they_stand_and_their_doubles(visitor: FlaskClient) -> None:
    publish(source_of(TWIN), clock.now())
    db.session.commit()
    page = visitor.get("/bank?q=tre+bi+danh").text
    assert "2 câu hỏi" in page
    assert "Câu này cũng được hỏi ở:" in page
    assert "on-lai (Gọi ai)" in page
    assert "Ôn nhanh" in page
    assert "Luật Trẻ em 2016, Điều 51" in page
    doubles = visitor.get("/bank?doubles=y").text
    assert "4 câu hỏi" in doubles
    assert "Không tìm thấy câu hỏi nào." in visitor.get("/bank?tag=khong-co").text


def test_ticked_questions_begin_an_exercise_or_go_into_a_draft(visitor: FlaskClient, trainer: Person) -> None:
    ids = [question.id for question in db.session.query(BankQuestion).order_by(BankQuestion.id)]
    answer = visitor.post("/bank/chosen", data={"question": ids[:2], "title": "Ôn tháng Ba", "target": ""})
    assert answer.location == "/exercises/on-thang-ba/edit"
    draft = db.session.query(Manuscript).one()
    exercise, found = read_and_check(draft.text)
    assert [scene.name for scene in exercise.scenes] == ["Gọi ai", "Mấy ngày"]
    assert exercise.competencies == ("bao_ve_tre_em",)
    assert exercise.scenes[0].tags == ("nhận biết", "gọi điện")
    assert not [each for each in found if each.error]
    assert "on-thang-ba" in visitor.get("/bank").text
    visitor.post("/bank/chosen", data={"question": [ids[0], ids[2]], "target": "on-thang-ba"})
    db.session.expire_all()
    exercise, found = read_and_check(db.session.query(Manuscript).one().text)
    assert [scene.name for scene in exercise.scenes][2:] == ["Gọi số nào", "Gọi ai (2)"]
    assert len(exercise.scenes) == 4
    assert all(scene.lesson is None for scene in exercise.scenes)


def test_nothing_ticked_and_a_draft_with_mistakes_are_refused(visitor: FlaskClient) -> None:
    first = db.session.query(BankQuestion.id).limit(1).scalar()
    told = visitor.post("/bank/chosen", data={"title": "x", "target": ""}, follow_redirects=True).text
    assert "Hãy đánh dấu những câu muốn lấy trước." in told
    broken = {"text": "# Hỏng\nMàu: x\n== a\nx", "language": "vi", "revision": "0"}
    visitor.post("/exercises/on-nhanh/draft", data=broken)
    chosen = {"question": [first], "target": "on-nhanh"}
    told = visitor.post("/bank/chosen", data=chosen, follow_redirects=True).text
    assert "on-nhanh:2:" in told
    assert visitor.post("/bank/chosen", data={"question": [first], "target": "hai-qua"}).location == "/bank"


def test_tags_of_a_draft_are_changed_in_its_one_line(visitor: FlaskClient, trainer: Person) -> None:
    visitor.post("/exercises/on-nhanh/draft", data={"text": TAGGED + "\n", "language": "vi", "revision": "0"})
    draft = db.session.query(Manuscript).one()
    page = visitor.get("/bank/drafts?tag=vận+dụng").text
    assert "Mấy ngày" in page
    assert "Gọi ai" not in page
    change = {"tags": "thông hiểu, gọi điện", "revision": str(draft.revision)}
    assert visitor.post("/bank/drafts/on-nhanh/0/tags?tag=nhận+biết", data=change).status_code == 302
    db.session.expire_all()
    new = db.session.query(Manuscript).one().text
    assert new == TAGGED.replace("NHÃN: nhận biết, gọi điện", "NHÃN: thông hiểu, gọi điện") + "\n"
    again = visitor.post("/bank/drafts/on-nhanh/0/tags", data=change, follow_redirects=True).text
    assert "Bản nháp đã được sửa trong lúc đó." in again
    gone = {"tags": "", "revision": str(draft.revision)}
    visitor.post("/bank/drafts/on-nhanh/1/tags", data=gone)
    db.session.expire_all()
    assert read_exercise(db.session.query(Manuscript).one().text)[0].scenes[1].tags == ()


def test_no_page_asks_more_of_the_database_for_more_questions(visitor: FlaskClient) -> None:
    visitor.get("/bank")
    with statements() as few:
        visitor.get("/bank")
    for number in range(6):
        text = TAGGED.replace("on-nhanh", f"on-{number}").replace("111", f"11{number}")
        publish(source_of(text), clock.now())
    db.session.commit()
    visitor.get("/bank")
    with statements() as many:
        page = visitor.get("/bank").text
    assert "17 câu hỏi" in page
    assert len(many) == len(few)


def test_a_page_is_short_and_what_is_done_on_it_leads_back_to_it(visitor: FlaskClient) -> None:
    for number in range(10):
        publish(source_of(TAGGED.replace("on-nhanh", f"on-{number}")), clock.now())
    db.session.commit()
    assert visitor.get("/bank").text.count('type="checkbox"') == 20 + 1  # and one to search by
    assert visitor.get("/bank?page=2").text.count('type="checkbox"') == 5 + 1
    assert visitor.post("/bank/chosen?page=2&q=", data={"target": ""}).location == "/bank?page=2"
    visitor.post("/exercises/on-nhanh/draft", data={"text": TAGGED, "language": "vi", "revision": "0"})
    change = {"tags": "thông hiểu", "revision": "1"}
    assert visitor.post("/bank/drafts/on-nhanh/0/tags?page=3", data=change).location == "/bank/drafts?page=3"


def test_what_nobody_can_have_ticked_is_refused_in_a_sentence(visitor: FlaskClient) -> None:
    for ids in (["9" * 30], ["-1"], ["x"], [str(number) for number in range(40_000)]):
        told = visitor.post("/bank/chosen", data={"question": ids, "target": ""}, follow_redirects=True)
        assert told.status_code == 200, ids[0]

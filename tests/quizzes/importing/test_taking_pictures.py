"""Pictures of questions and lessons come along; none is lost unsaid, none takes another's place."""

import io

import pytest
from flask import Flask
from PIL import Image

from courses.models import OwnCourse
from courses.queries.own_courses import kept_folder
from lms.base import clock
from lms.base.database import db
from lms.people.models import AccessRole, Person
from quizzes.authoring.models import Manuscript, ManuscriptMedia
from quizzes.exercise.grammar import read_exercise
from quizzes.importing.formats.proposals import LOST_PICTURE, Asks, Item
from quizzes.importing.formats.reading import propose
from quizzes.importing.models import MaterialFile
from quizzes.importing.rules.receiving import Sent, receive
from quizzes.importing.rules.taking import take_up
from tests.factories.account import client_of
from tests.factories.office_files import paragraph, relation, word, word_picture, word_table
from tests.factories.people import make_asker
from tests.factories.places import make_unit

FALSE = b"GIF89a-no-picture"


@pytest.fixture
def trainer(app: Flask) -> Person:
    person = make_asker(AccessRole.TRAINER, make_unit("25", "Tỉnh Phú Thọ"), "Đỗ Thị Yến")
    db.session.commit()
    return person


def drawn(colour: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(stream, "PNG")
    return stream.getvalue()


def in_words(picture: str) -> str:
    """A paragraph with words and a picture."""
    return paragraph("Câu 2: Hình nào?").replace("</w:p>", picture.partition("<w:p>")[2])


def illustrated(first: bytes, second: bytes = b"") -> bytes:
    """A list of three questions with pictures to the first two."""
    keyed = [paragraph(line) for line in ("A. một", "B. hai", "Đáp án: B")]
    return word(
        word_picture("rId2", "Biểu trưng của Chi cục"),
        *(paragraph("Câu 1: Đây là sổ nào?"), word_picture("rId1", "Bìa sổ A0"), *keyed),
        *(in_words(word_picture("rId2", "")), *keyed),
        *(paragraph("Câu 3: Không hình?"), *keyed),
        parts={"word/media/a.png": first, "word/media/b.png": second or drawn("blue")},
        relations=relation("rId1", "media/a.png") + relation("rId2", "media/b.png"),
    )


def pictures(items: tuple[Item, ...]) -> list[list[str]]:
    return [[picture.part[-5:] for picture in item.pictures] for item in items]


def test_a_picture_belongs_to_the_question_in_which_it_stands() -> None:
    proposal = propose("x.docx", illustrated(drawn("red")))
    assert pictures(proposal.items) == [["a.png"], ["b.png"], []]
    assert [item.asks for item in proposal.items] == [Asks.NOTHING] * 3
    left_out = [str(each) for each in proposal.understood.left_out]
    assert left_out == ["paragraph 1: the picture there belongs to no question."]


def test_a_picture_that_is_none_is_asked_beside_its_question() -> None:
    first, second, _ = propose("x.docx", illustrated(FALSE)).items
    assert (first.asks, first.pictures, second.asks) == (Asks.TAKE, (), Asks.NOTHING)
    assert "“a.png” is no picture" in str(first.doubts[0])


def test_a_picture_among_the_answers_is_asked() -> None:
    blocks = [paragraph("Câu 1: Hỏi?"), paragraph("A. một"), paragraph("B. hai"), word_picture("rId1", "")]
    parts = {"word/media/a.png": drawn("red")}
    data = word(*blocks, paragraph("Đáp án: A"), parts=parts, relations=relation("rId1", "media/a.png"))
    (item,) = propose("x.docx", data).items
    assert (item.asks, len(item.pictures)) == (Asks.TAKE, 1)


def test_a_picture_in_a_table_of_questions_belongs_to_its_row() -> None:
    rows = [["Câu hỏi", "A", "B", "Đáp án"], ["Một?", "a", "b", "A"], ["Hai?", "c", "d", "B"]]
    table = word_table(rows).replace(paragraph("Hai?"), paragraph("Hai?") + word_picture("rId1", ""))
    parts = {"word/media/a.png": drawn("red")}
    items = propose("x.docx", word(table, parts=parts, relations=relation("rId1", "media/a.png"))).items
    assert pictures(items) == [[], ["a.png"]]


@pytest.mark.parametrize(
    "text",
    [
        "Hỏi <img src='@@PLUGINFILE@@/a.png'>? {=một ~hai}",
        "<quiz><question type='multichoice'><questiontext><text>&lt;img src='a.png'&gt; Hỏi?</text>"
        "</questiontext><answer fraction='100'><text>a</text></answer><answer fraction='0'><text>b</text>"
        "</answer></question></quiz>",
    ],
)
def test_a_picture_that_another_system_left_behind_is_asked(text: str) -> None:
    (item,) = propose("x.txt", text.encode()).items
    assert (item.asks, item.doubts) == (Asks.TAKE, (LOST_PICTURE,))


def test_pictures_of_questions_stand_beside_the_draft(app: Flask, trainer: Person) -> None:
    visitor = client_of(app, trainer)
    data = illustrated(drawn("red"))
    received = receive(
        trainer.id, [Sent("a.docx", data), Sent("b.docx", illustrated(drawn("green")))], clock.now()
    )
    db.session.commit()
    here = f"/imports/{received.id}/files/{received.files[0].id}"
    page = visitor.get(here).text
    shown = [f"{here}/pictures/{number}" for number in range(2)]
    assert all(address in page and visitor.get(address).status_code == 200 for address in shown)
    take_up(trainer.id, received.id, "", "", clock.now())
    db.session.commit()
    for written, colour in zip(
        db.session.query(Manuscript).order_by(Manuscript.id), ("red", "green"), strict=True
    ):
        first, second, third = read_exercise(written.text)[0].scenes
        assert [media.words for media in (*first.media, *second.media)] == ["Bìa sổ A0", ""]
        assert not third.media
        kept = {
            each.name: each.body for each in db.session.query(ManuscriptMedia).filter_by(code=written.code)
        }
        assert {media.file for media in (*first.media, *second.media)} == set(kept)
        image = Image.open(io.BytesIO(kept[first.media[0].file])).convert("RGB")
        assert image.getpixel((9, 9)) == Image.new("RGB", (1, 1), colour).getpixel((0, 0))


def test_a_lesson_of_the_same_name_keeps_its_own_picture(trainer: Person) -> None:
    def lecture(colour: str) -> bytes:
        return word(
            *(paragraph("Bài 1: Dân số", style="Heading1"), word_picture("rId1", colour)),
            parts={"word/media/a.png": drawn(colour)},
            relations=relation("rId1", "media/a.png"),
        )

    for colour in ("red", "green"):
        slug = next((course.slug for course in db.session.query(OwnCourse)), "")
        received = receive(trainer.id, [Sent(f"{colour}.docx", lecture(colour))], clock.now())
        take_up(trainer.id, received.id, slug, "Nhập môn", clock.now())
        db.session.commit()
    (course,) = db.session.query(OwnCourse).all()
    folder = kept_folder(course)
    bodies = {folder.read(path) for path in folder.paths() if path.startswith("media/")}
    assert len(bodies) == 2


def test_a_file_in_which_nothing_was_found_asks_for_another_kind(app: Flask, trainer: Person) -> None:
    visitor = client_of(app, trainer)
    text = b"Loi mo dau cua bai giang, khong co cau hoi nao."
    received = receive(
        trainer.id, [Sent("bai.txt", text), Sent("trang.docx", word(paragraph("")))], clock.now()
    )
    db.session.commit()
    lecture, empty = db.session.query(MaterialFile).order_by(MaterialFile.id)
    assert (lecture.open, empty.open) == ([], [-2])
    here = f"/imports/{received.id}"
    assert "không tìm thấy gì" in visitor.get(here).text
    assert "Không thấy bài học nào trong tệp này" in visitor.get(f"{here}/files/{empty.id}").text

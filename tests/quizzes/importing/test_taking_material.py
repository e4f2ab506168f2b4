"""A trainer brings her files, answers what is doubtful, and takes all of it up as drafts, or nothing."""

import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from courses.models import OwnCourse
from courses.queries.own_courses import kept_folder
from lms.base.database import db
from lms.people.models import AccessRole, Person
from quizzes.authoring.models import Manuscript
from quizzes.exercise.grammar import read_exercise
from quizzes.importing.models import MaterialFile, MaterialImport
from tests.factories import importing as made
from tests.factories.account import client_of, sign_in
from tests.factories.importing import BANK, to_vni
from tests.factories.office_files import paragraph, relation, word, word_picture
from tests.factories.people import make_asker
from tests.factories.places import make_unit

DOUBTFUL = (
    "Câu 1: Sổ nào ghi ban đầu?\n*A. Sổ A0\nB. Sổ tiêm\nĐáp án: B\nCâu 2: Rõ?\nA. Có\nB. Không\nĐáp án: A"
)
STORY = "# Chị Mai\nMã: cu\n\n== Mở đầu\nLời.\n* Đi -> Hết\n\n== Hết\nKẾT THÚC: đạt. Xong.\n"


@pytest.fixture
def trainer(app: Flask) -> Person:
    person = make_asker(AccessRole.TRAINER, make_unit("25", "Tỉnh Phú Thọ"), "Đỗ Thị Yến")
    db.session.commit()
    return person


@pytest.fixture
def visitor(client: FlaskClient, trainer: Person) -> FlaskClient:
    sign_in(client, trainer)
    return client


def post(visitor: FlaskClient, address: str, *, follow: bool = False, **fields: Any) -> TestResponse:
    """Send a form of these pages, as a browser does."""
    token = re.findall(r'name="csrf_token" value="([^"]+)"', visitor.get("/imports").text)[0]
    return visitor.post(address, data={"csrf_token": token, **fields}, follow_redirects=follow)


def answers(visitor: FlaskClient, here: str, file: MaterialFile, **said: str) -> None:
    """Say of questions which answer is right: ``item_0="1"``."""
    fields = {name.replace("_", "-"): value for name, value in said.items()}
    post(visitor, f"{here}/files/{file.id}/answers", **fields)


def send(visitor: FlaskClient, files: dict[str, bytes] | None = None, **fields: str) -> str:
    """Send files and texts; the address that follows."""
    stored = [FileStorage(io.BytesIO(body), name) for name, body in (files or {}).items()]
    answer = post(visitor, "/imports", files=stored, **fields)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def files() -> list[MaterialFile]:
    return db.session.query(MaterialFile).order_by(MaterialFile.id).populate_existing().all()


def manuscripts() -> list[Manuscript]:
    return db.session.query(Manuscript).order_by(Manuscript.id).all()


def take(visitor: FlaskClient, here: str, **fields: str) -> str:
    return post(visitor, f"{here}/take", follow=True, **fields).text


def test_pasted_questions_become_an_exercise_at_her_desk(visitor: FlaskClient) -> None:
    here = send(visitor, text=made.list_text(), title="Ôn tập tháng Mười")
    page = take(visitor, here)
    assert "Đã nhận tất cả" in page
    (written,) = manuscripts()
    exercise, findings = read_exercise(written.text)
    assert (exercise.title, exercise.code, findings) == ("Ôn tập tháng Mười", written.code, [])
    assert [scene.text for scene in exercise.scenes] == [asked.stem for asked in BANK]
    assert f"/exercises/{written.code}/edit" in page


def test_a_pasted_text_is_called_by_its_first_line(visitor: FlaskClient) -> None:
    here = send(visitor, text=f"\nÔN TẬP 11/2026\n{made.list_text()}")
    assert files()[0].name == "ÔN TẬP 11-2026.txt"
    take(visitor, here)
    assert read_exercise(manuscripts()[0].text)[0].title == "ÔN TẬP 11-2026"


def test_nothing_is_taken_up_before_what_is_doubtful_is_answered(visitor: FlaskClient) -> None:
    here = send(visitor, {"de.txt": DOUBTFUL.encode(), "khac.txt": made.list_text().encode()})
    assert "còn điều cần hỏi" in take(visitor, here)
    assert manuscripts() == []
    first = files()[0]
    page = visitor.get(f"{here}/files/{first.id}").text
    assert page.index("Sổ nào ghi ban đầu") < page.index("Rõ?")
    assert "Các dấu hiệu về đáp án đúng không khớp nhau." in page
    assert "Dưới câu hỏi ghi: B." in page
    answers(visitor, here, first, item_0="0", item_1="1", item_9="0")
    take(visitor, here)
    scenes = read_exercise(manuscripts()[0].text)[0].scenes
    assert [[choice.right for choice in scene.choices] for scene in scenes] == [[True, False], [True, False]]
    assert len(manuscripts()) == 2


def test_a_doubtful_question_may_be_left_out_and_a_file_too(visitor: FlaskClient) -> None:
    here = send(visitor, {"de.txt": DOUBTFUL.encode(), "khac.txt": DOUBTFUL.encode()})
    first, second = files()
    answers(visitor, here, first, item_0="leave")
    post(visitor, f"{here}/files/{second.id}/kind", kind="none")
    take(visitor, here)
    (written,) = manuscripts()
    assert [scene.text for scene in read_exercise(written.text)[0].scenes] == ["Rõ?"]


def test_a_file_that_cannot_be_read_says_why_and_hinders_nothing(visitor: FlaskClient) -> None:
    here = send(
        visitor,
        {"anh.docx": b"\x89PNG\r\n\x1a\n...", "cu.doc": _old_word(), "de.txt": made.list_text().encode()},
    )
    page = visitor.get(here).text
    assert "Thực ra đây là tệp PNG, không đọc được." in page
    assert "Đây là tệp Word đời cũ." in page
    take(visitor, here)
    assert len(manuscripts()) == 1


def _old_word() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le")


def test_an_old_font_is_converted_and_both_texts_are_shown(visitor: FlaskClient) -> None:
    bank = [paragraph(to_vni(line), font="VNI-Times") for line in made.list_text().split("\n") if line]
    here = send(visitor, {"cu.docx": word(*bank)})
    page = visitor.get(f"{here}/files/{files()[0].id}").text
    assert "VNI (VNI-Times)" in page
    assert to_vni("Câu 1: Thấy dấu hiệu") in page
    assert "Câu 1: Thấy dấu hiệu" in page


def test_an_unclear_encoding_is_asked_and_followed(visitor: FlaskClient) -> None:
    text = "Câu 1: Café hay crème brûlée?\nA. déjà\nB. vu\nĐáp án: A".replace("Câu", "Question").replace(
        "Đáp án", "Answer"
    )
    here = send(visitor, {"la.txt": text.encode()})
    (file,) = files()
    assert "Chưa rõ" in visitor.get(f"{here}/files/{file.id}").text
    assert "còn điều cần hỏi" in take(visitor, here)
    post(visitor, f"{here}/files/{file.id}/encoding", encoding="unicode")
    take(visitor, here)
    assert "crème brûlée" in manuscripts()[0].text


def test_lessons_go_into_a_course_of_our_own_with_their_pictures(visitor: FlaskClient) -> None:
    data = word(
        paragraph("Bài 1: Dân số", style="Heading1"),
        paragraph("Quy mô."),
        word_picture("rId1", "Chị Mai bế con"),
        word_picture("rId2", "Hình giả"),
        paragraph("Bài 2: Trẻ em", style="Heading1"),
        paragraph("Quyền."),
        parts={"word/media/a.png": _picture(), "word/media/b.png": b"GIF89a-no-picture"},
        relations=relation("rId1", "media/a.png") + relation("rId2", "media/b.png"),
    )
    here = send(visitor, {"bai-giang.docx": data})
    page = visitor.get(f"{here}/files/{files()[0].id}").text
    assert "Bài 2: Trẻ em" in page
    assert visitor.get(f"{here}/files/{files()[0].id}/pictures/0").mimetype.startswith("image/")
    assert "“b.png” không phải hình" in page
    assert visitor.get(f"{here}/files/{files()[0].id}/pictures/9").status_code == 404
    take(visitor, here, name="Nhập môn dân số")
    (course,) = db.session.query(OwnCourse).all()
    folder = kept_folder(course)
    texts = [folder.read(path).decode() for path in folder.paths() if path.startswith("vi/")]
    assert [text.partition("\n")[0] for text in texts] == ["# Bài 1: Dân số", "# Bài 2: Trẻ em"]
    assert "b.png" not in texts[0]
    (kept,) = [path for path in folder.paths() if path.startswith("media/")]
    assert f"![Chị Mai bế con]({kept.removeprefix('media/')})" in texts[0]
    again = send(visitor, {"them.docx": word(paragraph("Bài 3: Thêm", style="Heading1"), paragraph("x"))})
    take(visitor, again, course=course.slug)
    assert len([path for path in kept_folder(course).paths() if path.startswith("vi/")]) == 3


def _picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(stream, "PNG")
    return stream.getvalue()


def test_all_kinds_are_taken_up_on_both_databases(both_app: Flask) -> None:
    person = make_asker(AccessRole.TRAINER, make_unit("25", "Tỉnh Phú Thọ"), "Đỗ Thị Yến")
    db.session.commit()
    visitor = client_of(both_app, person)
    title = "Bài 1: " + "rất dài " * 60
    lesson = word(paragraph(title, style="Heading1"), paragraph("Quy mô."))
    here = send(visitor, {"a.docx": lesson, "b.txt": DOUBTFUL.encode(), "c.txt": f"{STORY}\0".encode()})
    answers(visitor, here, files()[1], item_0="0")
    assert "quá dài" in take(visitor, here, name="x" * 500)
    assert "Đã nhận tất cả" in take(visitor, here, name="Nhập môn")
    assert [file.made[0][0] for file in files()] == ["course", "exercise", "exercise"]


def test_an_exercise_keeps_its_words_under_a_code_of_its_own(visitor: FlaskClient) -> None:
    here = send(visitor, {"mai.txt": STORY.encode()})
    assert "Mở đầu" in visitor.get(f"{here}/files/{files()[0].id}").text
    take(visitor, here)
    (written,) = manuscripts()
    assert written.text == STORY.replace("Mã: cu", f"Mã: {written.code}")


def test_the_kind_of_a_file_may_be_changed(visitor: FlaskClient) -> None:
    here = send(visitor, {"de.txt": made.list_text().encode()})
    (file,) = files()
    post(visitor, f"{here}/files/{file.id}/kind", kind="lessons")
    assert "bài học" in visitor.get(here).text.lower()
    assert "Sổ A0" in visitor.get(f"{here}/files/{file.id}").text
    assert post(visitor, f"{here}/files/{file.id}/kind", kind="x").status_code == 400


def test_many_questions_become_several_exercises_that_fit(visitor: FlaskClient) -> None:
    bank = [asked._replace(stem=f"{asked.stem} ({n})") for n in range(30) for asked in BANK]
    here = send(visitor, {"ngan-hang.txt": made.list_text(bank).encode()})
    take(visitor, here)
    read = [read_exercise(each.text) for each in manuscripts()]
    assert len(read) > 1
    assert sum(len(exercise.scenes) for exercise, _ in read) == len(bank)
    assert [findings for _, findings in read] == [[]] * len(read)


def test_an_import_is_gone_on_with_later_or_dropped(visitor: FlaskClient) -> None:
    here = send(visitor, {"de.txt": DOUBTFUL.encode()})
    assert "de.txt" in visitor.get("/imports").text
    post(visitor, f"{here}/drop")
    assert db.session.query(MaterialImport).count() == 0
    assert visitor.get(here).status_code == 404


def test_what_was_taken_up_is_not_taken_up_twice(visitor: FlaskClient) -> None:
    here = send(visitor, {"de.txt": made.list_text().encode()})
    take(visitor, here)
    assert "đã được nhận hoặc đã bỏ" in take(visitor, here)
    assert len(manuscripts()) == 1
    assert [(file.content, file.proposal) for file in files()] == [(None, None)]


def test_nobody_sees_what_another_brought(visitor: FlaskClient, app: Flask) -> None:
    here = send(visitor, {"de.txt": DOUBTFUL.encode()})
    other = make_asker(AccessRole.TRAINER, make_unit("26", "Tỉnh khác"), "Lê Thị Hoa")
    db.session.commit()
    stranger = client_of(app, other)
    file = files()[0].id
    assert stranger.get(here).status_code == 404
    assert stranger.get(f"{here}/files/{file}").status_code == 404
    for act in ("take", "drop", f"files/{file}/answers", f"files/{file}/kind", f"files/{file}/encoding"):
        assert post(stranger, f"{here}/{act}").status_code == 404
    assert len(files()) == 1


def test_nothing_sent_is_said_and_a_huge_file_is_refused_before_it_is_read(visitor: FlaskClient) -> None:
    answer = post(visitor, "/imports", text=" ")
    assert answer.status_code == 422
    assert "Hãy chọn tệp" in answer.text
    huge = visitor.post(
        "/imports",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(200 * 1024 * 1024), "wsgi.input": _Unread()},
    )
    assert huge.status_code == 413


class _Unread(io.BytesIO):
    """A body of which nothing may be read."""

    def read(self, *_size: int | None) -> bytes:
        raise AssertionError("read")


def test_the_page_asks_for_no_names_and_shows_the_call(visitor: FlaskClient) -> None:
    page = visitor.get("/imports").text
    assert "tên thật của trẻ em" in page
    assert 'href="tel:111"' in page

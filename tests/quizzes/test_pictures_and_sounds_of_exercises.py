"""Pictures and sounds of exercises: named with their weight wherever a question is asked, loaded by a tap."""

import io
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from courses.models import Bundle, Step
from courses.models import Media as KeptMedia
from lms.base import clock
from lms.base.database import db
from lms.web.costs import data_cost, sent_bytes
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import Media, exercise_from, graph_of, words_of
from quizzes.exercise.illustrating import Placed, with_places, without_sizes
from quizzes.library import BadExercise, ExerciseSource, read_exercise_files
from quizzes.queries.exercises import newest_version, version
from quizzes.rules.publishing import publish
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_officer
from tests.factories.pictures import DRAWING, photo
from tests.factories.places import small_country
from tests.factories.quizzes import BERRIES, published_pictures, source_of
from tests.factories.sounds import recording

WITH_PICTURE = BERRIES.replace("Bé hỏi", "[ảnh: qua.svg | Quả]\nBé hỏi")
LINK = re.compile(r'<a class="(pic|sound)" href="([^"]+)">([^<]+)<span>([^<]+)</span> \(([^)]*)\)</a>')


@pytest.fixture
def illustrated(app: Flask, tmp_path: Path) -> tuple[Step, Step]:
    """A story with a picture and a sound, and a test with a picture."""
    return published_pictures(tmp_path)


@pytest.fixture
def officer(app: Flask) -> FlaskClient:
    """Of a commune with one collaborator."""
    places = small_country()
    make_collaborator(places.tam_duong)
    found = make_officer(places.tam_duong)
    db.session.commit()
    return client_of(app, found)


def media_of(step: Step) -> tuple[Media, ...]:
    return version(step.frozen["version"]).exercise_in("vi").scenes[0].media


def links(page: str) -> list[tuple[str, str, str, str, str]]:
    return [tuple(found) for found in LINK.findall(page.replace("\xa0", " "))]


def library_with(folder: Path, text: str, **files: bytes) -> Path:
    (folder / "media").mkdir()
    (folder / "hai-qua.vi.txt").write_text(text, "utf-8")
    for name, body in files.items():
        (folder / "media" / name.replace("_", ".")).write_bytes(body)
    return folder


def test_where_files_are_is_kept_with_the_words_and_read_again(app: Flask) -> None:
    exercise = read_exercise(WITH_PICTURE)[0]
    placed = with_places(exercise, {"qua.svg": Placed("/media/ab.svg", 700)})
    again = exercise_from(graph_of(placed), words_of(placed))
    (media,) = again.scenes[0].media
    assert (media.address, media.size) == ("/media/ab.svg", 700)
    assert again == exercise


def test_the_content_of_exercises_without_pictures_is_named_as_before() -> None:
    exercise = read_exercise(WITH_PICTURE)[0]
    assert words_of(exercise)["scenes"][0]["media"] == [["image", "qua.svg", "Quả"]]
    assert words_of(without_sizes(exercise)) == words_of(exercise)


def test_another_picture_is_another_content_but_another_weight_is_not() -> None:
    exercise = read_exercise(WITH_PICTURE)[0]

    def named(address: str, size: int) -> str:
        placed = with_places(exercise, {"qua.svg": Placed(address, size)})
        return ExerciseSource("hai-qua", {"vi": placed}).content_hash()

    assert named("/media/a.svg", 1) == named("/media/a.svg", 2) != named("/media/b.svg", 1)


def test_shipped_exercises_bring_their_files(app: Flask, tmp_path: Path) -> None:
    library = library_with(tmp_path, WITH_PICTURE, qua_svg=DRAWING, khac_svg=DRAWING)
    source = read_exercise_files("hai-qua", library)
    assert list(source.media) == ["qua.svg"]
    assert publish(source, clock.now())
    assert publish(read_exercise_files("hai-qua", library), clock.now()) is None
    (kept,) = db.session.query(KeptMedia).all()
    found = newest_version("hai-qua")
    assert found
    assert found.exercise_in("vi").scenes[0].media[0].address == f"/media/{kept.sha256}.svg"


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, r"hai-qua.vi.txt:5: .*“qua.svg” is not there"),
        ({"qua_svg": b"<svg/>"}, "qua.svg: "),
        ({"qua_svg": b"<script/>"}, "qua.svg: "),
    ],
)
def test_a_shipped_file_that_is_missing_or_lies_is_named(
    tmp_path: Path, files: dict[str, bytes], sentence: str
) -> None:
    with pytest.raises(BadExercise, match=sentence):
        read_exercise_files("hai-qua", library_with(tmp_path, WITH_PICTURE, **files))


def test_the_command_that_checks_names_missing_files_too(app: Flask, tmp_path: Path) -> None:
    library = library_with(tmp_path, WITH_PICTURE)
    result = app.test_cli_runner().invoke(args=["exercises", "check", str(library / "hai-qua.vi.txt")])
    assert result.exit_code == 1
    assert "Chưa có tệp “qua.svg”" in result.output


def test_a_section_holds_links_that_say_the_weight_and_no_picture(
    visitor: FlaskClient, illustrated: tuple[Step, Step]
) -> None:
    html = db.session.query(Bundle).filter_by(language="vi").one().plain.decode()
    picture, sound = media_of(illustrated[0])
    cost = data_cost(sent_bytes(DRAWING, "image/svg+xml")).replace("\xa0", " ")
    assert links(html) == [
        ("pic", picture.address, "Xem hình: ", "Quả đỏ trên cây", cost),
        ("sound", sound.address, "Nghe: ", "Chim kêu", links(html)[1][4]),
    ]
    assert links(html)[1][4].startswith("khoảng 2 phút")
    assert '<div data-at="0" hidden>' in html
    assert "<img" not in html
    assert html.count("const media=") == 1
    assert visitor.get(sound.address.partition("#")[0]).data == recording(70)


def test_a_section_without_pictures_carries_nothing_for_them(practice: Step) -> None:
    html = db.session.query(Bundle).filter_by(language="vi").one().plain.decode()
    assert "const media=" not in html
    assert "data-at" not in html


def test_scene_by_scene_without_script(visitor: FlaskClient, illustrated: tuple[Step, Step]) -> None:
    url = visitor.post(f"/exercises/{illustrated[0].id}/begin").location
    assert [each[:2] for each in links(visitor.get(url).text)] == [
        ("pic", media_of(illustrated[0])[0].address),
        ("sound", media_of(illustrated[0])[1].address),
    ]
    visitor.post(url, data={"number": 0, "choice": 1})
    assert links(visitor.get(url).text) == []


def test_a_test_shows_them_above_the_answers(visitor: FlaskClient, illustrated: tuple[Step, Step]) -> None:
    page = visitor.get(visitor.post(f"/assessments/{illustrated[1].id}").location).text
    ((kind, address, *_),) = links(page)
    assert (kind, address) == ("pic", media_of(illustrated[1])[0].address)
    question = page.split('data-scene="0"')[1]
    assert question.index(address) < question.index('type="radio"')


def test_who_helps_others_has_them_on_the_page(officer: FlaskClient, illustrated: tuple[Step, Step]) -> None:
    story, test = illustrated
    assert [each[0] for each in links(officer.get(f"/helping/{story.id}").text)] == ["pic", "sound"]
    officer.post(f"/helping/{test.id}/forms")
    assert [each[0] for each in links(officer.get(f"/helping/{test.id}").text)] == ["pic"]


def test_the_printed_book_draws_the_picture_and_tells_the_sound(
    officer: FlaskClient, illustrated: tuple[Step, Step]
) -> None:
    read = PdfReader(io.BytesIO(officer.get(f"/paper/{illustrated[0].id}/book.pdf").data))
    words = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert "[Chim kêu]" in words
    assert "Quả đỏ trên cây" not in words
    assert "So A0" in words


def test_a_picture_that_paper_cannot_draw_is_told_in_words(
    app: Flask, officer: FlaskClient, tmp_path: Path
) -> None:
    step = published_pictures(tmp_path)[0]
    kept = db.session.query(KeptMedia).filter(KeptMedia.sha256 == media_of(step)[0].address[7:71]).one()
    kept.body = b"<svg"
    db.session.commit()
    read = PdfReader(io.BytesIO(officer.get(f"/paper/{step.id}/book.pdf").data))
    assert "Quả đỏ trên cây" in " ".join(" ".join(page.extract_text() for page in read.pages).split())


def test_photos_are_printed(app: Flask, officer: FlaskClient, tmp_path: Path) -> None:
    step = published_pictures(tmp_path)[0]
    kept = db.session.query(KeptMedia).filter(KeptMedia.sha256 == media_of(step)[0].address[7:71]).one()
    kept.body, kept.kind = photo(90, 60), "jpg"
    db.session.commit()
    read = PdfReader(io.BytesIO(officer.get(f"/paper/{step.id}/book.pdf").data))
    assert sum(len(page.images) for page in read.pages) == 1


def test_reading_a_text_again_finds_the_same_pictures(app: Flask) -> None:
    assert source_of(WITH_PICTURE).languages["vi"].scenes[0].media == (Media("image", "qua.svg", "Quả"),)

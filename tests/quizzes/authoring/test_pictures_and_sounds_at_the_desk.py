"""A trainer adds pictures and sounds to her exercise: they are made light, put into scenes, and published."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from courses.authoring.rules.taking_media import BadMedia
from courses.models import Media
from lms.base import clock
from lms.base.database import db
from lms.people.models import AccessRole, Person
from quizzes.authoring.models import ManuscriptMedia
from quizzes.authoring.rules.illustrating import MOST_FILES, TooManyFiles, add_media, make_media_ready
from quizzes.bank.models import BankQuestion
from quizzes.bank.rules.choosing import begin_with
from quizzes.exercise.graph import Scene
from quizzes.models import ExerciseVersion
from quizzes.queries.exercises import newest_version
from quizzes.rules.publishing import publish
from tests.factories.account import sign_in, type_in
from tests.factories.people import make_asker
from tests.factories.pictures import DRAWING, photo
from tests.factories.places import make_unit
from tests.factories.quizzes import BERRIES, bao_ve_tre_em, published_pictures, source_of
from tests.factories.sounds import recording

HERE = "/exercises/hai-qua"
MEDIA = f"{HERE}/media"


def trainer_named(name: str, code: str) -> Person:
    person = make_asker(AccessRole.TRAINER, make_unit(code, f"Tỉnh {name}"), name)
    db.session.commit()
    return person


@pytest.fixture
def trainer(app: Flask) -> Person:
    bao_ve_tre_em()
    publish(source_of(BERRIES), clock.now())
    return trainer_named("Đỗ Thị Yến", "25")


@pytest.fixture
def visitor(client: FlaskClient, trainer: Person) -> FlaskClient:
    sign_in(client, trainer)
    return client


def add(visitor: FlaskClient, *files: tuple[str, bytes]) -> str:
    """Add files; the page that follows."""
    sent = [(BytesIO(body), name) for name, body in files]
    type_in(visitor, MEDIA, files=sent)  # type: ignore[arg-type]
    return visitor.get(MEDIA).text


def put(visitor: FlaskClient, name: str, scene: int = 0, words: str = "Quả đỏ trên cây", **more: str) -> str:
    """Put a file into a scene; the page that follows."""
    page = visitor.get(MEDIA).text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    revision = page.split('name="revision"')[1].split('value="')[1].split('"')[0]
    form = {"csrf_token": token, "file": name, "scene": str(scene), "words": words, "revision": revision}
    answer = visitor.post(f"{MEDIA}/put", data={**form, **more}, follow_redirects=True)
    return answer.text


def text_of(visitor: FlaskClient) -> str:
    return visitor.get(f"{HERE}/edit").text.split('name="text"')[1].split(">", 1)[1].split("</textarea>")[0]


def save(visitor: FlaskClient, text: str) -> str:
    revision = visitor.get(f"{HERE}/edit").text.split('name="revision"')[1].split('value="')[1].split('"')[0]
    data = {"text": text, "language": "vi", "revision": revision}
    return visitor.post(f"{HERE}/draft", data=data, follow_redirects=True).text


def release(visitor: FlaskClient) -> ExerciseVersion:
    page = visitor.get(f"{HERE}/publish").text
    seen = page.split('name="seen"')[1].split('value="')[1].split('"')[0]
    assert type_in(visitor, f"{HERE}/publish", seen=seen).status_code == 302
    found = newest_version("hai-qua")
    assert found
    return found


def first_scene(version: ExerciseVersion) -> Scene:
    return version.exercise_in("vi").scenes[0]


def own() -> list[ManuscriptMedia]:
    return list(db.session.scalars(select(ManuscriptMedia).order_by(ManuscriptMedia.name)))


def test_a_photo_is_made_light_and_both_weights_are_said(visitor: FlaskClient) -> None:
    sent = photo()
    page = add(visitor, ("Quả rừng.JPG", sent))
    (kept,) = own()
    assert kept.name.startswith("qua-rung.")
    assert kept.size < 41_000 < len(sent) == kept.sent_size
    assert f"Đã giữ “{kept.name}”: từ" in page
    assert "Chưa nằm trong cảnh nào." in page
    shown = visitor.get(f"{MEDIA}/{kept.name}")
    assert shown.mimetype in ("image/webp", "image/jpeg")
    assert "sandbox" in shown.headers["Content-Security-Policy"]


def test_a_file_that_takes_the_place_of_another_says_so(visitor: FlaskClient) -> None:
    told = "Tệp này thay cho một tệp khác cùng tên “cay.svg”"
    assert told not in add(visitor, ("cay.svg", DRAWING))
    assert told not in add(visitor, ("Cay.svg", DRAWING))
    assert told in add(visitor, ("Cây.svg", DRAWING.replace(b"A0", b"A1")))


def test_a_drawing_and_a_recording_are_kept_as_they_are(visitor: FlaskClient) -> None:
    page = add(visitor, ("Sơ đồ.svg", DRAWING), ("Tiếng chim.opus", recording(70)))
    assert [each.name for each in own()] == ["so-do.svg", "tieng-chim.opus"]
    assert "<audio" in page
    assert visitor.get(f"{MEDIA}/so-do.svg").data == DRAWING


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("a.jpg", b"GIF89a", "không phải hình đọc được"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><script/></svg>", "script"),
        ("a.opus", b"OggS", "Opus"),
        ("a.mp3", b"ID3", "ffmpeg"),
        ("a.pdf", b"%PDF-1.7", "Bài tập dùng được ảnh chụp"),
        ("a.exe", b"MZ", "Bài tập dùng được ảnh chụp"),
    ],
)
def test_what_is_no_picture_or_sound_is_refused_in_a_sentence(
    visitor: FlaskClient, name: str, body: bytes, sentence: str
) -> None:
    page = add(visitor, (name, body), ("ve.svg", DRAWING))
    assert sentence.casefold() in page.casefold()
    assert [each.name for each in own()] == ["ve.svg"]


def test_what_is_too_heavy_is_refused() -> None:
    with pytest.raises(BadMedia, match="bytes"):
        make_media_ready("a.opus", recording(10) * 500)
    with pytest.raises(BadMedia, match="bytes"):
        make_media_ready("a.svg", DRAWING + b" " * 40_000)


def test_it_is_put_into_a_scene_with_words_without_script(visitor: FlaskClient) -> None:
    add(visitor, ("cay.svg", DRAWING))
    assert "“cay.svg” đã nằm trong cảnh." in put(visitor, "cay.svg")
    assert "== Bìa rừng\n[ảnh: cay.svg | Quả đỏ trên cây]\nBé hỏi" in text_of(visitor)
    assert "Có trong: Bìa rừng" in visitor.get(MEDIA).text
    desk = visitor.get(f"{HERE}/edit").text
    assert f'href="{MEDIA}/cay.svg">Xem hình:' in desk
    assert '<option value="cay.svg">' in visitor.get(f"{HERE}/form").text


def test_words_are_asked_for_and_brackets_in_them_do_no_harm(visitor: FlaskClient) -> None:
    add(visitor, ("cay.svg", DRAWING))
    assert 'class="field-error"' in put(visitor, "cay.svg", words="")
    put(visitor, "cay.svg", words="Cây [to] | quả đỏ")
    assert first_scene(release(visitor)).media[0].words == "Cây [to) | quả đỏ"


def test_nothing_is_put_over_a_text_saved_in_between(visitor: FlaskClient) -> None:
    add(visitor, ("cay.svg", DRAWING))
    save(visitor, BERRIES.replace("Bé hỏi", "Em hỏi"))
    page = put(visitor, "cay.svg", revision="0")
    assert "Trong lúc soạn, một bản khác" in page
    assert "cay.svg" not in text_of(visitor)


def test_a_scene_that_went_is_refused(visitor: FlaskClient) -> None:
    add(visitor, ("cay.svg", DRAWING))
    assert put(visitor, "cay.svg", scene=9).count('class="field-error"') == 1


def test_a_missing_file_is_named_with_its_line(visitor: FlaskClient) -> None:
    look = save(visitor, BERRIES.replace("Bé hỏi", "[ảnh: cay.svg | Cây]\nBé hỏi"))
    finding = "Chưa có tệp “cay.svg”. Hãy thêm tệp ở “Hình và âm thanh”, hoặc bỏ dòng này đi."
    assert finding in look
    assert 'data-line="5"' in look.split(finding)[0].rpartition("<li>")[2]
    assert finding in visitor.get(f"{HERE}/publish").text
    add(visitor, ("cay.svg", DRAWING))
    assert finding not in visitor.get(f"{HERE}/edit").text


def test_a_sound_is_no_picture(visitor: FlaskClient) -> None:
    add(visitor, ("chim.opus", recording()), ("cay.svg", DRAWING))
    lines = "[ảnh: chim.opus | Chim]\n[âm thanh: cay.svg | Cây]\nBé hỏi"
    look = save(visitor, BERRIES.replace("Bé hỏi", lines))
    assert "“chim.opus” là âm thanh" in look
    assert "“cay.svg” là ảnh" in look


def test_publishing_keeps_what_is_shown_for_ever_and_lets_go_of_the_draft(visitor: FlaskClient) -> None:
    add(
        visitor,
        ("cay.svg", DRAWING),
        ("chim.opus", recording(70)),
        ("thua.svg", DRAWING.replace(b"A0", b"A1")),
    )
    put(visitor, "cay.svg")
    put(visitor, "chim.opus", words="Chim kêu")
    sound, picture = first_scene(release(visitor)).media
    assert (sound.kind, sound.file, sound.minutes) == ("audio", "chim.opus", 2)
    assert visitor.get(picture.address).data == DRAWING
    assert visitor.get(sound.address.partition("#")[0]).data == recording(70)
    assert [each.name for each in own()] == ["thua.svg"]
    assert db.session.scalar(select(func.count()).select_from(Media)) == 2
    page = visitor.get(MEDIA).text
    assert page.count("Hình đã được đăng.") == 2
    assert f'href="{picture.address}">Xem hình:' in visitor.get(f"{HERE}/edit").text


def test_another_picture_of_the_same_name_is_a_new_version_and_the_old_one_stays(
    visitor: FlaskClient,
) -> None:
    add(visitor, ("cay.svg", DRAWING))
    put(visitor, "cay.svg")
    first = release(visitor)
    add(visitor, ("cay.svg", DRAWING.replace(b"A0", b"A1")))
    second = release(visitor)
    assert (first.number + 1, first_scene(first).media) == (second.number, first_scene(second).media)
    assert first_scene(first).media[0].address != first_scene(second).media[0].address
    assert visitor.get(first_scene(first).media[0].address).data == DRAWING


def test_publishing_the_same_again_changes_nothing(visitor: FlaskClient) -> None:
    add(visitor, ("cay.svg", DRAWING))
    put(visitor, "cay.svg")
    first = release(visitor)
    add(visitor, ("cay.svg", DRAWING))
    assert release(visitor).number == first.number
    assert own() == []


def test_a_file_taken_out_while_a_scene_shows_it_is_missed(visitor: FlaskClient) -> None:
    add(visitor, ("cay.svg", DRAWING))
    put(visitor, "cay.svg")
    page = visitor.get(MEDIA).text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    out = visitor.post(
        f"{MEDIA}/take-out", data={"csrf_token": token, "name": "cay.svg"}, follow_redirects=True
    )
    assert "Đã bỏ “cay.svg”" in out.text
    assert "Chưa có tệp “cay.svg”" in visitor.get(f"{HERE}/edit").text
    again = visitor.post(
        f"{MEDIA}/take-out", data={"csrf_token": token, "name": "cay.svg"}, follow_redirects=True
    )
    assert "Tệp này không còn nữa." in again.text


def test_what_was_added_goes_with_the_draft(visitor: FlaskClient) -> None:
    add(visitor, ("cay.svg", DRAWING))
    put(visitor, "cay.svg")
    page = visitor.get(f"{HERE}/edit").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    assert visitor.post(f"{HERE}/drop", data={"csrf_token": token}).status_code == 302
    assert own() == []


def test_nobody_else_sees_it_before_it_is_published(app: Flask, visitor: FlaskClient) -> None:
    add(visitor, ("cay.svg", DRAWING))
    other = app.test_client()
    sign_in(other, trainer_named("Lê Văn Nam", "26"))
    assert other.get(f"{MEDIA}/cay.svg").status_code == 404
    assert "cay.svg" not in other.get(MEDIA).text


def test_who_takes_a_scene_over_takes_its_picture_along(app: Flask, visitor: FlaskClient) -> None:
    add(visitor, ("cay.svg", DRAWING))
    put(visitor, "cay.svg")
    other = app.test_client()
    sign_in(other, trainer_named("Lê Văn Nam", "26"))
    number = other.get(f"{HERE}/edit").text.split(f"{HERE}/drafts/")[1].split('"')[0]
    answer = type_in(other, f"{HERE}/drafts/{number}", scene="Bìa rừng", revision="0")
    assert answer.status_code == 302
    assert other.get(f"{MEDIA}/cay.svg").data == DRAWING


def test_questions_of_the_bank_bring_their_pictures_along(trainer: Person, tmp_path: Path) -> None:
    published_pictures(tmp_path)
    (question,) = db.session.scalars(select(BankQuestion).where(BankQuestion.name == "Gọi số nào"))
    written = begin_with(trainer.id, "Từ ngân hàng", [question.id], clock.now())
    db.session.commit()
    (kept,) = own()
    assert kept.body == DRAWING.replace(b"A0", b"111")
    assert kept.name.startswith("so-")
    assert f"[ảnh: {kept.name} | Bàn phím điện thoại]" in written.text
    assert kept.code == written.code


def test_an_exercise_shows_no_more_than_so_many_files(trainer: Person) -> None:
    taken = make_media_ready("a.svg", DRAWING)
    for number in range(MOST_FILES):
        media = replace(taken.media, name=f"a-{number}.svg")
        add_media(trainer.id, "hai-qua", taken._replace(media=media), clock.now())
    with pytest.raises(TooManyFiles, match=str(MOST_FILES)):
        add_media(trainer.id, "hai-qua", taken, clock.now())

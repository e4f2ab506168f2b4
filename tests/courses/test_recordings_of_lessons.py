"""A recording is recognised by its content, named with its size, and heard only when asked for."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.library import read_course
from courses.models import Bundle, Media
from courses.rules.publishing import NotPublishable, publish
from courses.source.sounds import MAX_BYTES, Sound, read_sound
from lms.base import clock
from lms.base.database import db
from lms.web.costs import HEADER_BYTES, data_cost
from tests.factories.courses import KINDS, ghi_so, write_course
from tests.factories.sounds import recording


def written(folder: Path, body: bytes, name: str = "bai-1.opus", labels: str | None = None) -> Path:
    file = folder / name
    file.write_bytes(body)
    if labels is not None:
        file.with_suffix(".txt").write_text(labels, "utf-8")
    return file


def heard(body: bytes, name: str = "bai-1.opus", labels: str | None = None) -> Sound:
    return read_sound(name, body, labels)


def problem(sound: Sound) -> str:
    return str(sound.problem)


def test_opus_with_one_channel_is_fine_and_its_length_is_known() -> None:
    sound = heard(recording(seconds=10))
    assert (sound.problem, sound.seconds, sound.times) == (None, 10, ())
    assert sound.address == f"/media/{sound.sha256}.ogg#10"


def test_a_list_of_times_beside_it_says_when_each_sentence_begins() -> None:
    labels = "0.000000\t2.1\tMở sổ\n3,25\t4\tNội dung\n\n7\n"
    sound = heard(recording(), labels=labels)
    assert sound.problem is None
    assert sound.address.endswith(".ogg#10,0,3.2,7")


@pytest.mark.parametrize("labels", ["3\n1\n", "một\n", "-1\n", "11\n", "nan\n"])
def test_times_that_cannot_be_are_refused(labels: str) -> None:
    assert "no rising list" in problem(heard(recording(), labels=labels))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"OggS",
        b"ID3\x03 an MP3",
        recording()[:-1],
        recording() + b"more",
        recording(channels=2),
        recording().replace(b"OpusHead", b"OpusHeaD"),
        recording().replace(b"OpusTags", b"OpusTagz"),
        recording()[:47],
    ],
)
def test_what_is_no_opus_with_one_channel_is_refused(body: bytes) -> None:
    assert "no recording in Opus" in problem(heard(body))


def test_another_name_or_weight_is_refused() -> None:
    assert "name is made of" in problem(heard(recording(), "Bài 1.opus"))
    heavy = recording() + bytes(MAX_BYTES)
    assert "at most 600000" in problem(heard(heavy))


def with_recording(library: Path, line: str = "![Bài 1, chị Lan đọc](bai-1.opus)") -> Path:
    """A course whose first lesson can be heard."""
    ghi_so()
    folder = write_course(library)
    (folder / "media").mkdir()
    written(folder / "media", recording(), labels="0\n2,5\n")
    for language in ("vi", "en"):
        (folder / language / "01-bai.md").write_text(f"# Mở sổ\n\n{line}\n\nMở sổ ra. Ghi tên.\n", "utf-8")
    return folder


def test_a_lesson_links_to_its_recording_with_length_and_size_and_loads_nothing(
    app: Flask, tmp_path: Path
) -> None:
    publish(read_course(with_recording(tmp_path)), KINDS, clock.now())
    db.session.commit()
    media = db.session.scalars(select(Media)).one()
    html = db.session.scalars(select(Bundle.plain).where(Bundle.language == "vi")).one().decode()
    link = (
        f'<a class="sound" href="/media/{media.sha256}.ogg#10,0,2.5">Nghe: <span>Bài 1, chị Lan đọc</span> ('
    )
    assert link in html
    cost = data_cost(len(recording()) + HEADER_BYTES).replace("\xa0", " ")
    assert f"khoảng 1 phút, {cost})</a>" in html
    assert "<audio" not in html
    assert "<img" not in html
    assert media.kind == "ogg"


def test_it_is_served_whole_or_in_pieces_to_anybody(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    publish(read_course(with_recording(tmp_path)), KINDS, clock.now())
    db.session.commit()
    media, body = db.session.scalars(select(Media)).one(), recording()
    whole = client.get(f"/media/{media.sha256}.ogg")
    assert (whole.status_code, whole.data, whole.mimetype) == (200, body, "audio/ogg")
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert whole.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in whole.headers
    piece = client.get(f"/media/{media.sha256}.ogg", headers={"Range": "bytes=4-9"})
    assert (piece.status_code, piece.data) == (206, body[4:10])
    assert piece.headers["Content-Range"] == f"bytes 4-9/{len(body)}"
    beyond = client.get(f"/media/{media.sha256}.ogg", headers={"Range": "bytes=99999-"})
    assert beyond.status_code == 416


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("![Bài 1](bai-2.opus)", "ghi-so-a0/vi/01-bai.md:3: There is no recording “bai-2.opus”"),
        ("![](bai-1.opus)", "ghi-so-a0/vi/01-bai.md:3: The recording “bai-1.opus” has no words"),
    ],
)
def test_a_recording_that_is_missing_or_unnamed_stops_publishing_with_its_line(
    app: Flask, tmp_path: Path, line: str, said: str
) -> None:
    with pytest.raises(NotPublishable) as refused:
        publish(read_course(with_recording(tmp_path, line)), KINDS, clock.now())
    assert str(refused.value).startswith(said)


def test_new_times_make_a_new_edition(app: Flask, tmp_path: Path) -> None:
    folder = with_recording(tmp_path)
    publish(read_course(folder), KINDS, clock.now())
    (folder / "media/bai-1.txt").write_text("0\n3\n", "utf-8")
    second = publish(read_course(folder), KINDS, clock.now())
    assert second
    assert second.number == 2
    assert len(db.session.scalars(select(Media)).all()) == 1

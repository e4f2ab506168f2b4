"""Pictures, recordings and files for lessons are made light, or refused in a sentence."""

import io
import random
import zipfile
from datetime import UTC, datetime

import pytest
from flask import Flask
from PIL import Image

from courses.authoring.formats.pictures import BadPicture, Shrunk, shrunk
from courses.authoring.rules.making import Beginning, make_course
from courses.authoring.rules.taking_media import BadMedia, Taken, take_media
from courses.models import OwnCourse
from courses.queries.own_courses import kept_folder
from courses.source.attachments import MAX_BYTES as MOST_OF_FILE
from courses.source.pictures import MAX_BYTES
from lms.people.queries import person_by_code
from tests.factories.sounds import recording

NOW = datetime(2026, 7, 1, 8, tzinfo=UTC)
ORIENTATION, MAKER = 0x0112, 0x010F


def photo(width: int, height: int, kind: str = "JPEG", mode: str = "RGB", **how: object) -> bytes:
    """A photo of soft hills with grain, as a camera sees them."""
    small = Image.new("RGB", (64, 48))
    chance = random.Random(520)
    for x in range(64):
        for y in range(48):
            small.putpixel((x, y), (chance.randrange(30) + 3 * x, 120 + y + chance.randrange(30), 40 + x))
    target = io.BytesIO()
    small.resize((width, height), Image.Resampling.BICUBIC).convert(mode).save(target, kind, **how)
    return target.getvalue()


def opened(picture: Shrunk) -> Image.Image:
    return Image.open(io.BytesIO(picture.body))


def test_a_photo_of_a_camera_becomes_as_small_as_a_phone_shows_it() -> None:
    sent = photo(4000, 3000, quality=95)
    kept = shrunk(sent)
    assert len(kept.body) <= MAX_BYTES < len(sent)
    assert opened(kept).size == (kept.width, kept.height)
    assert kept.width <= 720
    assert abs(kept.width / kept.height - 4 / 3) < 0.01


def test_it_is_turned_as_the_camera_held_it_and_says_nothing_of_where_and_when() -> None:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "Máy ảnh của bác Hòa"
    kept = shrunk(photo(400, 200, exif=exif))
    assert (kept.width, kept.height) == (200, 400)
    assert dict(opened(kept).getexif()) == {}
    assert "bác Hòa".encode() not in kept.body


def test_a_photo_for_printing_becomes_one_for_screens() -> None:
    assert opened(shrunk(photo(300, 200, mode="CMYK"))).mode in ("RGB", "P")


def test_a_drawing_of_few_colours_stays_as_it_is_point_by_point() -> None:
    drawing = Image.new("RGB", (300, 200), "#f4efe2")
    drawing.paste("#2f6b52", (40, 40, 120, 160))
    target = io.BytesIO()
    drawing.save(target, "PNG")
    kept = shrunk(target.getvalue())
    assert kept.kind in ("png", "webp")
    assert opened(kept).convert("RGB").tobytes() == drawing.tobytes()
    assert len(kept.body) <= len(target.getvalue())


def test_what_can_be_seen_through_stays_so() -> None:
    drawing = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    drawing.paste((200, 30, 30, 255), (20, 20, 80, 80))
    target = io.BytesIO()
    drawing.save(target, "PNG")
    assert opened(shrunk(target.getvalue())).convert("RGBA").getpixel((0, 0))[3] == 0


def moving() -> bytes:
    target = io.BytesIO()
    frames = [Image.new("RGB", (250, 250), colour) for colour in ("red", "blue")]
    frames[0].save(target, "WEBP", save_all=True, append_images=frames[1:])
    return target.getvalue()


def bomb() -> bytes:
    """A picture of 400 million points that weighs some 50 kB."""
    target = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(target, "PNG")
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no picture"),
        (b"MZ this is a program", "no picture"),
        (photo(300, 300)[:200], "no picture"),
        (b"GIF89a" + bytes(40), "no picture"),
        (moving(), "moves"),
        (bomb(), "million points"),
    ],
    ids=["empty", "program", "broken", "gif", "moving", "bomb"],
)
def test_what_is_no_picture_or_does_harm_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(BadPicture) as refused:
        shrunk(data)
    assert said in str(refused.value.message)


def a_course() -> OwnCourse:
    person = person_by_code("DEMO-GV")
    assert person
    words = {"vi": "Sinh hoạt nhóm", "en": "Groups"}
    return make_course(Beginning(words, words, words), by=person.id, now=NOW)


def take(course: OwnCourse, name: str, data: bytes) -> Taken:
    return take_media(course, name, data, by=course.made_by_id, now=NOW)


def test_names_become_plain_and_the_weight_before_and_after_is_known(demo_app: Flask) -> None:
    course = a_course()
    sent = photo(2000, 1500, quality=95)
    taken = take(course, "Ảnh chụp ĐƯỜNG làng (1).JPG", sent)
    assert taken.media.name.startswith("anh-chup-duong-lang-1.")
    assert taken.sent_bytes == len(sent) > len(taken.media.body)
    assert kept_folder(course).paths() == ["course.toml", f"media/{taken.media.name}"]


def test_a_file_that_takes_the_place_of_another_is_told(demo_app: Flask) -> None:
    course = a_course()
    first, other = photo(60, 40), photo(50, 50)  # cameras of phones call every picture the same
    said = [take(course, "image.jpg", each).replaces for each in (first, first, other)]
    assert said == [False, False, True]


def office(main: str, *more: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in ("[Content_Types].xml", main, *more):
            archive.writestr(name, "<x/>")
    return target.getvalue()


PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("Mẫu A0.pdf", PDF, "pdf"),
        ("Mẫu A0.docx", office("word/document.xml"), "docx"),
        ("Mẫu A0.xlsx", office("xl/workbook.xml"), "xlsx"),
        ("Đã in.xlsx", office("xl/workbook.xml", "xl/printerSettings/printerSettings1.bin"), "xlsx"),
        ("Lời đọc.opus", recording(seconds=3), "ogg"),
    ],
)
def test_files_to_take_along_and_recordings_are_kept(
    demo_app: Flask, name: str, data: bytes, kind: str
) -> None:
    taken = take(a_course(), name, data)
    assert (taken.media.kind, taken.media.body, taken.media.problem) == (kind, data, None)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bai.mp3", b"ID3", "ffmpeg -i sound.mp3"),
        ("bai.opus", b"ID3", "no recording in Opus"),
        ("bai.pdf", b"MZ", "no PDF"),
        ("bai.pdf", PDF + bytes(MOST_OF_FILE), "at most"),
        ("bai.pdf", PDF.replace(b"<<>>endobj", b"<</S/JavaScript>>endobj"), "macros"),
        ("bai.docx", office("xl/workbook.xml"), "no DOCX"),
        ("bai.docx", office("word/document.xml", "word/vbaProject.bin"), "macros"),
        ("bai.xlsx", office("xl/workbook.xml", "xl/macrosheets/sheet1.xml"), "macros"),
        ("bai.xlsx", office("xl/workbook.xml", "xl/printerSettings/other.bin"), "macros"),
        ("bai.xlsx", b"PK\x03\x04 broken", "no XLSX"),
        ("bai.doc", b"\xd0\xcf\x11\xe0", "Save the file as"),
        ("bai.exe", b"MZ", "cannot stand in a lesson"),
        ("bai", b"MZ", "cannot stand in a lesson"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script/></svg>', "<script>"),
    ],
)
def test_what_cannot_stand_in_a_lesson_is_refused_with_what_to_do(
    demo_app: Flask, name: str, data: bytes, said: str
) -> None:
    course = a_course()
    with pytest.raises(BadMedia) as refused:
        take(course, name, data)
    message = refused.value.message
    assert said in message.text % message.params
    assert kept_folder(course).paths() == ["course.toml"]

"""Photos: recognised by what is in them, and kept without where and by whom they were taken."""

import io
import random
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from lms.base.photos import BadPhoto, read_photo

SECRET = b"21.3256 N 105.1234 E"


def picture(kind: str, size: tuple[int, int] = (640, 480), **more: object) -> bytes:
    """A picture with some detail, as Pillow writes it."""
    image = Image.effect_noise(size, 40).convert("RGB")
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def exif(orientation: int = 6) -> bytes:
    """What a phone writes: how it was held, and where it was."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010E] = SECRET.decode()
    return data.tobytes()


def shown(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_a_photo_of_a_phone_keeps_its_picture_and_how_it_was_held_and_nothing_else() -> None:
    sent = (
        picture("JPEG", exif=exif(6), comment=SECRET) + SECRET
    )  # some phones hang a film behind the picture
    kept = read_photo(sent)
    assert (kept.kind, kept.width, kept.height) == ("jpeg", 640, 480)
    assert SECRET in sent
    assert SECRET not in kept.body
    assert shown(kept.body).getexif() == {0x0112: 6}
    assert shown(kept.body).tobytes() == shown(sent).tobytes()


@pytest.mark.parametrize("more", [{}, {"progressive": True}, {"restart_marker_rows": 1}])
def test_every_way_of_writing_a_jpeg_is_copied_faithfully(more: dict[str, object]) -> None:
    sent = picture("JPEG", **more)
    assert shown(read_photo(sent).body).tobytes() == shown(sent).tobytes()


def test_a_png_loses_its_texts_and_keeps_its_picture() -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Location", SECRET.decode())
    sent = picture("PNG", pnginfo=texts, exif=exif())
    kept = read_photo(sent)
    assert (kept.kind, kept.width, kept.height) == ("png", 640, 480)
    assert SECRET not in kept.body
    assert shown(kept.body).tobytes() == shown(sent).tobytes()


@pytest.mark.parametrize("more", [{"lossless": True}, {"quality": 60}])
def test_a_webp_loses_what_the_camera_wrote_and_keeps_its_picture(more: dict[str, object]) -> None:
    sent = picture("WEBP", exif=exif(), **more)
    kept = read_photo(sent)
    assert (kept.kind, kept.width, kept.height) == ("webp", 640, 480)
    assert SECRET not in kept.body
    assert shown(kept.body).tobytes() == shown(sent).tobytes()
    plain = read_photo(picture("WEBP", **more))
    assert (plain.width, plain.height) == (640, 480)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><body>photo.jpg</body></html>",
        b"%PDF-1.7",
        b"GIF89a" + b"\0" * 50,
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x04\0\0\0WEBP",
    ],
)
def test_what_is_no_photo_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(BadPhoto):
        read_photo(data)


def test_a_page_in_the_clothes_of_a_photo_is_refused() -> None:
    with pytest.raises(BadPhoto):
        read_photo(b"\xff\xd8\xff\xe0" + b"<html><script>alert(1)</script></html>")


def test_a_film_is_no_photo() -> None:
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    with pytest.raises(BadPhoto):
        read_photo(out.getvalue())


def test_a_photo_too_small_or_too_large_is_refused() -> None:
    with pytest.raises(BadPhoto, match="too small"):
        read_photo(picture("JPEG", (640, 100)))
    huge = bytearray(picture("PNG", (300, 300)))
    huge[16:24] = struct.pack(">II", 60_000, 60_000)
    with pytest.raises(BadPhoto):
        read_photo(bytes(huge))
    with pytest.raises(BadPhoto, match="12000"):
        read_photo(picture("PNG", (12_001, 200)))


WHOLE = {kind: picture(kind, (220, 210)) for kind in ("JPEG", "PNG", "WEBP")}


@given(st.sampled_from(sorted(WHOLE)), st.integers(min_value=3, max_value=2000))
def test_half_a_photo_is_refused(kind: str, missing: int) -> None:
    with pytest.raises(BadPhoto):
        read_photo(WHOLE[kind][:-missing])


@given(st.sampled_from(sorted(WHOLE)), st.integers(), st.integers(min_value=1, max_value=40))
def test_whatever_arrives_is_a_photo_or_refused(kind: str, seed: int, changes: int) -> None:
    chance, data = random.Random(seed), bytearray(WHOLE[kind])
    for _ in range(changes):
        data[chance.randrange(min(len(data), 400))] = chance.randrange(256)
    try:
        kept = read_photo(bytes(data))
    except BadPhoto:
        return
    assert read_photo(kept.body) == kept

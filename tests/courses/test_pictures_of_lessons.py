"""A picture is recognised by its content, kept by its digest, and can do no harm."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.library import read_course
from courses.models import Bundle, Media
from courses.rules.publishing import NotPublishable, publish
from courses.source.pictures import MAX_BYTES, Picture, read_picture
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.web.costs import data_cost, sent_bytes
from tests.factories.account import sign_in
from tests.factories.courses import KINDS, ghi_so, write_course

INSIDE = '<rect width="360" height="200" fill="#fff"/><text x="9" y="40" font-size="16">Nhà</text>'
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 200">{INSIDE}</svg>'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def seen(text: str | bytes, name: str = "nha.svg") -> Picture:
    return read_picture(name, text if isinstance(text, bytes) else text.encode())


def picture(folder: Path, text: str | bytes, name: str = "nha.svg") -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


@pytest.mark.parametrize(("name", "content"), [("nha.svg", SVG.encode()), ("a-1.png", PNG)])
def test_a_plain_drawing_and_a_photo_are_fine(name: str, content: bytes) -> None:
    found = seen(content, name)
    assert (found.problem, found.doubt) == (None, None)
    assert found.address == f"/media/{found.sha256}.{name[-3:]}"


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<foreignObject/>", "<foreignObject>"),
        ("<image href='https://evil.example/a.png'/>", "<image>"),
        ("<a href='https://evil.example'><text>x</text></a>", "<a>"),
        ("<rect onclick='alert(1)'/>", "<rect onclick>"),
        ("<rect OnLoad='alert(1)'/>", "<rect OnLoad>"),
        ("<use href='https://evil.example/a.svg#b'/>", "loads something"),
        ("<style>@import 'https://evil.example/a.css'</style>", "loads something"),
        ("<rect style='fill:url(https://evil.example)'/>", "loads something"),
        ("<rect fill='url(//evil.example)'/>", "loads something"),
        ("<set attributeName='href' to='javascript:alert(1)'/>", "<set>"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "xhtml"),
        ("<rect", "well-formed"),
    ],
)
def test_a_drawing_that_acts_or_loads_is_refused(inside: str, said: str) -> None:
    found = seen(SVG.replace("</svg>", f"{inside}</svg>"))
    assert found.problem
    assert said in str(found.problem)


@pytest.mark.parametrize(
    "text",
    [
        f'<!DOCTYPE svg [<!ENTITY a "aaaa">]>{SVG}',
        f'<?xml version="1.0"?><?xml-stylesheet href="https://evil.example/a.css"?>{SVG}',
        SVG.encode("utf-16"),
        "Không phải hình vẽ",
        SVG.replace(' viewBox="0 0 360 200"', ""),
        SVG.replace("svg", "html"),
    ],
)
def test_what_is_no_plain_drawing_is_refused(text: str | bytes) -> None:
    assert seen(text).problem


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Nhà.svg", SVG.encode()),
        ("nha.gif", b"GIF89a"),
        ("nha.png", b"\xff\xd8\xff"),
        ("nha.jpg", SVG.encode()),
        ("nha.png", PNG + bytes(MAX_BYTES)),
    ],
)
def test_another_name_kind_or_weight_is_refused(name: str, content: bytes) -> None:
    assert seen(content, name).problem


@pytest.mark.parametrize(
    "box",
    ["0 0 1.2.3 5", "0 0 . 5", "1111", "0 0 360", "1" * 30_000, "0 0 " + "9" * 400 + " 5", "0 0 ٣ ٣"],
    ids=lambda box: box[:12],
)
def test_a_box_that_is_not_four_numbers_is_refused_at_once(box: str) -> None:
    assert "viewBox" in str(seen(SVG.replace("0 0 360 200", box)).problem)


@pytest.mark.parametrize("size", ["1..2", "1.2.3", ".", "1e999", "-", "16px", "٣"])
def test_no_size_of_type_stops_the_reading(size: str) -> None:
    text = SVG.replace('font-size="16"', f'font-size="{size}"')
    assert seen(text).problem is None
    assert seen(text.replace(f'font-size="{size}"', f'style="font-size: {size}"')).problem is None


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<g>" * 60 + "</g>" * 60, "nests groups"),
        ('<g id="a"/><g id="b"><use href="#a"/></g><use href="#b"/>', "repeats parts"),
        ('<use id="a" href="#a"/>', "repeats parts"),
    ],
)
def test_a_drawing_that_would_be_drawn_without_end_is_refused(inside: str, said: str) -> None:
    assert said in str(seen(SVG.replace("</svg>", f"{inside}</svg>")).problem)


def test_a_part_may_be_repeated() -> None:
    once = '<g id="a"><path d="M0 0h5"/></g><use href="#a"/><use href="#a" x="9"/>'
    assert seen(SVG.replace("</svg>", f"{once}</svg>")).problem is None


def test_small_type_and_a_heavy_drawing_are_doubted() -> None:
    small = seen(SVG.replace('"16"', '"11"'))
    heavy = seen(SVG.replace("</svg>", f"<desc>{'a' * 10_000}</desc></svg>"))
    assert (small.problem, heavy.problem) == (None, None)
    assert "too small" in str(small.doubt)
    assert "at most 10000" in str(heavy.doubt)


def with_picture(library: Path, line: str = "![Một ngôi nhà & mái “ngói”](nha.svg)") -> Path:
    """A course whose first lesson shows a picture."""
    ghi_so()
    folder = write_course(library)
    (folder / "media").mkdir()
    picture(folder / "media", SVG)
    for language in ("vi", "en"):
        (folder / language / "01-bai.md").write_text(f"# Mở sổ\n\nNhìn xem.\n\n{line}\n", "utf-8")
    return folder


def test_a_lesson_links_to_its_picture_and_says_its_size_and_loads_nothing(
    app: Flask, tmp_path: Path
) -> None:
    publish(read_course(with_picture(tmp_path)), KINDS, clock.now())
    db.session.commit()
    media = db.session.scalars(select(Media)).one()
    html = db.session.scalars(select(Bundle.plain).where(Bundle.language == "vi")).one().decode()
    cost = data_cost(sent_bytes(media.body, "image/svg+xml"))
    link = (
        f'href="/media/{media.sha256}.svg">Xem hình: <span>Một ngôi nhà &amp; mái “ngói”</span> ({cost})</a>'
    )
    assert link in html
    assert "<img" not in html


def test_it_is_served_to_anybody_for_ever_and_may_do_nothing(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    publish(read_course(with_picture(tmp_path)), KINDS, clock.now())
    db.session.commit()
    media = db.session.scalars(select(Media)).one()
    answer = client.get(f"/media/{media.sha256}.svg")
    assert answer.data == SVG.encode()
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none';")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    assert client.get(f"/media/{media.sha256}.png").status_code == 404
    assert client.get(f"/media/{'0' * 64}.svg").status_code == 404


def test_whoever_is_signed_in_gets_no_cookie_with_it_either(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    publish(read_course(with_picture(tmp_path)), KINDS, clock.now())
    db.session.commit()
    lan = Person(code="CB000001", full_name="Nguyễn Thị Lan")
    db.session.add(lan)
    db.session.commit()
    sign_in(client, lan)
    media = db.session.scalars(select(Media)).one()
    assert "Set-Cookie" not in client.get(f"/media/{media.sha256}.svg").headers


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("![Một ngôi nhà](khong-co.svg)", "ghi-so-a0/vi/01-bai.md:5: There is no picture “khong-co.svg”"),
        ("![](nha.svg)", "ghi-so-a0/vi/01-bai.md:5: The picture “nha.svg” has no words"),
        ("![Nhà](https://evil.example/a.png)", "ghi-so-a0/vi/01-bai.md:5: There is no picture “https"),
        ("![Nhà](../../../etc/passwd)", "ghi-so-a0/vi/01-bai.md:5: There is no picture"),
    ],
)
def test_a_picture_that_is_missing_or_has_no_words_stops_publishing_with_its_line(
    app: Flask, tmp_path: Path, line: str, said: str
) -> None:
    with pytest.raises(NotPublishable) as refused:
        publish(read_course(with_picture(tmp_path, line)), KINDS, clock.now())
    assert str(refused.value).startswith(said)


def test_a_harmful_picture_stops_publishing(app: Flask, tmp_path: Path) -> None:
    folder = with_picture(tmp_path)
    picture(folder / "media", SVG.replace("</svg>", "<script/></svg>"))
    with pytest.raises(NotPublishable, match=r"ghi-so-a0/media/nha\.svg: .*<script>"):
        publish(read_course(folder), KINDS, clock.now())


def test_a_changed_picture_makes_a_new_edition_and_the_old_one_stays(app: Flask, tmp_path: Path) -> None:
    folder = with_picture(tmp_path)
    publish(read_course(folder), KINDS, clock.now())
    picture(folder / "media", SVG.replace("Nhà", "Sân"))
    second = publish(read_course(folder), KINDS, clock.now())
    assert second
    assert second.number == 2
    assert len(db.session.scalars(select(Media)).all()) == 2

"""What authors write becomes clean HTML, or is refused before it can do harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.base.markdown import MAX_CHARACTERS, TooHeavy, render


@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 20_000,
        "[a](" * 5_000,
        "![" * 20_000,
        "(" * 200,
        "*" * 5_000,
        "`" * 5_000,
        ">" * 5_000,
        "> " * 60 + "x",
        "a" * 5_000,
        "chữ\n" * (MAX_CHARACTERS // 4 + 1),
    ],
)
def test_it_refuses_what_would_keep_the_server_busy(bomb: str) -> None:
    with pytest.raises(TooHeavy):
        render(bomb)


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](//evil.example/a)",
        "[x](data:text/html,a)",
        "## Mục {: onclick=alert(1) }",
        "<b id=csrf_token style='position:fixed'>x</b>",
        "<form action=/x><button>x</button></form>",
    ],
)
def test_nothing_that_acts_comes_through(evil: str) -> None:
    html = render(evil)
    for trace in (
        "<script",
        "<img",
        "javascript:",
        "evil.example",
        "data:",
        "<form",
        "<button",
        " id=",
        " style=",
    ):
        assert trace not in html
    assert "onclick=" not in html.replace("{: onclick=alert(1) }", "")


def test_tables_boxes_lists_and_calls_come_through() -> None:
    html = render(
        '!!! week "Tuần này"\n    Gọi [111](tel:111).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nTừ\n:   nghĩa\n'
    )
    for piece in ('class="admonition week"', 'href="tel:111"', "<td>1</td>", "<dd>nghĩa</dd>"):
        assert piece in html


def test_headings_stand_below_the_title_of_the_lesson() -> None:
    assert render("## Ai là trẻ em?") == "<h3>Ai là trẻ em?</h3>"


def test_comments_are_for_editors() -> None:
    assert "chưa chắc" not in render("Một.\n\n<!-- chưa chắc -->\n\nHai.")


@given(st.text(alphabet="[]()*_`>|#!-:<&\\ \nab", max_size=600))
def test_any_text_is_rendered_or_refused(text: str) -> None:
    try:
        html = render(text)
    except TooHeavy:
        return
    assert "<script" not in html


DIGEST = "0" * 64


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        (f"/media/{DIGEST}.svg", True),
        (None, False),
        ("https://evil.example/a.svg", False),
        ("//evil.example/a.svg", False),
        ("javascript:alert(1)", False),
        (f"/media/{DIGEST}.svg?x", False),
    ],
)
def test_a_picture_comes_through_only_from_where_pictures_are_kept(kept: str | None, shown: bool) -> None:
    asked = []

    def place(name: str, words: str) -> str | None:
        asked.append((name, words))
        return kept

    html = render('Xem:\n\n![Nhà "sàn" <b>](nha.svg)', place)
    assert asked == [("nha.svg", 'Nhà "sàn" <b>')]
    assert (f'src="/media/{DIGEST}.svg"' in html) is shown
    assert "evil.example" not in html
    assert "javascript" not in html
    assert 'alt="Nhà &quot;sàn&quot; &lt;b&gt;"' in html


def test_without_a_place_for_pictures_none_comes_through() -> None:
    assert "<img" not in render("![Nhà](nha.svg)")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\n" + "[" * 401, 3),
        ("a\n" + "(" * 40, 2),
        ("<!-- một\nhai -->\n" + "b" * 5_000, 3),
        ("a\n" * (MAX_CHARACTERS // 2 + 1), 0),
    ],
)
def test_what_is_too_heavy_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(TooHeavy) as refused:
        render(text)
    assert refused.value.line == line

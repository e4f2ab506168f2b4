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

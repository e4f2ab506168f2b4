"""Shipped designs are read, and a broken one is refused by its key."""

import pytest

from certificates.library import BrokenDesign, design, design_names, read_design
from certificates.pdf.certificate import check
from tests.factories.certificates import PAPER

WHOLE = """
title = "GIẤY CHỨNG NHẬN"
opening = "Chứng nhận ông/bà:"
completed = "Đã hoàn thành:"
by_itself = "Giấy chứng nhận điện tử."
[colours]
ink = "#1b1b1b"
accent = "#8a1c22"
frame = "#a9842f"
wash = "#f9f0da"
"""


@pytest.mark.parametrize("name", design_names())
def test_every_shipped_design_prints_a_paper(name: str) -> None:
    check(PAPER, design(name))


def test_it_refuses_a_design_that_does_not_exist() -> None:
    with pytest.raises(BrokenDesign, match="no certificate design"):
        design("../designs/giay-chung-nhan")


@pytest.mark.parametrize("key", ["title", "opening", "completed", "by_itself"])
def test_it_refuses_a_missing_text(key: str) -> None:
    with pytest.raises(BrokenDesign, match=key):
        read_design("mau", WHOLE.replace(f"{key} =", "other ="))


@pytest.mark.parametrize("key", ["ink", "accent", "frame", "wash"])
def test_it_refuses_a_colour_that_is_none(key: str) -> None:
    with pytest.raises(BrokenDesign, match=f"colours.{key}"):
        read_design("mau", WHOLE.replace(f'{key} = "#', f'{key} = "red'))


def test_it_refuses_what_is_no_toml() -> None:
    with pytest.raises(BrokenDesign, match=r"design\.toml"):
        read_design("mau", "title = ")

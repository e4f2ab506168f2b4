"""Papers are drawn at the same time, by several threads: each is the paper that it is alone."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from lms.paper.documents import A4_PORTRAIT, Document
from lms.paper.faces import BOLD, REGULAR

WORDS = ["Nguyễn Thị Ngọc Diễm", "Trần Quỵnh Ỷ", "Phường Đại Lộc, Huyện Tam Dương", "Số vào sổ: 0123456789"]


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def paper(words: str) -> bytes:
    """A page with these words in two faces."""
    document = Document(A4_PORTRAIT, title=words, author="x", subject="x", made_on=date(2026, 2, 5))
    for line, face in enumerate((REGULAR, BOLD)):
        document.canvas.setFont(face, 20)
        document.canvas.drawString(72, 700 - 40 * line, words)
    return document.finish()


def test_papers_drawn_together_are_the_same_as_alone(restless: None) -> None:
    alone = {words: paper(words) for words in WORDS}
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda words: (words, paper(words)), WORDS * 10))
    assert [words for words, drawn in together if drawn != alone[words]] == []

"""Files that were damaged anyhow are read or refused with a sentence; none makes a reader fall over."""

import random
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from lms.base.messages import Refusal
from quizzes.importing.formats.keeping import proposal_as_json, proposal_from_json
from quizzes.importing.formats.proposals import Proposal
from quizzes.importing.formats.reading import propose
from tests.factories import importing as made
from tests.factories import office_files
from tests.factories.office_files import Slide, paragraph, slides, word, word_table, workbook
from tests.quizzes.importing.corpus import excel_rows, word_list

HEADS = ("STT", "Câu hỏi", "A", "B", "C", "D", "Đáp án", "Giải thích")
BANK = made.BANK[:4]
SEEDS = {
    "de.txt": made.list_text(BANK).encode(),
    "cu.txt": made.to_tcvn3(made.list_text(BANK)).encode("latin-1"),
    "gift.txt": b"::a:: Mot? {=a ~b#khong}\n\nHai {T}\n\nBa {#12:0.5}\n",
    "de.docx": word(*list(word_list(office_files.bold))[:30], word_table([["1", "2"], ["A", "B"]])),
    "bai.docx": word(
        paragraph("Bài 1", style="Heading1"), paragraph("x", numbered=(3, 0)), word_table([["a"]])
    ),
    "bai.pptx": slides(Slide("Một", ("hai", "ba"), "bốn")),
    "de.xlsx": workbook(("S", excel_rows(HEADS)[:6])),
}
WORDS = (
    b"\0",
    b"\xff",
    b"<",
    b"&x;",
    b"A.",
    "Câu 1:".encode(),
    "Đáp án: ".encode(),
    b"{",
    b"}",
    b"w:p",
    b"%1",
    b"9" * 20,
)


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    """A piece taken out."""
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:start] + data[end:]


def stuffed(data: bytes, chance: random.Random) -> bytes:
    """Something put in between."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(WORDS) * chance.randint(1, 6) + data[at:]


def within(change: Callable[[bytes, random.Random], bytes]) -> Callable[[bytes, random.Random], bytes]:
    """The same done to one part of an archive, which stays whole."""

    def changed(data: bytes, chance: random.Random) -> bytes:
        if not data.startswith(b"PK"):
            return change(data, chance)
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = chance.choice([name for name, body in parts.items() if body])
        return office_files.packed({**parts, name: change(parts[name], chance)})

    return changed


CHANGES = (flipped, cut, stuffed, within(flipped), within(cut), within(stuffed))


def outcome(name: str, data: bytes) -> Proposal | str:
    """What a file is proposed as, or the sentence that refuses it."""
    try:
        return propose(name, data)
    except Refusal as refusal:
        return str(refusal)


def test_ten_thousand_damaged_files_are_read_or_refused(request: pytest.FixtureRequest) -> None:
    rounds = 10_000 if request.config.getoption("--long") else 1_000
    chance = random.Random(520)
    for _ in range(rounds):
        name = chance.choice(list(SEEDS))
        data = chance.choice(CHANGES)(SEEDS[name], chance)
        answered = outcome(name, data)
        if isinstance(answered, Proposal):
            assert all(str(item.place) for item in answered.items)
            assert proposal_from_json(proposal_as_json(answered)) == answered
        else:
            assert answered.endswith((".", "?"))

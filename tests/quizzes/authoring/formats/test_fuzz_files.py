"""However a file is spoilt, it is read or refused in a sentence, and what is wrong in it has its place:
10,000 files with --long, a tenth of them always."""

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from lms.base.messages import Refusal
from quizzes.authoring.formats.composing import Taken
from quizzes.authoring.formats.reading import read_file
from quizzes.authoring.formats.word import to_word
from quizzes.authoring.formats.workbook import to_workbook
from quizzes.exercise.grammar import MAX_TEXT, read_exercise
from tests.factories.quizzes import BERRIES

FILES = 10_000
STORY = BERRIES[: BERRIES.index("== Vui vẻ")] + "== Vui vẻ\nKẾT THÚC: đạt. Ngọt.\n"
NEEDED = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
CUTS = (
    *(
        "<",
        ">",
        "</",
        "&",
        "&a;",
        "&#0;",
        "&#xFFFF;",
        '"',
        "\x00",
        "]]>",
        "<!--",
        "9" * 12,
        "-1",
        "",
        DOCTYPE,
    ),
    *(
        "<w:tbl>",
        "</w:tc>",
        "<w:tr/>",
        '<w:gridSpan w:val="99999"/>',
        "<w:del/>",
        "Cảnh",
        "Lựa chọn",
        "* -> x",
    ),
    *(
        "<row/>",
        '<c r="ZZZ9999999"/>',
        '<c t="s"><v>99999</v></c>',
        '<c t="b"><v>1</v></c>',
        "<is/>",
        'r="A1"',
    ),
    *("<x>" * 300, "\n" * 50, "== x\n= y\n> z", "KẾT THÚC:", "\u0300", "\U0001f600"),
)


@pytest.fixture
def files(lasting_app: Flask) -> tuple[bytes, bytes]:
    """A Word and an Excel file of a story; the Word file without the parts that only look."""
    exercise, _ = read_exercise(STORY)
    with lasting_app.test_request_context():
        whole = zipfile.ZipFile(io.BytesIO(to_word(exercise, "vi", date(2026, 11, 23))))
        return packed({name: whole.read(name) for name in NEEDED}), to_workbook(exercise, "vi")


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {part.filename: archive.read(part) for part in archive.infolist()}


def spoil_bytes(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut out, doubled, or all behind a place cut off."""
    spoilt = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(spoilt))
        match chance.randrange(4):
            case 0:
                spoilt[at] = chance.randrange(256)
            case 1:
                del spoilt[at : at + chance.randrange(1, 40)]
            case 2:
                spoilt[at:at] = spoilt[at : at + chance.randrange(1, 200)]
            case _:
                del spoilt[max(1, at) :]
    return bytes(spoilt)


def spoil_parts(data: bytes, chance: random.Random) -> bytes:
    """Parts left out, emptied, called otherwise, or exchanged with each other."""
    parts = parts_of(data)
    name, other = chance.choice(list(parts)), chance.choice(list(parts))
    match chance.randrange(5):
        case 0:
            del parts[name]
        case 1:
            parts[name] = b""
        case 2:
            parts[chance.choice(("word/document.xml", "xl/workbook.xml", "../x.xml", name.upper()))] = (
                parts.pop(name)
            )
        case 3:
            parts[name], parts[other] = parts[other], parts[name]
        case _:
            parts["xl/vbaProject.bin"] = parts["word/embeddings/x.bin"] = b"MZ"
    return packed(parts)


def spoil_xml(data: bytes, chance: random.Random) -> bytes:
    """The XML of a part edited as text, sometimes so that it stays well formed."""
    parts = parts_of(data)
    name = chance.choice(
        [name for name in parts if "sheet" in name or "document" in name or "shared" in name]
    )
    text = parts[name].decode()
    for _ in range(chance.randrange(1, 5)):
        sign = chance.choice(("<w:tr>", "<w:tc>", "</w:t>", "<row ", "<c ", "</t>", "<si>", "<v>"))
        pieces = text.split(sign)
        if len(pieces) > 2 and chance.random() < 0.7:
            moved = pieces.pop(chance.randrange(1, len(pieces) - 1))
            for _ in range(chance.randrange(3)):
                pieces.insert(chance.randrange(1, len(pieces)), moved)
            text = sign.join(pieces)
        else:
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice(CUTS) + text[at + chance.randrange(4) :]
    parts[name] = text.encode("utf-8", "replace")
    return packed(parts)


def taken_from(data: bytes) -> Taken | str:
    """What is read from a file, or the sentence with which it is refused."""
    try:
        return read_file(data, "vi")
    except Refusal as refusal:
        return str(refusal.message)


SPOILERS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    spoil_bytes,
    spoil_parts,
    spoil_xml,
    spoil_xml,
)


def test_no_spoilt_file_breaks_the_reader_and_all_that_is_wrong_has_its_place(
    lasting_app: Flask, files: tuple[bytes, bytes], request: pytest.FixtureRequest
) -> None:
    chance = random.Random(520)
    count = FILES if request.config.getoption("--long") else FILES // 10
    read = 0
    with lasting_app.test_request_context():
        for _ in range(count):
            data = chance.choice(SPOILERS)(chance.choice(files), chance)
            taken = taken_from(data)
            if isinstance(taken, str):
                assert taken
            else:
                read += 1
                assert len(taken.text) <= MAX_TEXT
                assert all(str(each.place) and str(each.sentence) for each in taken.findings)
    assert count // 10 < read < count  # both happen, else nothing was tried

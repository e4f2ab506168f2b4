"""Word and PowerPoint files are read with their numbers, looks and pictures; harmful ones are refused."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from lms.base.foreign.converting import convert
from lms.base.foreign.documents import Document, Paragraph, Table
from lms.base.foreign.encodings import Encoding
from lms.base.foreign.kinds import Kind, kind_of
from lms.base.foreign.parts import pictures_in
from lms.base.foreign.slides import read_slides
from lms.base.foreign.word import read_word
from lms.base.office_safety import UnreadableFile
from tests.factories.importing import to_tcvn3, to_vni
from tests.factories.office_files import (
    TYPES,
    Slide,
    bold,
    highlighted,
    packed,
    paragraph,
    red,
    relation,
    slides,
    underlined,
    word,
    word_picture,
    word_table,
)

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def texts(document: Document) -> list[str]:
    return [each.text for each in document.paragraphs]


def first(data: bytes) -> Paragraph:
    block = read_word(data).blocks[0]
    assert isinstance(block, Paragraph)
    return block


def refusal_of(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_word(data)
    return str(refused.value)


def test_lists_are_numbered_as_word_numbers_them() -> None:
    data = word(
        paragraph("một", numbered=(1, 0)),
        paragraph("a", numbered=(10, 0)),
        paragraph("b", numbered=(10, 0)),
        paragraph("hai", numbered=(1, 0)),
        paragraph("a", numbered=(11, 0)),
        paragraph("chấm", numbered=(3, 1)),
    )
    labels = [each.label for each in read_word(data).paragraphs]
    assert labels == ["Câu 1:", "A.", "B.", "Câu 2:", "A.", "•"]


def test_looks_of_letters_are_kept_and_equal_runs_joined() -> None:
    looks = [
        run.look
        for run in first(
            word(paragraph("a", "b", bold("c"), red("d"), underlined("e"), highlighted("f")))
        ).runs
    ]
    assert (looks[1].bold, looks[2].color, looks[3].underline, looks[4].highlight) == (
        True,
        "FF0000",
        True,
        "yellow",
    )
    assert len(looks) == 5


def test_headings_come_from_styles_and_what_was_deleted_is_not_read() -> None:
    changed = (
        "<w:p><w:r><w:t>còn</w:t></w:r><w:del><w:r><w:delText>xóa</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> thêm</w:t></w:r></w:ins></w:p>"
    )
    document = read_word(word(paragraph("Bài 1", style="Heading1"), changed))
    assert [each.heading for each in document.paragraphs] == [1, 0]
    assert texts(document) == ["Bài 1", "còn thêm"]


def test_places_name_paragraphs_and_rows_of_tables() -> None:
    document = read_word(word(paragraph("x"), word_table([["a", "b"], ["c", "d"]]), paragraph("y")))
    table = document.blocks[1]
    assert isinstance(table, Table)
    assert str(table.rows[1][0][0].place) == "table 1, row 2"
    assert str(document.blocks[2].place) == "paragraph 2"


def test_old_fonts_are_converted_run_by_run_and_both_texts_are_shown() -> None:
    document = read_word(word(paragraph(to_tcvn3("Dân số"), font=".VnTime"), paragraph("Trẻ em")))
    assert texts(document) == ["Dân số", "Trẻ em"]
    assert document.sample == (to_tcvn3("Dân số"), "Dân số")
    assert set(document.encodings) == {Encoding.TCVN3, Encoding.UNICODE}


def test_a_letter_of_vni_that_is_cut_between_two_looks_is_one_letter() -> None:
    written = to_vni("Việt")
    assert texts(read_word(word(paragraph(bold(written[:3]), written[3:], font="VNI-Times")))) == ["Việt"]


def test_pictures_are_listed_with_their_weight_and_words() -> None:
    data = word(
        word_picture("rId1", "Chị Mai"),
        parts={"word/media/a.png": PNG},
        relations=relation("rId1", "media/a.png"),
    )
    (picture,) = first(data).pictures
    assert (picture.words, picture.size) == ("Chị Mai", len(PNG))
    assert pictures_in(data, [picture.part, "word/media/none.png"]) == {picture.part: PNG}


def test_macros_and_objects_of_other_programs_are_left_out_and_named() -> None:
    thing = '<w:p><w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>'
    data = word(
        paragraph("x"), thing, parts={"word/vbaProject.bin": b"x", "word/embeddings/oleObject1.bin": b"x"}
    )
    said = [str(each) for each in read_word(data).left_out]
    assert said == [
        "The file holds macros (small programs). They were left out.",
        "The embedded object “oleObject1.bin” was left out.",
        "The embedded object “Excel.Sheet.12” was left out.",
    ]


def test_it_refuses_entities_and_document_types() -> None:
    declared = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    harmful = declared + b'<w:document xmlns:w="w"><w:body>&x;</w:body></w:document>'
    assert "declares its own document type" in refusal_of(packed({"word/document.xml": harmful}))


def test_it_refuses_a_zip_bomb() -> None:
    assert "unpacks to far more" in refusal_of(packed({"word/document.xml": b" " * 40_000_000}))


def test_it_refuses_what_is_nested_without_end() -> None:
    deep = b"<a>" * 5000 + b"</a>" * 5000
    assert "nested deeper" in refusal_of(packed({"word/document.xml": deep}))


def test_it_refuses_a_part_that_lies_about_its_size() -> None:
    data = bytearray(word(paragraph("x" * 2000)))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    assert "damaged" in refusal_of(bytes(data))


def test_it_refuses_a_locked_file_and_one_without_a_body() -> None:
    with pytest.raises(UnreadableFile, match="password"):
        kind_of(OLD + "EncryptedPackage".encode("utf-16-le"))
    assert "damaged" in refusal_of(packed({"[Content_Types].xml": TYPES.encode()}))
    assert "empty" in refusal_of(packed({"word/document.xml": b'<w:document xmlns:w="x"/>'}))


def test_the_content_says_of_which_kind_a_file_is() -> None:
    assert kind_of(word(paragraph("x"))) is Kind.WORD
    assert kind_of(slides(Slide("x"))) is Kind.SLIDES
    assert kind_of(OLD + "WordDocument".encode("utf-16-le")) is Kind.OLD_WORD
    assert kind_of(OLD + "PowerPoint Document".encode("utf-16-le")) is Kind.OLD_SLIDES
    assert kind_of(b"{\\rtf1 x}") is Kind.RICH_TEXT
    assert kind_of("Câu 1".encode()) is Kind.TEXT


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", PNG, b"MZ\x90", OLD, b"PK\x03\x04", b"\0\0\0"])
def test_what_is_read_nowhere_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        kind_of(data)
    assert str(refused.value).endswith(".")


def test_an_archive_of_other_files_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("anh.jpg", b"x")
    with pytest.raises(UnreadableFile, match="Unpack it"):
        kind_of(stream.getvalue())


def test_slides_are_read_with_titles_lists_and_what_the_speaker_notes() -> None:
    data = slides(
        Slide("Dân số", ("Quy mô", "Cơ cấu"), "Nói chậm"), Slide(to_tcvn3("Trẻ em"), font=".VnTime")
    )
    document = read_slides(data)
    assert texts(document) == ["Dân số", "Quy mô", "Cơ cấu", "Nói chậm", "Trẻ em"]
    noted = [each.text for each in document.paragraphs if each.aside]
    assert noted == ["Nói chậm"]


def test_an_old_file_asks_to_be_saved_anew_where_nothing_converts_it() -> None:
    with pytest.raises(UnreadableFile, match=r"save it as \.docx"):
        convert(OLD, Kind.OLD_WORD, program="/nowhere/soffice")
    with pytest.raises(UnreadableFile, match=r"save it as \.pptx"):
        convert(OLD, Kind.OLD_SLIDES, program="/nowhere/soffice")


def test_an_old_file_is_saved_anew_by_a_program_without_macros(tmp_path: Path) -> None:
    """The program here stands for LibreOffice: it checks how it is called, and writes a file."""
    made = tmp_path / "made.docx"
    made.write_bytes(word(paragraph("đã chuyển")))
    program = tmp_path / "soffice"
    program.write_text(
        "#!/bin/sh\n"
        'profile="${1#-env:UserInstallation=file://}"\n'
        'grep -q DisableMacrosExecution "$profile/user/registrymodifications.xcu" || exit 1\n'
        'while [ "$1" != --outdir ]; do shift; done\n'
        f'mkdir -p "$2" && cp {made} "$2/source.docx"\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    assert texts(read_word(convert(OLD, Kind.OLD_WORD, program=str(program)))) == ["đã chuyển"]

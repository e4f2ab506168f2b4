"""Question lists as trainers have them: real-looking files in three encodings and three containers."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tests.factories import importing as made
from tests.factories import office_files
from tests.factories.importing import BANK, LETTERS, Asked
from tests.factories.office_files import Bit, paragraph, word, word_table, workbook


class CorpusFile(NamedTuple):
    """A file, and the questions that its author meant."""

    name: str
    data: bytes
    asked: Sequence[Asked] = BANK
    told: bool = True
    """Whether the file says which answers are right, so that nobody need be asked."""


def word_list(
    mark: Callable[[str], Bit | str] = str,
    *,
    key: bool = False,
    font: str = "",
    convert: Callable[[str], str] = str,
    letters: bool = True,
    listed: bool = False,
) -> Iterator[str]:
    """The bank as paragraphs of Word; ``mark`` is what the right answers look like."""
    for number, asked in enumerate(BANK):
        stem = convert(asked.stem if listed else f"Câu {number + 1}. {asked.stem}")
        yield paragraph(stem, font=font, numbered=(1, 0) if listed else None)
        for place, option in enumerate(asked.options):
            words = convert(option if listed or not letters else f"{LETTERS[place]}. {option}")
            look = mark if place in asked.right else str
            yield paragraph(look(words), font=font, numbered=(10 + number, 0) if listed else None)
        if key:
            yield paragraph(convert(f"Đáp án: {LETTERS[asked.right[0]]}"), font=font)
            if asked.why:
                yield paragraph(convert(f"Giải thích: {asked.why}"), font=font)


def letter_underlined() -> Iterator[str]:
    """Only the letter of the right answer is underlined, two answers to a line."""
    for number, asked in enumerate(BANK):
        yield paragraph(f"Câu {number + 1} ({asked.level}): {asked.stem}")
        for pair in ((0, 1), (2, 3)):
            bits: list[Bit | str] = []
            for place in pair:
                letter = f"{LETTERS[place]}"
                bits.append(office_files.underlined(letter) if place in asked.right else letter)
                bits.append(f". {asked.options[place]}\t")
            yield paragraph(*bits)


def excel_rows(heads: Sequence[str], convert: Callable[[str], str] = str) -> list[list[object]]:
    """The bank under headings in any order."""
    values: dict[str, Callable[[int, Asked], object]] = {
        "STT": lambda n, asked: n,
        "Câu hỏi": lambda n, asked: asked.stem,
        "Nội dung câu hỏi": lambda n, asked: asked.stem,
        **{letter: (lambda n, asked, p=p: asked.options[p]) for p, letter in enumerate("ABCD")},
        **{f"Phương án {p + 1}": (lambda n, asked, p=p: asked.options[p]) for p in range(4)},
        "Đáp án": lambda n, asked: LETTERS[asked.right[0]],
        "Đáp án đúng": lambda n, asked: asked.right[0] + 1,
        "Giải thích": lambda n, asked: asked.why,
        "Mức độ": lambda n, asked: asked.level,
        "Chủ đề": lambda n, asked: "Dân số và trẻ em",
    }
    rows: list[list[object]] = [[convert(head) for head in heads]]
    for number, asked in enumerate(BANK, 1):
        found = [values[head](number, asked) for head in heads]
        rows.append([convert(each) if isinstance(each, str) else each for each in found])
    return rows


def corpus() -> list[CorpusFile]:
    """All files."""
    plain = made.list_text()
    keyed = made.list_text(key=None, why=None) + "\n\nBẢNG ĐÁP ÁN\n" + made.keys_text()
    numbered = made.list_text(
        start=lambda n, asked: f"{n}. {asked.stem}", letter="{}) ", key="Đ/A: {}", why=None, gap=False
    )
    lines = made.list_text(one_line="\t", key="=> Đáp án {}", why="Hướng dẫn giải: {}")
    starred = _starred()
    halves = [[str(n + 1) for n in range(6)], [LETTERS[BANK[n].right[0]] for n in range(6)]]
    halves += [[str(n + 1) for n in range(6, 12)], [LETTERS[BANK[n].right[0]] for n in range(6, 12)]]
    heads = ("STT", "Câu hỏi", "A", "B", "C", "D", "Đáp án", "Giải thích", "Mức độ", "Chủ đề")
    turned = (
        "Chủ đề",
        "Mức độ",
        "Nội dung câu hỏi",
        *(f"Phương án {n}" for n in (1, 2, 3, 4)),
        "Đáp án đúng",
    )
    title = [["NGÂN HÀNG CÂU HỎI TẬP HUẤN CỘNG TÁC VIÊN"], ["Năm 2026"], []]
    return [
        CorpusFile("on-tap.txt", plain.encode()),
        CorpusFile("on-tap-dau-roi.txt", made.to_nfd(plain).encode("utf-8-sig")),
        CorpusFile("on-tap-utf16.txt", plain.encode("utf-16")),
        CorpusFile("on-tap-1258.txt", made.to_1258(plain)),
        CorpusFile("on-tap-tcvn3.txt", made.to_tcvn3(plain).encode("latin-1")),
        CorpusFile("on-tap-vni.txt", made.to_vni(plain).encode("cp1252")),
        CorpusFile("bang-dap-an.txt", keyed.encode()),
        CorpusFile("bang-dap-an-vni.txt", made.to_vni(keyed).encode("cp1252")),
        CorpusFile("danh-so.txt", numbered.encode()),
        CorpusFile("danh-so-tcvn3.txt", made.to_tcvn3(numbered).encode("latin-1")),
        CorpusFile("mot-dong.txt", lines.encode()),
        CorpusFile("dau-sao.txt", starred.encode()),
        CorpusFile(
            "aiken.txt",
            made.list_text(start=lambda n, asked: asked.stem, key="ANSWER: {}", why=None).encode(),
        ),
        CorpusFile("gift.txt", _gift().encode()),
        CorpusFile("khong-dap-an.txt", made.list_text(key=None, why=None).encode(), told=False),
        CorpusFile("dap-an.docx", word(*word_list(key=True))),
        CorpusFile("in-dam.docx", word(*word_list(office_files.bold))),
        CorpusFile("chu-do.docx", word(*word_list(office_files.red))),
        CorpusFile("to-vang.docx", word(*word_list(office_files.highlighted))),
        CorpusFile("gach-chan.docx", word(*letter_underlined())),
        CorpusFile("danh-so-tu-dong.docx", word(*word_list(office_files.underlined, listed=True))),
        CorpusFile("tcvn3.docx", word(*word_list(office_files.bold, font=".VnTime", convert=made.to_tcvn3))),
        CorpusFile("vni.docx", word(*word_list(key=True, font="VNI-Times", convert=made.to_vni))),
        CorpusFile("dau-roi.docx", word(*word_list(office_files.red, convert=made.to_nfd))),
        CorpusFile("bang-dap-an.docx", word(*word_list(), paragraph("ĐÁP ÁN"), word_table(halves))),
        CorpusFile("khong-dap-an.docx", word(*word_list()), told=False),
        CorpusFile(
            "bang-cau-hoi.docx", word(word_table([[str(cell) for cell in row] for row in excel_rows(heads)]))
        ),
        CorpusFile("ngan-hang.xlsx", workbook(("Câu hỏi", [*title, *excel_rows(heads)]))),
        CorpusFile("ngan-hang-dao-cot.xlsx", workbook(("Sheet1", excel_rows(turned)))),
        CorpusFile("ngan-hang-tcvn3.xlsx", workbook(("Sheet1", excel_rows(heads, made.to_tcvn3)))),
        CorpusFile("ngan-hang-vni.xlsx", workbook(("Sheet1", excel_rows(heads, made.to_vni)))),
    ]


def _starred() -> str:
    lines = []
    for number, asked in enumerate(BANK, 1):
        lines.append(f"Câu {number}/ {asked.stem}")
        lines += [
            f"{'*' if n in asked.right else ''}{'abcd'[n]}. {option}"
            for n, option in enumerate(asked.options)
        ]
    return "\r\n".join(lines)


def _gift() -> str:
    blocks = ["// Ngân hàng", "$CATEGORY: Dân số/Trẻ em", ""]
    for number, asked in enumerate(BANK, 1):
        answers = "\n".join(
            f"{'=' if n in asked.right else '~'}{option}" for n, option in enumerate(asked.options)
        )
        blocks += [f"::Câu {number}:: {asked.stem.replace(':', chr(92) + ':')} {{\n{answers}\n}}", ""]
    return "\n".join(blocks)

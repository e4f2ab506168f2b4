"""Lists as they come from forty folders: what is read of each, and that no wrong key slips in with it."""

import io
from collections.abc import Callable
from datetime import date

import pytest
import xlsxwriter

from lms.base.office_safety import UnreadableFile
from quizzes.importing.formats.proposals import Asks, Item, Proposal, ProposalKind
from quizzes.importing.formats.reading import propose
from tests.factories.office_files import (
    Bit,
    Slide,
    bold,
    packed,
    paragraph,
    slides,
    underlined,
    word,
    word_table,
    workbook,
)

FOUR = "A. một\nB. hai\nC. ba\nD. bốn\n"


def items(text: str) -> tuple[Item, ...]:
    return propose("Ôn tập.txt", text.encode(), ProposalKind.QUESTIONS).items


def keys(found: tuple[Item, ...]) -> list[str]:
    """The letters of what is right in each question; ``?`` where somebody is asked."""
    return [
        "?"
        if item.asks is not Asks.NOTHING
        else "".join("ABCDEFGHIJK"[place] for place, choice in enumerate(item.scene.choices) if choice.right)
        for item in found
    ]


def words(found: tuple[Item, ...]) -> list[list[str]]:
    """The question and the answers of each."""
    return [[item.scene.text, *(choice.text for choice in item.scene.choices)] for item in found]


def lists(count: int, below: Callable[[int], str] = lambda n: "") -> str:
    return "".join(f"Câu {n}: Hỏi {n}?\n{FOUR}{below(n)}" for n in range(1, count + 1))


# Where a question begins


def test_a_bare_number_goes_on_where_others_begin_with_a_word() -> None:
    mixed = (
        f"1) Một?\n{FOUR}Đáp án: A\nCâu hỏi 2. Hai?\n{FOUR}Đáp án: B\n"
        f"3/ Ba?\n{FOUR}Đáp án: C\nCâu 4: Bốn?\na. x\nb. y\nĐáp án: b\n"
    )
    found = items(mixed)
    assert [item.scene.text for item in found] == ["Một?", "Hai?", "Ba?", "Bốn?"]
    assert keys(found) == ["A", "B", "C", "B"]


def test_the_key_of_a_question_that_was_not_seen_is_not_taken_for_the_one_above() -> None:
    lost = f"Câu 1: Một?\n{FOUR}Hỏi mà không có số\n{FOUR}Đáp án: B\n"
    assert keys(items(lost)) == ["?"]


# Where the answers stand


def test_answers_may_run_down_two_columns() -> None:
    found = items("Câu 1: Hỏi?\nA. một        C. ba\nB. hai        D. bốn\nĐáp án: C\n")
    assert (words(found), keys(found)) == ([["Hỏi?", "một", "hai", "ba", "bốn"]], ["C"])


def test_a_bullet_before_a_letter_is_no_part_of_the_answer() -> None:
    found = items("1. “Một”?\n• A. một\n• B. hai\nĐáp án: B\n2. Hai?\n☐ A. một\n☐ B. hai\nĐáp án: A\n")
    assert (words(found)[0], keys(found)) == (["“Một”?", "một", "hai"], ["B", "A"])


def test_questions_of_slides_are_read_though_each_line_has_a_bullet() -> None:
    shown = slides(Slide("Kiểm tra", ("Câu 1: Hỏi?", "A. một", "B. hai", "Đáp án: B")))
    proposal = propose("x.pptx", shown, ProposalKind.QUESTIONS)
    assert (words(proposal.items), keys(proposal.items)) == ([["Hỏi?", "một", "hai"]], ["B"])
    assert left_out(proposal) == ["slide 1 belongs to no question: “Kiểm tra”"]


@pytest.mark.parametrize(
    "rows",
    [
        [["A", "một", "B", "hai"], ["C", "ba", "D", "bốn"]],
        [["A.", "một"], ["B.", "hai"], ["C.", "ba"], ["D.", "bốn"]],
        [["A. một", "B. hai", "C. ba", "D. bốn"]],
    ],
)
def test_letters_and_answers_may_stand_in_cells_beside_each_other(rows: list[list[str]]) -> None:
    data = word(paragraph("Câu 1: Hỏi?"), word_table(rows), paragraph("Đáp án: D"))
    found = propose("x.docx", data).items
    assert (words(found), keys(found)) == ([["Hỏi?", "một", "hai", "ba", "bốn"]], ["D"])


def test_a_table_may_hold_one_question_line_by_line() -> None:
    rows = [["Câu 1", "Hỏi?"], ["A", "một"], ["B", "hai"], ["Đáp án", "B"], ["Giải thích", "Vì thế."]]
    found = propose("x.docx", word(word_table(rows))).items
    assert (words(found), keys(found), found[0].explanation) == ([["Hỏi?", "một", "hai"]], ["B"], "Vì thế.")


def test_a_table_of_data_within_a_question_keeps_its_rows() -> None:
    rows = [["Năm", "Số sinh"], ["2020", "120"]]
    data = word(paragraph("Câu 1: Năm nào?"), word_table(rows), paragraph("A. 2020"), paragraph("B. 2021"))
    assert propose("x.docx", data).items[0].scene.text == "Năm nào?\nNăm | Số sinh\n2020 | 120"


def test_rows_without_headings_are_questions_where_answers_and_keys_stand_in_them() -> None:
    rows = [["1", "Một?\nA. a\nB. b", "B"], ["2", "Hai?\nA. c\nB. d", "A"]]
    found = propose("x.docx", word(word_table(rows))).items
    assert (words(found), keys(found)) == ([["Một?", "a", "b"], ["Hai?", "c", "d"]], ["B", "A"])


def test_a_question_may_go_on_in_the_rows_below_its_own() -> None:
    heads = ["TT", "Nội dung câu hỏi", "Phương án trả lời", "Đáp án"]
    rows = [
        heads,
        ["1", "Một?", "A. a", "B"],
        ["", "", "B. b", ""],
        ["2", "Hai?", "A. c", ""],
        ["", "", "B. d", "x"],
    ]
    for name, data in (("x.xlsx", workbook(("S", rows))), ("x.docx", word(word_table(rows)))):
        found = propose(name, data).items
        assert (words(found), keys(found)) == ([["Một?", "a", "b"], ["Hai?", "c", "d"]], ["B", "B"])


def merged(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("S")
    sheet.merge_range(0, 0, 0, 4, "NGÂN HÀNG CÂU HỎI")
    for column, head in ((0, "STT"), (1, "Câu hỏi"), (4, "Đáp án")):
        sheet.merge_range(1, column, 2, column, head)
    sheet.merge_range(1, 2, 1, 3, "Phương án")
    sheet.write_row(2, 2, ["A", "B"])
    sheet.write_row(3, 0, [1, "Một?", "a", "b", "B"])


def written(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        fill(book)
    return out.getvalue()


def test_headings_may_stand_in_two_rows_of_merged_cells() -> None:
    wide = (
        "<w:tbl><w:tr>{0}{1}<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{2}</w:tc>{3}</w:tr>"
        "<w:tr>{4}{4}{5}{6}{4}</w:tr><w:tr>{7}{8}{9}{10}{6}</w:tr></w:tbl>"
    )
    cells = ["STT", "Câu hỏi", "Phương án", "Đáp án", "", "A", "B", "1", "Một?", "a", "b"]
    parts = [
        paragraph(cell) if at == 2 else f"<w:tc>{paragraph(cell)}</w:tc>" for at, cell in enumerate(cells)
    ]
    for name, data in (("x.xlsx", written(merged)), ("x.docx", word(wide.format(*parts)))):
        found = propose(name, data).items
        assert (words(found), keys(found)) == ([["Một?", "a", "b"]], ["B"])


# What the key says

NOT_SAID = {
    "a letter where no answers were found": ("Câu 1: Hỏi?\nĐáp án: D\n", ["?"]),
    "from A to C, or both": (lists(1, lambda n: "Đáp án: A-C\n"), ["?"]),
    "A and C, or C behind it": (lists(1, lambda n: "Đáp án: A. C\n"), ["?"]),
    "a wrong answer in the explanation": (lists(1, lambda n: "Giải thích: Đáp án A sai vì cũ.\n"), ["?"]),
    "what is not chosen": (lists(1, lambda n: "Giải thích: Không chọn A vì cũ.\n"), ["?"]),
    "what many choose": (lists(1, lambda n: "Giải thích: Nhiều người chọn A do nhầm.\n"), ["?"]),
    "keys of two papers": (f"{lists(2)}ĐÁP ÁN\nMã đề 101\n1A 2B\nMã đề 102\n1B 2C\n", ["?", "?"]),
}


@pytest.mark.parametrize("kind", NOT_SAID)
def test_what_does_not_say_the_key_is_asked(kind: str) -> None:
    text, expected = NOT_SAID[kind]
    assert keys(items(text)) == expected


SAID = {
    "rows parted by tabs": f"{lists(2)}ĐÁP ÁN\nCâu\t1\t2\nĐáp án\tC\tA\n",
    "rows parted by bars": f"{lists(2)}| 1 | 2 |\n| C | A |\n",
    "several behind one word": f"{lists(2)}Đáp án: 1C 2A\n",
    "an explanation that ends so": lists(2, lambda n: f"Giải thích: Ý B sai. Vậy chọn {'CA'[n - 1]}.\n"),
    "an explanation of what is wrong": lists(
        2, lambda n: f"Đáp án: {'CA'[n - 1]}\nGiải thích: Đáp án B, D sai.\n"
    ),
    "other words for it": f"{lists(1)}Phương án đúng: C\nCâu 2: Hai?\n{FOUR}Ans: A\n",
}


@pytest.mark.parametrize("way", SAID)
def test_keys_are_read_however_they_stand(way: str) -> None:
    found = items(SAID[way])
    assert keys(found) == ["C", "A"]
    assert words(found)[0][1:] == ["một", "hai", "ba", "bốn"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Câu", "Đáp án", "Điểm"], ["1", "C", "0,5"], ["2", "A", "0,5"]],
        [["Câu", "Đáp án", "Giải thích"], ["Câu 1", "C", "Vì luật nói như vậy."], ["Câu 2", "A", ""]],
    ],
)
def test_a_table_of_keys_may_have_other_columns(rows: list[list[str]]) -> None:
    blocks = [paragraph(line) for line in lists(2).splitlines()]
    found = propose("x.docx", word(*blocks, word_table(rows))).items
    assert keys(found) == ["C", "A"]
    assert found[0].explanation == ("" if "Điểm" in rows[0] else "Vì luật nói như vậy.")


def test_pairs_that_answer_one_question_are_no_keys_of_others() -> None:
    text = f"Câu 1: Một?\n{FOUR}Câu 2: Ghép cột A với cột B\na. sổ\nb. phiếu\nĐáp án: 1-a, 2-b\n"
    assert keys(items(text)) == ["?", "?"]


def test_a_number_that_may_be_an_answer_or_its_place_is_asked() -> None:
    heads = ["Câu hỏi", "A", "B", "C", "Đáp án"]
    rows = [heads, ["Một?", 2, 3, 1, 2], ["Hai?", 1, 2, 3, 3], ["Ba?", 10, 20, 30, 30]]
    assert keys(propose("x.xlsx", workbook(("S", rows))).items) == ["?", "C", "C"]


@pytest.mark.parametrize("look", [bold, underlined])
def test_a_look_that_the_same_letter_has_everywhere_is_asked(look: Callable[[str], Bit]) -> None:
    blocks = [paragraph(look(line) if line.startswith("A.") else line) for line in lists(4).splitlines()]
    assert keys(propose("x.docx", word(*blocks)).items) == ["?"] * 4


# What the words say


def cells(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("S")
    sheet.write_row(0, 0, ["Câu hỏi", "A", "B", "C", "Đáp án"])
    sheet.write_row(1, 0, ["Ngày Dân số?", "", "", "", "A"])
    sheet.write_datetime(1, 1, date(2026, 12, 26), book.add_format({"num_format": "d-mmm"}))
    sheet.write(1, 2, 0.5, book.add_format({"num_format": "0%"}))
    sheet.write_datetime(1, 3, date(2026, 7, 11), book.add_format({"num_format": "dd/mm/yyyy"}))


def test_cells_are_read_as_their_author_sees_them() -> None:
    (item,) = propose("x.xlsx", written(cells)).items
    assert [choice.text for choice in item.scene.choices] == ["26/12", "50%", "11/07/2026"]


def test_figures_above_and_below_the_line_stay_there() -> None:
    up, down = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
    data = word(
        paragraph("Câu 1: 10", Bit("2", up), " kg CO", Bit("2", down), Bit(" và", up)),
        *map(paragraph, ("A. a", "B. b", "Đáp án: A")),
    )
    assert propose("x.docx", data).items[0].scene.text == "10² kg CO₂ và"


def left_out(proposal: Proposal) -> list[str]:
    return [str(each) for each in proposal.understood.left_out]


def test_footnotes_are_named_where_they_are_left_out() -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = f'<w:footnotes {space}><w:footnote w:id="2">{paragraph("Luật Trẻ em")}</w:footnote></w:footnotes>'
    mark = '<w:p><w:r><w:t>Bài đọc.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    proposal = propose("x.docx", word(mark, parts={"word/footnotes.xml": note.encode()}))
    assert left_out(proposal) == ["The footnote “Luật Trẻ em” was left out."]


# Other ways to write a list


@pytest.mark.parametrize("letter", ["({})", "{} -", "{}/", "{}]"])
def test_letters_may_stand_in_any_signs(letter: str) -> None:
    first, second = letter.format("A"), letter.format("B")
    text = f"Câu 1: Hỏi?\n{first} một\n{second} hai\nĐáp án: {second.rstrip(' -')}\n"
    found = items(text)
    assert (words(found), keys(found)) == ([["Hỏi?", "một", "hai"]], ["B"])


def test_answers_that_are_numbered_like_a_list_are_asked() -> None:
    (item,) = items("Câu 1: Hỏi?\n1. một\n2. hai\n3. ba\nĐáp án: 2\n")
    assert (item.asks, [str(each) for each in item.doubts]) == (
        Asks.TAKE,
        ["Its words hold a list. Are those the answers to choose from?"],
    )


@pytest.mark.parametrize("sign", ["\t", ",", ";"])
def test_cells_that_were_pasted_or_saved_as_text_are_a_table(sign: str) -> None:
    rows = [
        ["STT", "Câu hỏi", "A", "B", "Đáp án"],
        ["1", "Một?", "a", "b", "B"],
        ["2", f'"Hai{sign} ba?"', "c", "d", "A"],
    ]
    proposal = propose("x.csv", "\r\n".join(sign.join(row) for row in rows).encode())
    assert proposal.kind is ProposalKind.QUESTIONS
    assert keys(proposal.items) == ["B", "A"]
    assert str(proposal.items[1].place) == "line 3"


@pytest.mark.parametrize(
    "answers",
    ["{~%50%một =hai}", "{=một =%50%hai}", "{#=12:0 =%50%13:0}", "{=một =hai ~ba}"],
)
def test_points_for_a_part_and_two_right_answers_of_one_are_asked_in_gift(answers: str) -> None:
    (item,) = items(f"Hỏi? {answers}")
    assert (item.asks, len(item.doubts)) == (Asks.TAKE, 1)


@pytest.mark.parametrize("second", ["50", "100"])
def test_points_for_a_part_and_two_right_answers_of_one_are_asked_in_moodle(second: str) -> None:
    (item,) = items(
        "<quiz><question type='multichoice'><questiontext><text>Hỏi?</text></questiontext>"
        f"<answer fraction='100'><text>a</text></answer><answer fraction='{second}'><text>b</text></answer>"
        "</question></quiz>"
    )
    assert (item.asks, len(item.doubts)) == (Asks.TAKE, 1)


def opendocument(kind: str) -> bytes:
    return packed({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"<a/>"})


REFUSED = {
    "x.odt": (opendocument("text"), "OpenDocument"),
    "x.odp": (opendocument("presentation"), "OpenDocument"),
    "x.doc": (b"<html><body>x</body></html>", "web page"),
    "y.doc": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web page"),
    "x.heic": (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_other_files_are_refused_with_what_to_do(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # no LibreOffice
    data, sentence = REFUSED[name]
    with pytest.raises(UnreadableFile, match=sentence):
        propose(name, data)

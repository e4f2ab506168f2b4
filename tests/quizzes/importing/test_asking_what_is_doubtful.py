"""Where two signs of a right answer disagree, or none is there, somebody is asked; nothing wrong slips in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.exercise.graph import QuestionType
from quizzes.importing.formats.keeping import proposal_as_json, proposal_from_json
from quizzes.importing.formats.proposals import Asks, Item, ProposalKind
from quizzes.importing.formats.reading import propose
from tests.factories import importing as made
from tests.factories.importing import BANK, LETTERS
from tests.factories.office_files import bold, paragraph, red, word, word_table, workbook

HEAD = "Câu 1: Sổ nào ghi ban đầu về dân số?\n"
THREE = "A. Sổ A0\nB. Sổ tiêm\nC. Sổ khám\n"


def items(text: str) -> tuple[Item, ...]:
    return propose("Ôn tập.txt", text.encode(), ProposalKind.QUESTIONS).items


def only(text: str) -> Item:
    (item,) = items(text)
    return item


def right(item: Item) -> list[str]:
    return [choice.text for choice in item.scene.choices if choice.right]


def doubts(item: Item) -> list[str]:
    return [str(each) for each in item.doubts]


DOUBTFUL = {
    "no key": (THREE, "not told"),
    "key and star": ("*A. Sổ A0\nB. Sổ tiêm\nC. Sổ khám\nĐáp án: B", "disagree"),
    "key and explanation": (f"{THREE}Đáp án: B\nGiải thích: Chọn A vì là sổ gốc", "disagree"),
    "letter and words": (f"{THREE}Đáp án: B. Sổ A0", "disagree"),
    "two keys": (f"{THREE}Đáp án: B\nĐáp án: C", "disagree"),
    "a letter that is not there": (f"{THREE}Đáp án: D", "does not have"),
    "words that are not there": (f"{THREE}Đáp án: sổ hộ tịch", "does not have"),
    "a number": (f"{THREE}Đáp án: 2", "not the usual one"),
    "every answer": ("A. Sổ A0 (đúng)\nB. Sổ tiêm (đúng)", "Every answer"),
    "two stars": ("*A. Sổ A0\n*B. Sổ tiêm\nC. Sổ khám", "Several answers are marked"),
    "one of several": (
        f"{THREE}Đáp án: B".replace("A. Sổ", "(chọn nhiều đáp án)\nA. Sổ", 1),
        "only one is marked",
    ),
    "both": ("A. Sổ A0\nB. Sổ tiêm\nC. Cả A và B\nĐáp án: A, B", "speaks of the others"),
    "truths of other statements": ("A. Sổ A0\nB. Sổ tiêm\nC. Sổ\nĐáp án: a) Đúng b) Sai", "does not have"),
    "a gap": ("A. Sổ A0\nB. Sổ tiêm\nD. Sổ khám\nĐáp án: B", "gap"),
    "the same twice": ("A. Sổ A0\nB. Sổ A0\nĐáp án: B", "same words"),
    "an empty answer": ("A. Sổ A0\nB.\nC. x\nĐáp án: A", "no words"),
    "an essay": ("Đáp án: " + "viết rất dài " * 20, "No answers to choose from"),
}


@pytest.mark.parametrize("kind", DOUBTFUL)
def test_it_asks(kind: str) -> None:
    below, sentence = DOUBTFUL[kind]
    item = only(HEAD + below)
    assert item.asks is not Asks.NOTHING
    assert sentence in " ".join(doubts(item)), doubts(item)


def test_it_asks_where_bold_says_something_else_than_the_key() -> None:
    blocks = []
    for number, asked in enumerate(BANK, 1):
        blocks.append(paragraph(f"Câu {number}: {asked.stem}"))
        for place, option in enumerate(asked.options):
            words = f"{LETTERS[place]}. {option}"
            blocks.append(paragraph(bold(words) if place in asked.right else words))
        wrong = number == 5
        blocks.append(paragraph(f"Đáp án: {LETTERS[(asked.right[0] + wrong) % 4]}"))
    proposal = propose("de-thi.docx", word(*blocks))
    assert proposal.uncertain == (4,)
    assert {str(each)[:7] for each in proposal.items[4].told} == {"Below t", "In bold"}


def test_a_look_that_is_no_habit_of_the_file_is_asked() -> None:
    blocks = []
    for number, asked in enumerate(BANK, 1):
        blocks.append(paragraph(f"Câu {number}: {asked.stem}"))
        marked = red if number == 3 else str
        blocks += [
            paragraph(marked(f"{LETTERS[p]}. {option}") if p == 0 else f"{LETTERS[p]}. {option}")
            for p, option in enumerate(asked.options)
        ]
    proposal = propose("de-thi.docx", word(*blocks))
    assert "not the usual one" in " ".join(doubts(proposal.items[2]))
    assert {item.asks for item in proposal.items} == {Asks.RIGHT}


def test_keys_of_two_parts_that_number_anew_go_to_their_own_questions() -> None:
    text = (
        "PHẦN I\nCâu 1: Một?\nA. a\nB. b\nPHẦN II\nCâu 1: Hai?\nA. c\nB. d\n"
        "ĐÁP ÁN\nPhần I\n1. B\nPhần II\n1. A\n"
    )
    assert [right(item) for item in items(text)] == [["b"], ["c"]]
    one_key = items(text.replace("Phần II\n1. A\n", ""))
    assert {item.asks for item in one_key} == {Asks.RIGHT}


def test_kinds_of_questions_are_told_by_their_keys() -> None:
    text = """Câu 1: Chọn các việc nên làm (chọn nhiều đáp án)
A. Lắng nghe
B. Phê phán
C. Hẹn gặp lại
Đáp án: A, C
Câu 2: Mức sinh thay thế?
Đáp án: 2,1
Câu 3: Trẻ em là người dưới 16 tuổi.
Đáp án: Đúng
Câu 4: Tên sổ ghi ban đầu?
Đáp án: sổ A0
Câu 5: Các nhận định sau
a) Mất cân bằng giới tính là việc riêng. (S)
b) Cần tư vấn trước hôn nhân. (Đ)
Câu 6: Thời hạn báo tin?
Đáp án: 12 giờ
"""
    found = items(text)
    assert [item.scene.type for item in found] == [
        QuestionType.MULTIPLE,
        QuestionType.NUMERICAL,
        QuestionType.SINGLE,
        QuestionType.SHORT_ANSWER,
        QuestionType.TRUE_FALSE,
        QuestionType.SHORT_ANSWER,
    ]
    assert [right(item) for item in found] == [
        ["Lắng nghe", "Hẹn gặp lại"],
        ["2,1"],
        ["Đúng"],
        ["sổ A0"],
        ["Cần tư vấn trước hôn nhân."],
        ["12 giờ | 12"],
    ]
    assert {item.asks for item in found} == {Asks.NOTHING}


def test_difficulty_and_topic_become_tags_and_the_explanation_feedback() -> None:
    item = only(f"Câu 1 (VDC): Sổ nào?\n{THREE}Đáp án: A\nGiải thích: Là sổ gốc.\nChủ đề: Ghi chép ban đầu")
    assert item.scene.tags == ("vận dụng cao", "Ghi chép ban đầu")
    assert [choice.feedback for choice in item.scene.choices] == ["Là sổ gốc.", "", ""]


def test_words_that_mean_something_in_the_grammar_are_kept_as_words() -> None:
    item = only("Câu 1: Tính:\n= 7 là gì\nA. 3 -> 4\nB. tăng +5\nĐáp án: B")
    assert item.asks is Asks.NOTHING
    assert item.scene.text == "Tính:\n– = 7 là gì"
    assert [choice.text for choice in item.scene.choices] == ["3 › 4", "tăng +5"]


def test_a_table_of_word_and_a_workbook_may_have_their_keys_as_numbers() -> None:
    rows = [
        ["Câu hỏi", "Phương án 1", "Phương án 2", "Đáp án"],
        ["Một?", "a", "b", "2"],
        ["Hai?", "c", "d", "1"],
    ]
    for name, data in (("x.docx", word(word_table(rows))), ("x.xlsx", workbook(("S", rows)))):
        found = propose(name, data)
        assert [right(item) for item in found.items] == [["b"], ["c"]]
    assert str(found.items[0].place) == "cell S!A2"


def test_numbers_in_cells_have_their_comma() -> None:
    rows = [["Câu hỏi", "A", "B", "Đáp án"], ["Bao nhiêu con?", 2.1, 3, "A"]]
    assert right(propose("x.xlsx", workbook(("S", rows))).items[0]) == ["2,1"]


def test_a_whole_paper_is_read_with_all_that_stands_around_its_questions() -> None:
    found = items(made.PAPER)
    assert [item.scene.type.value for item in found] == [
        "single",
        "single",
        "numerical",
        "true_false",
        "single",
    ]
    assert [right(item) for item in found] == [
        ["Không nói gì về số con"],
        ["Dân số và phát triển"],
        ["16"],
        ["Trẻ em cần được bảo vệ"],
        [],
    ]
    assert [item.asks for item in found] == [Asks.NOTHING] * 4 + [Asks.TAKE]


def answers_in_a_table(asked: made.Asked, number: int) -> str:
    """A question whose answers stand in cells, two by two."""
    cells = [f"{LETTERS[place]}. {option}" for place, option in enumerate(asked.options)]
    return paragraph(f"Câu {number}: {asked.stem}") + word_table([cells[:2], cells[2:]])


@pytest.mark.parametrize(
    "keys",
    [
        [["Câu", "1", "2", "3"], ["Đáp án", "C", "B", "D"]],
        [["Câu", "Đáp án"], ["1", "C"], ["2", "B"], ["3", "D"]],
        [["1.C", "2.B"], ["3. D", ""]],
        [["Câu 1", "C", "Câu 2", "B"], ["Câu 3", "D", "", ""]],
    ],
)
def test_answers_and_keys_may_stand_in_tables_of_any_shape(keys: list[list[str]]) -> None:
    blocks = [answers_in_a_table(asked, number) for number, asked in enumerate(BANK[:3], 1)]
    found = propose("x.docx", word(*blocks, word_table(keys)))
    assert [right(item) for item in found.items] == [[asked.options[asked.right[0]]] for asked in BANK[:3]]


def test_letters_that_word_goes_on_counting_mean_the_answers_of_their_question() -> None:
    blocks = []
    for number, asked in enumerate(BANK, 1):
        blocks.append(paragraph(f"Câu {number}: {asked.stem}"))
        blocks += [paragraph(option, numbered=(10, 0)) for option in asked.options]
        blocks.append(paragraph(f"Đáp án: {LETTERS[asked.right[0]]}"))
    found = propose("x.docx", word(*blocks[:24]))
    meant = [[asked.options[asked.right[0]]] for asked in BANK[:4]]
    assert [right(item) for item in found.items if item.asks is Asks.NOTHING] == meant


@pytest.mark.parametrize(
    "sheets",
    [
        (
            ("Câu hỏi", [["Câu", "Nội dung", "A", "B"], [1, "Một?", "a", "b"], [2, "Hai?", "c", "d"]]),
            ("Đáp án", [["Câu", "Đáp án"], [1, "B"], [2, "A"]]),
        ),
        (("S", [["Câu hỏi", "Đáp án"], ["Một?\nA. a\nB. b", "B"], ["Hai?\nA. c\nB. d", "A"]]),),
        (
            (
                "S",
                [
                    [line]
                    for line in [
                        "Câu 1: Một?",
                        "A. a",
                        "B. b",
                        "Đáp án: B",
                        "Câu 2: Hai?",
                        "A. c",
                        "B. d",
                        "Đáp án: A",
                    ]
                ],
            ),
        ),
    ],
)
def test_workbooks_of_other_shapes_are_read(sheets: tuple[tuple[str, list[list[object]]], ...]) -> None:
    found = propose("x.xlsx", workbook(*sheets))
    assert [(item.scene.text, right(item)) for item in found.items] == [("Một?", ["b"]), ("Hai?", ["c"])]


def test_what_belongs_to_no_question_is_said() -> None:
    found = propose("x.txt", f"Sở Y tế tỉnh\n{HEAD}{THREE}Đáp án: A\nHết giờ làm bài".encode())
    assert [str(each) for each in found.understood.left_out] == [
        "line 1 belongs to no question: “Sở Y tế tỉnh”",
        "line 7 belongs to no question: “Hết giờ làm bài”",
    ]


def test_gift_and_moodle_are_read() -> None:
    gift = "::a:: Một? {=a ~b#không}\n\nHai {T}\n\nBa {#12:0.5}\n\nBốn {=x =y}\n\nNăm {=a -> 1 =b -> 2}\n"
    found = items(gift)
    assert [item.scene.type.value for item in found] == [
        "single",
        "single",
        "numerical",
        "short_answer",
        "matching",
    ]
    assert [right(item) for item in found] == [["a"], ["Đúng"], ["12 ± 0,5"], ["x | y"], ["a", "b"]]
    moodle = """<?xml version="1.0"?><quiz>
    <question type="multichoice"><questiontext><text>&lt;p&gt;Hỏi?&lt;/p&gt;</text></questiontext>
    <single>true</single><answer fraction="0"><text>sai</text></answer>
    <answer fraction="100"><text>đúng</text></answer></question>
    <question type="essay"><questiontext><text>x</text></questiontext></question></quiz>"""
    multichoice, essay = items(moodle)
    assert (multichoice.scene.text, right(multichoice)) == ("Hỏi?", ["đúng"])
    assert essay.asks is Asks.TAKE


def test_a_proposal_is_kept_and_read_back_whole() -> None:
    for proposal in (
        propose("x.txt", made.list_text().encode()),
        propose("x.txt", (HEAD + THREE).encode()),
        propose("y.docx", word(paragraph("Bài 1: Dân số", style="Heading1"), paragraph("Lời."))),
    ):
        assert proposal_from_json(proposal_as_json(proposal)) == proposal


@given(
    st.lists(
        st.sampled_from(
            [
                *HEAD.split(),
                *THREE.split("\n"),
                "Đáp án: B",
                "1.B 2.C",
                "ĐÁP ÁN",
                "",
                "Câu 2:",
                "a)",
                "{=x}",
                "== x",
            ]
        )
    )
)
def test_in_any_order_of_lines_a_clear_question_says_what_is_right_and_how_it_was_told(
    lines: list[str],
) -> None:
    found = propose("x.txt", ("\n".join(["x", *lines])).encode())
    for item in found.items:
        if item.asks is Asks.NOTHING:
            assert item.told
            assert right(item) or item.scene.type is QuestionType.TRUE_FALSE

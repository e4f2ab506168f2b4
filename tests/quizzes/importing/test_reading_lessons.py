"""Lectures in Word, PowerPoint and text become lessons in Markdown."""

from lms.base.foreign.encodings import Encoding
from lms.base.markdown import render
from quizzes.importing.formats.proposals import ProposalKind
from quizzes.importing.formats.reading import propose
from tests.factories.importing import to_tcvn3
from tests.factories.office_files import Bit, Slide, bold, paragraph, slides, word, word_table

LECTURE = word(
    paragraph("TÀI LIỆU TẬP HUẤN", style="Title"),
    paragraph("Bài 1: Dân số", style="Heading1"),
    paragraph("Dân số là ", bold("tập hợp người"), " sống ở một nơi."),
    paragraph("Khái niệm", style="Heading2"),
    paragraph("quy mô", numbered=(3, 0)),
    paragraph("cơ cấu", numbered=(3, 0)),
    paragraph("theo tuổi", numbered=(3, 1)),
    word_table([["Năm", "Số dân"], ["2019", "96 | triệu"]]),
    paragraph("Bài 2: Trẻ em", style="Heading1"),
    paragraph("- lắng nghe"),
    paragraph("+ nhắc lại"),
    paragraph("1. không phải danh sách <script>"),
)


def test_each_heading_of_the_first_depth_begins_a_lesson() -> None:
    proposal = propose("bai-giang.docx", LECTURE)
    assert proposal.kind is ProposalKind.LESSONS
    first, second = proposal.lessons
    assert (first.title, second.title) == ("Bài 1: Dân số", "Bài 2: Trẻ em")
    assert first.text == (
        "Dân số là **tập hợp người** sống ở một nơi.\n\n"
        "## Khái niệm\n\n- quy mô\n- cơ cấu\n    - theo tuổi\n\n"
        "| Năm | Số dân |\n| --- | --- |\n| 2019 | 96 \\| triệu |"
    )
    assert second.text == "- lắng nghe\n    - nhắc lại\n\n\\1. không phải danh sách &lt;script>"


def test_what_is_written_is_shown_as_it_was_meant() -> None:
    first, second = propose("bai-giang.docx", LECTURE).lessons
    html = render(first.text)
    assert "<strong>tập hợp người</strong>" in html
    assert html.count("<li>") == 3
    assert "<td>96 | triệu</td>" in html
    assert "<script" not in render(second.text)


def test_emphasis_stands_beside_letters() -> None:
    both = Bit(" vừa đậm vừa nghiêng ", "<w:b/><w:i/>")
    (lesson,) = propose("x.docx", word(paragraph("a", both, "b * c_d"))).lessons
    assert lesson.text == "a ***vừa đậm vừa nghiêng*** b \\* c\\_d"


def test_bold_lines_are_headings_where_no_style_says_so() -> None:
    (lesson,) = propose(
        "x.docx", word(paragraph(bold("Bài 3: Tư vấn")), paragraph(bold("Mở đầu")), paragraph("Chào hỏi."))
    ).lessons
    assert (lesson.title, lesson.text) == ("Bài 3: Tư vấn", "## Mở đầu\n\nChào hỏi.")


def test_a_slide_that_is_only_a_title_begins_a_lesson() -> None:
    proposal = propose(
        "bai.pptx",
        slides(
            Slide("Phần 1: Dân số"),
            Slide("Quy mô", ("96 triệu người",), "Nói chậm, hỏi lại lớp"),
            Slide("Quy mô (tiếp)", ("Tăng chậm",)),
            Slide("Phần 2: Trẻ em"),
            Slide("Quyền", ("Được sống", "Được học")),
        ),
    )
    first, second = proposal.lessons
    assert (first.title, second.title) == ("Phần 1: Dân số", "Phần 2: Trẻ em")
    assert first.text.count("## Quy mô") == 1
    assert "- 96 triệu người" in first.text
    assert '!!! note "Lời người giảng"\n    Nói chậm, hỏi lại lớp' in first.text
    assert second.text.endswith("## Quyền\n\n- Được sống\n- Được học")


def test_slides_in_an_old_font_are_converted() -> None:
    proposal = propose(
        "bai.pptx", slides(Slide(to_tcvn3("Dân số"), (to_tcvn3("Quy mô lớn"), "x"), font=".VnTime"))
    )
    assert proposal.understood.encodings == (Encoding.TCVN3,)
    assert "- Quy mô lớn" in proposal.lessons[0].text


def test_a_text_without_questions_is_a_lesson() -> None:
    text = "Bài 1. Dân số\nI. Khái niệm\nDân số là tập hợp người.\nBài 2. Trẻ em\nTrẻ là người dưới 16.\n"
    proposal = propose("bai.txt", text.encode())
    assert [(each.title, each.text) for each in proposal.lessons] == [
        ("Bài 1. Dân số", "## I. Khái niệm\n\nDân số là tập hợp người."),
        ("Bài 2. Trẻ em", "Trẻ là người dưới 16."),
    ]


def test_a_lesson_that_is_too_long_is_cut_in_two() -> None:
    long = word(paragraph("Bài 1", style="Heading1"), *[paragraph("chữ " * 200) for _ in range(80)])
    lessons = propose("x.docx", long).lessons
    assert [each.title for each in lessons] == ["Bài 1", "Bài 1 (2)"]
    assert all(render(each.text) for each in lessons)


def test_a_text_in_the_grammar_is_an_exercise() -> None:
    text = "# Chị Mai\nMã: x\n\n== Mở đầu\nLời.\n* Đi -> Hết\n\n== Hết\nKẾT THÚC: đạt. Xong.\n"
    for name, data in (("x.txt", text.encode()), ("x.docx", word(*map(paragraph, text.split("\n"))))):
        proposal = propose(name, data)
        assert (proposal.kind, proposal.title) == (ProposalKind.EXERCISE, "Chị Mai")

"""However a text is spoilt, it is read, and what is wrong is told by line: 100,000 edits with --long, a tenth
of them always."""

import random

import pytest

from quizzes.exercise.checking import read_and_check
from quizzes.exercise.findings import errors
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.writing import write_exercise
from tests.factories.quizzes import BERRIES, ORIENTATION, PRACTICE, QUESTIONS

EDITS = 100_000
AT_ONCE = 40  # edits of one text, one upon the other
SHEET = """
# Tờ đăng ký
Mã: to-dang-ky
Loại: luyện tập
Năng lực: x, y
Rút: 2 nhận biết

== Xếp
DẠNG: sắp xếp
GỢI Ý: bắt đầu từ chào hỏi
CĂN CỨ: Điều 51
NHÃN: nhận biết, vận dụng
Xếp lại.
= Chào
= Hỏi
> Hỏi sau. (x)

== Ghép
DẠNG: ghép đôi
Ghép.
= Báo tin <=> 111
= Cấp cứu <=> 115
* <=> 113

== Số
DẠNG: số
Bao nhiêu?
= 12 ± 0,5
* 13

== Ghi
DẠNG: biểu mẫu
Ghi sổ.
= Họ và tên <=> Nguyễn Văn An | An
= Tuổi <=> 22 ± 1
""".lstrip()
TEXTS = (BERRIES, QUESTIONS, PRACTICE, ORIENTATION, SHEET)
PIECES = (
    *(
        "==",
        "== ",
        "\n== Gặp bà\n",
        "*",
        "*!",
        "=",
        "=!",
        ">",
        "->",
        "~>",
        "→",
        "<=>",
        " +2",
        " -1",
        "−3",
        "±",
        "+-",
    ),
    *(
        "#",
        ":",
        "|",
        "]",
        "[ảnh: a.webp | b]",
        "[âm thanh:",
        "(x)",
        "(x, y)",
        "\n",
        "\n\n",
        "   ",
        "\t",
        "\u00a0",
        "\r",
    ),
    *(
        "KẾT THÚC: đạt.",
        "KẾT THÚC:",
        "chưa đạt.",
        "BẮT BUỘC",
        "XEM LẠI: bài 2",
        "DẠNG: số",
        "DẠNG: sắp xếp",
        "DẠNG:",
    ),
    *(
        "DẠNG: biểu mẫu",
        "DẠNG: chọn nhiều",
        "DẠNG: ghép đôi",
        "GỢI Ý: x",
        "NHÃN: a, b",
        "CĂN CỨ: x",
        "Rút: 3 a, b",
    ),
    *(
        "Loại: kiểm tra",
        "Loại: định hướng",
        "Năng lực: x",
        "Số câu: 2",
        "Chờ: 3 giờ",
        "Điểm đạt: 0",
        "Mã: a  Chờ: 1",
    ),
    *(
        "9" * 30,
        "1/0",
        "1.000,5",
        "०",
        "\u0300",
        "\U0001f600",
        "\x00",
        "\ud800",
        "\u202e",
        "ﷺ",
        "a" * 300,
        "(" * 50,
    ),
)


def edited(text: str, chance: random.Random) -> str:
    """The text after one edit: a piece put in, some signs or a line taken away, moved or doubled."""
    at = chance.randrange(len(text) + 1)
    gone = chance.choice((0, 0, 1, 2, 8, 40))
    match chance.randrange(4):
        case 0:
            return text[:at] + chance.choice(PIECES) + text[at + gone :]
        case 1:
            return text[:at] + text[at + gone :]
        case 2:
            return text[:at] + chr(chance.randrange(1, 0x2000)) + text[at:]
        case _:
            lines = text.split("\n")
            line = lines.pop(chance.randrange(len(lines)))
            for _ in range(chance.randrange(3)):
                lines.insert(chance.randrange(len(lines) + 1), line)
            return "\n".join(lines)


def test_no_edit_breaks_the_reader_and_every_finding_has_its_line(request: pytest.FixtureRequest) -> None:
    chance = random.Random(520)
    count = EDITS if request.config.getoption("--long") else EDITS // 10
    for _ in range(count // AT_ONCE):
        text = chance.choice(TEXTS)
        for _ in range(AT_ONCE):
            text = edited(text, chance)
            exercise, found = read_and_check(text)
            lines = text.count("\n") + text.count("\r") + 1
            assert all(1 <= each.line <= lines and str(each.sentence) for each in found)
        if not errors(read_exercise(text)[1]):
            again = read_exercise(write_exercise(exercise))[0]
            assert again == exercise

"""Every sentence of the checker has a text that provokes it, with its line; none can never be said."""

import ast
from pathlib import Path

import pytest

from quizzes.exercise.checking import differences, read_and_check
from quizzes.exercise.findings import Finding
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.illustrating import of_media
from tests.factories.kinds import ALL_KINDS
from tests.factories.quizzes import BERRIES, ORIENTATION, PRACTICE, QUESTIONS

HEAD = "# Thử\nMã: thu\nNăng lực: a\n"
QUESTION = f"{HEAD}Loại: luyện tập\n== Câu\n"
STORY = f"{HEAD}== Mở\nLời.\n"
GOOD_END = "== Hết\nKẾT THÚC: đạt. Vui.\n"
TEXTS = [
    "",
    "Chữ\n# Một\n# Hai\nMã:\nMa so: x\nĐiểm dat đuoc: 1\nĐiểm đạt: 0\nSố lần làm: 0\nSố câu: ba\nLoại: đùa",
    HEAD + "Lời dẫn đứng trước\n== \n== A -> B\n== Hai\n== Hai\n",
    HEAD + f"Rút: {'; '.join(f'1 nhãn {number}' for number in range(21))}, nhiều\n== Câu\nHỏi?\n= A\n* B\n",
    HEAD + "Rút: 1 dễ, 1 khó\n== Câu\nNHÃN: dễ, khó\nHỏi?\n= A\n* B\n== Hai\nHỏi?\n= A\n* B\n",
    HEAD + "Rút: 2 dễ\n== Câu\nNHÃN: dễ\nHỏi?\n= A\n* B\n",
    HEAD + "Rút: 1 dễ\nSố câu: 1\n== Câu\nNHÃN: dễ\nHỏi?\n= A\n* B\n== Hai\nBẮT BUỘC\nHỏi?\n= A\n* B\n",
    HEAD + "".join(f"== Cảnh {number}\n" for number in range(301)),
    QUESTION + "x" * 41_000,
    QUESTION + "DẠNG: đố\nDẠNG:\nHỏi?\n> Lạc\n= A <=> B\nDẠNG: số\nLời lạc\n" + "* C\n" * 10,
    QUESTION + "[ảnh: | bà]\n[ảnh: a.webp]\nHỏi?\n= \n=! A\n* B +2000\n*! C\n= D\n",
    QUESTION + "BẮT BUỘC\nHỏi?\n* Một\n",
    QUESTION + "BẮT BUỘC\nHỏi?\n* Một\n* Hai\n",
    QUESTION + "DẠNG: chọn nhiều\nHỏi?\n= A\n= B\n",
    QUESTION + "DẠNG: chọn nhiều\nHỏi?\n= A\n",
    QUESTION + "DẠNG: đúng sai\nHỏi?\n= A\n= B\n= C\n",
    QUESTION + "DẠNG: sắp xếp\nHỏi?\n* A\n",
    QUESTION + "DẠNG: ghép đôi\nHỏi?\n= A\n* B <=> C\n",
    QUESTION + "DẠNG: ghép đôi\nHỏi?\n= A <=> C\n= B <=> c\n* <=> C\n",
    QUESTION + "DẠNG: số\nHỏi?\n= vài\n= 1.250 +0\n* 1250\n",
    QUESTION + "DẠNG: trả lời ngắn\nHỏi?\n= ?\n= A\n* a\n",
    QUESTION + "DẠNG: biểu mẫu\nHỏi?\n= A\n* B <=> C\n= D <=> ?\n",
    STORY + "* Đi -> Nơi nào\n* Đi -> Hêt\n* Về ->\n* Lại\n= Ở -> Hết\n= Ừ\n" + GOOD_END,
    STORY + "DẠNG: số\n* Đi -> Hết\n" + GOOD_END + "* Lại ~> Mở",
    STORY + "* Đi -> Vòng +1\n> Đi.\n== Vòng\nLời.\n* Lại -> Mở\n== Lạc\n" + GOOD_END + "* Đi -> Mở\n",
    STORY.replace("Lời.", "dài " * 91) + "* A -> Hết\n> Ừ.\n* B -> Hết\n> Ừ.\n" + GOOD_END,
    STORY
    + "*! A -> Hết +1\n> Hay.\n* B -> Hết\n== Buồn\nKẾT THÚC: thua. A\nKẾT THÚC: chưa đạt. B\n== Hêt\n"
    + GOOD_END,
    STORY + "* A -> Bến sông\n== Bến sông\nLời.\n* A -> Bến xông\n== Bến xông\nKẾT THÚC: chưa đạt. A\n",
    HEAD.replace(": a", ": a, b") + "Số câu: 3\nLoại: kiểm tra\n== Câu\nGỢI Ý: ừ\nHỏi?\n= A\n* B\n",
    BERRIES.replace("Điểm đạt: 70", "Loại: kiểm tra\nSố câu: 2"),
    ORIENTATION.replace("Loại:", "Điểm đạt: 50\nLoại:").split("== Bốn")[0],
    PRACTICE.replace("Loại: luyện tập", "Loại: luyện tập\nSố câu: 1").replace(
        "> 111 trực cả ngày đêm.\n", ""
    ),
    "# Đố\nLoại: luyện tập\n" + "".join(f"== {n}\nHỏi?\n= Câu đúng dài hơn\n> Ừ.\n* Sai\n" for n in range(3)),
    PRACTICE.replace("= 111", "= 111 +0"),
]
LANGUAGES = [
    (QUESTIONS, QUESTIONS.replace("Số câu: 2", "Số câu: 3")),
    (QUESTIONS, QUESTIONS + "\n== Nữa\nHỏi?\n= A\n* B\n"),
    (QUESTIONS, QUESTIONS.replace("= 111", "= 111 +2")),
    (ALL_KINDS, ALL_KINDS.replace("75 ± 0,5", "76")),
    (QUESTIONS, QUESTIONS.replace("BẮT BUỘC", "BẮT BUỘC\nNHÃN: khó", 1)),
]
MEDIA = ["[ảnh: a.opus | A]", "[âm thanh: b.webp | B]", "[ảnh: c.webp | C]"]


def all_found() -> list[Finding]:
    found = [finding for text in TEXTS for finding in read_and_check(text)[1]]
    for ours, theirs in LANGUAGES:
        found += differences(read_exercise(ours)[0], read_exercise(theirs)[0])
    pictured = read_exercise(QUESTION + "\n".join(MEDIA) + "\nHỏi?\n= A\n* B\n")[0]
    return found + of_media(pictured, ["a.opus", "b.webp"])


def sentences_of_the_checker() -> dict[str, str]:
    """Every sentence that its modules hold, with the module."""
    folder = Path("quizzes/exercise")
    modules = [*folder.glob("checking/*.py")]
    modules += [folder / f"{name}.py" for name in ("grammar", "head", "marks", "illustrating")]
    return {
        ast.literal_eval(call.args[0]): module.name
        for module in modules
        for call in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "message"
    }


def test_every_sentence_of_the_checker_is_provoked() -> None:
    said = {finding.sentence.text for finding in all_found()}
    assert {text: at for text, at in sentences_of_the_checker().items() if text not in said} == {}


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_every_finding_names_a_line_of_the_text_and_the_scene_above_it(text: str) -> None:
    lines = text.split("\n")
    for finding in read_and_check(text)[1]:
        assert 1 <= finding.line <= len(lines), finding
        above = [line for line in lines[: finding.line] if line.startswith("==")]
        assert finding.scene == (above[-1].strip("= ") if above else ""), finding

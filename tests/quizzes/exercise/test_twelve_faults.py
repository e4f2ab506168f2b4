"""What misleads learners is found with file, line and scene, and the sentence says what to do."""

from itertools import pairwise
from pathlib import Path

from flask import Flask

from quizzes.exercise.checking import read_and_check

STORY = (
    """
# Chuyện ở bến đò
Mã: ben-do
Năng lực: ctv_nv2, ctv_nv3

== Bến đò
Chị Tư gọi với theo.
* Đứng lại nghe chị Tư nói hết chuyện đã rồi mới trả lời -> Nghe chuyện +1
> Đúng. (ctv_nv2)
* Đi tiếp -> Quanh quẩn

== Nghe chuyện
Chị kể chồng không cho đi khám.
* Hỏi kỹ xem anh ấy lo điều gì nhất, lo từ bao giờ -> Hẹn gặp anh +1
> Đúng. (ctv_nv3)
* Chê anh ấy -> Ngõ vắng
> Sai.

== Hẹn gặp anh
Anh đang ở nhà.
* Chờ ở bến, mời anh ra ngồi nói chuyện cho thoải mái -> Vui +1
> Đúng.
* Gọi to -> Vui
> Sai.

== Ngõ vắng
Không còn ai.

== Quanh quẩn
Đi mãi không hết làng.
* Rẽ trái ở cây đa đầu làng rồi đi thẳng ra bờ sông -> Quẩn quanh +1
> Đúng. (ctv_nv2)
* Rẽ phải -> Quẩn quanh
> Sai.

== Quẩn quanh
Lại gặp cây đa.
* Rẽ trái -> Quanh quẩn +1
> Đi. (ctv_nv2)
* Rẽ phải -> Quanh quẩn +1
> Đi. (ctv_nv2)

== Quan quanh
Hai lối như nhau.
* Lối cát -> Vui
> Như nhau. (ctv_nv2)
* Lối cỏ -> Vui
> Như nhau. (ctv_nv2)

== Vui
%s
KẾT THÚC: đạt. Chị Tư yên tâm.
""".lstrip()
    % ("dài " * 95)
)

TEST = """
# Kiểm tra nhanh
Mã: kiem-tra-nhanh
Loại: kiểm tra
Năng lực: ctv_nv2

== Số nào
XEM LẠI: bài 1
GỢI Ý: ba số một
Gọi số nào?
= 111
> Đúng.
* 113
> Sai.
""".lstrip()

CLEAN = TEST.replace("GỢI Ý: ba số một\n", "")


def checked(app: Flask, folder: Path, name: str, text: str) -> list[str]:
    """What the command says of a file, without the folder."""
    file = folder / name
    file.write_text(text, "utf-8")
    result = app.test_cli_runner().invoke(args=["exercises", "check", str(file)])
    return [line.removeprefix(f"{folder}/") for line in result.output.splitlines()]


def test_twelve_planted_faults_are_told_with_file_line_scene_and_what_to_do(
    app: Flask, tmp_path: Path
) -> None:
    found = checked(app, tmp_path, "ben-do.vi.txt", STORY) + checked(app, tmp_path, "nhanh.vi.txt", TEST)
    for fault in (
        "ben-do.vi.txt:18: cảnh “Hẹn gặp anh”: Chưa lựa chọn nào ghi cảnh này thể hiện năng lực gì: hãy",
        "ben-do.vi.txt:25: cảnh “Ngõ vắng”: Ngõ cụt: cảnh không có lựa chọn nào, cũng không có kết thúc. Hãy",
        "ben-do.vi.txt:28: cảnh “Quanh quẩn”: Từ cảnh này không đi đến được kết thúc nào: hãy cho",
        "ben-do.vi.txt:28: cảnh “Quanh quẩn”: Các lựa chọn dẫn vòng về cảnh này: hãy đánh dấu một lựa chọn",
        "ben-do.vi.txt:35: cảnh “Quẩn quanh”: Mọi lựa chọn đều dẫn đến cùng một cảnh với cùng một phản hồi:",
        "ben-do.vi.txt:42: cảnh “Quan quanh”: Tên này chỉ khác “Quẩn quanh” ở dấu: hãy đặt tên khác hẳn.",
        "ben-do.vi.txt:42: cảnh “Quan quanh”: Không lựa chọn nào dẫn đến cảnh này: hãy viết “-> Quan quanh”",
        "ben-do.vi.txt:49: cảnh “Vui”: Cảnh dài 99 tiếng; quá 90 tiếng thì khó đọc trên điện thoại. Hãy",
        "nhanh.vi.txt:6: cảnh “Số nào”: Bài kiểm tra không hiện gợi ý: hãy bỏ dòng “GỢI Ý”",
    ):
        assert any(line.startswith(fault) for line in found), fault
    found = checked(app, tmp_path, "ben-do.vi.txt", STORY.replace("-> Quanh quẩn +1", "-> Vui +1"))
    for fault in (
        "ben-do.vi.txt:9: cảnh “Bến đò”: Lựa chọn chưa tốt nhất mà không có phản hồi: hãy nói",
        "ben-do.vi.txt:5: cảnh “Bến đò”: Ở 4 trong 4 cảnh, lựa chọn tốt nhất đều đứng thứ 1: người học có",
        "ben-do.vi.txt:5: cảnh “Bến đò”: Ở 4 trong 4 cảnh, lựa chọn tốt nhất là câu dài nhất: người học có",
    ):
        assert any(line.startswith(fault) for line in found), fault


def test_a_clean_exercise_has_nothing_to_tell(app: Flask, tmp_path: Path) -> None:
    assert checked(app, tmp_path, "nhanh.vi.txt", CLEAN) == []


def names_told(*names: str) -> list[str]:
    """What is said of the names of scenes of a story that ends in the last."""
    scenes = "".join(f"== {name}\nLời.\n* Đi -> {after}\n" for name, after in pairwise(names))
    text = f"# Tên\nMã: ten\nNăng lực: a\n{scenes}== {names[-1]}\nKẾT THÚC: đạt. Hết.\n"
    return [str(each.sentence) for each in read_and_check(text)[1] if "name" in each.sentence.text]


def test_names_a_letter_apart_are_told_and_numbered_ones_are_not() -> None:
    assert names_told("Gặp chị Hương", "Gặp chị Hường") == [
        "The name differs from “Gặp chị Hương” only by accents or signs: give it other words."
    ]
    assert "almost “Nhà trưởng thôn”" in names_told("Nhà trưởng thôn", "Nhà trương thôm")[0]
    assert "almost “Trạm y tế xã”" in names_told("Trạm y tế xã", "Trạm y tếxã", "Hết")[0]
    assert names_told("Ngày thứ 1", "Ngày thứ 2", "Ngày thứ 12", "Gia đình A", "Gia đình B") == []
    assert names_told("Gặp Lan", "Gặp Lân", "Hết")[0].startswith("The name differs")
    assert names_told("Mẹ đồng ý", "Mẹ không đồng ý", "Bố đồng ý") == []


def test_a_habit_of_many_scenes_is_told_although_one_breaks_it() -> None:
    longest = ["* Sai\n> Sai.\n= Câu đúng dài hơn\n> Đúng.\n"] * 6 + [
        "= Câu đúng dài hơn\n> Đúng.\n* Sai\n> Sai.\n"
    ] * 5
    broken = "= Đúng\n> Đúng.\n* Câu sai dài hơn nhiều\n> Sai.\n"
    for texts, told in (([*longest[:9], broken], True), (longest[:8] + [broken] * 2, False)):
        scenes = "".join(f"== {number}\nHỏi?\n{text}" for number, text in enumerate(texts))
        _, found = read_and_check(f"# Đố\nMã: do\nLoại: luyện tập\nNăng lực: a\n{scenes}")
        assert any("is the longest" in each.sentence.text for each in found) is told


def test_a_story_has_no_kinds_of_questions() -> None:
    text = STORY.replace("== Bến đò\n", "== Bến đò\nDẠNG: sắp xếp\n")
    assert any("take “DẠNG: …” away" in each.sentence.text for each in read_and_check(text)[1])

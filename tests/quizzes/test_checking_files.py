"""A trainer runs ``flask exercises check`` over files; the product reads its own."""

from pathlib import Path

import pytest
from flask import Flask

from quizzes.library import BadExercise, codes, read_exercise_files
from tests.factories.quizzes import BERRIES


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_it_prints_file_line_scene_and_sentence_in_vietnamese(app: Flask, tmp_path: Path) -> None:
    file = written(tmp_path, "hai-qua.vi.txt", BERRIES.replace("-> Gặp bà", "-> Gặp ba"))
    result = app.test_cli_runner().invoke(args=["exercises", "check", str(file)])
    assert result.exit_code == 1
    assert f"{file}:9: cảnh “Bìa rừng”: Không có cảnh “Gặp ba”. Có phải là “Gặp bà”?" in result.output


def test_it_speaks_english_when_asked(app: Flask, tmp_path: Path) -> None:
    file = written(tmp_path, "hai-qua.txt", BERRIES.replace("> Không biết quả gì thì không ăn.\n", ""))
    result = app.test_cli_runner().invoke(args=["exercises", "check", "--english", str(file)])
    assert result.exit_code == 0
    assert ": scene “Bìa rừng”: " in result.output
    assert result.output.rstrip().endswith("(warning)")


def test_clean_files_are_met_with_silence(app: Flask, tmp_path: Path) -> None:
    file = written(tmp_path, "hai-qua.txt", BERRIES)
    result = app.test_cli_runner().invoke(args=["exercises", "check", str(file)])
    assert (result.exit_code, result.output) == (0, "")


def test_a_file_that_is_missing_or_no_text_is_said_to_be(app: Flask, tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\xff\xfe\x00")
    for file in (broken, tmp_path / "none.txt"):
        result = app.test_cli_runner().invoke(args=["exercises", "check", str(file)])
        assert result.exit_code == 1
        assert "không đọc được tệp này" in result.output


def test_another_graph_in_the_other_language_is_found(app: Flask, tmp_path: Path) -> None:
    written(tmp_path, "hai-qua.vi.txt", BERRIES)
    english = written(tmp_path, "hai-qua.en.txt", BERRIES.replace("+2", "+1"))
    result = app.test_cli_runner().invoke(args=["exercises", "check", str(english)])
    assert result.exit_code == 1
    assert "khác với cảnh này ở bản ngôn ngữ kia" in result.output


def test_a_library_with_an_error_is_refused_with_file_and_line(tmp_path: Path) -> None:
    written(tmp_path, "hai-qua.vi.txt", BERRIES)
    written(tmp_path, "hai-qua.en.txt", BERRIES.replace("+2", "+1"))
    with pytest.raises(BadExercise, match=r"hai-qua\.en\.txt:4: scene “Bìa rừng”: Choices, arrows"):
        read_exercise_files("hai-qua", tmp_path)
    written(tmp_path, "khac-ma.vi.txt", BERRIES)
    with pytest.raises(BadExercise, match="the code in the head is “hai-qua”"):
        read_exercise_files("khac-ma", tmp_path)


def test_the_shipped_exercises_are_read() -> None:
    assert codes()
    for code in codes():
        assert set(read_exercise_files(code).languages) in ({"vi"}, {"vi", "en"})


def test_an_exercise_may_be_in_vietnamese_alone(tmp_path: Path) -> None:
    written(tmp_path, "hai-qua.vi.txt", BERRIES)
    assert set(read_exercise_files("hai-qua", tmp_path).languages) == {"vi"}
    written(tmp_path, "hai-qua.en.txt", BERRIES.replace("+2", "+3"))
    with pytest.raises(BadExercise, match=r"hai-qua.en.txt:4: .*differ from the scene in the other language"):
        read_exercise_files("hai-qua", tmp_path)


def test_loading_twice_takes_up_nothing_new(app: Flask) -> None:
    runner = app.test_cli_runner()
    first = runner.invoke(args=["exercises", "load"]).output
    assert first.split() == [word for code in codes() for word in (code, "1")]
    assert runner.invoke(args=["exercises", "load"]).output == ""

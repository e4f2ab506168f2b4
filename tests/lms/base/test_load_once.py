"""What is shipped is loaded once; a changed, added or renamed file is loaded again."""

from pathlib import Path

from flask import Flask

from lms.base.database import db
from lms.base.shipping import digest_of, remember, was_loaded


def test_the_same_files_and_settings_have_the_same_digest_and_others_another(tmp_path: Path) -> None:
    lesson = tmp_path / "vi" / "01-bai.md"
    lesson.parent.mkdir()
    lesson.write_text("# Bài", "utf-8")
    first = digest_of([tmp_path])
    assert digest_of([tmp_path]) == first
    lesson.write_text("# Bai", "utf-8")
    changed = digest_of([tmp_path])
    lesson.rename(tmp_path / "vi" / "02-bai.md")
    renamed = digest_of([tmp_path])
    (tmp_path / "vi" / "03.md").touch()
    assert len({first, changed, renamed, digest_of([tmp_path]), digest_of([tmp_path], "price 12")}) == 5


def test_compiled_python_does_not_count(tmp_path: Path) -> None:
    first = digest_of([tmp_path])
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "x.pyc").write_bytes(b"1")
    assert digest_of([tmp_path]) == first


def test_only_what_was_loaded_last_is_known(both_app: Flask) -> None:
    assert not was_loaded("a")
    remember("a")
    remember("b")
    db.session.commit()
    assert was_loaded("b")
    assert not was_loaded("a")

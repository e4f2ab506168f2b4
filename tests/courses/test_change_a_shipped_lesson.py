"""A trainer changes a shipped lesson: her text is kept, checked, published, and survives every upgrade."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from courses.models import Edition, LessonDraft, LocalText, Section, Step, StepText
from courses.queries import course_by_slug
from courses.rules.compiling import OverBudget
from courses.rules.editing import SavedInBetween, look_at, open_lesson, save_draft
from courses.rules.enrolling import begin
from courses.rules.localising import Lesson, LocalCourse, history_of, local_course, localised
from courses.rules.publishing import NotPublishable
from courses.rules.settling import ChangedInBetween, keep_ours, publish_text, take_shipped
from courses.rules.shipping import take_up
from courses.source.matching import lesson_now
from lms.base import clock
from lms.base.database import db
from tests.factories.courses import KINDS, ghi_so, write_course
from tests.factories.people import make_person

SLUG = "ghi-so-a0"
FIRST = ("vi", 1)
OURS = "# Mở sổ\n\nNội dung bài 1, với ví dụ của xã ta.\n"


@pytest.fixture
def library(both_app: Flask, tmp_path: Path) -> Path:
    """A library with one course of two lessons, published; the app is open on either engine."""
    ghi_so()
    write_course(tmp_path / "library")
    load(tmp_path / "library")
    return tmp_path / "library"


def load(library: Path) -> list[str]:
    """What the start of the product does with its courses."""
    loaded = take_up(KINDS, clock.now(), library)
    db.session.commit()
    assert loaded.refused == []
    return loaded.published


def place_in(library: Path) -> LocalCourse:
    found = local_course(SLUG, library)
    assert found
    return found


def lesson_in(library: Path, key: tuple[str, int] = FIRST) -> Lesson:
    return place_in(library).lessons[key]


def trainer(name: str = "Đinh Thị Hạnh") -> int:
    person = make_person(name)
    db.session.commit()
    return person.id


def written(library: Path, by: int, words: str = OURS, key: tuple[str, int] = FIRST) -> LessonDraft:
    desk = open_lesson(place_in(library), lesson_in(library, key), by)
    draft = save_draft(place_in(library), desk.lesson, words, desk.revision, by=by, now=clock.now())
    db.session.commit()
    return draft


def changed(library: Path, by: int, words: str = OURS, key: tuple[str, int] = FIRST) -> Edition | None:
    """The edition that comes of writing and publishing a text."""
    written(library, by, words, key)
    edition = publish(library, by, key=key)
    db.session.commit()
    return edition


def publish(
    library: Path, by: int, *, seen: str | None = None, key: tuple[str, int] = FIRST
) -> Edition | None:
    lesson = lesson_in(library, key)
    return publish_text(
        place_in(library),
        lesson,
        seen=seen or lesson.state,
        by=by,
        kinds=KINDS,
        opens=lambda address: False,
        now=clock.now(),
    )


def upgrade(library: Path, words: str, file: str = "vi/01-bai.md") -> None:
    """A new version of the product brings another text."""
    (library / SLUG / file).write_text(words, "utf-8")


def taught(edition: int, lesson: int = 1) -> str:
    """The source of a lesson in an edition, in Vietnamese."""
    found = db.session.scalar(
        select(StepText.source)
        .join(Step)
        .join(Section)
        .join(Edition)
        .where(Edition.number == edition, Step.lesson == lesson, StepText.language == "vi")
    )
    assert found is not None
    return found


def test_her_text_is_taught_in_a_new_edition_and_a_restart_keeps_it(library: Path) -> None:
    edition = changed(library, trainer())
    assert edition
    assert edition.number == 2
    assert taught(1) == "Nội dung bài 1."
    assert taught(2) == "Nội dung bài 1, với ví dụ của xã ta."
    assert load(library) == []
    assert localised(library / SLUG).lessons[0].texts["en"].title == "Opening"


def test_who_has_begun_finishes_the_edition_she_began(library: Path) -> None:
    by = trainer()
    course = course_by_slug(SLUG)
    assert course
    enrolment = begin(by, course, again=False, now=clock.now())
    db.session.commit()
    changed(library, by)
    db.session.refresh(enrolment)
    assert enrolment.edition.number == 1


def test_an_upgrade_keeps_both_texts_and_overwrites_nothing(library: Path) -> None:
    changed(library, trainer())
    upgrade(library, "# Mở sổ\n\nNội dung mới của bài 1.\n")
    assert load(library) == []
    lesson = lesson_in(library)
    assert lesson.has_newer
    assert lesson.taught == OURS
    assert lesson.shipped == "# Mở sổ\n\nNội dung mới của bài 1.\n"
    assert place_in(library).newer == [lesson]


def test_an_upgrade_of_another_lesson_is_taught_beside_hers(library: Path) -> None:
    changed(library, trainer())
    upgrade(library, "# Ghi hộ mới\n\nBài 2 mới.\n", "vi/02-bai.md")
    assert load(library) == [f"{SLUG} 3"]
    assert (taught(3), taught(3, 2)) == ("Nội dung bài 1, với ví dụ của xã ta.", "Bài 2 mới.")


def test_keeping_ours_settles_it_until_the_product_brings_yet_another_text(library: Path) -> None:
    by = trainer()
    changed(library, by)
    upgrade(library, "# Mở sổ\n\nNội dung mới.\n")
    keep_ours(place_in(library), lesson_in(library), seen=lesson_in(library).state, by=by, now=clock.now())
    db.session.commit()
    assert not lesson_in(library).has_newer
    assert lesson_in(library).taught == OURS
    assert load(library) == []
    upgrade(library, "# Mở sổ\n\nNội dung mới hơn nữa.\n")
    assert lesson_in(library).has_newer


def test_taking_the_shipped_text_returns_to_it_and_keeps_the_history(library: Path) -> None:
    by = trainer()
    changed(library, by)
    upgrade(library, "# Mở sổ\n\nNội dung mới.\n")
    lesson = lesson_in(library)
    edition = take_shipped(place_in(library), lesson, seen=lesson.state, by=by, kinds=KINDS, now=clock.now())
    db.session.commit()
    assert edition
    assert taught(edition.number) == "Nội dung mới."
    lesson = lesson_in(library)
    assert not lesson.is_changed
    assert not lesson.has_newer
    assert [row.decision for row in history_of(lesson)] == ["taken", "changed"]
    assert [row.text for row in history_of(lesson)] == [None, OURS]


def test_editing_ours_counts_as_compared_with_the_new_shipped_text(library: Path) -> None:
    by = trainer()
    changed(library, by)
    upgrade(library, "# Mở sổ\n\nNội dung mới.\n")
    assert changed(library, by, "# Mở sổ\n\nNội dung mới, với ví dụ của xã ta.\n")
    assert not lesson_in(library).has_newer
    assert [row.decision for row in history_of(lesson_in(library))] == ["changed", "changed"]


def test_publishing_the_shipped_text_word_for_word_is_no_change(library: Path) -> None:
    assert changed(library, trainer(), lesson_in(library).shipped) is None
    assert db.session.scalar(select(func.count()).select_from(LocalText)) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("# Mở sổ\n\n<script>alert(1)</script>\n", r"01-bai.md:3: HTML is not allowed in a lesson: <script>"),
        ("# Mở sổ\n\n![Một bản đồ](ban-do.svg)\n", r"01-bai.md:3: There is no picture “ban-do.svg”"),
        ("# Mở sổ\n\n" + "[" * 500 + "\n", r"01-bai.md:3: .*(run of “\[”|opening brackets)"),
        ("# Mở sổ\n\n[Bài khác](/nowhere)\n", r"leads nowhere that may be opened"),
        ("Không có tên bài\n", r"01-bai.md:1: A lesson begins with its title"),
        ("# Mở sổ\n\nMỗi cặp vợ chồng chỉ có một hoặc hai con.\n", r"01-bai.md:3: “.*” is not to be said"),
    ],
)
def test_what_the_checker_calls_an_error_stops_publishing_and_the_draft_is_kept(
    library: Path, words: str, said: str
) -> None:
    by = trainer()
    written(library, by, words)
    with pytest.raises(NotPublishable, match=said):
        publish(library, by)
    db.session.rollback()
    assert open_lesson(place_in(library), lesson_in(library), by).text == words
    assert not lesson_in(library).is_changed
    assert db.session.scalar(select(func.count()).select_from(Edition)) == 1


def test_a_text_too_long_for_its_section_is_refused_with_the_numbers(library: Path) -> None:
    by = trainer()
    noise = "\n\n".join(
        " ".join(f"{(n * m * 2654435761) % 16777216:06x}" for n in range(1, 60)) for m in range(1, 95)
    )
    written(library, by, f"# Dài\n\n{noise}\n")
    with pytest.raises(OverBudget, match=r"Section 1 \(vi\) costs \d+ bytes"):
        publish(library, by)
    db.session.rollback()
    assert open_lesson(place_in(library), lesson_in(library), by).draft


def test_two_write_the_same_lesson_and_neither_overwrites_the_other(library: Path) -> None:
    one, other = trainer(), trainer("Lò Văn Pánh")
    written(library, one)
    written(library, other, "# Mở sổ\n\nViệc của huyện cũ.\n")
    desk = open_lesson(place_in(library), lesson_in(library), one)
    assert desk.text == OURS
    assert [each.text for each in desk.others] == ["# Mở sổ\n\nViệc của huyện cũ.\n"]


def test_whoever_publishes_second_has_to_see_the_first_text(library: Path) -> None:
    one, other = trainer(), trainer("Lò Văn Pánh")
    written(library, other, "# Mở sổ\n\nMột câu khác.\n")
    seen = lesson_in(library).state
    changed(library, one)
    with pytest.raises(ChangedInBetween):
        publish(library, other, seen=seen)
    db.session.rollback()
    desk = open_lesson(place_in(library), lesson_in(library), other)
    assert desk.is_overtaken
    assert desk.text == "# Mở sổ\n\nMột câu khác.\n"
    assert publish(library, other)
    db.session.commit()
    assert [row.text for row in history_of(lesson_in(library))] == ["# Mở sổ\n\nMột câu khác.\n", OURS]


def test_an_older_window_does_not_overwrite_what_was_saved_since(library: Path) -> None:
    by = trainer()
    revision = written(library, by).revision
    written(library, by, OURS + "\nThêm một câu.\n")
    with pytest.raises(SavedInBetween) as refused:
        save_draft(
            place_in(library), lesson_in(library), "# Mở sổ\n\nCũ.\n", revision, by=by, now=clock.now()
        )
    assert refused.value.standing.text.endswith("Thêm một câu.\n")


def test_a_decision_cannot_be_altered_or_deleted(library: Path) -> None:
    changed(library, trainer())
    for statement in ("UPDATE local_text SET text = 'x'", "DELETE FROM local_text"):
        with pytest.raises(DatabaseError, match="append-only"):
            db.session.execute(text(statement))
        db.session.rollback()


def test_a_lesson_that_moved_takes_its_text_along(library: Path) -> None:
    by = trainer()
    changed(library, by)
    folder = library / SLUG
    for language in ("vi", "en"):
        (folder / language / "01-bai.md").rename(folder / language / "03-bai.md")
        (folder / language / "02-bai.md").rename(folder / language / "01-bai.md")
        (folder / language / "03-bai.md").rename(folder / language / "02-bai.md")
    assert lesson_in(library, ("vi", 2)).taught == OURS
    assert not lesson_in(library, ("vi", 1)).is_changed
    load(library)
    assert taught(3, 2) == "Nội dung bài 1, với ví dụ của xã ta."


def test_a_lesson_that_is_gone_is_listed_with_its_text(library: Path) -> None:
    changed(library, trainer())
    upgrade(library, "# Chuyện khác hẳn\n\nKhông còn gì như trước.\n\nMột câu nữa.\n")
    load(library)
    place = place_in(library)
    assert [row.text for row in place.left_over] == [OURS]
    assert not place.lessons[FIRST].is_changed
    assert taught(3) == "Không còn gì như trước.\n\nMột câu nữa."


def test_a_lesson_under_a_new_title_is_known_by_more_than_half_of_its_lines() -> None:
    before = "# Mở sổ\n\nMột.\n\nHai.\n\nBa.\n"
    assert lesson_now("vi", 1, before, {("vi", 1): before.replace("Mở sổ", "Mở sổ A0")}) == 1
    assert lesson_now("vi", 1, before, {("vi", 1): "# Khác\n\nKhác hẳn.\n"}) is None
    assert lesson_now("vi", 1, before, {("en", 1): before}) is None


def test_the_desk_says_what_is_found_with_its_line_and_how_long_it_takes(library: Path) -> None:
    place, lesson = place_in(library), lesson_in(library)
    look = look_at(place, lesson, "# Mở sổ\n\nMột câu.\n\n<b>đậm\n", lambda address: True)
    assert [each.line for each in look.findings if each.error] == [5]
    assert not look.findings[-1].error
    assert look.minutes == 1

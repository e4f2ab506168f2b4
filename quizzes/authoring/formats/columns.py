"""The words at the head of rows and columns of both forms: readers take both languages, without regard to
case and diacritics; the writer uses one."""

from collections.abc import Iterator, Sequence

from lms.base.messages import Message, message
from lms.base.text import fold
from quizzes.exercise.keywords import HEADERS, LANGUAGES, MARKS

Labels = dict[str, tuple[str, str]]

SETTINGS: Labels = {"title": ("Tên bài", "Title"), **HEADERS}
"""The head of an exercise."""

SCENE: Labels = {
    "name": ("Cảnh", "Scene"),
    "text": ("Lời dẫn", "Words"),
    "type": ("Dạng", "Type"),
    "must_pass": ("Bắt buộc", "Must pass"),
    "lesson": ("Xem lại bài", "See lesson"),
    "hint": ("Gợi ý", "Hint"),
    "basis": MARKS["basis"],
    "tags": ("Nhãn", "Tags"),
    "media": ("Ảnh, âm thanh", "Pictures, sounds"),
    "ending": ("Kết thúc", "Ending"),
    "ending_text": ("Lời kết", "Last words"),
}
"""What is said of a scene; ``name`` comes first and begins it."""

CHOICE: Labels = {
    "right": ("Đúng", "Right"),
    "choice": ("Lựa chọn", "Choice"),
    "match": ("Ghép với", "Goes with"),
    "target": ("Đi đến", "Leads to"),
    "retry": ("Quay lại", "Way back"),
    "points": ("Điểm", "Points"),
    "feedback": ("Phản hồi", "Feedback"),
    "critical": ("Nghiêm trọng", "Critical"),
    "competencies": ("Năng lực", "Competencies"),
}
"""What is said of a choice."""

NEEDED = {"choice"}
"""Columns without which rows of choices say nothing."""

OTHER_WORDS = {
    "name": ("Tên cảnh", "Mã cảnh", "Câu", "Question"),
    "text": ("Lời", "Câu hỏi", "Text"),
    "type": ("Dạng câu hỏi", "Kind of question"),
    "choice": ("Câu trả lời", "Đáp án", "Phương án", "Answer"),
    "target": ("Đến cảnh", "Dẫn đến", "Goes to"),
    "competencies": ("Mã năng lực", "Competency"),
    "title": ("Tên", "Tiêu đề"),
    "lesson": ("Xem lại", "Lesson"),
    "media": ("Ảnh", "Âm thanh", "Picture"),
}
"""What people write instead."""

NOTE = ("Hướng dẫn", "How to fill it in")
"""The row of the settings that only explains."""


def label(labels: Labels, key: str, language: str) -> str:
    """What a row or column is called in a language."""
    return labels[key][LANGUAGES.index(language)].capitalize()


def known(labels: Labels) -> dict[str, str]:
    """By the folded word, the key that it stands for."""
    found = {fold(word): key for key in labels for word in OTHER_WORDS.get(key, ())}
    return found | {fold(word): key for key, words in labels.items() for word in words}


def heading(text: str) -> str:
    """A word at the head of a row or column as it is looked up: without a colon, a star, a remark in
    brackets."""
    return fold(text.partition("(")[0]).strip(" :*.")


def faults_of(
    words: Sequence[str], said: Sequence[str], labels: Labels, needed: set[str]
) -> Iterator[tuple[Message, bool]]:
    """What is wrong with a row of headings, and whether it is an error: a column that is needed is missing,
    or one is not known. ``words`` are the headings as they are looked up, ``said`` as they were written."""
    there = known(labels)
    found = {there[word] for word in words if word in there}
    for key in sorted(needed - found):
        yield message("The column “%(name)s” is missing.", name=labels[key][0]), True
    for word, text in zip(words, said, strict=True):
        if word and word not in there:
            yield message("The column “%(name)s” is not known and was left out.", name=text[:40]), False

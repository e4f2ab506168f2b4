"""Questions in a table: a row each, under headings in any order (STT, Câu hỏi, A, B, C, D, Đáp án, …)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lms.base.text import clean, fold
from quizzes.importing.formats.drafts import Draft, Option, Source
from quizzes.importing.formats.filling import Filling
from quizzes.importing.formats.lines import Line
from quizzes.importing.formats.options import split_options
from quizzes.importing.formats.wording import QUESTION, RIGHT_END, SEVERAL, TICKED, level_of

HEAD_WITHIN = 15  # rows: above it stand titles
LETTERS = "ABCDEFGHIJK"
_HEADS = {
    "number": {"stt", "tt", "so", "no", "so tt", "so thu tu", "cau so", "cau", "id", "ma", "ma cau"},
    "stem": {
        "cau hoi",
        "noi dung",
        "noi dung cau hoi",
        "question",
        "de bai",
        "cau dan",
        "phan dan",
        "cau hoi/tinh huong",
    }
    | {"noi dung cau hoi", "question text", "menh de", "nhan dinh", "phat bieu"},
    "key": {
        "dap an",
        "dap an dung",
        "key",
        "correct",
        "answer",
        "correct answer",
        "phuong an dung",
        "da",
        "d/a",
    }
    | {"ket qua", "lua chon dung", "tra loi", "dap an chinh xac"},
    "explanation": {
        "giai thich",
        "loi giai",
        "phan hoi",
        "huong dan",
        "explanation",
        "feedback",
        "giai thich dap an",
    },
    "level": {"muc do", "do kho", "muc do nhan thuc", "level", "difficulty", "muc"},
    "topic": {"chu de", "chuyen de", "topic", "linh vuc", "bai", "phan", "noi dung kien thuc", "category"},
    "hint": {"goi y", "hint"},
    "basis": {"can cu", "can cu phap ly", "legal basis"},
    "type": {"loai", "dang", "loai cau hoi", "dang cau hoi", "type", "loai cau"},
    "true": {"dung", "true"},
    "false": {"sai", "false"},
}
_ROLE = {word: role for role, words in _HEADS.items() for word in words}
_OPTION = re.compile(
    r"(?:(?:phuong an|dap an|lua chon|option|pa|da|answer|cau tra loi|tra loi)\s*)?\(?([a-k]|[1-9])\)?"
)
Row = Sequence[Line]


@dataclass
class Columns:
    """Which column holds what."""

    roles: dict[str, int] = field(default_factory=dict)
    options: list[int] = field(default_factory=list)

    def cell(self, row: Row, role: str) -> Line | None:
        """The cell of a row in a role, if it has words."""
        at = self.roles.get(role)
        return row[at] if at is not None and at < len(row) and row[at].text.strip() else None

    def words(self, row: Row, role: str) -> str:
        """The words of a cell."""
        cell = self.cell(row, role)
        return cell.words if cell else ""


def questions_of(rows: Sequence[Row]) -> tuple[list[Draft], list[Line]] | None:
    """The questions of a table, and the rows that are none; None for a table that holds no questions."""
    for at, row in enumerate(rows[:HEAD_WITHIN]):
        columns = _columns(row, rows[at + 1 : at + 12])
        if columns:
            return _read(rows[at + 1 :], columns)
    return None


def _columns(heads: Row, below: Sequence[Row]) -> Columns | None:
    """What stands under these headings; None where they are none of a table of questions."""
    columns = Columns()
    lettered: list[tuple[str, int]] = []
    for at, cell in enumerate(heads):
        head = fold(cell.words).strip(" .:()*")
        role, option = _ROLE.get(head), _OPTION.fullmatch(head)
        if role and role not in columns.roles:
            columns.roles[role] = at
        elif option and not role:
            lettered.append((option[1], at))
    columns.options = [at for _, at in sorted(lettered)]
    if "stem" not in columns.roles and _holds_words(below, columns.roles.get("number")):
        columns.roles["stem"] = columns.roles.pop("number")
    answered = len(columns.options) > 1 or "key" in columns.roles or {"true", "false"} <= columns.roles.keys()
    return columns if "stem" in columns.roles and answered else None


def _holds_words(rows: Sequence[Row], at: int | None) -> bool:
    cells = [row[at].words for row in rows if at is not None and at < len(row)]
    return bool(cells) and sum(len(cell) > 12 for cell in cells) * 2 > len(cells)


def _read(rows: Sequence[Row], columns: Columns) -> tuple[list[Draft], list[Line]]:
    drafts: list[Draft] = []
    outside: list[Line] = []
    topic = ""
    for row in rows:
        stem = columns.cell(row, "stem")
        filled = [cell for cell in row if cell.text.strip()]
        if stem is None or (len(filled) == 1 and len(row) > 2):
            topic = filled[0].words if len(filled) == 1 else topic
            outside += filled
            continue
        drafts.append(_draft(row, stem, columns, topic))
    _letters_for_numbers(drafts)
    return drafts, outside


def _draft(row: Row, stem: Line, columns: Columns, topic: str) -> Draft:
    number = columns.words(row, "number").rstrip(".")
    draft = Draft(place=stem.place, number=int(number) if number.isdecimal() and len(number) < 5 else None)
    filling = Filling(draft, bullets=False)
    _fill_stem(filling, stem)
    draft.options += [
        _option(row[at], place) for place, at in enumerate(columns.options) if _has_words(row, at)
    ]
    draft.said_by = Source.COLUMN
    if key := columns.words(row, "key"):
        draft.answers.append(key)
    if "true" in columns.roles and "false" in columns.roles:
        draft.answers += [
            word for role, word in (("true", "Đúng"), ("false", "Sai")) if columns.words(row, role)
        ]
    if explanation := columns.words(row, "explanation"):
        draft.explanation.append(explanation)
    level, own_topic = columns.words(row, "level"), columns.words(row, "topic") or topic
    draft.tags += [each for each in (level_of(level) or level, own_topic) if each]
    draft.hint, basis = columns.words(row, "hint"), columns.words(row, "basis")
    draft.basis += [basis] if basis else []
    kind = columns.words(row, "type")
    draft.several = (
        draft.several or bool(SEVERAL.search(kind)) or fold(kind) in ("nhieu", "multiple", "several")
    )
    return draft


def _fill_stem(filling: Filling, stem: Line) -> None:
    """The words of a question, and the answers that may stand below them in the same cell."""
    pieces: list[Line] = []
    start = 0
    for piece in stem.text.split("\n"):
        line = stem.cut(start, start + len(piece))
        start += len(piece) + 1
        if line.text:
            pieces += split_options(line, [])
    for number, line in enumerate(pieces):
        if number == 0:
            found = QUESTION.match(line.text)
            filling.begin(line.cut(found.end()) if found else line, found["note"] if found else None)
        elif not filling.take(line):
            filling.draft.stem.append(line.words)


def _has_words(row: Row, at: int) -> bool:
    return at < len(row) and bool(row[at].text.strip())


def _option(cell: Line, place: int) -> Option:
    words = cell.cut(0)
    letter = LETTERS[place]
    prefix = re.match(rf"{letter}\s*[.)]\s*(?=\S)", words.text, re.IGNORECASE)
    words = words.cut(prefix.end()) if prefix else words
    right = RIGHT_END.search(words.text)
    ticked = bool(right) or words.text[:1] in TICKED
    words = words.cut(0, right.start()) if right else words
    return Option(letter, words.cut(1) if words.text[:1] in TICKED else words, ticked=ticked)


def _letters_for_numbers(drafts: Sequence[Draft]) -> None:
    """Where every key is the number of an answer and none of its words, numbers become letters."""
    keyed = [draft for draft in drafts if draft.answers and draft.options]
    if not keyed or not all(map(_is_number_of_answer, keyed)):
        return
    for draft in keyed:
        draft.answers = [draft.options[int(draft.answers[0].rstrip(".")) - 1].letter]


def _is_number_of_answer(draft: Draft) -> bool:
    key = draft.answers[0].rstrip(".")
    words = {clean(option.words) for option in draft.options}
    return key.isdecimal() and 0 < int(key[:6]) <= len(draft.options) and key not in words

"""What stands in which column of a table of questions, or of keys: told by headings in any order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lms.base.text import fold
from quizzes.importing.formats.lines import Line
from quizzes.importing.formats.wording import letters_in

HEAD_WITHIN = 15  # rows: above it stand titles
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
    "choices": {
        *("phuong an", "phuong an tra loi", "cac phuong an", "cac phuong an tra loi", "phuong an lua chon"),
        *("lua chon", "cac lua chon", "cau tra loi", "cac dap an", "options", "choices", "answers"),
    },
    "true": {"dung", "true"},
    "false": {"sai", "false"},
}
_ROLE = {word: role for role, words in _HEADS.items() for word in words}
_OPTION = re.compile(
    r"(?:(?:phuong an|dap an|lua chon|option|pa|da|answer|cau tra loi|tra loi)\s*)?\(?([a-k]|[1-9])\)?"
)
OFFERS = re.compile(r"(?:^|\s)A\s*[.):].*\sB\s*[.):]", re.DOTALL)
"""Words with answers to choose from behind them."""
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


def columns_of(rows: Sequence[Row]) -> tuple[Columns, Sequence[Row]] | None:
    """What stands in the columns of a table of questions, and its rows below the headings; None for any other
    table."""
    for at, row in enumerate(rows[:HEAD_WITHIN]):
        for heads, rest in (_over(row, rows[at + 1 : at + 2]), rows[at + 2 :]), (row, rows[at + 1 :]):
            columns = _columns(heads, rest[:11])
            if columns:
                return columns, rest
    columns = _columns_without_heads(rows)
    return (columns, rows) if columns else None


def keys_under_heads(rows: Sequence[Row]) -> list[tuple[int, str]]:
    """The keys of a table of numbers, keys and what explains them; empty for any other table."""
    for at, row in enumerate(rows[:HEAD_WITHIN]):
        columns = Columns()
        for place, cell in enumerate(row):
            role = _ROLE.get(_head(cell))
            if role:
                columns.roles.setdefault(role, place)
        if {"number", "key"} <= columns.roles.keys() and "stem" not in columns.roles:
            return list(_keys(rows[at + 1 :], columns))
    return []


def _keys(rows: Sequence[Row], columns: Columns) -> Iterator[tuple[int, str]]:
    for row in rows:
        number = re.sub(r"\D*(\d{1,4})\D*", r"\1", columns.words(row, "number"))
        key, why = columns.words(row, "key"), columns.words(row, "explanation")
        if number.isdecimal() and key:
            yield int(number), f"{key}. {why}" if why else key


def _head(cell: Line) -> str:
    return fold(cell.words).strip(" .:()*")


def _over(upper: Row, below: Sequence[Row]) -> Row:
    """Two rows of headings as one, where the second says what stands under a wide cell of the first; else
    nothing."""
    lower = below[0] if below else ()
    filled = [cell for cell in lower if cell.text.strip()]
    if len(filled) < 2 or not all(_OPTION.fullmatch(_head(cell)) for cell in filled):
        return ()
    width = max(len(upper), len(lower))
    nothing = Line("", upper[0].place)
    padded = [[*row, *[nothing] * (width - len(row))] for row in (upper, lower)]
    return [under if under.text.strip() else over for over, under in zip(*padded, strict=True)]


def _columns(heads: Row, below: Sequence[Row]) -> Columns | None:
    """What stands under these headings; None where they are none of a table of questions."""
    columns = Columns()
    lettered: list[tuple[str, int]] = []
    for at, cell in enumerate(heads):
        head = _head(cell)
        role, option = _ROLE.get(head), _OPTION.fullmatch(head)
        if role and role not in columns.roles:
            columns.roles[role] = at
        elif option and not role:
            lettered.append((option[1], at))
    columns.options = [at for _, at in sorted(lettered)]
    roles = columns.roles
    if "stem" not in roles and _holds_words(below, roles.get("number")):
        roles["stem"] = roles.pop("number")
    if "true" in roles and "false" not in roles and "key" not in roles:
        roles["key"] = roles.pop("true")  # "Đúng" alone is over the letters of right answers
    answered = (
        len(columns.options) > 1 or roles.keys() & {"key", "choices"} or {"true", "false"} <= roles.keys()
    )
    return columns if "stem" in roles and answered else None


def _columns_without_heads(rows: Sequence[Row]) -> Columns | None:
    """What stands in a table whose rows are questions with their answers and a key, but which has no
    headings."""
    width = len(rows[0]) if rows else 0
    if len(rows) < 2 or any(len(row) != width for row in rows):
        return None
    filled = [[row[at].text.strip() for row in rows] for at in range(width)]
    stems = [at for at in range(width) if all(OFFERS.search(text) for text in filled[at])]
    keys = [at for at in range(width) if all(letters_in(text) for text in filled[at])]
    numbers = [at for at in range(width) if all(text.rstrip(".").isdecimal() for text in filled[at])]
    if len(stems) != 1 or len(keys) != 1:
        return None
    return Columns({"stem": stems[0], "key": keys[0], **({"number": numbers[0]} if numbers else {})})


def _holds_words(rows: Sequence[Row], at: int | None) -> bool:
    cells = [row[at].words for row in rows if at is not None and at < len(row)]
    return bool(cells) and sum(len(cell) > 12 for cell in cells) * 2 > len(cells)

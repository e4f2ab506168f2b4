"""The sheets of the workbook of the whole standard: their columns, what tells a row apart. Pure."""

import enum
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias, TypeVar

from lms.base.text import fold
from lms.standards.models import EvidenceKind, Mode, Validity, Window

E = TypeVar("E", bound=enum.StrEnum)
Cell: TypeAlias = str | int | Decimal | date | None
"""What a cell of the standard holds; None where it is empty."""
Row: TypeAlias = dict[str, Cell]


class Kind(enum.Enum):
    """What a column holds."""

    TEXT = enum.auto()
    DAY = enum.auto()
    WHOLE = enum.auto()
    SHARE = enum.auto()  # in percent


class Shape(NamedTuple):
    """A column: its heading, what it holds, how wide it is, whether a row needs it."""

    heading: str
    kind: Kind = Kind.TEXT
    width: int = 16
    needed: bool = False


class SheetShape(NamedTuple):
    """A sheet: its name, its columns by field, and the fields that tell a row apart."""

    name: str
    columns: Mapping[str, Shape]
    key: tuple[str, ...]


_SINCE = Shape("Từ ngày", Kind.DAY, 12, needed=True)
_UNTIL = Shape("Hết áp dụng từ ngày", Kind.DAY, 12)
_NAME = Shape("Tên tiếng Việt", width=50, needed=True)
_ENGLISH = Shape("Tên tiếng Anh", width=40)
_NOTE = Shape("Ghi chú", width=40)

DOCUMENTS = SheetShape(
    "Văn bản",
    {
        "number": Shape("Số, ký hiệu", width=24, needed=True),
        "name_vi": _NAME,
        "name_en": _ENGLISH,
        "issued_on": Shape("Ngày ban hành", Kind.DAY, 12),
        "effective_on": Shape("Có hiệu lực từ", Kind.DAY, 12),
        "ended_on": Shape("Hết hiệu lực từ", Kind.DAY, 12),
        "replaced_by": Shape("Được thay bằng", width=24),
        "unconfirmed": Shape("Cần chuyên gia xác nhận", width=12),
    },
    ("number",),
)
CLAUSES = SheetShape(
    "Điều khoản",
    {
        "document": Shape("Số, ký hiệu", width=24, needed=True),
        "article": Shape("Điều hoặc nội dung", width=20, needed=True),
        "version": Shape("Bản", Kind.WHOLE, 6, needed=True),
        "effective_on": Shape("Áp dụng từ", Kind.DAY, 12, needed=True),
        "summary": Shape("Nội dung tóm tắt", width=80, needed=True),
    },
    ("document", "article", "version"),
)
LEVELS = SheetShape(
    "Thang mức độ",
    {
        "scale": Shape("Thang", width=16, needed=True),
        "ordinal": Shape("Mức", Kind.WHOLE, 6, needed=True),
        "name_vi": _NAME,
        "name_en": _ENGLISH,
    },
    ("scale", "ordinal"),
)
COMPETENCIES = SheetShape(
    "Năng lực",
    {
        "code": Shape("Mã", width=24, needed=True),
        "name_vi": _NAME,
        "name_en": _ENGLISH,
        "scale": Shape("Thang", width=12, needed=True),
        "document": Shape("Văn bản", width=24),
        "valid_from": _SINCE,
        "valid_until": _UNTIL,
        "clauses": Shape("Quy định phải nắm", width=60),
    },
    ("code",),
)
REQUIREMENTS = SheetShape(
    "Yêu cầu",
    {
        "code": Shape("Mã", width=24, needed=True),
        "valid_from": _SINCE,
        "valid_until": _UNTIL,
        "name_vi": _NAME,
        "name_en": _ENGLISH,
        "roles": Shape("Áp dụng cho", width=40, needed=True),
        "competency": Shape("Năng lực", width=24, needed=True),
        "minimum_level": Shape("Mức thấp nhất", Kind.WHOLE, 8, needed=True),
        "validity": Shape("Thời hạn giá trị", width=24, needed=True),
        "months": Shape("Số tháng", Kind.WHOLE, 8),
        "fixed_end": Shape("Ngày cuối kỳ", width=10),
        "window_days": Shape("Được học lại trước (ngày)", Kind.WHOLE, 10),
        "kinds": Shape("Hình thức được tính", width=40, needed=True),
        "modes": Shape("Cách làm được chấp nhận", width=40, needed=True),
        "document": Shape("Văn bản", width=24, needed=True),
        "note": _NOTE,
    },
    ("code", "valid_from"),
)
TARGETS = SheetShape(
    "Chỉ tiêu",
    {
        "code": Shape("Chỉ tiêu", width=10, needed=True),
        "requirement": Shape("Mã yêu cầu", width=24, needed=True),
        "unit": Shape("Mã đơn vị", width=10),
        "year": Shape("Năm", Kind.WHOLE, 8),
        "valid_from": _SINCE,
        "valid_until": _UNTIL,
        "threshold": Shape("Tỷ lệ (%)", Kind.SHARE, 10),
        "number": Shape("Số người", Kind.WHOLE, 10),
        "window": Shape("Cách tính", width=20, needed=True),
        "roles": Shape("Tính cho", width=40, needed=True),
        "document": Shape("Văn bản", width=24, needed=True),
        "note": _NOTE,
    },
    ("code", "requirement", "unit", "year", "valid_from"),
)
SHEETS = (DOCUMENTS, CLAUSES, LEVELS, COMPETENCIES, REQUIREMENTS, TARGETS)

VALIDITY_WORDS = {
    Validity.NONE: "không thời hạn",
    Validity.MONTHS: "số tháng",
    Validity.CALENDAR_YEAR: "hết năm",
    Validity.FIXED: "ngày cố định",
    Validity.UNTIL_CLAUSE_CHANGE: "đến khi quy định thay đổi",
}
WINDOW_WORDS = {Window.ON_DATE: "vào ngày xem", Window.IN_YEAR: "trong năm"}
KIND_WORDS = {
    EvidenceKind.COURSE: "khóa học",
    EvidenceKind.SCENARIO: "bài tập tình huống",
    EvidenceKind.WORKSHOP: "lớp tập huấn",
    EvidenceKind.OBSERVED: "thực hành",
    EvidenceKind.OUTSIDE: "chứng chỉ nơi khác",
    EvidenceKind.ORIENTATION: "kiểm tra định hướng",
}
MODE_WORDS = {
    Mode.SELF: "tự làm",
    Mode.READ_ALOUD: "có người đọc hộ",
    Mode.TOGETHER: "làm chung",
    Mode.PAPER: "trên giấy",
}
BETWEEN = "; "


def word_meant(words: Mapping[E, str], text: str) -> E | None:
    """The member that a word stands for, with or without diacritics; None where there is none."""
    return next((each for each, word in words.items() if fold(word) == fold(text)), None)

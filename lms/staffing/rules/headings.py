"""Which column of a staff list holds what, told by its heading. Pure.

Headings are compared without diacritics, case, signs and remarks in brackets, in any order; the row of
headings may stand below a title.
"""

import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lms.base.cells import text_of
from lms.base.messages import Message, message
from lms.base.spreadsheets import Sheet, Value
from lms.base.text import fold


class Field(enum.StrEnum):
    """What a column of a staff list holds."""

    CODE = "code"
    NAME = "name"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    UNIT_CODE = "unit_code"
    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    HAMLET = "hamlet"
    STAFF_KIND = "staff_kind"
    LEVEL = "level"
    ORGANISATION = "organisation"
    SINCE = "since"
    UNTIL = "until"
    SECOND_JOB = "second_job"
    TRAINING = "training"
    TRAINED_ON = "trained_on"
    DOCUMENT = "document"


TRAINING_FIELDS = frozenset({Field.TRAINING, Field.TRAINED_ON, Field.DOCUMENT})

# The first heading of each field is the one that the template workbook shows.
HEADINGS: dict[Field, tuple[str, ...]] = {
    Field.CODE: (
        "Mã cán bộ",
        "Mã nhân viên",
        "Mã CB",
        "Mã số cán bộ",
        "Mã viên chức",
        "Mã CTV",
        "Staff code",
    ),
    Field.NAME: ("Họ và tên", "Họ tên", "Họ & tên", "Tên cán bộ", "Họ và tên cán bộ", "Full name", "Name"),
    Field.FAMILY_NAME: ("Họ đệm", "Họ và tên đệm", "Họ và đệm", "Họ và chữ đệm", "Họ lót", "Họ"),
    Field.GIVEN_NAME: ("Tên", "Given name"),
    Field.BIRTH_DATE: (
        "Ngày sinh",
        "Ngày tháng năm sinh",
        "Ngày, tháng, năm sinh",
        "Sinh ngày",
        "Birth date",
    ),
    Field.PHONE: ("Số điện thoại", "Điện thoại", "SĐT", "Số ĐT", "ĐT", "Số di động", "Di động", "Phone"),
    Field.UNIT_CODE: ("Mã xã", "Mã đơn vị", "Mã ĐVHC", "Mã xã phường", "Mã đơn vị hành chính", "Unit code"),
    Field.COMMUNE: (
        "Xã/phường",
        "Xã",
        "Phường",
        "Xã, phường, thị trấn",
        "Xã phường thị trấn",
        "Tên xã",
        "Xã/thị trấn",
        "Tên đơn vị",
        "Đơn vị hành chính",
        "Commune",
        "Unit",
    ),
    Field.DISTRICT: ("Huyện", "Quận/huyện", "Quận", "Huyện/quận", "Huyện/thị xã", "District"),
    Field.PROVINCE: ("Tỉnh", "Tỉnh/thành phố", "Tỉnh/thành", "Tỉnh/TP", "Tên tỉnh", "Province"),
    Field.HAMLET: (
        "Thôn/Tổ dân phố",
        "Thôn",
        "Tổ dân phố",
        "Xóm",
        "Bản",
        "Khối",
        "Thôn/bản",
        "Thôn/xóm",
        "Thôn/TDP",
        "Thôn, tổ dân phố",
        "Thôn, xóm, bản",
        "Địa bàn",
        "Địa bàn phụ trách",
        "Hamlet",
    ),
    Field.STAFF_KIND: (
        "Chức danh",
        "Loại cán bộ",
        "Loại nhân lực",
        "Vị trí",
        "Vị trí việc làm",
        "Staff kind",
    ),
    Field.LEVEL: ("Tuyến", "Cấp", "Cấp công tác", "Tuyến công tác", "Level"),
    Field.ORGANISATION: ("Đơn vị công tác", "Nơi công tác", "Cơ quan", "Cơ quan công tác", "Organisation"),
    Field.SINCE: ("Từ ngày", "Ngày bắt đầu", "Ngày nhận việc", "Ngày vào làm", "Bắt đầu", "From"),
    Field.UNTIL: ("Đến ngày", "Đến hết ngày", "Ngày kết thúc", "Ngày nghỉ", "Ngày thôi việc", "Until"),
    Field.SECOND_JOB: ("Kiêm nhiệm", "Là kiêm nhiệm", "Second job"),
    Field.TRAINING: ("Đã tập huấn", "Nội dung đã tập huấn", "Tập huấn", "Đã bồi dưỡng", "Training"),
    Field.TRAINED_ON: ("Ngày tập huấn", "Ngày bồi dưỡng", "Ngày cấp", "Ngày cấp chứng chỉ", "Trained on"),
    Field.DOCUMENT: (
        "Văn bản/Số chứng chỉ",
        "Số chứng chỉ",
        "Văn bản",
        "Số văn bản",
        "Chứng chỉ",
        "Số giấy chứng nhận",
        "Document",
    ),
}

_REMARK = re.compile(r"\([^)]*\)|\*")
_SIGNS = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"^(.*?) ?(\d{1,2})$")
_LOOKED_THROUGH = 30  # rows in which the headings are looked for


@dataclass(frozen=True)
class Table:
    """Where a sheet holds its list: the row of headings, and the column (from 1) of each field."""

    sheet: Sheet
    heading_row: int
    columns: dict[Field, int]
    trainings: tuple[dict[Field, int], ...] = ()
    """The columns of each past training, in order."""
    unread: tuple[str, ...] = ()
    """Headings that mean nothing here; their columns are not read."""
    problems: tuple[tuple[int, Message], ...] = field(default=())
    """What is wrong with the headings: the column and a sentence."""

    @cached_property
    def headings(self) -> dict[int, str]:
        """The heading of each column, as the list writes it; of column 0, the whole row, none."""
        row = self.sheet.rows[self.heading_row - 1]
        return {0: "", **{column: text_of(value) for column, value in enumerate(row, 1)}}


def find_table(sheet: Sheet) -> Table | None:
    """The list in a sheet, or None where no row of it reads like the headings of a staff list."""
    for number, row in enumerate(sheet.rows[:_LOOKED_THROUGH], 1):
        fields = [field_of(value) for value in row]
        known = {each[0] for each in fields if each}
        if len(known) >= 3 and known & {Field.NAME, Field.GIVEN_NAME}:
            return _table(sheet, number, fields)
    return None


def missing_columns(table: Table) -> list[Message]:
    """Sentences for the columns without which no row can be understood."""
    has = table.columns.keys()
    missing = []
    if Field.NAME not in has and not {Field.FAMILY_NAME, Field.GIVEN_NAME} <= has:
        missing.append(Field.NAME)
    if Field.STAFF_KIND not in has:
        missing.append(Field.STAFF_KIND)
    if not has & {Field.UNIT_CODE, Field.COMMUNE, Field.DISTRICT, Field.PROVINCE}:
        missing.append(Field.COMMUNE)
    return [message("The column “%(heading)s” is missing.", heading=HEADINGS[each][0]) for each in missing]


def field_of(value: Value) -> tuple[Field, int | None] | None:
    """The field that a heading names, with its number (``Ngày tập huấn 2``), or None."""
    words = normal(text_of(value))
    if found := _FIELDS.get(words):
        return found, None
    numbered = _NUMBER.match(words)
    if numbered and (found := _FIELDS.get(numbered[1])) in TRAINING_FIELDS and found:
        return found, int(numbered[2])
    return None


def normal(heading: str) -> str:
    """A heading as it is compared: folded, without signs and remarks in brackets."""
    return _SIGNS.sub(" ", _REMARK.sub(" ", fold(heading).replace("&", " va "))).strip()


_FIELDS = {normal(heading): each for each, headings in HEADINGS.items() for heading in headings}


def _table(sheet: Sheet, heading_row: int, fields: Sequence[tuple[Field, int | None] | None]) -> Table:
    columns: dict[Field, int] = {}
    trainings: dict[int, dict[Field, int]] = {}
    unread: list[str] = []
    problems: list[tuple[int, Message]] = []
    for column, found in enumerate(fields, 1):
        if found is None:
            unread.append(text_of(sheet.rows[heading_row - 1][column - 1]))
        elif found[0] in TRAINING_FIELDS:
            group = found[1] or 1 + sum(found[0] in each for each in trainings.values())
            trainings.setdefault(group, {})[found[0]] = column
        elif found[0] in columns:
            problems.append((column, message("Two columns have this heading; delete one of them.")))
        else:
            columns[found[0]] = column
    return Table(
        sheet,
        heading_row,
        columns,
        tuple(trainings[number] for number in sorted(trainings)),
        tuple(each for each in unread if each and normal(each) not in _EXPECTED),
        tuple(problems),
    )


_EXPECTED = frozenset({"stt", "tt", "so tt", "so thu tu", "no", "ghi chu", "note"})

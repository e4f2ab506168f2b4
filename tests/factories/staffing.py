"""Staff lists for tests: workbooks as an office would send them, with fixed, speaking people."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import xlsxwriter

HEADINGS = ("Họ và tên", "Ngày sinh", "Số điện thoại", "Xã/phường", "Tỉnh", "Thôn/Tổ dân phố", "Chức danh")
HOA = (
    "Nguyễn Thị Hoa",
    "20/05/1970",
    "0900100001",
    "Xã Tam Dương",
    "Phú Thọ",
    "Thôn Đông",
    "Cộng tác viên dân số",
)
LAN = (
    "Trần Thị Lan",
    "03/11/1968",
    "0900100002",
    "Xã Tam Dương",
    "Phú Thọ",
    "Thôn Tây",
    "Cộng tác viên dân số",
)
MAI = ("Lê Thị Mai", "14/02/1985", "0900100003", "Xã Hội Thịnh", "Phú Thọ", "", "Viên chức dân số")

# The 13 communes of Tam Dương in 2022, by code and name, with how many collaborators each has: 197 in all.
COMMUNES_2022 = (
    ("08869", "Thị trấn Hợp Hòa", 24),
    ("08872", "Xã Hoàng Hoa", 14),
    ("08875", "Xã Đồng Tĩnh", 20),
    ("08878", "Thị trấn Kim Long", 18),
    ("08881", "Xã Hướng Đạo", 16),
    ("08884", "Xã Đạo Tú", 13),
    ("08887", "Xã An Hòa", 15),
    ("08890", "Xã Thanh Vân", 14),
    ("08893", "Xã Duy Phiên", 15),
    ("08896", "Xã Hoàng Đan", 14),
    ("08899", "Xã Hoàng Lâu", 13),
    ("08902", "Xã Vân Hội", 10),
    ("08905", "Xã Hợp Thịnh", 11),
)
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Dương")
_MIDDLES = ("Thị", "Thị Thu", "Thị Kim", "Thị Minh", "Văn", "Thị Hồng", "Thị Bích")
_GIVEN = ("Hoa", "Lan", "Mai", "Hạnh", "Thủy", "Hằng", "Nga", "Phượng", "Đào", "Liên", "Yến", "Tuyết", "Oanh")


def workbook(
    rows: Iterable[Sequence[Any]],
    headings: Sequence[str] = HEADINGS,
    *,
    sheet: str = "Danh sách",
    above: Sequence[str] = (),
) -> bytes:
    """An .xlsx with the headings and rows, below the lines of text in ``above``. Days become real dates."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    page = book.add_worksheet(sheet)
    day_format = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, text in enumerate(above):
        page.write_string(number, 0, text)
    for number, row in enumerate([headings, *rows], len(above)):
        for column, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(number, column, value, day_format)
            elif isinstance(value, int | float):
                page.write_number(number, column, value)
            elif value:
                page.write_string(number, column, value)
    book.close()
    return stream.getvalue()


def tam_duong() -> bytes:
    """The 214 people of Tam Dương in 2022 as the district would list them: title, headings, people."""
    return workbook(
        tam_duong_rows(),
        TAM_DUONG_HEADINGS,
        above=("TRUNG TÂM Y TẾ HUYỆN TAM DƯƠNG", "DANH SÁCH CÁN BỘ DÂN SỐ NĂM 2022", ""),
    )


TAM_DUONG_HEADINGS = (
    "STT",
    "Mã cán bộ",
    "Họ và tên",
    "Ngày sinh",
    "SĐT",
    "Mã xã",
    "Xã/phường",
    "Huyện",
    "Tỉnh",
    "Thôn/Tổ dân phố",
    "Chức danh",
    "Từ ngày",
    "Đã tập huấn 1",
    "Ngày tập huấn 1",
    "Số chứng chỉ 1",
)


def tam_duong_rows() -> list[list[Any]]:
    """4 at the district, 13 officers, 197 collaborators: 214 rows."""
    lines: list[tuple[str, str, str, str, str]] = [
        ("247", "", "Huyện Tam Dương", "", "Viên chức dân số") for _ in range(4)
    ]
    lines += [(code, name, "Tam Dương", "", "Viên chức dân số") for code, name, _ in COMMUNES_2022]
    for code, name, number in COMMUNES_2022:
        lines += [
            (code, name, "Tam Dương", f"Thôn số {each}", "Cộng tác viên dân số")
            for each in range(1, number + 1)
        ]
    return [_tam_duong_row(number, *line) for number, line in enumerate(lines, 1)]


def _tam_duong_row(number: int, code: str, commune: str, district: str, hamlet: str, kind: str) -> list[Any]:
    collaborator = kind == "Cộng tác viên dân số"
    return [
        number,
        f"KT-{number:03d}",
        person_name(number),
        date(1960 + number % 30, 1 + number % 12, 1 + number % 28),
        f"09002{number:05d}",
        code,
        commune,
        district,
        "Vĩnh Phúc",
        hamlet,
        kind,
        date(2021, 1, 1),
        "tap_huan_ctv_hang_nam" if collaborator else "",
        date(2022, 6, 15) if collaborator else "",
        "12/KH-TTYT" if collaborator else "",
    ]


def person_name(number: int) -> str:
    """A fictional name; many numbers share one, as in life."""
    family = _FAMILIES[number % len(_FAMILIES)]
    return f"{family} {_MIDDLES[number % len(_MIDDLES)]} {_GIVEN[number % len(_GIVEN)]}"

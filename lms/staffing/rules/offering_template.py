"""The workbook that offices start from: the headings, an example, and what each column takes. Pure."""

from collections.abc import Callable
from datetime import date

from lms.base.messages import Message, message
from lms.base.spreadsheets import Column, Workbook
from lms.staffing.rules.headings import HEADINGS, TRAINING_FIELDS, Field

OFFERED = tuple(each for each in Field if each not in (Field.FAMILY_NAME, Field.GIVEN_NAME))
NEEDED = frozenset({Field.NAME, Field.COMMUNE, Field.STAFF_KIND})

EXPLANATIONS: dict[Field, Message] = {
    Field.CODE: message("The code on record, if there is one. A new person gets one automatically."),
    Field.NAME: message("The full name with its diacritics."),
    Field.BIRTH_DATE: message("Day/month/year, e.g. 05/02/1970. It tells namesakes apart."),
    Field.PHONE: message("One number of 10 digits. Several people may share it."),
    Field.UNIT_CODE: message("The code of the commune, instead of its name or beside it."),
    Field.COMMUNE: message(
        "The commune as it is called on the first day; a district or province for its staff."
    ),
    Field.DISTRICT: message("Only for days before 01/07/2025, where communes of one province share a name."),
    Field.PROVINCE: message("Needed where several communes have the same name."),
    Field.HAMLET: message("The hamlet or residential group of a collaborator."),
    Field.STAFF_KIND: message("E.g. “Cộng tác viên dân số”, “Viên chức dân số”, “Lãnh đạo y tế”."),
    Field.LEVEL: message("Tỉnh, Huyện, Xã or Thôn. Left empty, it follows from the staff kind and the unit."),
    Field.ORGANISATION: message("The employer, e.g. “Trạm Y tế xã Tam Dương”."),
    Field.SINCE: message("The first day in this post. Left empty, the day of the list."),
    Field.UNTIL: message("The last day in this post. Left empty, nothing ends."),
    Field.SECOND_JOB: message("“có” where she holds it beside another job."),
    Field.TRAINING: message("A past training by its name in the reports. Number further ones 2, 3, …"),
    Field.TRAINED_ON: message("The day of that training."),
    Field.DOCUMENT: message("The number of the certificate or of the decision."),
}

WIDTHS = {Field.NAME: 28.0, Field.COMMUNE: 22.0, Field.TRAINING: 30.0, Field.ORGANISATION: 28.0}
_EXAMPLE: tuple[dict[Field, str | date], ...] = (
    {
        Field.NAME: "Nguyễn Thị Hoa",
        Field.BIRTH_DATE: date(1970, 5, 20),
        Field.PHONE: "0900100001",
        Field.COMMUNE: "Xã Tam Dương",
        Field.PROVINCE: "Phú Thọ",
        Field.HAMLET: "Thôn Đông",
        Field.STAFF_KIND: "Cộng tác viên dân số",
        Field.SINCE: date(2025, 7, 1),
        Field.SECOND_JOB: "có",
        Field.TRAINING: "tap_huan_ctv_hang_nam",
        Field.TRAINED_ON: date(2025, 9, 16),
        Field.DOCUMENT: "45/KH-TYT",
    },
    {
        Field.NAME: "Lê Thị Mai",
        Field.BIRTH_DATE: date(1985, 2, 14),
        Field.PHONE: "0900100003",
        Field.UNIT_CODE: "08869",
        Field.STAFF_KIND: "Viên chức dân số",
        Field.ORGANISATION: "Trạm Y tế xã Tam Dương",
        Field.SINCE: date(2025, 7, 1),
    },
)


def template_workbook(say: Callable[[Message], str]) -> bytes:
    """The workbook; its explanations are written by ``say``, its headings always in Vietnamese."""
    columns = [
        Column(HEADINGS[each][0] + (" 1" if each in TRAINING_FIELDS else ""), WIDTHS.get(each, 16.0))
        for each in OFFERED
    ]
    book = Workbook()
    book.add_sheet("Danh sách", columns, [])
    book.add_sheet("Ví dụ", columns, [[row.get(each) for each in OFFERED] for row in _EXAMPLE])
    guide = [Column(say(message("Column")), 26), Column(say(message("What it takes")), 90)]
    rows = [(HEADINGS[each][0], say(EXPLANATIONS[each])) for each in OFFERED]
    book.add_sheet("Hướng dẫn", guide, rows)
    return book.data()

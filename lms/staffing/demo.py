"""What offices of the demonstration did with their lists: rosters confirmed, a list and a change of
units that wait, two records that may be one person, posts of a split commune that wait for a decision."""

from datetime import date, timedelta

from sqlalchemy import select

from lms.base import clock
from lms.base.database import db
from lms.base.spreadsheets import Column, Workbook
from lms.people.models import Level, Person
from lms.people.queries import person_by_code, role_of
from lms.people.rules.joining import add_person
from lms.people.rules.moving import catch_up
from lms.people.rules.posting import assign, close_post, open_post
from lms.places.queries import unit_by_code
from lms.places.rules.founding import hamlet_in
from lms.staffing.models import RosterImport
from lms.staffing.queries.rosters import roster_rows
from lms.staffing.rules.changing_units import keep_changes
from lms.staffing.rules.confirming import confirm_roster
from lms.staffing.rules.entering_units import entered_list
from lms.staffing.rules.headings import HEADINGS, Field
from lms.staffing.rules.importing import keep_upload
from lms.staffing.rules.rostering import digest_of

HEAD, ADMINISTRATOR, OFFICER = "DEMO-LD", "DEMO-QT", "TD-X01"
OPENED, MERGED = date(2021, 1, 1), date(2025, 7, 1)
SPLIT, HAMLETS = "05221", ("Xóm Đồng Bảng", "Xóm Phiêng Xa")
"""A commune that was split on 1 July 2025, and hamlets of it where nobody serves."""
COLUMNS = (
    Field.CODE,
    Field.NAME,
    Field.BIRTH_DATE,
    Field.PHONE,
    Field.UNIT_CODE,
    Field.COMMUNE,
    Field.HAMLET,
    Field.STAFF_KIND,
    Field.LEVEL,
    Field.SINCE,
)
LISTED = ("08905", "Xã Hội Thịnh")
"""The commune whose list waits."""


def load_demo() -> None:
    """Do it, unless a list was sent already; the caller commits."""
    head = person_by_code(HEAD)
    if head is None or db.session.scalar(select(RosterImport.id).limit(1)):
        return
    _record_somebody_twice()
    _open_posts_of_a_split_commune()
    _confirm_rosters(head)
    _send_a_list(head)
    _enter_a_merger()


def _record_somebody_twice() -> None:
    """A collaborator served her village before; an old list has that under a record of its own."""
    known = person_by_code("TD-C095")
    since = date(2016, 1, 1)
    commune = unit_by_code("08884", since)
    if known is None or commune is None:
        raise LookupError("TD-C095")
    earlier = add_person(
        full_name=known.full_name, birth_date=known.birth_date, phone="0900000995", code="TD-L001"
    )
    role = role_of("ctv_ds", Level.HAMLET)
    post = open_post(role, None, commune, hamlet_in(commune, "Thôn Yên Lâm", since), since)
    assign(earlier, post, since)
    close_post(post, OPENED, "Theo danh sách")


def _open_posts_of_a_split_commune() -> None:
    commune, role = unit_by_code(SPLIT, OPENED), role_of("ctv_ds", Level.HAMLET)
    if commune is None:
        raise LookupError(SPLIT)
    for name in HAMLETS:
        open_post(role, None, commune, hamlet_in(commune, name, OPENED), OPENED)
    if clock.today() >= MERGED:
        catch_up(MERGED)


def _confirm_rosters(head: Person) -> None:
    """One commune confirmed its roster this week, one long ago; the others never did."""
    officer = person_by_code(OFFICER)
    for code, days_ago, by in (("08869", 4, officer), ("08896", 50, head)):
        day = clock.today() - timedelta(days=days_ago)
        commune = unit_by_code(code, day)
        if commune and by:
            confirm_roster(commune, day, digest_of(roster_rows([commune.id], day)), by=by.id)


def _send_a_list(head: Person) -> None:
    """A list that waits: somebody new, somebody whose phone is another, and a name to decide about."""
    since = date(2026, 10, 1)
    rows = [_row("", "Nguyễn Thị Thanh Xuân", date(1991, 3, 8), "0900000996", "Thôn Thịnh Kỷ", since)]
    moved, namesake = person_by_code("TD-C195"), person_by_code("TD-C196")
    if moved:
        rows.append(_row(moved.code, moved.full_name, moved.birth_date, "0900000997", "", None))
    if namesake:
        rows.append(_row("", namesake.full_name, None, "0900000998", "", None))
    book = Workbook()
    book.add_sheet("Danh sách", [Column(HEADINGS[each][0]) for each in COLUMNS], rows)
    keep_upload("xa-hoi-thinh-thang-10.xlsx", book.data(), clock.today(), head.id)


def _row(
    code: str, name: str, born: date | None, phone: str, hamlet: str, since: date | None
) -> list[object]:
    return [code, name, born, phone, *LISTED, hamlet, "Cộng tác viên dân số", "Thôn", since]


def _enter_a_merger() -> None:
    """A change of units that waits until somebody has looked at what it does."""
    administrator, on = person_by_code(ADMINISTRATOR), clock.today().replace(day=1)
    if administrator and on > MERGED:
        decision = "Nghị quyết mẫu 01/NQ (dữ liệu minh họa)"
        listed = entered_list(on, decision, "08770\n08773", "08772 Xã Hợp Lãng", "")
        keep_changes("hop-nhat-hai-xa.csv", listed, administrator.id)

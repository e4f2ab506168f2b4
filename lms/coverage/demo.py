"""What a head of the demonstration has done with her figures: closed two periods, asked for reports and
reminded people."""

from datetime import date

from sqlalchemy import select

from lms.base import clock
from lms.base.database import db
from lms.coverage.formats.reminder import own_words, subject_of
from lms.coverage.models import Period, PeriodClose, Rhythm, Shape, Span
from lms.coverage.queries.naming import Wanted
from lms.coverage.rules.closing import Closing, close_period
from lms.coverage.rules.reaching import remind, short_of
from lms.coverage.rules.scheduling import last_end, subscribe
from lms.coverage.rules.tabulating import scene_of
from lms.people.queries import person_by_code
from lms.places.queries import unit_by_code
from lms.standards.queries import requirement_by_code

HEAD, OFFICER, PROVINCE, COMMUNE = "DEMO-LD", "TD-X01", "25", "08869"
REMINDED_OF, REMINDED = "bao_ve_tre_em", 5
TEXT = "Kính gửi các anh, chị cộng tác viên,\nXin học xong bài Bảo vệ trẻ em trước ngày giao ban tới."


def load_demo() -> None:
    """Do it, unless a period is closed already; the caller commits."""
    if db.session.scalar(select(PeriodClose.id).limit(1)):
        return
    _close_periods(clock.today())
    _subscribe()
    _remind()


def _close_periods(today: date) -> None:
    """The last year and the last quarter that are over, where the province was there on their last days."""
    head = person_by_code(HEAD)
    quarter = last_end(today, Rhythm.QUARTER)
    spans = Span.Q1, Span.Q2, Span.Q3, Span.Q4
    for period in (
        Period(today.year - 1, Span.YEAR),
        Period(quarter.year, spans[(quarter.month - 1) // 3]),
    ):
        province = unit_by_code(PROVINCE, period.last_day)
        if province and head:
            close_period(Closing(province, period), by=head.id)


def _subscribe() -> None:
    for code, unit_code, rhythm, shape in (
        (HEAD, PROVINCE, Rhythm.QUARTER, Shape.DOCX),
        (OFFICER, COMMUNE, Rhythm.MONTH, Shape.PDF),
    ):
        person, unit = person_by_code(code), unit_by_code(unit_code, clock.today())
        if person and unit:
            subscribe(person, unit, rhythm, shape)


def _remind() -> None:
    officer, unit = person_by_code(OFFICER), unit_by_code(COMMUNE, clock.today())
    requirement = requirement_by_code(REMINDED_OF)
    if officer is None or unit is None or requirement is None:
        return
    scene = scene_of(unit, clock.today())
    lines = short_of(scene, Wanted(requirement_id=requirement.id), requirement)[:REMINDED]
    words = {line.person.id: own_words(line.person, line.standing) for line in lines}
    remind(scene, requirement, subject_of(requirement), TEXT, words, by=officer.id)

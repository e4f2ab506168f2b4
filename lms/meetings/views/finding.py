"""How the pages of monthly meetings find what their address names, and where they stand."""

from datetime import date

from flask import abort, url_for

from lms.base.database import db
from lms.meetings.policies import may_lead
from lms.places.models import Unit, UnitKind
from lms.standards.rules.folding import add_months
from lms.web.access import asker

MEETING = "/meetings/<int:unit_id>/<int:year>-<int:month>"
FIRST_YEAR, LAST_YEAR = 2000, 2100


def commune_or_404(unit_id: int, month: date, on: date | None = None) -> Unit:
    """A commune of this month whose meetings the asker leads, or led ``on`` a day; to her there are no
    others."""
    unit = led_or_404(db.session.get(Unit, unit_id), on)
    lived = unit.valid_from < add_months(month, 1) and (unit.valid_until is None or unit.valid_until > month)
    return unit if unit.kind is UnitKind.COMMUNE and lived else abort(404)


def led_or_404(unit: Unit | None, on: date | None = None) -> Unit:
    """A unit that the asker leads the meetings of, or of whose communes; or led, where ``on`` is a day."""
    leads = unit is not None and (may_lead(asker(), unit) or (on is not None and may_lead(asker(), unit, on)))
    return unit if unit is not None and leads else abort(404)


def month_of(year: int, month: int) -> date:
    """The first day of the month in the address; one that no calendar has names nothing."""
    return date(year, month, 1) if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 else abort(404)


def meeting_address(unit: Unit, month: date, part: str | None = None) -> str:
    """Where the meeting of a commune stands; for a unit above, where those of its communes do."""
    if unit.kind is not UnitKind.COMMUNE:
        return url_for("meetings.list_meetings", month=f"{month:%Y-%m}")
    return url_for("meetings.show_meeting", unit_id=unit.id, year=month.year, month=month.month, _anchor=part)

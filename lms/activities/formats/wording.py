"""The words that the page, the paper and the workbook of a report share."""

from datetime import date, timedelta
from decimal import Decimal

from flask_babel import gettext as _

from lms.activities.models import GUEST_GROUPS, HALVES, KINDS, Activity, ActivityState, GuestGroup, HalfDay
from lms.people.models import StaffKind
from lms.web.filters import count, day, named
from lms.web.i18n import language, said

A_DAY = timedelta(days=1)
STATE_SHAPES = {
    ActivityState.PLANNED: "waiting",
    ActivityState.CLOSED: "met",
    ActivityState.CANCELLED: "neutral",
}
"""Under which shape the state of an activity is shown."""


def unknown() -> str:
    """What stands where a number is not known: never 0."""
    return str(_("no figures"))


def counted(value: int, is_known: bool) -> str:
    """A number of people, or that it is not known."""
    return count(value) if is_known else unknown()


def decimal(value: Decimal | None) -> str:
    """``4,3`` in Vietnamese, ``4.3`` in English; "—" for none."""
    if value is None:
        return "—"
    return str(value).replace(".", ",") if language() == "vi" else str(value)


def days_of(activity: Activity) -> str:
    """``14/06/2022`` or ``14/06/2022 – 15/06/2022``."""
    first, last = activity.valid_from, last_day(activity)
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def last_day(activity: Activity) -> date:
    """The last day on which it takes place."""
    return activity.valid_until - A_DAY if activity.valid_until else activity.valid_from


def titled(activity: Activity) -> str:
    """The title with its kind before it, unless it begins with that word itself."""
    kind = said(KINDS[activity.kind])
    begins_with_it = activity.title.casefold().startswith(kind.casefold())
    return activity.title if begins_with_it else f"{kind}: {activity.title}"


def half_day(each: HalfDay) -> str:
    """``14/06/2022, sáng``."""
    return f"{day(each.day)}, {said(HALVES[each.half])}"


def teachers_of(activity: Activity) -> list[str]:
    """``ThS. Đặng Thanh Hải (Tổng cục Dân số)``, one of them each."""
    return [
        each.name + (f" ({each.organisation})" if each.organisation else "") for each in activity.teachers
    ]


def group_name(kind: StaffKind | None, group: GuestGroup | None) -> str:
    """What a kind of staff or a group of guests is called."""
    if group is not None:
        return said(GUEST_GROUPS[group])
    return named(kind) if kind else str(_("Without a post"))

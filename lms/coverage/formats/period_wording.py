"""The words for periods of reporting, and for why a figure is not the one that was reported."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from lms.coverage.formats.wording import state_name
from lms.coverage.models import Cause, Period, Span

SPANS = {
    Span.Q1: lazy_gettext("Quarter 1"),
    Span.Q2: lazy_gettext("Quarter 2"),
    Span.Q3: lazy_gettext("Quarter 3"),
    Span.Q4: lazy_gettext("Quarter 4"),
    Span.H1: lazy_gettext("First half-year"),
    Span.H2: lazy_gettext("Second half-year"),
    Span.YEAR: lazy_gettext("Whole year"),
}


def period_name(period: Period) -> str:
    """What a period is called, e.g. ``Quý IV năm 2022``."""
    if period.span is Span.YEAR:
        return str(_("The year %(year)d", year=period.year))
    return str(_("%(span)s of %(year)d", span=SPANS[period.span], year=period.year))


def cause_name(cause: Cause) -> str:
    """Why somebody is counted otherwise, in a sentence."""
    return str(_CAUSES[cause])


def change_name(was: int | None, now: int | None) -> str:
    """How somebody was reported and how she is counted, e.g. ``Not yet → Meets it``."""
    return f"{_standing(was)} → {_standing(now)}"


_CAUSES = {
    Cause.LISTED: lazy_gettext(
        "A list or a correction that came later says that she served here on this day."
    ),
    Cause.UNLISTED: lazy_gettext(
        "A list or a correction that came later says that she did not serve here on this day."
    ),
    Cause.SHOWN: lazy_gettext("Evidence was recorded or confirmed after the closing."),
    Cause.VOIDED: lazy_gettext("Evidence was voided or ended after the closing."),
    Cause.MERGED: lazy_gettext("Two records were found to be one person, who is counted once."),
    Cause.PARTED: lazy_gettext("What was taken for one person are two."),
    Cause.DECIDED: lazy_gettext("Her unit was split, and it was decided later where her post serves."),
    Cause.UNITS: lazy_gettext("Units have changed: the unit of today is not the one of that day."),
    Cause.REVISED: lazy_gettext("What is asked of whom was changed later for this day."),
    Cause.ERASED: lazy_gettext("The data of this person has been erased."),
}


def _standing(state: int | None) -> str:
    return state_name(state) if state is not None else str(_("Not counted"))

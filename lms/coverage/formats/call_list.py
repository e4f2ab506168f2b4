"""A call list for the desk: one line for each person, and a box to tick when she was called."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from lms.paper.official import Column, Note, OfficialPaper, Table
from lms.places.models import Unit
from lms.standards.models import Requirement
from lms.web.filters import count, named, phone
from lms.web.filters import day as written


class Call(NamedTuple):
    """One person to be called."""

    name: str
    phone: str | None
    place: str
    """Where she serves."""
    why: str
    """Why not yet, and what next."""


def call_list(unit: Unit, day: date, requirement: Requirement, calls: Sequence[Call]) -> OfficialPaper:
    """The list as a sheet of paper."""
    columns = (
        Column(_("No."), 6, "center"),
        Column(_("Full name"), 24),
        Column(_("Phone"), 15, "center"),
        Column(_("Commune"), 22),
        Column(_("Why, and what next"), 48),
        Column(_("Called"), 9, "center"),
    )
    rows = [
        (str(number), call.name, phone(call.phone) if call.phone else "", call.place, call.why, "")
        for number, call in enumerate(calls, 1)
    ]
    heading = _(
        "%(unit)s, on %(day)s: %(number)s people", unit=unit.name, day=written(day), number=count(len(rows))
    )
    private = _(
        "These are phone numbers of people: keep the sheet, and destroy it when everybody was called."
    )
    return OfficialPaper(
        title=_("Call list").upper(),
        subject=named(requirement),
        body=(Note(heading), Table(columns, rows), Note(private)),
        wide=True,
    )

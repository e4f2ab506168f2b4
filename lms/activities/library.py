"""Reads the activities of the demonstration from ``data/``."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from lms.activities.models import ActivityKind, GuestGroup, Half, TeacherPart
from lms.base.database import LONG_AGO
from lms.places.models import OrganisationKind
from lms.standards.library import people_codes

DATA = files("lms.activities") / "data"


@dataclass(frozen=True)
class DemoOrganisation:
    """A body that held some of the demonstration's activities."""

    key: str
    kind: OrganisationKind
    name: str
    unit: str
    """The code of its unit on its first day."""
    since: date = LONG_AGO
    until: date | None = None


@dataclass(frozen=True)
class DemoTopic:
    """What one of them taught."""

    title: str
    competency: str = ""
    """The code of what it shows; empty for nothing."""
    clauses: Sequence[tuple[str, str]] = ()
    """Documents' numbers and articles, e.g. ``("01/2022/TT-BYT", "Phụ lục I")``."""
    theory: int = 0
    practice: int = 0


@dataclass(frozen=True)
class DemoTeacher:
    """Who taught there."""

    name: str
    organisation: str
    """The key of an organiser, or a name."""
    part: TeacherPart


@dataclass(frozen=True)
class DemoGuest:
    """Who came without an account."""

    name: str
    group: GuestGroup
    place: str


@dataclass(frozen=True)
class DemoActivity:
    """An activity; what is not said here means what the columns of :class:`Activity` mean."""

    kind: ActivityKind
    title: str
    unit: str
    """The code of its unit on its first day."""
    half_days: Sequence[tuple[date, Half]]
    organiser: str
    """Its key."""
    place: str
    document: str
    solution_group: int
    capacity: int | None
    typed: int | None
    people: Sequence[str]
    """The codes of those who came, or will be invited."""
    absent: Sequence[str]
    """The codes of those who had a seat and did not come."""
    guests: Sequence[DemoGuest]
    topics: Sequence[DemoTopic]
    teachers: Sequence[DemoTeacher]
    closed: bool
    """Whether its attendance has been closed, once it is over."""
    cancelled: str
    """Why it was called off; empty where it was not."""


def demo_organisations() -> list[DemoOrganisation]:
    """The organisers, in the order of the file."""
    return [
        DemoOrganisation(**{**table, "kind": OrganisationKind(table["kind"])})
        for table in _demo_tables("organisation")
    ]


def demo_activities(today: date) -> list[DemoActivity]:
    """The activities, in the order of the file; some lie around ``today``."""
    return [_activity(table, today) for table in _demo_tables("activity")]


def _demo_tables(name: str) -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = tomllib.loads((DATA / "demo_activities.toml").read_text("utf-8"))[name]
    return tables


def _activity(table: Mapping[str, Any], today: date) -> DemoActivity:
    return DemoActivity(
        kind=ActivityKind(table["kind"]),
        title=table["title"],
        unit=table["unit"],
        half_days=_half_days(table, today),
        organiser=table["organiser"],
        place=table.get("place", ""),
        document=table.get("document", ""),
        solution_group=table["solution_group"],
        capacity=table.get("capacity"),
        typed=table.get("typed"),
        people=list(people_codes(table.get("people", ""))),
        absent=list(people_codes(table.get("absent", ""))),
        guests=[
            DemoGuest(each["name"], GuestGroup(each["group"]), each["place"])
            for each in table.get("guests", ())
        ],
        topics=[DemoTopic(**each) for each in table["topics"]],
        teachers=[
            DemoTeacher(each["name"], each["from"], TeacherPart(each.get("part", TeacherPart.TRAINER)))
            for each in table.get("teachers", ())
        ],
        closed=table.get("closed", True),
        cancelled=table.get("cancelled", ""),
    )


def _half_days(table: Mapping[str, Any], today: date) -> list[tuple[date, Half]]:
    days = [*table.get("days", ()), *(today + timedelta(days=number) for number in table.get("in_days", ()))]
    whole = [(day, half) for day in days for half in Half]
    return [*whole, *((day, Half.MORNING) for day in table.get("mornings", ()))]

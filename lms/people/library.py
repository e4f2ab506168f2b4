"""Reading what this part ships: staff kinds with their levels, and the people of the demonstration."""

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lms.people.models import Level

DATA = Path(__file__).parent / "data"


class StaffKindLine(NamedTuple):
    """A line of ``staff_kinds.csv``."""

    code: str
    name_vi: str
    name_en: str
    levels: list[Level]


class DemoLine(NamedTuple):
    """A line of ``demo_staff.csv``: a fictional person in a post of 2021."""

    code: str
    full_name: str
    birth_date: date
    phone: str
    staff_kind: str
    level: Level
    unit: str
    hamlet: str
    second_job: bool


def demo_lines() -> list[DemoLine]:
    """The staff of Tam Dương: the district's, then the communes' officers, then the collaborators."""
    with (DATA / "demo_staff.csv").open(encoding="utf-8", newline="") as file:
        return [
            DemoLine(
                line["code"],
                line["full_name"],
                date.fromisoformat(line["birth_date"]),
                line["phone"],
                line["staff_kind"],
                Level(line["level"]),
                line["unit"],
                line["hamlet"],
                line["second_job"] == "1",
            )
            for line in csv.DictReader(file)
        ]


def staff_kind_lines() -> list[StaffKindLine]:
    """The staff kinds, in the order in which lists show them."""
    with (DATA / "staff_kinds.csv").open(encoding="utf-8", newline="") as file:
        return [
            StaffKindLine(
                line["code"],
                line["name_vi"],
                line["name_en"],
                [Level(level) for level in line["levels"].split()],
            )
            for line in csv.DictReader(file)
        ]

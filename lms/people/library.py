"""Reading what this part ships: the staff kinds with the levels at which they work."""

import csv
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

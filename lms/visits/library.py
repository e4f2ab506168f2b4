"""Reads the checklist that this part ships from ``data/``."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

CHECKLIST = files("lms.visits") / "data" / "visit_checklist.toml"


class ShippedCheck(NamedTuple):
    """An item of the checklist in both languages."""

    code: str
    name_vi: str
    name_en: str


@cache
def shipped_checklist() -> tuple[ShippedCheck, ...]:
    """What a visit looks at unless its team decides otherwise, in this order."""
    items = tomllib.loads(CHECKLIST.read_text("utf-8"))["item"]
    return tuple(ShippedCheck(each["code"], each["vi"], each["en"]) for each in items)

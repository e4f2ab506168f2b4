"""Reads the shipped standard from ``data/``: documents, clauses, competencies, requirements, targets."""

import csv
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

DATA = files("lms.standards") / "data"


def rows(name: str) -> Iterator[dict[str, str]]:
    """The lines of a CSV file of ``data/``, each by its headings."""
    yield from csv.DictReader((DATA / f"{name}.csv").read_text("utf-8").splitlines())


def requirement_tables() -> list[dict[str, Any]]:
    """The tables of ``requirements.toml``, dates as dates."""
    tables: list[dict[str, Any]] = tomllib.loads((DATA / "requirements.toml").read_text("utf-8"))[
        "requirement"
    ]
    return tables


def people_codes(ranges: str) -> Iterator[str]:
    """The codes that a list of ranges means: ``TD-H01..03 TD-C001..197/5`` (every fifth from the first)."""
    for part in ranges.split():
        span, _, step = part.partition("/")
        first, _, last = span.partition("..")
        stem = first.rstrip("0123456789")
        digits = first.removeprefix(stem)
        if not last:
            yield first
            continue
        for number in range(int(digits), int(last) + 1, int(step or 1)):
            yield f"{stem}{number:0{len(digits)}d}"

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

"""Figures for a monitoring system, in the text that Prometheus reads (exposition format 0.0.4). Pure."""

import enum
from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Kind(enum.StrEnum):
    """How a figure behaves."""

    COUNTER = "counter"  # only grows
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


class Measure(NamedTuple):
    """One figure."""

    name: str
    """As Prometheus writes names, e.g. ``lop520_job_runs_total``."""
    kind: Kind
    about: str
    """One line for whoever looks it up."""
    value: float
    labels: Mapping[str, str] = {}
    """What tells it from others of its name; never a person."""
    suffix: str = ""
    """Of the parts of a histogram: ``_bucket``, ``_sum``, ``_count``."""


def exposition(measures: Iterable[Measure], **everywhere: str) -> str:
    """The text of some figures; those of one name stand together, each with the labels of ``everywhere``."""
    by_name: dict[str, list[Measure]] = {}
    for each in measures:
        by_name.setdefault(each.name, []).append(each)
    lines: list[str] = []
    for name, members in by_name.items():
        lines += [f"# HELP {name} {_escaped(members[0].about)}", f"# TYPE {name} {members[0].kind}"]
        lines += [_line(each, everywhere) for each in members]
    return "\n".join([*lines, ""])


def _line(measure: Measure, everywhere: Mapping[str, str]) -> str:
    labels = {**everywhere, **measure.labels}
    said = ",".join(f'{name}="{_escaped(value, quoted=True)}"' for name, value in labels.items())
    return f"{measure.name}{measure.suffix}{{{said}}} {measure.value}"


def _escaped(text: str, *, quoted: bool = False) -> str:
    text = text.replace("\\", "\\\\").replace("\n", "\\n")
    return text.replace('"', '\\"') if quoted else text

"""What a head reads, a family of classes per file."""

from lms.coverage.models.period import Cause, Period, PeriodClose, Span
from lms.coverage.models.scene import (
    EVERYBODY,
    NOWHERE,
    OWN,
    UNKNOWN_HAMLET,
    Among,
    Knowing,
    Scene,
    State,
)
from lms.coverage.models.subscription import ReportSubscription, Rhythm, Shape
from lms.coverage.models.table import Cell, Column, Count, Row, RowKind, Table, TargetLine
from lms.coverage.models.year import Staff, YearFigures

__all__ = [
    "EVERYBODY",
    "NOWHERE",
    "OWN",
    "UNKNOWN_HAMLET",
    "Among",
    "Cause",
    "Cell",
    "Column",
    "Count",
    "Knowing",
    "Period",
    "PeriodClose",
    "ReportSubscription",
    "Rhythm",
    "Row",
    "RowKind",
    "Scene",
    "Shape",
    "Span",
    "Staff",
    "State",
    "Table",
    "TargetLine",
    "YearFigures",
]

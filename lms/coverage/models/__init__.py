"""What a head reads, a family of classes per file."""

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
from lms.coverage.models.table import Cell, Column, Count, Row, RowKind, Table

__all__ = [
    "EVERYBODY",
    "NOWHERE",
    "OWN",
    "UNKNOWN_HAMLET",
    "Among",
    "Cell",
    "Column",
    "Count",
    "Knowing",
    "Row",
    "RowKind",
    "Scene",
    "State",
    "Table",
]

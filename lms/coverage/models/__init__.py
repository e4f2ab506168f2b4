"""What a head reads, a family of classes per file."""

from lms.coverage.models.table import Cell, Column, Count, Row, RowKind, Table

__all__ = ["Cell", "Column", "Count", "Row", "RowKind", "Table"]

"""Tables of assignments."""

from lms.assignments.models.assignment import Assignment

__all__ = ["Assignment"]

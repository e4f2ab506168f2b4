"""Tables of checklists and of what was observed by them."""

from courses.practice.models.checklist import Checklist, ChecklistClause, ChecklistVersion
from courses.practice.models.observation import (
    Apart,
    EventKind,
    Observation,
    ObservationConflict,
    ObservationEvent,
    Way,
)

__all__ = [
    "Apart",
    "Checklist",
    "ChecklistClause",
    "ChecklistVersion",
    "EventKind",
    "Observation",
    "ObservationConflict",
    "ObservationEvent",
    "Way",
]

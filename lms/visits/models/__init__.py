"""Tables of support visits."""

from lms.visits.models.visit import (
    OUTCOMES,
    CheckOutcome,
    FindingTurn,
    SupportVisit,
    TeamMember,
    VisitCheck,
    VisitFinding,
)

__all__ = [
    "OUTCOMES",
    "CheckOutcome",
    "FindingTurn",
    "SupportVisit",
    "TeamMember",
    "VisitCheck",
    "VisitFinding",
]

"""Tables of the standard, of evidence and of holdings."""

from lms.standards.models.competency import Competency, CompetencyClause, ScaleLevel
from lms.standards.models.document import Clause, Document, DocumentState
from lms.standards.models.evidence import (
    Evidence,
    EvidenceClause,
    EvidenceKind,
    EvidenceStatus,
    Mode,
)
from lms.standards.models.holding import Holding
from lms.standards.models.paper import HandedInPaper
from lms.standards.models.requirement import Requirement, RequirementRole, Validity
from lms.standards.models.target import Target, TargetRole, Window

__all__ = [
    "Clause",
    "Competency",
    "CompetencyClause",
    "Document",
    "DocumentState",
    "Evidence",
    "EvidenceClause",
    "EvidenceKind",
    "EvidenceStatus",
    "HandedInPaper",
    "Holding",
    "Mode",
    "Requirement",
    "RequirementRole",
    "ScaleLevel",
    "Target",
    "TargetRole",
    "Validity",
    "Window",
]

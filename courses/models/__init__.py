"""Tables of courses, of who takes them, and of what is served."""

from courses.models.bundle import Bundle
from courses.models.course import (
    Course,
    Edition,
    EditionCompetency,
    Section,
    SectionText,
    Step,
    StepClause,
    StepText,
)
from courses.models.enrolment import Enrolment, StepCompletion
from courses.models.local_step import LocalStep

__all__ = [
    "Bundle",
    "Course",
    "Edition",
    "EditionCompetency",
    "Enrolment",
    "LocalStep",
    "Section",
    "SectionText",
    "Step",
    "StepClause",
    "StepCompletion",
    "StepText",
]

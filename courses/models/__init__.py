"""Tables of courses, of who takes them, and of what is served."""

from courses.models.bundle import Bundle
from courses.models.course import (
    Booklet,
    Course,
    Edition,
    EditionCompetency,
    JobAid,
    Section,
    SectionText,
    Step,
    StepClause,
    StepCompetency,
    StepText,
)
from courses.models.enrolment import Enrolment, StepCompletion
from courses.models.local_step import LocalStep
from courses.models.local_text import LessonDraft, LocalText
from courses.models.media import Media
from courses.models.own_course import KEPT, ArrivedCourse, OwnChange, OwnChangeFile, OwnCourse, OwnFile
from courses.models.proposal import OPEN, Demand, Proposal, ProposalState, SecondLookChoice
from courses.models.sent_apart import SentApart, Thing, Why
from courses.models.withdrawal import Withdrawal

__all__ = [
    "KEPT",
    "OPEN",
    "ArrivedCourse",
    "Booklet",
    "Bundle",
    "Course",
    "Demand",
    "Edition",
    "EditionCompetency",
    "Enrolment",
    "JobAid",
    "LessonDraft",
    "LocalStep",
    "LocalText",
    "Media",
    "OwnChange",
    "OwnChangeFile",
    "OwnCourse",
    "OwnFile",
    "Proposal",
    "ProposalState",
    "SecondLookChoice",
    "Section",
    "SectionText",
    "SentApart",
    "Step",
    "StepClause",
    "StepCompetency",
    "StepCompletion",
    "StepText",
    "Thing",
    "Why",
    "Withdrawal",
]

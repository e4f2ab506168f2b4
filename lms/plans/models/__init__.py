"""Tables of a year's plan."""

from lms.plans.models.plan import (
    BOUNDS,
    SECOND_JOBS,
    Bound,
    OutsideIndicator,
    PlannedClass,
    PlannedClassActivity,
    ReportingTime,
    SecondJobs,
)

__all__ = [
    "BOUNDS",
    "SECOND_JOBS",
    "Bound",
    "OutsideIndicator",
    "PlannedClass",
    "PlannedClassActivity",
    "ReportingTime",
    "SecondJobs",
]

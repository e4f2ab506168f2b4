"""Tables of activities."""

from lms.activities.models.activity import (
    Activity,
    ActivityKind,
    ActivityState,
    Half,
    HalfDay,
    Teacher,
    TeacherPart,
    Topic,
    TopicClause,
    TopicShare,
)
from lms.activities.models.roster import (
    Answer,
    Attendance,
    AttendanceWay,
    FollowUp,
    FollowUpDone,
    GuestGroup,
    ObservedTask,
    RosterEntry,
)

__all__ = [
    "Activity",
    "ActivityKind",
    "ActivityState",
    "Answer",
    "Attendance",
    "AttendanceWay",
    "FollowUp",
    "FollowUpDone",
    "GuestGroup",
    "Half",
    "HalfDay",
    "ObservedTask",
    "RosterEntry",
    "Teacher",
    "TeacherPart",
    "Topic",
    "TopicClause",
    "TopicShare",
]

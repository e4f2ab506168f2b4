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
from lms.activities.models.gathered import Gathered
from lms.activities.models.naming import (
    GUEST_GROUPS,
    HALVES,
    KINDS,
    PARTS,
    SOLUTION_GROUPS,
    STATES,
    WAYS,
)
from lms.activities.models.questions import MARKS, OPEN_QUESTION, QUESTIONS
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
    "GUEST_GROUPS",
    "HALVES",
    "KINDS",
    "MARKS",
    "OPEN_QUESTION",
    "PARTS",
    "QUESTIONS",
    "SOLUTION_GROUPS",
    "STATES",
    "WAYS",
    "Activity",
    "ActivityKind",
    "ActivityState",
    "Answer",
    "Attendance",
    "AttendanceWay",
    "FollowUp",
    "FollowUpDone",
    "Gathered",
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

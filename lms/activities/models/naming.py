"""What kinds, states and groups are called."""

from lms.activities.models.activity import ActivityKind, ActivityState, Half, TeacherPart
from lms.activities.models.roster import AttendanceWay, GuestGroup
from lms.base.messages import Message, message

KINDS: dict[ActivityKind, Message] = {
    ActivityKind.TRAINING: message("Training class"),
    ActivityKind.REFRESHER: message("Refresher course"),
    ActivityKind.WORKSHOP: message("Workshop"),
    ActivityKind.CONFERENCE: message("Conference"),
    ActivityKind.MEETING: message("Monthly meeting"),
    ActivityKind.OUTSIDE: message("Class of another body"),
}
STATES: dict[ActivityState, Message] = {
    ActivityState.PLANNED: message("Planned"),
    ActivityState.CLOSED: message("Attendance closed"),
    ActivityState.CANCELLED: message("Called off"),
}
HALVES: dict[Half, Message] = {Half.MORNING: message("morning"), Half.AFTERNOON: message("afternoon")}
PARTS: dict[TeacherPart, Message] = {
    TeacherPart.TRAINER: message("Trainer"),
    TeacherPart.SPEAKER: message("Speaker"),
}
GUEST_GROUPS: dict[GuestGroup, Message] = {
    GuestGroup.VILLAGE_HEAD: message("Village head"),
    GuestGroup.BLOCK_HEAD: message("Head of a residential block"),
    GuestGroup.FRONT: message("Fatherland Front committee"),
    GuestGroup.WOMENS_HEAD: message("Head of the women's branch"),
    GuestGroup.LEADER: message("Leader"),
    GuestGroup.OTHER: message("Other guest"),
}
WAYS: dict[AttendanceWay, Message] = {
    AttendanceWay.TICKED: message("Ticked in the room"),
    AttendanceWay.SHEET: message("Typed from the signed sheet"),
    AttendanceWay.LIST: message("From a list"),
    AttendanceWay.CARD: message("Card scanned"),
}
SOLUTION_GROUPS: dict[int, Message] = {
    1: message("Continuous and in-depth training for each group of positions"),
    2: message("Digital transformation and standard reporting"),
    3: message("Support to the communes: inspection, guidance, online advice"),
    4: message("Advice on allowances and working conditions"),
}
"""The four groups of solutions under which a year's plan stands."""

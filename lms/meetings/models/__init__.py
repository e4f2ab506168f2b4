"""Tables of monthly meetings."""

from lms.meetings.models.meeting import MeetingFollowUp, MeetingMessage

__all__ = [
    "MeetingFollowUp",
    "MeetingMessage",
]

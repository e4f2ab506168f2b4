"""What this part keeps about people."""

from lms.base.personal import PersonalData, Reason, Sort, Way

PERSONAL = (
    PersonalData("meeting_message", Sort.WORK, by=("written_by_id",), words=("words",)),
    PersonalData(
        "meeting_follow_up",
        Sort.WORK,
        ("person_id",),
        Way.BLANK,
        Reason.OFFICE,
        blank={"words": ""},
        by=("given_by_id", "seen_by_id"),
        words=("words",),
    ),
)

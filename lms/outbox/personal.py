"""What this part keeps about people."""

from lms.base.personal import PersonalData, Sort, Way

PERSONAL = (
    PersonalData(
        "message_out",
        Sort.MESSAGES,
        ("person_id",),
        Way.REMOVE,
        by=("by_id",),
        words=("subject", "text"),
        plain=("key", "about", "link"),
        hidden=("key", "about"),
    ),
    PersonalData("delivery", Sort.MESSAGES, ("message_id",), Way.REMOVE, words=("error",)),
    PersonalData("text_consent", Sort.MESSAGES, ("person_id",), Way.REMOVE),
    PersonalData("reminder", Sort.MESSAGES, ("person_id",), Way.REMOVE, by=("told_by_id",)),
    PersonalData(
        "reminded_matter",
        Sort.MESSAGES,
        ("person_id", "reminder_id"),
        Way.REMOVE,
        plain=("matter",),
    ),
)

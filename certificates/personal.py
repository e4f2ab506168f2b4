"""What this part keeps about people."""

from certificates.rules.forgetting import forget_holders
from lms.base.personal import PersonalData, Reason, Sort, Way

PERSONAL = (
    PersonalData(
        "award",
        Sort.CERTIFICATES,
        ("person_id",),
        Way.BLANK,
        Reason.REGISTER,
        plain=("design", "code", "printed"),
        also=forget_holders,
    ),
    PersonalData(
        "award_event",
        Sort.CERTIFICATES,
        ("award_id",),
        Way.BLANK,
        Reason.REGISTER,
        blank={"reason": None},
        by=("by_id",),
    ),
    PersonalData(
        "award_file",
        Sort.CERTIFICATES,
        ("award_id",),
        Way.BLANK,
        Reason.REGISTER,
        blank={"content": b""},
        plain=("sha256",),
        hidden=("content",),
    ),
)

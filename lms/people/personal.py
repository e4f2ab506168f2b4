"""What this part keeps about people."""

from lms.base.personal import PersonalData, Reason, Sort, Way
from lms.people.rules.forgetting import forget

PERSONAL = (
    PersonalData(
        "person",
        Sort.IDENTITY,
        ("id",),
        Way.BLANK,
        Reason.COUNTED,
        plain=("code", "full_name", "folded", "sort_key", "phone", "email"),
        hidden=("folded", "sort_key"),
        also=forget,
    ),
    PersonalData(
        "person_alias", Sort.IDENTITY, ("merged_id", "kept_id"), reason=Reason.COUNTED, by=("by_id",)
    ),
    PersonalData(
        "posting", Sort.POSTS, ("person_id",), Way.BLANK, Reason.COUNTED, blank={"end_reason": "other"}
    ),
    PersonalData(
        "grant_of_access",
        Sort.POSTS,
        ("person_id",),
        Way.BLANK,
        Reason.PROOF,
        blank={"reason": None, "change_reason": None},
        by=("granted_by_id", "changed_by_id"),
        words=("reason", "change_reason"),
    ),
)

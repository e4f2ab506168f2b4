"""What this part keeps about people."""

from lms.base.personal import PersonalData, Reason, Sort, Way

PERSONAL = (
    PersonalData(
        "checklist",
        Sort.WORK,
        by=("draft_by_id",),
        plain=("code", "draft_vi", "draft_en"),
    ),
    PersonalData(
        "checklist_version",
        Sort.WORK,
        by=("published_by_id",),
        plain=("title_vi", "title_en", "source_vi", "source_en", "content_hash"),
    ),
    PersonalData(
        "observation",
        Sort.ANSWERS,
        ("person_id",),
        Way.BLANK,
        Reason.COUNTED,
        blank={"note": None, "device": None},
        by=("observer_id",),
        words=("note",),
        plain=("marks", "content_hash", "receipt"),
        hidden=("content_hash",),
    ),
    PersonalData(
        "observation_event",
        Sort.ANSWERS,
        ("observation_id",),
        reason=Reason.COUNTED,
        by=("by_id",),
        words=("reason",),
    ),
    PersonalData(
        "observation_conflict",
        Sort.ANSWERS,
        ("observation_id",),
        Way.REMOVE,
        by=("sender_id",),
        words=("content",),
        plain=("content_hash",),
        hidden=("content_hash",),
    ),
)

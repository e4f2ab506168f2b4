"""What this part keeps about people."""

from lms.base.personal import PersonalData, Reason, Sort, Way

PERSONAL = (
    PersonalData(
        "attempt",
        Sort.ANSWERS,
        ("person_id",),
        Way.BLANK,
        Reason.COUNTED,
        blank={"path": [], "device": ""},
        by=("helper_id",),
        plain=("language", "content_hash", "receipt"),
        hidden=("content_hash",),
    ),
    PersonalData(
        "attempt_conflict",
        Sort.ANSWERS,
        ("person_id", "attempt_id"),
        Way.REMOVE,
        plain=("content_hash", "content"),
        hidden=("content_hash",),
    ),
    PersonalData("attempt_rescore", Sort.ANSWERS, ("attempt_id",), reason=Reason.COUNTED),
    PersonalData("assessment_form", Sort.ANSWERS, ("person_id",), reason=Reason.COUNTED, plain=("scenes",)),
    PersonalData("exercise_draft", Sort.ANSWERS, ("person_id",), Way.REMOVE, plain=("language", "path")),
    PersonalData(
        "exercise_version",
        Sort.WORK,
        by=("published_by_id",),
        plain=("content_hash", "graph", "shipped_hash"),
    ),
    PersonalData("rescoring", Sort.WORK, by=("by_id",), plain=("reason",)),
)

"""What this part and the product's own records keep about people."""

from lms.base.personal import PersonalData, Reason, Sort, Way

PERSONAL = (
    PersonalData(
        "audit", Sort.RECORD, by=("actor_id",), plain=("action", "object_kind", "object_id", "facts")
    ),
    PersonalData(
        "audit_personal",
        Sort.RECORD,
        ("person_id",),
        Way.BLANK,
        Reason.PROOF,
        blank={"facts": None},
        plain=("facts",),
    ),
    PersonalData(
        "access_log", Sort.RECORD, ("person_id",), reason=Reason.PROOF, by=("actor_id",), words=("subject",)
    ),
    PersonalData(
        "data_request",
        Sort.RECORD,
        ("person_id",),
        Way.BLANK,
        Reason.PROOF,
        blank={"words": "", "answer": None},
        by=("answered_by_id",),
        words=("words", "answer"),
    ),
    PersonalData(
        "breach",
        Sort.RECORD,
        ("person_id",),
        reason=Reason.PROOF,
        by=("entered_by_id",),
        words=("words", "told"),
        hidden=("words", "told"),
    ),
    PersonalData("job_run", Sort.RECORD, words=("problem",), plain=("job",)),
    PersonalData("notice_read", Sort.RECORD, ("person_id",), Way.REMOVE),
    PersonalData(
        "erasure", Sort.RECORD, ("person_id",), reason=Reason.PROOF, by=("by_id",), words=("reason",)
    ),
)

"""What this part keeps about people."""

from lms.base.personal import PersonalData, Reason, Sort, Way

PERSONAL = (
    PersonalData(
        "evidence",
        Sort.EVIDENCE,
        ("person_id",),
        Way.BLANK,
        Reason.COUNTED,
        blank={"document": None, "note": None},
        by=("recorded_by_id",),
        plain=("source",),
        hidden=("source",),
    ),
    PersonalData("evidence_clause", Sort.EVIDENCE, ("evidence_id",), reason=Reason.COUNTED),
    PersonalData("holding", Sort.EVIDENCE, ("person_id",), reason=Reason.COUNTED),
    PersonalData(
        "handed_in_paper",
        Sort.EVIDENCE,
        ("person_id",),
        Way.REMOVE,
        plain=("number", "issuer", "photo", "kind", "sha256"),
        hidden=("photo", "sha256"),
    ),
    PersonalData(
        "clause", Sort.WORK, by=("added_by_id",), plain=("article", "summary", "text_hash", "confidence")
    ),
    PersonalData(
        "document", Sort.WORK, by=("added_by_id",), plain=("number", "name_vi", "name_en", "confidence")
    ),
)

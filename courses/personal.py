"""What this part keeps about people."""

from lms.base.personal import PersonalData, Reason, Sort, Way

PERSONAL = (
    PersonalData("enrolment", Sort.LEARNING, ("person_id",), reason=Reason.COUNTED),
    PersonalData(
        "step_completion",
        Sort.LEARNING,
        ("enrolment_id",),
        reason=Reason.COUNTED,
        by=("recorded_by_id",),
        plain=("source",),
        hidden=("source",),
    ),
    PersonalData(
        "sent_apart",
        Sort.ANSWERS,
        ("person_id",),
        Way.REMOVE,
        by=("sender_id", "decided_by_id"),
        plain=("sent_id", "content_hash", "content", "device"),
        hidden=("content_hash",),
    ),
    PersonalData(
        "lesson_draft",
        Sort.WORK,
        by=("person_id",),
        plain=("text", "language", "shipped_text", "shipped_sha256"),
    ),
    PersonalData("local_step", Sort.WORK, by=("added_by_id",), plain=("kind", "reference")),
    PersonalData(
        "local_text",
        Sort.WORK,
        by=("decided_by_id",),
        plain=("text", "language", "shipped_text", "shipped_sha256"),
    ),
    PersonalData("arrived_course", Sort.WORK, by=("person_id",), plain=("name", "body")),
    PersonalData("own_course", Sort.WORK, by=("made_by_id",), plain=("slug", "copied_from")),
    PersonalData("own_file", Sort.WORK, by=("saved_by_id",), plain=("path", "body")),
    PersonalData("own_change", Sort.WORK, by=("made_by_id",), words=("about",), plain=("what",)),
    PersonalData(
        "proposal",
        Sort.WORK,
        by=("asked_by_id", "decided_by_id"),
        words=("note", "sentence"),
        plain=("slug", "lesson", "content_hash", "problem"),
    ),
    PersonalData("second_look_choice", Sort.WORK, by=("decided_by_id",)),
    PersonalData("withdrawal", Sort.WORK, by=("withdrawn_by_id", "undone_by_id"), words=("reason",)),
)

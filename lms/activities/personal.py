"""What this part keeps about people."""

from lms.base.personal import PersonalData, Reason, Sort, Way
from lms.people.rules.forgetting import NAMELESS

PERSONAL = (
    PersonalData(
        "activity",
        Sort.WORK,
        by=("created_by_id",),
        words=("note",),
        plain=("title", "place", "document", "budget_line"),
    ),
    PersonalData(
        "activity_teacher",
        Sort.CLASSES,
        ("person_id",),
        Way.BLANK,
        Reason.OFFICE,
        blank={"name": NAMELESS, "organisation": ""},
        words=("name",),
    ),
    PersonalData(
        "roster_entry",
        Sort.CLASSES,
        ("person_id",),
        Way.BLANK,
        Reason.COUNTED,
        blank={"note": None},
        words=("note", "guest_name"),
        plain=("guest_place",),
    ),
    PersonalData(
        "attendance",
        Sort.CLASSES,
        ("entry_id",),
        Way.BLANK,
        Reason.COUNTED,
        blank={"note": None},
        by=("taken_by_id",),
        words=("note",),
    ),
    PersonalData(
        "observed_task",
        Sort.CLASSES,
        ("entry_id",),
        Way.BLANK,
        Reason.COUNTED,
        blank={"note": None},
        by=("observer_id",),
        words=("task", "note"),
    ),
    PersonalData("follow_up", Sort.WORK, words=("task",)),
    PersonalData("follow_up_done", Sort.CLASSES, ("entry_id",), reason=Reason.OFFICE, by=("seen_by_id",)),
    PersonalData("questionnaire_answer", Sort.WORK, words=("words",), plain=("marks",)),
    PersonalData(
        "gathered",
        Sort.WORK,
        by=("sender_id", "decided_by_id"),
        words=("content",),
        plain=("place", "device"),
    ),
)

"""What this part keeps about people."""

from lms.base.personal import PersonalData, Reason, Sort, Way
from lms.people.rules.forgetting import NAMELESS

PERSONAL = (
    PersonalData(
        "support_visit",
        Sort.WORK,
        by=("created_by_id",),
        words=("received_by", "document", "summary"),
    ),
    PersonalData(
        "visit_team_member",
        Sort.WORK,
        ("person_id",),
        Way.BLANK,
        Reason.OFFICE,
        blank={"name": NAMELESS, "office": ""},
        words=("name",),
    ),
    PersonalData("visit_check", Sort.WORK, words=("note",), plain=("code", "name_vi", "name_en")),
    PersonalData("visit_finding", Sort.WORK, words=("words", "advice", "responsible")),
    PersonalData("visit_finding_turn", Sort.WORK, by=("by_id",), words=("words",)),
)

"""What this part keeps about people."""

from lms.base.personal import PersonalData, Reason, Sort
from lms.staffing.rules.importing import drop_waiting

PERSONAL = (
    PersonalData(
        "roster_import",
        Sort.LISTS,
        by=("by_id",),
        words=("file_name",),
        plain=("sha256", "content", "counts", "written_lines", "decisions"),
        also=drop_waiting,
    ),
    PersonalData("roster_import_person", Sort.LISTS, ("person_id",), reason=Reason.OFFICE),
    PersonalData("roster_confirmation", Sort.WORK, by=("by_id",), plain=("digest",)),
    PersonalData(
        "unit_changes", Sort.WORK, by=("by_id",), plain=("file_name", "sha256", "content", "counts")
    ),
)

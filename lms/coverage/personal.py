"""What this part keeps about people."""

from lms.base.personal import PersonalData, Reason, Sort, Way

PERSONAL = (
    PersonalData(
        "period_close",
        Sort.WORK,
        by=("by_id",),
        reason=Reason.COUNTED,
        plain=("period", "snapshot", "digest", "workbook", "reason"),
    ),
    PersonalData("report_subscription", Sort.MESSAGES, ("person_id",), Way.REMOVE),
)

"""What this part keeps about people."""

from sqlalchemy import func, literal

from courses.questions.models.question import RedactedFor
from lms.base import clock
from lms.base.personal import PersonalData, Reason, Sort, Way

PERSONAL = (
    PersonalData(
        "question",
        Sort.ANSWERS,
        ("person_id",),
        Way.BLANK,
        Reason.OFFICE,
        blank={
            "text": None,
            "content_hash": None,
            "device": None,
            "redacted_at": lambda table: func.coalesce(table.c.redacted_at, clock.now()),
            "redacted_for": lambda table: func.coalesce(
                table.c.redacted_for, literal(RedactedFor.NAMES_SOMEBODY, table.c.redacted_for.type)
            ),
        },
        by=("answered_by_id", "redacted_by_id"),
        words=("text", "answer", "faq_wording"),
        plain=("place", "content_hash", "device"),
        hidden=("content_hash",),
    ),
)

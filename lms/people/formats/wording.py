"""The words for why a posting ended."""

from lms.base.messages import message
from lms.people.models import BY_LIST, UNIT_ENDED, EndReason
from lms.web.i18n import said

REASONS = {
    EndReason.RESIGNED: message("gave up the work"),
    EndReason.RETIRED: message("retired"),
    EndReason.TRANSFERRED: message("works elsewhere"),
    EndReason.MOVED: message("went to another post"),
    EndReason.DIED: message("died"),
    EndReason.MATERNITY: message("maternity leave"),
    EndReason.STUDY: message("studies"),
    EndReason.ILLNESS: message("illness"),
    EndReason.OTHER: message("another reason"),
}
_NOTED = {
    **{reason.value: words for reason, words in REASONS.items()},
    UNIT_ENDED: message("the unit ended"),
    BY_LIST: message("by a staff list"),
}


def reason_words(noted: str | None) -> str:
    """Why a posting ended, in the language of the page; what a list says of its own stays as it is."""
    return said(_NOTED[noted]) if noted in _NOTED else noted or ""

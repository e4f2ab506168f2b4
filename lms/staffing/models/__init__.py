"""Tables of staffing."""

from lms.staffing.models.roster_confirmation import CONFIRMED_FOR_DAYS, RosterConfirmation
from lms.staffing.models.roster_import import ImportState, RosterImport, RosterImportPerson

__all__ = [
    "CONFIRMED_FOR_DAYS",
    "ImportState",
    "RosterConfirmation",
    "RosterImport",
    "RosterImportPerson",
]

"""Tables of staffing."""

from lms.staffing.models.roster_confirmation import CONFIRMED_FOR_DAYS, RosterConfirmation
from lms.staffing.models.roster_import import ImportState, RosterImport, RosterImportPerson
from lms.staffing.models.unit_changes import UnitChanges

__all__ = [
    "CONFIRMED_FOR_DAYS",
    "ImportState",
    "RosterConfirmation",
    "RosterImport",
    "RosterImportPerson",
    "UnitChanges",
]

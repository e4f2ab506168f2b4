"""Tables of staffing."""

from lms.staffing.models.roster_import import ImportState, RosterImport, RosterImportPerson

__all__ = ["ImportState", "RosterImport", "RosterImportPerson"]

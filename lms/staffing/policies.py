"""Who may send staff lists, and see which of them; who keeps rosters."""

from sqlalchemy import ColumnElement

from lms.people.models import PERMISSIONS, Person
from lms.staffing.models import RosterImport
from lms.web.access import Permission

LISTING_ROLES = sorted(role for role, may in PERMISSIONS.items() if Permission.STAFFING_IMPORT in may)
"""The access roles that keep rosters."""


def may_open(asker: Person, roster_import: RosterImport) -> bool:
    """Whether the asker may see and carry out this list: her own only, since it names people."""
    return roster_import.by_id is not None and roster_import.by_id == asker.id


def openable_by(asker: Person) -> ColumnElement[bool]:
    """The same question for SQL."""
    return RosterImport.by_id == asker.id

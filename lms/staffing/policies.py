"""Who may send staff lists, and see which of them."""

from sqlalchemy import ColumnElement

from lms.people.models import Person
from lms.staffing.models import RosterImport


def may_open(asker: Person, roster_import: RosterImport) -> bool:
    """Whether the asker may see and carry out this list: her own only, since it names people."""
    return roster_import.by_id is not None and roster_import.by_id == asker.id


def openable_by(asker: Person) -> ColumnElement[bool]:
    """The same question for SQL."""
    return RosterImport.by_id == asker.id

"""Tables of people."""

from lms.people.models.grant import PERMISSIONS, AccessRole, Grant
from lms.people.models.person import Person, PersonAlias
from lms.people.models.post import (
    BY_LIST,
    LEAVE_REASONS,
    UNIT_ENDED,
    EndReason,
    Post,
    Posting,
    PostPlace,
)
from lms.people.models.role import Level, Role, StaffKind

__all__ = [
    "BY_LIST",
    "LEAVE_REASONS",
    "PERMISSIONS",
    "UNIT_ENDED",
    "AccessRole",
    "EndReason",
    "Grant",
    "Level",
    "Person",
    "PersonAlias",
    "Post",
    "PostPlace",
    "Posting",
    "Role",
    "StaffKind",
]

"""Bringing the shipped staff kinds and roles into the database."""

from lms.base.database import LONG_AGO, db, lock_for_writing
from lms.people.library import StaffKindLine, staff_kind_lines
from lms.people.models import Role, StaffKind
from lms.people.queries import roles, staff_kinds


def load_staff_kinds() -> None:
    """Add the shipped kinds and roles that are missing; what is there already stays as it is."""
    lock_for_writing("staff-kinds")
    known = {kind.code: kind for kind in db.session.scalars(staff_kinds())}
    for position, line in enumerate(staff_kind_lines(), start=1):
        if line.code not in known:
            known[line.code] = _add_kind(line, position)
    db.session.flush()
    there = {(role.staff_kind_id, role.level) for role in db.session.scalars(roles())}
    for line in staff_kind_lines():
        kind_id = known[line.code].id
        missing = [level for level in line.levels if (kind_id, level) not in there]
        db.session.add_all(Role(staff_kind_id=kind_id, level=level) for level in missing)
    db.session.flush()


def _add_kind(line: StaffKindLine, position: int) -> StaffKind:
    kind = StaffKind(
        code=line.code, name_vi=line.name_vi, name_en=line.name_en, position=position, valid_from=LONG_AGO
    )
    db.session.add(kind)
    return kind

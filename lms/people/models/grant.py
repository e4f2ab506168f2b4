"""What somebody may do, over which units, during which time. A post gives nothing by itself."""

import enum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Dated, ends_after_start, word_column
from lms.places.models import Unit
from lms.web.access import Permission


class AccessRole(enum.StrEnum):
    """A bundle of permissions, named after who needs it. Learning needs none."""

    ADMINISTRATOR = "administrator"
    APPROVER = "approver"
    HEAD = "head"
    OFFICER = "officer"
    TRAINER = "trainer"


PERMISSIONS: dict[AccessRole, frozenset[Permission]] = {
    AccessRole.ADMINISTRATOR: frozenset(Permission),
    AccessRole.APPROVER: frozenset({Permission.AWARDS_APPROVE, Permission.PEOPLE_SEE}),
    AccessRole.HEAD: frozenset(
        {
            Permission.ACTIVITIES_RUN,
            Permission.AWARDS_APPROVE,
            Permission.COVERAGE_SEE,
            Permission.PEOPLE_SEE,
            Permission.PERIODS_CLOSE,
            Permission.ROLES_GRANT,
            Permission.STAFFING_IMPORT,
            Permission.STANDARDS_EDIT,
            Permission.UNITS_DECIDE,
        }
    ),
    AccessRole.OFFICER: frozenset(
        {
            Permission.ACTIVITIES_RUN,
            Permission.COVERAGE_SEE,
            Permission.PEOPLE_SEE,
            Permission.STAFFING_IMPORT,
        }
    ),
    AccessRole.TRAINER: frozenset({Permission.ACTIVITIES_RUN, Permission.EXERCISES_WRITE}),
}


class Grant(Dated, Base):
    """An access role over a unit and all below it, during a time."""

    __tablename__ = "grant_of_access"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    access_role: Mapped[AccessRole] = mapped_column(word_column(AccessRole, "access_role"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    """The top of the subtree; the country for everything."""
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who granted it; NULL for the setup."""
    reason: Mapped[str | None] = mapped_column(String(200))
    """Why it was granted."""
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who ended or extended it last; NULL while nobody has."""
    change_reason: Mapped[str | None] = mapped_column(String(200))
    """Why it was ended or extended."""

    unit: Mapped[Unit] = relationship()

    __table_args__ = (ends_after_start(),)

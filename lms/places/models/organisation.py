"""An organisation that has posts, holds classes or issues certificates."""

import enum
from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from lms.base.database import Base, Dated, ends_after_start, word_column
from lms.base.text import clean, fold
from lms.places.models.unit import Unit


class OrganisationKind(enum.StrEnum):
    """What an organisation is, in the field's words."""

    MINISTRY = "ministry"  # Bộ, Cục
    DEPARTMENT = "department"  # Sở
    SUB_DEPARTMENT = "sub_department"  # Chi cục
    HEALTH_CENTRE = "health_centre"  # Trung tâm Y tế
    STATION = "station"  # Trạm y tế
    COMMITTEE = "committee"  # Ủy ban nhân dân
    ASSOCIATION = "association"  # Hội, Mặt trận
    OTHER = "other"


class Organisation(Dated, Base):
    """An organisation during its life. What is only history stays, with its end."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[OrganisationKind] = mapped_column(word_column(OrganisationKind, "kind"))
    name: Mapped[str] = mapped_column(String(200))
    """Its full name."""
    folded: Mapped[str] = mapped_column(String(200), index=True)
    """The name for search."""
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit it serves or lies in; NULL for one outside every unit of ours."""
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    """The organisation above it."""
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    """The one that took over its people when it ended with its unit; NULL while it lasts."""

    unit: Mapped[Unit | None] = relationship()
    parent: Mapped["Organisation | None"] = relationship(remote_side=[id], foreign_keys=[parent_id])
    successor: Mapped["Organisation | None"] = relationship(remote_side=[id], foreign_keys=[successor_id])

    __table_args__ = (ends_after_start(),)

    def on(self, day: date) -> "Organisation":
        """The organisation that has its people on ``day``: itself, or the last that took them over."""
        current = self
        while current.valid_until and current.valid_until <= day and current.successor:
            current = current.successor
        return current

    @validates("name")
    def _clean_name(self, _key: str, name: str) -> str:
        name = clean(name)
        self.folded = fold(name)
        return name

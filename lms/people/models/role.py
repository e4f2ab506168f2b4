"""Staff kinds and the roles that requirements and targets name: a kind at a level."""

import enum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Dated, ends_after_start, word_column


class Level(enum.StrEnum):
    """The level at which somebody works."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    HAMLET = "hamlet"


class StaffKind(Dated, Base):
    """A kind of staff, such as collaborators: a row, because the law changes kinds."""

    __tablename__ = "staff_kind"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    """A short word, e.g. ``ctv_ds``."""
    name_vi: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(default=0)
    """Where it stands in lists."""

    __table_args__ = (ends_after_start(),)


class Role(Base):
    """A staff kind at a level: what a requirement is made for."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_kind_id: Mapped[int] = mapped_column(ForeignKey("staff_kind.id"))
    level: Mapped[Level] = mapped_column(word_column(Level, "level"))

    staff_kind: Mapped[StaffKind] = relationship(lazy="joined")

    __table_args__ = (UniqueConstraint("staff_kind_id", "level"),)

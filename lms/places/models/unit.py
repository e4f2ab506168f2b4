"""A unit: the country, a province, a district (until 30 June 2025) or a commune, during its life."""

import enum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from lms.base.database import Base, Dated, ends_after_start, word_column
from lms.base.text import clean, fold


class UnitKind(enum.StrEnum):
    """The level of a unit."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Unit(Dated, Base):
    """One unit with one code, name, territory and parent; when one of them changes, the row ends.

    A code alone identifies nothing: most were used again in 2025, for other territory.
    """

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(8), index=True)
    """The statistics office's code as text with its zeros: VN, 2 digits, 3 digits or 5 digits."""
    name: Mapped[str] = mapped_column(String(120))
    """The full name with its type, e.g. "Xã Tam Dương"."""
    folded: Mapped[str] = mapped_column(String(120), index=True)
    """The name for search: lower case, no diacritics."""
    kind: Mapped[UnitKind] = mapped_column(word_column(UnitKind, "kind"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit it lies in; NULL for the country."""
    source: Mapped[str] = mapped_column(String(200))
    """Where the row comes from."""
    confidence: Mapped[str] = mapped_column(String(1), default="H")
    """H, M or L: how sure the source is of the row and its dates."""

    parent: Mapped["Unit | None"] = relationship(remote_side=[id])

    __table_args__ = (UniqueConstraint("code", "valid_from"), ends_after_start())

    @validates("name")
    def _clean_name(self, _key: str, name: str) -> str:
        name = clean(name)
        self.folded = fold(name)
        return name

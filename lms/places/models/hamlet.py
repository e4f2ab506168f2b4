"""A village, block or residential group under a commune. No official list of them exists."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from lms.base.database import Base, Dated, ends_after_start
from lms.base.text import clean, fold
from lms.places.models.unit import Unit


class Hamlet(Dated, Base):
    """A hamlet (thôn, xóm, bản, tổ dân phố, khối …) as staff lists name it."""

    __tablename__ = "hamlet"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    """The commune it lies in."""
    name: Mapped[str] = mapped_column(String(120))
    """Its name as written, e.g. "Thôn Đồng Bông"."""
    folded: Mapped[str] = mapped_column(String(120))
    """The name for matching."""

    unit: Mapped[Unit] = relationship()

    __table_args__ = (UniqueConstraint("unit_id", "folded", "valid_from"), ends_after_start())

    @validates("name")
    def _clean_name(self, _key: str, name: str) -> str:
        name = clean(name)
        self.folded = fold(name)
        return name


class HamletSuccession(Base):
    """A hamlet of a commune that ended goes on in the commune that followed: known by itself where one took
    the whole commune, said by somebody where it was split."""

    __tablename__ = "hamlet_succession"

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("hamlet.id"), unique=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("hamlet.id"), index=True)

    old: Mapped[Hamlet] = relationship(foreign_keys=[from_id])
    new: Mapped[Hamlet] = relationship(foreign_keys=[to_id])

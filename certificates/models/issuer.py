"""Who issues certificates, and the numbers it has given."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base
from lms.places.models import Organisation


class Issuer(Base):
    """An organisation that issues certificates: how it calls itself on paper, and how it numbers."""

    __tablename__ = "issuer"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    """A short word by which courses name it, e.g. ``chi-cuc-dan-so``."""
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    superior: Mapped[str] = mapped_column(String(120))
    """The agency above it, as printed in the first line; empty for none."""
    place: Mapped[str] = mapped_column(String(60))
    """The place name before the date, e.g. "Phú Thọ"."""
    number_pattern: Mapped[str] = mapped_column(String(60))
    """How a number is written, with ``{number}`` and ``{year}``: ``{number:03d}/{year}/GCN-CCDS``."""

    organisation: Mapped[Organisation] = relationship(lazy="joined")


class NumberSeries(Base):
    """The last numbers an issuer has given in a year. Only ``certificates.rules.numbering`` writes it."""

    __tablename__ = "number_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    issuer_id: Mapped[int] = mapped_column(ForeignKey("issuer.id"))
    year: Mapped[int] = mapped_column()
    """The year of issue; numbers begin again at 1 each year."""
    last_number: Mapped[int] = mapped_column(default=0)
    """The last number given to a certificate."""
    last_register: Mapped[int] = mapped_column(default=0)
    """The last line used in the register (số vào sổ)."""

    __table_args__ = (
        UniqueConstraint("issuer_id", "year"),
        CheckConstraint("last_number >= 0 AND last_register >= 0", name="counts_up"),
    )

"""Codes on paper for the day on which the phone is lost or broken."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.database import Base, Moment


class SpareCode(Base):
    """One printed code; each is good once. Those before them go when new ones are printed."""

    __tablename__ = "spare_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    """Slow hash of person and code, in hexadecimal; the code itself is kept nowhere."""
    made_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    """When it was used; NULL while it is good."""

    __table_args__ = (UniqueConstraint("person_id", "code_hash"),)

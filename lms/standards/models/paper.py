"""Papers that people hand in to have them counted: an old certificate, with a photo of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment
from lms.people.models import Person
from lms.standards.models.competency import Competency


class HandedInPaper(Base):
    """A paper as it was handed in. What became of it stands in the evidence whose source it is."""

    __tablename__ = "handed_in_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    """Whose paper it is; she handed it in herself."""
    competency_id: Mapped[int] = mapped_column(ForeignKey("competency.id"))
    """What it is to prove."""
    number: Mapped[str] = mapped_column(String(60))
    """As it stands on the paper."""
    issuer: Mapped[str] = mapped_column(String(120))
    """Who issued it, as it stands on the paper."""
    issued_on: Mapped[date] = mapped_column()
    photo: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The picture, without what the camera wrote about place, time and owner."""
    kind: Mapped[str] = mapped_column(String(4))
    """``jpeg``, ``png`` or ``webp``."""
    size: Mapped[int] = mapped_column()
    """The bytes of the picture, said before somebody loads it."""
    sha256: Mapped[str] = mapped_column(String(64))
    """The digest of the picture: the same one again is the same paper."""
    handed_in_at: Mapped[datetime] = mapped_column(Moment)

    person: Mapped[Person] = relationship()
    competency: Mapped[Competency] = relationship()

    __table_args__ = (CheckConstraint("kind IN ('jpeg', 'png', 'webp')", name="kind"),)

    @property
    def source(self) -> str:
        """How the evidence names it."""
        return f"paper:{self.id}"

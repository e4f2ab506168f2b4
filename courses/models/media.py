"""Pictures and recordings of lessons, kept by their content: equal ones once, and never changed."""

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.database import Base


class Media(Base):
    """A picture or recording, as it was when an edition that shows it was published."""

    __tablename__ = "media"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The digest of its bytes: its name in an address."""
    kind: Mapped[str] = mapped_column(String(4))
    """``svg``, ``png``, ``jpg`` or ``webp``; ``ogg`` for a recording in Opus; ``pdf``, ``docx`` or ``xlsx``
    for a file to be taken along."""
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    size: Mapped[int] = mapped_column()
    """Its bytes, said before somebody loads it."""

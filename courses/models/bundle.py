"""What a learner is sent: one document per section and language, compressed once."""

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.models.course import Section
from lms.base.database import Base


class Bundle(Base):
    """A section compiled in one language, with nothing personal in it."""

    __tablename__ = "bundle"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"))
    language: Mapped[str] = mapped_column(String(5))
    plain: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The document itself, in UTF-8."""
    gzip: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    brotli: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    script_hash: Mapped[str] = mapped_column(String(60))
    """What its policy allows as inline script: ``sha256-`` and the digest in base 64."""
    style_hash: Mapped[str] = mapped_column(String(60))
    """The same for its inline style."""
    etag: Mapped[str] = mapped_column(String(32))
    """The beginning of the digest of the document."""
    wire_bytes: Mapped[int] = mapped_column()
    """What the brotli form costs on the wire, headers included as reckoned when it was made."""

    section: Mapped[Section] = relationship()

    __table_args__ = (UniqueConstraint("section_id", "language"),)

"""Pictures and sounds of what trainers are writing, kept until it is published or thrown away."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.database import Base, Moment


class ManuscriptMedia(Base):
    """A picture or sound that one person has added to an exercise; nobody learns from it yet."""

    __tablename__ = "manuscript_media"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    code: Mapped[str] = mapped_column(String(80))
    """The code of the exercise that she writes; there may be none yet."""
    name: Mapped[str] = mapped_column(String(80))
    """What the text calls it, e.g. ``vo-a0.webp``."""
    address: Mapped[str] = mapped_column(String(120))
    """Where it will be served once it is published; of a sound with its seconds behind the ``#``."""
    size: Mapped[int] = mapped_column()
    """What it costs to load, in bytes on the wire."""
    sent_size: Mapped[int] = mapped_column()
    """Its bytes as they were sent, before it was made small."""
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    saved_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (UniqueConstraint("person_id", "code", "name"),)

"""Posts, the places they serve, and who holds them. A merger of communes touches only places."""

import enum
from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Dated, ends_after_start
from lms.people.models.person import Person
from lms.people.models.role import Role
from lms.places.models import Hamlet, Organisation, Unit


class Post(Dated, Base):
    """A job to be filled: a role in an organisation. It may stand vacant."""

    __tablename__ = "post"

    id: Mapped[int] = mapped_column(primary_key=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """The employer; NULL where the list did not say."""

    role: Mapped[Role] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    places: Mapped[list["PostPlace"]] = relationship(order_by="PostPlace.valid_from", back_populates="post")

    __table_args__ = (ends_after_start(),)


class PostPlace(Dated, Base):
    """Where a post serves during a time: a unit, and perhaps a hamlet in it.

    Every post serves some unit on every day of its life, so that everybody is counted exactly where the rows
    of a table add up: who serves no commune serves the unit above, and stands in its row "không thuộc xã".
    """

    __tablename__ = "post_place"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    """The unit as it was at that time: its own row, valid on every day of this one."""
    hamlet_id: Mapped[int | None] = mapped_column(ForeignKey("hamlet.id"))
    split_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit it came from when that was split, so that somebody must say to which part; NULL for others."""
    split_hamlet_id: Mapped[int | None] = mapped_column(ForeignKey("hamlet.id"))
    """The hamlet that it served there, where it served one."""
    part_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    """The part that somebody chose. Until then the place is the nearest unit above all the parts."""

    post: Mapped[Post] = relationship(back_populates="places")
    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])
    hamlet: Mapped[Hamlet | None] = relationship(foreign_keys=[hamlet_id])
    split_unit: Mapped[Unit | None] = relationship(foreign_keys=[split_unit_id])
    split_hamlet: Mapped[Hamlet | None] = relationship(foreign_keys=[split_hamlet_id])
    part: Mapped[Unit | None] = relationship(foreign_keys=[part_id])

    __table_args__ = (Index("ix_post_place_unit_id_valid_from", "unit_id", "valid_from"), ends_after_start())


class EndReason(enum.StrEnum):
    """Why a posting ends, where somebody chooses among the usual reasons."""

    RESIGNED = "resigned"
    RETIRED = "retired"
    TRANSFERRED = "transferred"  # to work elsewhere
    MOVED = "moved"  # to another post on record
    DIED = "died"
    MATERNITY = "maternity"
    STUDY = "study"
    ILLNESS = "illness"
    OTHER = "other"


UNIT_ENDED = "Đơn vị kết thúc hoạt động"  # noted where a post ends with its unit
BY_LIST = "Theo danh sách"  # noted where a staff list gives the last day
LEAVE_REASONS = (EndReason.MATERNITY, EndReason.STUDY, EndReason.ILLNESS, EndReason.OTHER)
"""Why somebody stops for a time and means to come back."""


class Posting(Dated, Base):
    """A person holds a post during a time.

    Who goes on leave ends her posting, and begins another one in the same post when she is back: meanwhile
    she does not serve, and the post stands vacant unless somebody stands in for her.
    """

    __tablename__ = "posting"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    second_job: Mapped[bool] = mapped_column(default=False)
    """Whether she holds it beside another job."""
    end_reason: Mapped[str | None] = mapped_column(String(120))
    """Why it ended: a word of :class:`EndReason`, or a word or two of a list; NULL while it lasts."""
    expected_back_on: Mapped[date | None] = mapped_column()
    """The day on which she means to serve again who left for a time; NULL for everybody else."""

    person: Mapped[Person] = relationship()
    post: Mapped[Post] = relationship()

    __table_args__ = (ends_after_start(),)

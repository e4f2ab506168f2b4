"""Courses of our own: the folder of a course, kept in the database file by file, with every change of it."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment
from lms.people.models import Person


class OwnCourse(Base):
    """A course that is made here; what it says stands in its files, as in a folder of the library."""

    __tablename__ = "own_course"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    """The name of its folder; once it is published, its part of an address."""
    copied_from: Mapped[str | None] = mapped_column(String(80))
    """The shipped course of which it was made; NULL for one that began empty or came as a file."""
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    made_by: Mapped[Person] = relationship()


class OwnFile(Base):
    """A file of a course of our own. Its row stays when the file is moved or taken out, so that whoever has
    it open writes on the same one, and taking out can be taken back."""

    __tablename__ = "own_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    own_course_id: Mapped[int] = mapped_column(ForeignKey("own_course.id"), index=True)
    path: Mapped[str | None] = mapped_column(String(200))
    """Where it stands in the folder, e.g. ``vi/01-mo-so.md``; NULL once it is taken out."""
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    size: Mapped[int] = mapped_column()
    """Its bytes."""
    revision: Mapped[int] = mapped_column()
    """Counts how often its content changed, from 1: who saves over another revision is told so."""
    saved_at: Mapped[datetime] = mapped_column(Moment)
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    own_course: Mapped[OwnCourse] = relationship()
    saved_by: Mapped[Person] = relationship()

    __table_args__ = (UniqueConstraint("own_course_id", "path"),)

    @property
    def text(self) -> str:
        """Its content, where that is text."""
        return self.body.decode()


class OwnChange(Base):
    """One change of a course of our own, as somebody would name it; the last one can be taken back."""

    __tablename__ = "own_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    own_course_id: Mapped[int] = mapped_column(ForeignKey("own_course.id"), index=True)
    what: Mapped[str] = mapped_column(String(40))
    """What was done, e.g. ``section_added``."""
    about: Mapped[str] = mapped_column(String(200))
    """What it was done to, as its author calls it: a title, a name of a file."""
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    made_by: Mapped[Person] = relationship()
    files: Mapped[list["OwnChangeFile"]] = relationship(
        back_populates="change", cascade="all, delete-orphan", order_by="OwnChangeFile.own_file_id"
    )

    @property
    def state(self) -> str:
        """Names the change and how its files stand since: who takes it back says what she has seen of it, for
        its author may be typing on."""
        return f"{self.id}-{sum(each.file.revision for each in self.files)}"


class OwnChangeFile(Base):
    """A file as it was before a change."""

    __tablename__ = "own_change_file"

    change_id: Mapped[int] = mapped_column(ForeignKey("own_change.id"), primary_key=True)
    own_file_id: Mapped[int] = mapped_column(ForeignKey("own_file.id"), primary_key=True)
    path: Mapped[str | None] = mapped_column(String(200))
    """Where it stood; NULL where it was not there."""
    body: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """What it said; NULL where the change left that as it was."""

    change: Mapped[OwnChange] = relationship(back_populates="files")
    file: Mapped[OwnFile] = relationship()


KEPT = timedelta(days=1)
"""How long a course that came as a file waits for whoever sent it."""


class ArrivedCourse(Base):
    """A course that came as a file, until who sent it has looked at it: then it is taken in or dropped."""

    __tablename__ = "arrived_course"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    """Who sent it; nobody else sees it."""
    name: Mapped[str] = mapped_column(String(200))
    """What the folder in the file is called, or the file itself."""
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The file, as it came."""
    arrived_at: Mapped[datetime] = mapped_column(Moment)
    """:data:`KEPT` later it is dropped."""

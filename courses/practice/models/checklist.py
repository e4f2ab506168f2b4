"""A checklist, what somebody is writing of it, and its versions, which never change."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.practice.checklist.grammar import read_checklist
from courses.practice.checklist.shape import Sheet
from lms.base.database import Base, Moment
from lms.people.models import Person
from lms.standards.models import Clause, Competency


class Checklist(Base):
    """What is looked at while somebody does a task; what it says stands in its versions."""

    __tablename__ = "checklist"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    """Its part of an address, e.g. ``tu-van-tai-nha``; courses name it by this."""
    draft_vi: Mapped[str | None] = mapped_column(Text)
    """What somebody is writing; NULL where nothing differs from the newest version."""
    draft_en: Mapped[str | None] = mapped_column(Text)
    """The same in English; NULL where there is none."""
    draft_revision: Mapped[int] = mapped_column(default=0)
    """Counts the savings of the draft: by this two writers learn of each other."""
    draft_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    draft_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the draft was saved last."""

    draft_by: Mapped[Person | None] = relationship()
    versions: Mapped[list["ChecklistVersion"]] = relationship(
        order_by="ChecklistVersion.number", back_populates="checklist"
    )


class ChecklistVersion(Base):
    """A checklist as observers may sign it. Never changed; a trigger holds it."""

    __tablename__ = "checklist_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    checklist_id: Mapped[int] = mapped_column(ForeignKey("checklist.id"))
    number: Mapped[int] = mapped_column()
    """Counts the versions of the checklist, from 1."""
    title_vi: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str | None] = mapped_column(String(200))
    """NULL where it is written in Vietnamese only."""
    source_vi: Mapped[str] = mapped_column(Text)
    """What its author wrote."""
    source_en: Mapped[str | None] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 over what it says in every language: equal content needs no new version."""
    competency_id: Mapped[int] = mapped_column(ForeignKey("competency.id"))
    """What passing it shows."""
    level: Mapped[int] = mapped_column(default=1)
    """At which level of the competency's scale."""
    published_at: Mapped[datetime] = mapped_column(Moment)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who published it; NULL for what is shipped."""

    checklist: Mapped[Checklist] = relationship(back_populates="versions")
    competency: Mapped[Competency] = relationship()
    published_by: Mapped[Person | None] = relationship()
    clauses: Mapped[list[Clause]] = relationship(secondary="checklist_clause", order_by=Clause.id)

    __table_args__ = (UniqueConstraint("checklist_id", "number"),)

    @property
    def name_vi(self) -> str:
        """Its title."""
        return self.title_vi

    @property
    def name_en(self) -> str:
        """Its title in English; the Vietnamese one where it has no other."""
        return self.title_en or self.title_vi

    def sheet(self, language: str) -> Sheet:
        """What it asks, in a language; in Vietnamese where it has no others."""
        source = self.source_en if language == "en" and self.source_en else self.source_vi
        return read_checklist(source)[0]


class ChecklistClause(Base):
    """A clause version on which a checklist rests; copied to the evidence."""

    __tablename__ = "checklist_clause"

    version_id: Mapped[int] = mapped_column(ForeignKey("checklist_version.id"), primary_key=True)
    clause_id: Mapped[int] = mapped_column(ForeignKey("clause.id"), primary_key=True)

"""Files that a trainer brought, and what she has said of them so far."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment
from lms.people.models import Person


class MaterialImport(Base):
    """Files that were chosen together; they become drafts together, or none of them does."""

    __tablename__ = "material_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    begun_at: Mapped[datetime] = mapped_column(Moment)
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    """When its files became drafts; NULL while they wait."""

    person: Mapped[Person] = relationship()
    files: Mapped[list["MaterialFile"]] = relationship(
        back_populates="material_import", cascade="all, delete-orphan", order_by="MaterialFile.id"
    )


class MaterialFile(Base):
    """One file, as what it is proposed, and what was decided of it."""

    __tablename__ = "material_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    material_import_id: Mapped[int] = mapped_column(ForeignKey("material_import.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    """The name it had where it came from."""
    size: Mapped[int] = mapped_column()
    """Its bytes."""
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """Its bytes; NULL once it became drafts, or was left out."""
    kind: Mapped[str | None] = mapped_column(String(20))
    """As what it is taken up: a kind of proposal; NULL where it cannot be read or is left out."""
    encoding: Mapped[str | None] = mapped_column(String(20))
    """What the trainer said of its encoding; NULL where she was not asked."""
    problem: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    """Why it cannot be read, as a sentence with its places; NULL where it can."""
    proposal: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), deferred=True)
    """What it was read as (``formats.keeping``); NULL where it cannot be read, and once it became drafts."""
    item_count: Mapped[int] = mapped_column(default=0)
    """How many questions, lessons or scenes it holds."""
    asked: Mapped[list[int]] = mapped_column(JSON, default=list)
    """Which of its questions somebody has to decide, by their ordinals; -1 is its encoding, -2 that
    nothing was found in it."""
    decisions: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What was decided, by ordinal: see ``rules.deciding``."""
    made: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    """What it became: pairs of ``exercise`` or ``course``, and a code."""

    material_import: Mapped[MaterialImport] = relationship(back_populates="files")

    @property
    def open(self) -> list[int]:
        """What still has to be decided of it."""
        return [number for number in self.asked if str(number) not in self.decisions]

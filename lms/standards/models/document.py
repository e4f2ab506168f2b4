"""Legal documents and their clauses."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base


class Document(Base):
    """A law, decree, circular or decision."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(60), unique=True)
    """Its number, e.g. "520/QĐ-TTg"."""
    name_vi: Mapped[str] = mapped_column(String(400))
    name_en: Mapped[str] = mapped_column(String(400))
    issued_on: Mapped[date | None] = mapped_column()
    effective_on: Mapped[date | None] = mapped_column()
    """The day it came into force."""
    ended_on: Mapped[date | None] = mapped_column()
    """The first day on which it was no longer in force; NULL while it is."""
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    """The document that replaced it."""
    confidence: Mapped[str] = mapped_column(String(1), default="H")
    """H, M or L: how sure the facts of this row are."""


class Clause(Base):
    """One version of one article of a document: what a lesson teaches and an evidence covers."""

    __tablename__ = "clause"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    article: Mapped[str] = mapped_column(String(60))
    """E.g. "Điều 28"."""
    version: Mapped[int] = mapped_column(default=1)
    """Counts the versions of the article, from 1."""
    effective_on: Mapped[date] = mapped_column()
    """The first day on which this version holds, until the next version does."""
    summary: Mapped[str] = mapped_column(Text)
    """What it says, in our words."""
    text_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the text that was read, so that a change shows."""
    confidence: Mapped[str] = mapped_column(String(1), default="H")
    """H, M or L: how sure its facts are; what is M or L is not taught as fact."""

    document: Mapped[Document] = relationship()

    __table_args__ = (UniqueConstraint("document_id", "article", "version"),)

"""Who did what to which row, append-only; and who looked at or exported whose record.

An audit row holds ids and words, never a person's data: what must be shown of a change and identifies
somebody stands in ``audit_personal``, which can be erased without breaking the chain. Rows are chained by
salted digests, sealed by a job (:mod:`lms.base.sealing`), so that removing or altering a sealed row shows.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.base import clock, marking
from lms.base.bulk import insert_rows, new_ids
from lms.base.database import Base, Moment, db, lock_for_writing


class AuditEntry(Base):
    """One act: somebody did something to a row."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    """When it was done."""
    actor_id: Mapped[int | None] = mapped_column(index=True)
    """The person who did it; NULL for the product itself (a job, a command)."""
    action: Mapped[str] = mapped_column(String(64), index=True)
    """What was done, as ``noun:verb`` in the past tense, e.g. ``award:approved``."""
    object_kind: Mapped[str] = mapped_column(String(64))
    """The table of the row it was done to."""
    object_id: Mapped[str] = mapped_column(String(64))
    """The key of that row, as text."""
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What changed, in ids, codes, dates and numbers; nothing that identifies a person by itself."""

    __table_args__ = (Index("ix_audit_object_kind_object_id", "object_kind", "object_id"),)


class AuditPersonal(Base):
    """What an act said about a person in words: erasable, and outside the chain but for its digest."""

    __tablename__ = "audit_personal"

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(index=True)
    """Whom the values are about, so that they can be found and erased."""
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The values before and after; NULL once erased."""


class AuditSeal(Base):
    """The chained digest of one audit row, written by the sealing job."""

    __tablename__ = "audit_seal"

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), primary_key=True)
    position: Mapped[int] = mapped_column(unique=True)
    """Its place in the chain: that of ids, but for rows that were committed late."""
    salt: Mapped[str] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 over the salt, the digest before, and the row."""


class AccessLogEntry(Base):
    """Somebody saw or exported records of named people."""

    __tablename__ = "access_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int] = mapped_column(index=True)
    """Who looked."""
    person_id: Mapped[int | None] = mapped_column(index=True)
    """Whose record it was; NULL where a list was shown (see ``subject``)."""
    subject: Mapped[str] = mapped_column(String(200))
    """What was shown or exported, e.g. ``coverage names 25 2026-11-22``."""
    exported: Mapped[bool] = mapped_column(default=False)
    """Whether it left the product as a file."""


def record(
    action: str,
    row: Any,
    *,
    by: int | None,
    facts: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
    about: int | None = None,
) -> None:
    """Note in the present transaction that ``by`` did ``action`` to ``row`` (a flushed model).

    ``facts`` must not identify anybody; values that do go into ``personal``, with the person they are
    ``about``.
    """
    entry = AuditEntry(
        at=clock.now(),
        actor_id=by,
        action=action,
        object_kind=row.__tablename__,
        object_id=str(row.id),
        facts=facts or {},
    )
    db.session.add(entry)
    if personal:
        db.session.flush()
        db.session.add(AuditPersonal(audit_id=entry.id, person_id=about, facts=personal))


class Act(NamedTuple):
    """What was done to one row of many: its key, and what :func:`record` asks for beside."""

    row_id: int
    facts: dict[str, Any]
    personal: dict[str, Any] | None = None
    about: int | None = None


def record_many(action: str, model: type[Base], acts: Sequence[Act], *, by: int | None) -> None:
    """Note that ``by`` did ``action`` to many rows of ``model``: what :func:`record` notes, in bulk."""
    ids, now = new_ids(AuditEntry, len(acts)), clock.now()
    entries = [
        {
            "id": entry_id,
            "at": now,
            "actor_id": by,
            "action": action,
            "object_kind": model.__tablename__,
            "object_id": str(act.row_id),
            "facts": act.facts,
        }
        for entry_id, act in zip(ids, acts, strict=True)
    ]
    insert_rows(AuditEntry, entries)
    values = [
        {"audit_id": entry_id, "person_id": act.about, "facts": act.personal}
        for entry_id, act in zip(ids, acts, strict=True)
        if act.personal
    ]
    insert_rows(AuditPersonal, values)


def note_access(actor_id: int, subject: str, *, person_id: int | None = None, exported: bool = False) -> None:
    """Note that ``actor_id`` saw (or exported) records of named people. The one write a GET may make.

    Call it before reading what is shown: it begins the writing transaction, since on SQLite one that has
    read is refused to write as soon as somebody else wrote in between.
    """
    lock_for_writing("access-log")
    now = clock.now()
    if exported:
        marking.begin(actor_id, now)
    db.session.add(
        AccessLogEntry(
            at=now, actor_id=actor_id, person_id=person_id, subject=subject[:200], exported=exported
        )
    )

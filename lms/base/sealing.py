"""Sealing the audit: rows are chained by salted digests, so that removing or altering a sealed one shows.

A chain has an order of its own (:attr:`AuditSeal.position`). On PostgreSQL a row may be committed after one
with a higher key was sealed: it is sealed late, further along the chain, and never forgotten.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, func, select

from lms.base.audit import AuditEntry, AuditSeal
from lms.base.bulk import insert_rows
from lms.base.database import db, lock_for_writing

LATE = 200_000
"""How far below the highest sealed key a row may have its own: more than any transaction writes."""
AT_ONCE = 2000  # rows held in memory


class Verdict(NamedTuple):
    """What walking the chain found."""

    sealed: int
    """How many rows the chain covers, up to the first that does not fit."""
    broken: int | None
    """The key of the first audit row whose seal does not fit; None where the whole chain holds."""
    waiting: int
    """How many rows have no seal: those of the last hour, as long as the job runs."""
    digest: str
    """The last digest: whoever wrote it down earlier can tell that nothing was cut off the end."""


def seal(after_each: Callable[[], object] | None = None) -> int:
    """Chain every audit row that is not yet sealed; returns how many. Called by a job, commits nothing.

    ``after_each`` is called for every few thousand rows, with a chain that holds: where it commits, nobody
    who writes waits for the rest.
    """
    number, seen = 0, 0
    while True:
        lock_for_writing("audit-seal")
        last = db.session.execute(_last_seal()).first()
        position, digest = (last.position, last.digest) if last else (0, "")
        unsealed = unsealed_rows().where(AuditEntry.id > seen).order_by(AuditEntry.id)
        seals = []
        for row in db.session.execute(unsealed.limit(AT_ONCE)):
            salt, position, seen = secrets.token_hex(16), position + 1, row.id
            digest = _digest(salt, digest, row)
            seals.append({"audit_id": row.id, "position": position, "salt": salt, "digest": digest})
        if not seals:
            return number
        insert_rows(AuditSeal, seals)
        number += len(seals)
        if after_each:
            after_each()


def unsealed_rows() -> Select[Any]:
    """The rows that the next sealing takes up, unordered; also those that were committed late."""
    from_here = select(func.coalesce(func.max(AuditSeal.audit_id), 0) - LATE).scalar_subquery()
    sealed = (
        select(AuditSeal.audit_id)
        .where(AuditSeal.audit_id == AuditEntry.id)
        .where(
            AuditSeal.audit_id > from_here
        )  # so that PostgreSQL reads no more of the seals than of the rows
    )
    return select(*AuditEntry.__table__.c).where(AuditEntry.id > from_here, ~sealed.exists())


def walk() -> Verdict:
    """Look at every seal from the first to the last, a few thousand rows at a time."""
    sealed, before = 0, ""
    for row in _chain():
        if row.id is None or _digest(row.salt, before, row) != row.digest:
            return Verdict(sealed, int(row.audit_id), _waiting(), before)
        sealed, before = sealed + 1, row.digest
    return Verdict(sealed, None, _waiting(), before)


def first_broken_seal() -> int | None:
    """The id of the first audit row whose seal does not fit, or None when the whole chain holds."""
    return walk().broken


def _chain() -> Iterator[Row[Any]]:
    columns = AuditSeal.audit_id, AuditSeal.position, AuditSeal.salt, AuditSeal.digest
    seals = select(*columns, *AuditEntry.__table__.c).outerjoin(
        AuditEntry, AuditEntry.id == AuditSeal.audit_id
    )
    position = 0
    while piece := db.session.execute(
        seals.where(AuditSeal.position > position).order_by(AuditSeal.position).limit(AT_ONCE)
    ).all():
        yield from piece
        position = piece[-1].position


def _last_seal() -> Select[int, str]:
    return select(AuditSeal.position, AuditSeal.digest).order_by(AuditSeal.position.desc()).limit(1)


def _waiting() -> int:
    rows = db.session.scalar(select(func.count()).select_from(AuditEntry)) or 0
    return rows - (db.session.scalar(select(func.count()).select_from(AuditSeal)) or 0)


def _digest(salt: str, before: str, row: Row[Any]) -> str:
    facts = json.dumps(row.facts, sort_keys=True, ensure_ascii=False)
    parts = (salt, before, str(row.id), row.at.isoformat(), str(row.actor_id), row.action)
    content = "\n".join((*parts, row.object_kind, row.object_id, facts))
    return hashlib.sha256(content.encode()).hexdigest()

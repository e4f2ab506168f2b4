"""Reading what is being taken up: everybody sees only what she brought herself."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload, undefer

from lms.base.database import db
from quizzes.importing.models import MaterialFile, MaterialImport


def imports_of(person_id: int) -> list[MaterialImport]:
    """What she brought, newest first, with its files."""
    query = select(MaterialImport).where(MaterialImport.person_id == person_id)
    newest = query.options(selectinload(MaterialImport.files)).order_by(MaterialImport.id.desc())
    return list(db.session.scalars(newest.limit(100)))


def import_of(person_id: int, import_id: int) -> MaterialImport | None:
    """One import of hers, read afresh; None for another's."""
    query = select(MaterialImport).where(
        MaterialImport.id == import_id, MaterialImport.person_id == person_id
    )
    fresh = query.options(selectinload(MaterialImport.files)).execution_options(populate_existing=True)
    return db.session.scalar(fresh)


def file_of(person_id: int, import_id: int, file_id: int) -> MaterialFile | None:
    """One file of hers with what it was read as, read afresh; None for another's."""
    query = (
        select(MaterialFile)
        .join(MaterialImport)
        .where(
            MaterialFile.id == file_id,
            MaterialImport.id == import_id,
            MaterialImport.person_id == person_id,
        )
        .options(undefer(MaterialFile.proposal))
        .execution_options(populate_existing=True)
    )
    return db.session.scalar(query)

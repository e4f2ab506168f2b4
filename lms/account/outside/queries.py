"""Reading links to accounts of another house."""

from sqlalchemy import select

from lms.account.outside.models import OutsideLink
from lms.base.database import db


def link_to(issuer: str, subject: str) -> OutsideLink | None:
    """The link to an account of another house."""
    return db.session.scalar(
        select(OutsideLink).where(OutsideLink.issuer == issuer, OutsideLink.subject == subject)
    )


def link_of(person_id: int, issuer: str) -> OutsideLink | None:
    """The link by which a person signs in from another house."""
    return db.session.scalar(
        select(OutsideLink).where(OutsideLink.person_id == person_id, OutsideLink.issuer == issuer)
    )

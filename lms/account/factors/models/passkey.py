"""Passkeys: keys that a phone, a computer or a stick keeps and opens by finger, face or its own PIN."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.database import Base, Moment


class Passkey(Base):
    """One key of one person. The product has its public half only."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)
    """What the device calls the key, in base64url."""
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    """Its public half (COSE)."""
    handle: Mapped[str] = mapped_column(String(64))
    """What the device calls the person: random, the same for all keys of hers."""
    sign_count: Mapped[int] = mapped_column(BigInteger)
    """How often it has signed, as it said last; 0 for those that do not count."""
    name: Mapped[str] = mapped_column(String(60))
    """What she calls it, e.g. ``Điện thoại của tôi``."""
    added_at: Mapped[datetime] = mapped_column(Moment)
    last_used_at: Mapped[datetime | None] = mapped_column(Moment)


class UsedChallenge(Base):
    """A random value that a passkey has signed: it is taken only once."""

    __tablename__ = "used_challenge"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the value, in hexadecimal."""
    until: Mapped[datetime] = mapped_column(Moment, index=True)
    """From when on the value is refused by its age; a job then removes the row."""

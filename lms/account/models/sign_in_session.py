"""One device on which somebody is signed in: a row, so that it can be ended from another device."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.database import Base, Moment


class SignInSession(Base):
    """A sign-in that lasts until it is revoked or expires. The cookie holds its token, the row a digest."""

    __tablename__ = "sign_in_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token, in hexadecimal; the token itself has 256 random bits."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    device: Mapped[str] = mapped_column(String(80))
    """What she signed in with, e.g. ``Chrome · Android``, so that she knows it again."""
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"), index=True)
    """The device, where its cookie was kept."""
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id"), index=True)
    """The card that opened it, or by which her PIN came to open it on this device: it ends with the card."""
    by_card: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether a card or a PIN opened it, no password: it counts for nobody with access to others' records."""
    second_at: Mapped[datetime | None] = mapped_column(Moment)
    """When she proved a second time who she is, or was known by this device to have; NULL where nobody asked:
    then it does not count for whoever must (``lms.account.policies``)."""
    is_limited: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it ends within the limits of those who open the records of others, however much it is used."""
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
    """From when on it no longer counts."""
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    """When it was ended by hand; NULL while it lasts."""

"""With what a person signs in. Who she is stands in ``lms.people``; without this row she cannot sign in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment
from lms.people.models import Person


class Account(Base):
    """A person's password or PIN, or the printed code with which she will choose a password."""

    __tablename__ = "account"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    """Argon2 hash of the password in NFC; NULL until she has chosen one."""
    password_set_at: Mapped[datetime | None] = mapped_column(Moment)
    """When she chose it."""
    code_hash: Mapped[str | None] = mapped_column(String(200))
    """Argon2 hash of the printed code; NULL when there is none or it has been used."""
    code_expires_at: Mapped[datetime | None] = mapped_column(Moment)
    """From when on the printed code is refused."""
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    """Argon2 hash of the four digits that she types beside her card or on a device of hers; NULL until she
    has chosen them."""
    pin_set_at: Mapped[datetime | None] = mapped_column(Moment)
    """When she chose it."""
    pin_tries: Mapped[int] = mapped_column(default=0, server_default="0")
    """Wrong PINs since the last right one; five of them lock it."""
    is_demo: Mapped[bool] = mapped_column(default=False)
    """Whether the password is printed for everybody to read; production refuses to start with such a row."""

    person: Mapped[Person] = relationship()

    @property
    def id(self) -> int:
        """The key of the row, as the audit names it."""
        return self.person_id

    def code_holds(self, now: datetime) -> bool:
        """Whether there is a printed code that may still be used."""
        return self.code_hash is not None and self.code_expires_at is not None and now < self.code_expires_at

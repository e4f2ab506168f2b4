"""A person. What identifies somebody stands here and in rows that can be erased; all else holds ids."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from lms.base import clock
from lms.base.database import Base, Moment
from lms.base.text import clean, fold, sort_key
from lms.people.models.grant import PERMISSIONS, Grant
from lms.web.access import Permission

ERASED = "erased-"
"""How the code begins of somebody whose data was erased; her id follows."""


class Person(Base):
    """Somebody who learns, serves or administers. The person who asks (``asker()``) is one of these."""

    __tablename__ = "person"
    __allow_unmapped__ = True  # session_token is no column

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    """The staff code, from the list that named her or given by the product; text with its zeros."""
    full_name: Mapped[str] = mapped_column(String(120))
    """The full name in NFC, as she writes it."""
    folded: Mapped[str] = mapped_column(String(120), index=True)
    """The name for search and matching."""
    sort_key: Mapped[str] = mapped_column(String(400), index=True)
    """Orders names as a Vietnamese list does: by given name."""
    birth_date: Mapped[date | None] = mapped_column()
    """Printed on certificates."""
    birth_year: Mapped[int | None] = mapped_column()
    """The year of birth where only that is known; beside a birth date it counts for nothing."""
    phone: Mapped[str | None] = mapped_column(String(16), index=True)
    """Digits with their leading zero; several people may share one."""
    email: Mapped[str | None] = mapped_column(String(254))
    """Where she wants messages beside her inbox; only she gives it, and she may take it back."""
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    grants: Mapped[list[Grant]] = relationship(foreign_keys=[Grant.person_id], lazy="selectin")

    session_token: str | None = None
    """The token of the session she asks by; set by ``lms.account``, kept in her cookie, never stored here."""

    @validates("full_name")
    def _clean_name(self, _key: str, name: str) -> str:
        columns = name_columns(name)
        self.folded, self.sort_key = columns["folded"], columns["sort_key"]
        return columns["full_name"]

    @property
    def born_in(self) -> int | None:
        """The year of her birth, as far as it is known."""
        return self.birth_date.year if self.birth_date else self.birth_year

    @property
    def is_erased(self) -> bool:
        """Whether her data was erased: nothing is left but her id."""
        return self.code.startswith(ERASED)

    @classmethod
    def standing(cls) -> ColumnElement[bool]:
        """For SQL: whether her data was not erased."""
        return cls.code.not_like(f"{ERASED}%")

    def grants_on(self, day: date) -> list[Grant]:
        """The grants in force on ``day``."""
        return [grant for grant in self.grants if grant.holds_on(day)]

    def may(self, permission: Permission) -> bool:
        """Whether she holds ``permission`` today over any unit; the policies decide about an object."""
        return any(permission in PERMISSIONS[grant.access_role] for grant in self.grants_on(clock.today()))

    # What Flask-Login asks of somebody signed in.
    @property
    def is_authenticated(self) -> bool:
        """A person who was loaded by her session is signed in."""
        return True

    @property
    def is_active(self) -> bool:
        """Whether the session counts; revoked ones are never loaded."""
        return True

    @property
    def is_anonymous(self) -> bool:
        """A person is never anonymous."""
        return False

    def get_id(self) -> str | None:
        """What the cookie keeps: the token of the session, not the key of the person."""
        return self.session_token


def name_columns(full_name: str) -> dict[str, str]:
    """The name as it is kept, and what is derived from it for search and order."""
    name = clean(full_name)
    return {"full_name": name, "folded": fold(name), "sort_key": sort_key(name)}


class PersonAlias(Base):
    """Two rows are one human: ``merged`` is read as ``kept``. Undone by a date, never by rewriting rows."""

    __tablename__ = "person_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who decided it."""
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    """When it was taken back; NULL while it holds."""

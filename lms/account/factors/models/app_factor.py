"""An app on a phone that shows six digits, others every half minute."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.database import Base, Moment


class AppFactor(Base):
    """The key that a person's app and the product share."""

    __tablename__ = "app_factor"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    sealed_key: Mapped[str] = mapped_column(String(200))
    """The key, sealed (``lms.base.safekeeping``): the database alone does not tell it."""
    last_step: Mapped[int] = mapped_column()
    """The half minute since 1970 whose digits were used last: they and earlier ones are never taken again."""
    added_at: Mapped[datetime] = mapped_column(Moment)

    @property
    def id(self) -> int:
        """The key of the row, as the audit names it."""
        return self.person_id

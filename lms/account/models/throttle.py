"""How often somebody has tried to sign in lately: counted in the database, so for all processes together."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.database import Base, Moment


class Throttle(Base):
    """The tries under one key since the beginning of its window."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of what is counted: a login with a network, a login, or a network."""
    started_at: Mapped[datetime] = mapped_column(Moment)
    """When the first try of the window was made."""
    ends_at: Mapped[datetime] = mapped_column(Moment, index=True)
    """When the window ends; the row means nothing afterwards and is removed by a job."""
    tries: Mapped[int] = mapped_column()

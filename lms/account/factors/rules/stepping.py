"""The second step, and devices on which it is remembered."""

from sqlalchemy import update

from lms.account.factors.rules.keeping_apps import WrongCode, is_right
from lms.account.factors.rules.sparing_codes import use_spare_code
from lms.account.models import DeviceUser
from lms.base.database import db, lock_for_writing
from lms.base.messages import message


def take_step(person_id: int, typed: str, *, printed: bool) -> None:
    """Take what she typed beside her password: the digits of her app, or a printed code; ``printed`` says for
    which of them she was asked.

    Raises :class:`WrongCode`, and ``KeyLost`` where digits cannot be judged.
    """
    if use_spare_code(person_id, typed) or is_right(person_id, typed):
        return
    if printed:
        raise WrongCode(
            message(
                "This is none of the codes printed last, or it was used before: each is good once. Type the "
                "next one on the sheet."
            )
        )
    raise WrongCode(
        message(
            "This code is not right, or it was used before. Wait until the app shows other digits and type "
            "those."
        )
    )


def remember_nowhere(person_id: int) -> None:
    """Ask her for the second step on every device."""
    lock_for_writing(f"devices:{person_id}")
    hers = DeviceUser.person_id == person_id, DeviceUser.remembered_until.is_not(None)
    db.session.execute(update(DeviceUser).where(*hers).values(remembered_until=None))

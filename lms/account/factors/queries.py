"""Reading what somebody has besides her password."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from lms.account.factors.models import AppFactor, Passkey, SpareCode
from lms.account.models import Device, DeviceUser
from lms.account.queries import digest
from lms.base.database import db


class Factors(NamedTuple):
    """What one person has."""

    app_since: datetime | None
    """Since when an app on her phone shows her codes; None where none does."""
    passkeys: Sequence[Passkey]
    """Her passkeys, the oldest first."""
    spare_codes: int
    """How many printed codes are left."""

    @property
    def any(self) -> bool:
        """Whether something is asked of her besides the password. Printed codes alone are nothing: they stand
        in for something else."""
        return self.app_since is not None or bool(self.passkeys)


def factors_of(person_id: int) -> Factors:
    """What a person has besides her password."""
    app = db.session.get(AppFactor, person_id)
    return Factors(app.added_at if app else None, passkeys_of(person_id), _codes_left(person_id))


def passkeys_of(person_id: int) -> Sequence[Passkey]:
    """The passkeys of a person, the oldest first."""
    return db.session.scalars(
        select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.id)
    ).all()


def passkey_of(credential_id: str) -> Passkey | None:
    """The passkey that a device calls by this name."""
    return db.session.scalar(select(Passkey).where(Passkey.credential_id == credential_id))


def spare_code(person_id: int, code_hash: str) -> SpareCode | None:
    """A printed code of hers that is still good."""
    return db.session.scalar(
        select(SpareCode).where(
            SpareCode.person_id == person_id,
            SpareCode.code_hash == code_hash,
            SpareCode.used_at.is_(None),
        )
    )


def is_remembered(person_id: int, device_token: str | None, now: datetime) -> bool:
    """Whether she took the second step on the device with this cookie and asked to be remembered."""
    if not device_token:
        return False
    found = (
        select(DeviceUser.id)
        .join(Device, Device.id == DeviceUser.device_id)
        .where(
            Device.token_hash == digest(device_token),
            DeviceUser.person_id == person_id,
            DeviceUser.revoked_at.is_(None),
            DeviceUser.remembered_until > now,
        )
    )
    return db.session.scalar(found) is not None


def _codes_left(person_id: int) -> int:
    left = SpareCode.person_id == person_id, SpareCode.used_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(SpareCode).where(*left)) or 0

"""Tables of signing in."""

from lms.account.models.account import Account
from lms.account.models.card import Card, PrintedCard
from lms.account.models.device import Device, DeviceKind, DeviceUser, SendingKey
from lms.account.models.sign_in_session import SignInSession
from lms.account.models.throttle import Throttle

__all__ = [
    "Account",
    "Card",
    "Device",
    "DeviceKind",
    "DeviceUser",
    "PrintedCard",
    "SendingKey",
    "SignInSession",
    "Throttle",
]

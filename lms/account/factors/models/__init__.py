"""Tables of second factors."""

from lms.account.factors.models.app_factor import AppFactor
from lms.account.factors.models.passkey import Passkey, UsedChallenge
from lms.account.factors.models.spare_code import SpareCode

__all__ = ["AppFactor", "Passkey", "SpareCode", "UsedChallenge"]

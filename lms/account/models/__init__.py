"""Tables of signing in."""

from lms.account.models.account import Account
from lms.account.models.sign_in_session import SignInSession
from lms.account.models.throttle import Throttle

__all__ = ["Account", "SignInSession", "Throttle"]

"""The pages of second factors: proving it, bringing one in, taking one out."""

from lms.account.factors.views import colleagues, enrolling, mine, passkeys, stepping
from lms.account.factors.views.blueprint import factors

__all__ = ["colleagues", "enrolling", "factors", "mine", "passkeys", "stepping"]

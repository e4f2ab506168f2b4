"""The pages of signing in and of one's own account."""

from lms.account.views import choosing, devices, passwords, signing
from lms.account.views.blueprint import account
from lms.account.views.loading import fill_header, prepare

__all__ = ["account", "choosing", "devices", "fill_header", "passwords", "prepare", "signing"]

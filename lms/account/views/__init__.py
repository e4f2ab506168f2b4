"""The pages of signing in and of one's own account."""

from lms.account.views import choosing, devices, passwords, sending, signing, slips
from lms.account.views.blueprint import account
from lms.account.views.loading import fill_header, prepare
from lms.account.views.slips import fill_staff_list_written, fill_way_to_slips

__all__ = [
    "account",
    "choosing",
    "devices",
    "fill_header",
    "fill_staff_list_written",
    "fill_way_to_slips",
    "passwords",
    "prepare",
    "sending",
    "signing",
    "slips",
]

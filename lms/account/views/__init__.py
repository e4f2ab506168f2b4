"""The pages of signing in and of one's own account."""

from lms.account.views import (
    cards,
    choosing,
    confirming,
    devices,
    newcomers,
    opening,
    passwords,
    pins,
    sending,
    signing,
    slips,
)
from lms.account.views.blueprint import account
from lms.account.views.cards import fill_person
from lms.account.views.loading import fill_header, prepare
from lms.account.views.newcomers import way_to_fill, way_to_newcomer, way_to_replace
from lms.account.views.opening import fill_who_is_here
from lms.account.views.pins import fill_pin_box
from lms.account.views.slips import fill_staff_list_written, fill_way_to_slips
from lms.account.views.unsent import unsent_of_people

__all__ = [
    "account",
    "cards",
    "choosing",
    "confirming",
    "devices",
    "fill_header",
    "fill_person",
    "fill_pin_box",
    "fill_staff_list_written",
    "fill_way_to_slips",
    "fill_who_is_here",
    "newcomers",
    "opening",
    "passwords",
    "pins",
    "prepare",
    "sending",
    "signing",
    "slips",
    "unsent_of_people",
    "way_to_fill",
    "way_to_newcomer",
    "way_to_replace",
]

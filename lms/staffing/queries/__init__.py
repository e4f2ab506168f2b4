"""Reading for staff lists and rosters; what parts above ask stands here."""

from lms.staffing.queries.confirmations import Confirmed, confirmed_units

__all__ = ["Confirmed", "confirmed_units"]

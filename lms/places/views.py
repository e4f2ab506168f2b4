"""What templates of every part may say of a unit."""

from flask import Blueprint

from lms.places.models import Unit
from lms.places.rules.naming import full_name

places = Blueprint("places", "lms.places")


@places.app_template_filter("unit_name")
def unit_name(unit: Unit) -> str:
    """``Xã Tam Dương, Tỉnh Phú Thọ``: a commune never without its province."""
    return full_name(unit)

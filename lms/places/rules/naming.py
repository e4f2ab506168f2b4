"""How a unit is called so that nobody mistakes it: a commune never without its province."""

from lms.places.models import Unit
from lms.places.queries import ancestors_of


def full_name(unit: Unit) -> str:
    """``Xã Tam Dương, Tỉnh Phú Thọ``; before July 2025 with the district between."""
    return ", ".join(each.name for each in (unit, *ancestors_of(unit)))


def short_name(unit: Unit) -> str:
    """The name without its type: ``Tam Dương``."""
    for kind in TYPES:
        if unit.name.startswith(f"{kind} "):
            return unit.name.removeprefix(f"{kind} ")
    return unit.name


TYPES = ("Xã", "Phường", "Thị trấn", "Đặc khu", "Quận", "Huyện", "Thị xã", "Thành phố", "Tỉnh")

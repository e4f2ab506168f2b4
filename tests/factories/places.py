"""Units for tests on a blank database: a small country whose numbers can be counted by hand.

Before 1 July 2025: Tỉnh Vĩnh Phúc (26) with Huyện Tam Dương (247) and its communes Hợp Hòa (08869) and
Kim Long (08878), and Tỉnh Phú Thọ (25) with nothing in it. Since then: Tỉnh Phú Thọ (25) with Xã Tam Dương
(08869), which took both, and Xã Hội Thịnh (08905).
"""

from dataclasses import dataclass
from datetime import date

from lms.base.database import LONG_AGO, db, lock_for_writing
from lms.places.models import Succession, SuccessionKind, Unit, UnitKind
from lms.places.queries import unit_by_code

MERGER = date(2025, 7, 1)
DAY = date(2026, 11, 22)


def unit(code: str = "08869", day: date = DAY) -> Unit:
    """The unit on record that had this code on a day; of the shipped list, Xã Tam Dương by itself."""
    found = unit_by_code(code, day)
    assert found
    return found


def make_unit(
    code: str,
    name: str,
    parent: Unit | None = None,
    *,
    kind: UnitKind | None = None,
    since: date = LONG_AGO,
    until: date | None = None,
) -> Unit:
    """A unit; its kind follows from the length of its code."""
    lock_for_writing("units")
    by_length = {2: UnitKind.PROVINCE, 3: UnitKind.DISTRICT, 5: UnitKind.COMMUNE}
    unit = Unit(
        code=code,
        name=name,
        kind=kind or by_length[len(code)],
        parent=parent,
        valid_from=since,
        valid_until=until,
        source="test",
    )
    db.session.add(unit)
    db.session.flush()
    return unit


def succeed(
    old: Unit, new: Unit, kind: SuccessionKind = SuccessionKind.WHOLE, on: date | None = None
) -> Succession:
    """``new`` follows ``old``, on the first day of ``new`` unless said otherwise."""
    lock_for_writing("units")
    link = Succession(from_id=old.id, to_id=new.id, effective_on=on or new.valid_from, kind=kind)
    db.session.add(link)
    db.session.flush()
    return link


@dataclass
class SmallCountry:
    """The units of the small country, by what they are."""

    country: Unit
    phu_tho_before: Unit
    vinh_phuc: Unit
    district: Unit
    hop_hoa: Unit
    kim_long: Unit
    phu_tho: Unit
    tam_duong: Unit
    hoi_thinh: Unit


def small_country() -> SmallCountry:
    """Build it; the caller commits."""
    country = make_unit("VN", "Việt Nam", kind=UnitKind.COUNTRY)
    phu_tho_before = make_unit("25", "Tỉnh Phú Thọ", country, until=MERGER)
    vinh_phuc = make_unit("26", "Tỉnh Vĩnh Phúc", country, until=MERGER)
    district = make_unit("247", "Huyện Tam Dương", vinh_phuc, until=MERGER)
    hop_hoa = make_unit("08869", "Thị trấn Hợp Hòa", district, until=MERGER)
    kim_long = make_unit("08878", "Thị trấn Kim Long", district, until=MERGER)
    phu_tho = make_unit("25", "Tỉnh Phú Thọ", country, since=MERGER)
    tam_duong = make_unit("08869", "Xã Tam Dương", phu_tho, since=MERGER)
    hoi_thinh = make_unit("08905", "Xã Hội Thịnh", phu_tho, since=MERGER)
    for old, new in (
        (phu_tho_before, phu_tho),
        (vinh_phuc, phu_tho),
        (hop_hoa, tam_duong),
        (kim_long, tam_duong),
    ):
        succeed(old, new)
    return SmallCountry(
        country, phu_tho_before, vinh_phuc, district, hop_hoa, kim_long, phu_tho, tam_duong, hoi_thinh
    )

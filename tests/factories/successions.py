"""A commune that was split on 1 July 2025, with posts in it, for tests of what somebody must decide."""

from dataclasses import dataclass

from lms.people.models import Level, Person
from lms.people.rules.moving import catch_up
from lms.places.models import Hamlet, SuccessionKind, Unit
from lms.places.queries import hamlet_named
from tests.factories.people import make_collaborator, make_person, post_person
from tests.factories.places import MERGER, SmallCountry, make_unit, small_country, succeed


@dataclass
class SplitCommune:
    """Xã Duy Phiên, whose hamlets went to Xã Tam Dương and Xã Hội Thịnh."""

    small: SmallCountry
    unit: Unit
    lan: Person
    """A collaborator of Thôn Đông."""
    sen: Person
    """Another one of Thôn Đông."""
    mai: Person
    """The collaborator of Thôn Tây."""
    officer: Person
    """The officer of the commune, who serves no hamlet."""

    def hamlet(self, name: str) -> Hamlet:
        """A hamlet of the commune that was split."""
        found = hamlet_named(self.unit.id, name, self.unit.valid_from)
        assert found
        return found


def split_commune(*, moved: bool = True) -> SplitCommune:
    """Build it in the small country; with ``moved`` its posts have left it. The caller commits."""
    small = small_country()
    unit = make_unit("08900", "Xã Duy Phiên", small.district, until=MERGER)
    for part in (small.tam_duong, small.hoi_thinh):
        succeed(unit, part, SuccessionKind.PART).is_default = part is small.tam_duong
    lan, sen = (make_collaborator(unit, name, hamlet="Thôn Đông") for name in ("Trần Thị Lan", "Bùi Thị Sen"))
    mai = make_collaborator(unit, "Lê Thị Mai", hamlet="Thôn Tây")
    officer = make_person("Vũ Thị Thu")
    post_person(officer, unit, kind="vien_chuc_ds", level=Level.COMMUNE)
    if moved:
        catch_up(MERGER)
    return SplitCommune(small, unit, lan, sen, mai, officer)

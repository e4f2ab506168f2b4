"""Places and people to be counted: a small land to reason about, and a whole province to measure with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from lms.base import clock
from lms.base.bulk import insert_rows, new_ids
from lms.base.database import LONG_AGO, Base, db, lock_for_writing
from lms.base.text import fold, sort_key
from lms.people.models import Level, Person, Post, Posting, PostPlace, Role, StaffKind
from lms.people.rules.joining import add_person
from lms.people.rules.posting import assign, open_post
from lms.places.models import Succession, SuccessionKind, Unit, UnitKind
from lms.standards.models import (
    Competency,
    Document,
    Evidence,
    EvidenceKind,
    EvidenceStatus,
    Mode,
    Requirement,
    Target,
    Validity,
)
from lms.standards.models.target import Window
from lms.standards.rules.holding import rebuild
from lms.standards.rules.recording import record

MERGED_ON = date(2025, 7, 1)
SINCE = date(2021, 1, 1)


def unit(
    code: str,
    name: str,
    kind: UnitKind,
    parent: Unit | None,
    since: date = LONG_AGO,
    until: date | None = None,
) -> Unit:
    """A unit of the given life."""
    row = Unit(code=code, name=name, kind=kind, source="test", valid_from=since, valid_until=until)
    row.parent = parent
    db.session.add(row)
    db.session.flush()
    return row


def country() -> Unit:
    """Việt Nam: the shipped row, or a new one."""
    found = db.session.scalar(select(Unit).where(Unit.code == "VN"))
    return found or unit("VN", "Việt Nam", UnitKind.COUNTRY, None)


def role(code: str, level: Level, name: str) -> Role:
    """A staff kind at a level: the shipped row, or a new one."""
    kind = db.session.scalar(select(StaffKind).where(StaffKind.code == code))
    if kind is None:
        kind = StaffKind(code=code, name_vi=name, name_en=code, valid_from=LONG_AGO)
        db.session.add(kind)
        db.session.flush()
    found = db.session.scalar(select(Role).where(Role.staff_kind_id == kind.id, Role.level == level))
    if found is None:
        found = Role(staff_kind_id=kind.id, level=level)
        db.session.add(found)
        db.session.flush()
    return found


def document() -> Document:
    """Decision 520: the shipped row, or a new one."""
    found = db.session.scalar(select(Document).where(Document.number == "520/QĐ-TTg"))
    if found is None:
        found = Document(number="520/QĐ-TTg", name_vi="Quyết định 520", name_en="Decision 520")
        db.session.add(found)
        db.session.flush()
    return found


def requirement(
    code: str,
    name: str,
    roles: Sequence[Role],
    validity: Validity = Validity.NONE,
    threshold: int | None = None,
    window: Window = Window.ON_DATE,
    months: int | None = None,
) -> Requirement:
    """Something asked of roles since 2021, with its target: the shipped row, or a new one."""
    found = db.session.scalar(select(Requirement).where(Requirement.code == code))
    if found is not None:
        return found
    competency = Competency(code=code, name_vi=name, name_en=code, valid_from=LONG_AGO)
    db.session.add(competency)
    made = Requirement(
        code=code,
        name_vi=name,
        name_en=code,
        competency=competency,
        document=document(),
        validity=validity,
        months=months,
        kinds_accepted=[EvidenceKind.WORKSHOP, EvidenceKind.OUTSIDE],
        modes_accepted=[Mode.SELF],
        valid_from=SINCE,
        roles=list(roles),
    )
    db.session.add(made)
    db.session.flush()
    db.session.add(
        Target(
            code="T",
            requirement=made,
            threshold=threshold,
            window=window,
            document=document(),
            valid_from=SINCE,
            roles=[],
        )
    )
    db.session.flush()
    return made


@dataclass
class Land:
    """A province 90 with a district 901 of three communes until July 2025, then of two communes.

    An Bình (90001) and Bình Minh (90002) become An Minh (90001); Cao Sơn (90003) is parted between An Minh
    and Sơn Đông (90004).
    """

    country: Unit
    province: Unit
    district: Unit
    an_binh: Unit
    binh_minh: Unit
    cao_son: Unit
    an_minh: Unit
    son_dong: Unit
    other_province: Unit
    collaborator: Role
    officer: Role
    district_officer: Role
    yearly: Requirement
    """Asked of collaborators, for a calendar year; without a percentage."""
    title: Requirement
    """Asked of officers of the commune and of the district, for ever; 80 %."""

    def serves(
        self, name: str, where: Unit, what: Role | None = None, since: date = SINCE, until: date | None = None
    ) -> Person:
        """A new person in a new post."""
        person = add_person(full_name=name)
        self.also_serves(person, where, what, since, until)
        return person

    def also_serves(
        self,
        person: Person,
        where: Unit,
        what: Role | None = None,
        since: date = SINCE,
        until: date | None = None,
    ) -> Posting:
        """A new post for somebody who is there."""
        post = open_post(what or self.collaborator, None, where, None, since)
        return assign(person, post, since, until)

    def shows(
        self,
        person: Person,
        what: Requirement,
        on: date,
        status: EvidenceStatus = EvidenceStatus.CONFIRMED,
    ) -> Evidence:
        """She shows what is asked of her, in a class."""
        return record(
            person_id=person.id,
            competency_id=what.competency_id,
            occurred_on=on,
            kind=EvidenceKind.WORKSHOP,
            status=status,
            source=f"class:{what.code}:{person.id}:{on}",
            document="Quyết định 12/QĐ-TTYT",
        )


def build_land() -> Land:
    """The small land, without anybody in it."""
    vietnam = country()
    province = unit("90", "Tỉnh Sông Mẫu", UnitKind.PROVINCE, vietnam)
    district = unit("901", "Huyện Mẫu Thượng", UnitKind.DISTRICT, province, until=MERGED_ON)
    old = [
        unit(code, name, UnitKind.COMMUNE, district, until=MERGED_ON)
        for code, name in (("90001", "Xã An Bình"), ("90002", "Xã Bình Minh"), ("90003", "Xã Cao Sơn"))
    ]
    new = [
        unit(code, name, UnitKind.COMMUNE, province, since=MERGED_ON)
        for code, name in (("90001", "Xã An Minh"), ("90004", "Xã Sơn Đông"))
    ]
    for before, after, kind in (
        (old[0], new[0], SuccessionKind.WHOLE),
        (old[1], new[0], SuccessionKind.WHOLE),
        (old[2], new[0], SuccessionKind.PART),
        (old[2], new[1], SuccessionKind.PART),
    ):
        db.session.add(Succession(from_id=before.id, to_id=after.id, effective_on=MERGED_ON, kind=kind))
    collaborator = role("ctv_ds", Level.HAMLET, "Cộng tác viên dân số")
    officer = role("vien_chuc_ds", Level.COMMUNE, "Viên chức dân số")
    district_officer = role("vien_chuc_ds", Level.DISTRICT, "Viên chức dân số")
    land = Land(
        vietnam,
        province,
        district,
        *old,
        *new,
        unit("91", "Tỉnh Bên Cạnh", UnitKind.PROVINCE, vietnam),
        collaborator,
        officer,
        district_officer,
        yearly=requirement(
            "tap_huan", "Tập huấn hằng năm", [collaborator], Validity.CALENDAR_YEAR, window=Window.IN_YEAR
        ),
        title=requirement("chuc_danh", "Chuẩn chức danh", [officer, district_officer], threshold=80),
    )
    db.session.commit()
    return land


def move_to_today(land: Land) -> None:
    """What July 2025 did to posts: whole communes are followed, those of a parted one serve nowhere."""
    successors = {land.an_binh.id: land.an_minh.id, land.binh_minh.id: land.an_minh.id}
    ended = (land.an_binh.id, land.binh_minh.id, land.cao_son.id, land.district.id)
    places = select(PostPlace).where(PostPlace.unit_id.in_(ended), PostPlace.valid_until.is_(None))
    for place in db.session.scalars(places).all():
        place.valid_until = MERGED_ON
        if place.unit_id in successors:
            db.session.add(
                PostPlace(post_id=place.post_id, unit_id=successors[place.unit_id], valid_from=MERGED_ON)
            )
    db.session.commit()


FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Đinh", "Bùi", "Vũ")
MIDDLES = ("Thị", "Văn", "Thị Hồng", "Ngọc")
GIVEN = ("Hoa", "Lan", "Hạnh", "Thủy", "Dung", "Minh", "Huệ", "Ánh", "Đào")


def build_province(people: int = 8000, communes: int = 129, day: date = date(2026, 6, 30)) -> Unit:
    """A province 99 of so many communes and people, some with two posts, and what they have shown by ``day``.

    One in 62 is an officer, the rest are collaborators; one post in a hundred stands vacant, three people
    in a hundred hold a second post in the next commune. Committed; a few seconds for 8,000.
    """
    lock_for_writing("test")
    province = unit("99", "Tỉnh Thử Tải", UnitKind.PROVINCE, country())
    wards = [
        unit(f"99{number:03}", f"Xã Thử {number:03}", UnitKind.COMMUNE, province)
        for number in range(1, communes + 1)
    ]
    collaborator = role("ctv_ds", Level.HAMLET, "Cộng tác viên dân số")
    officer = role("vien_chuc_ds", Level.COMMUNE, "Viên chức dân số")
    both = [collaborator, officer]
    asked = [
        requirement("tap_huan_ctv_hang_nam", "Tập huấn hằng năm", [collaborator], Validity.CALENDAR_YEAR),
        requirement("dat_chuan_dsv_hang_iv", "Dân số viên hạng IV", [officer], threshold=100),
        requirement("bao_ve_tre_em", "Bảo vệ trẻ em", both),
    ]
    person_ids = insert_people(people)
    insert_posts(person_ids, wards, collaborator, officer)
    insert_rows(Evidence, _evidence(person_ids, asked, day))
    rebuild()
    db.session.commit()
    return province


def insert_people(number: int) -> list[int]:
    """So many people, and their ids."""
    rows = []
    for each in range(number):
        family, middle, given = FAMILIES[each % 7], MIDDLES[each % 4], GIVEN[each % 9]
        name = f"{family} {middle} {given}"
        rows.append(
            {
                "code": f"TT{each:06}",
                "full_name": name,
                "folded": fold(name),
                "sort_key": sort_key(name),
                "birth_date": date(1960 + each % 40, 1 + each % 12, 1 + each % 28),
                "phone": f"0900{each:06}",
                "created_at": clock.now(),
            }
        )
    return _ids(Person, rows)


def insert_posts(person_ids: list[int], wards: Sequence[Unit], collaborator: Role, officer: Role) -> None:
    """Their posts as in :func:`build_province`."""
    # Each post: the place it serves, its role, and who holds it.
    posts = [
        (wards[each % len(wards)].id, officer.id if each % 62 == 0 else collaborator.id, person_id)
        for each, person_id in enumerate(person_ids)
    ]
    posts += [
        (wards[(each + 1) % len(wards)].id, collaborator.id, person_id)
        for each, person_id in enumerate(person_ids)
        if each % 33 == 1
    ]
    posts += [(wards[each % len(wards)].id, collaborator.id, None) for each in range(len(person_ids) // 100)]
    made = _ids(Post, [{"role_id": role_id, "valid_from": SINCE} for _, role_id, _ in posts])
    rows = list(zip(made, posts, strict=True))
    insert_rows(
        PostPlace,
        [{"post_id": post_id, "unit_id": unit_id, "valid_from": SINCE} for post_id, (unit_id, _, _) in rows],
    )
    insert_rows(
        Posting,
        [
            {"post_id": post_id, "person_id": person_id, "valid_from": SINCE, "second_job": False}
            for post_id, (_, _, person_id) in rows
            if person_id is not None
        ],
    )


def _evidence(person_ids: list[int], asked: list[Requirement], day: date) -> list[dict[str, Any]]:
    """Seven in ten have shown each, one more in ten declares it; a spring and an autumn class each year."""
    return [
        {
            "person_id": person_id,
            "competency_id": each.competency_id,
            "level": 1,
            "kind": EvidenceKind.WORKSHOP,
            "status": EvidenceStatus.DECLARED if turn == 7 else EvidenceStatus.CONFIRMED,
            "mode": Mode.SELF,
            "occurred_on": on,
            "recorded_at": clock.now(),
            "source": f"bulk:{each.code}:{person_id}:{on}",
            "revision": 1,
        }
        for number, person_id in enumerate(person_ids)
        for place, each in enumerate(asked)
        if (turn := (number * 7 + place * 3) % 10) < 8
        for on in (date(day.year - 1, 10, 5), date(day.year, 3, 10))
    ]


def _ids(model: type[Base], rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows and return their ids in the order of the rows."""
    ids = new_ids(model, len(rows))
    insert_rows(model, [{"id": key, **row} for key, row in zip(ids, rows, strict=True)])
    return ids

"""What the product knows when a list is compared with it: plain values, gathered once. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lms.places.rules.lineage import Lineage
from lms.staffing.rules.headings import normal
from lms.staffing.rules.locating import Gazetteer


@dataclass(frozen=True)
class KnownPerson:
    """Somebody on record whose name or code the list mentions."""

    id: int
    code: str
    full_name: str
    folded: str
    birth_date: date | None
    phone: str | None
    in_scope: bool
    """Whether whoever imports may change her record."""
    kept_id: int | None
    """As whom she is read, where she was merged."""


@dataclass(frozen=True)
class KnownPlace:
    """Where a posting serves during a time."""

    id: int
    unit_id: int
    hamlet: str
    """The name of the hamlet; '' where none is known."""
    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it serves there on ``day``."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class KnownPosting:
    """A posting on record."""

    id: int
    person_id: int
    post_id: int
    role_id: int
    organisation: str
    second_job: bool
    since: date
    until: date | None
    places: tuple[KnownPlace, ...]


@dataclass(frozen=True)
class KnownTraining:
    """Evidence on record that came from a list."""

    person_id: int
    """On whose record it stands: of who is kept perhaps one that was merged into hers."""
    document: str | None
    is_open: bool
    """Whether a list may still correct it: it was neither confirmed nor voided."""


@dataclass(frozen=True)
class KnownRequirement:
    """Something that past training may be about."""

    id: int
    code: str
    name_vi: str
    name_en: str
    competency_id: int


@dataclass(frozen=True)
class KnownRole:
    """A staff kind at a level."""

    id: int
    kind: str
    level: str
    name_vi: str
    name_en: str


@dataclass(frozen=True)
class Known:
    """Everything a list is compared with."""

    gazetteer: Gazetteer
    lineage: Lineage
    people: tuple[KnownPerson, ...]
    postings: Mapping[int, list[KnownPosting]]
    """By person."""
    roles: tuple[KnownRole, ...]
    requirements: tuple[KnownRequirement, ...]
    trainings: Mapping[str, KnownTraining]
    """By source."""
    scope: frozenset[int] | None
    """The units for which whoever imports may list people, of all the times in question; None for all."""
    kind_words: dict[str, str] = field(init=False, repr=False, compare=False)
    requirement_words: dict[str, KnownRequirement] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        kinds = {normal(each): kind for each, kind in KIND_WORDS.items()}
        requirements: dict[str, KnownRequirement] = {}
        for role in self.roles:
            kinds.update({normal(each): role.kind for each in (role.kind, role.name_vi, role.name_en)})
        for one in self.requirements:
            requirements.update({normal(each): one for each in (one.code, one.name_vi, one.name_en)})
        object.__setattr__(self, "kind_words", kinds)
        object.__setattr__(self, "requirement_words", requirements)


# How lists name the staff kinds, beside the names on record.
KIND_WORDS = {
    "Cộng tác viên": "ctv_ds",
    "Cộng tác viên dân số": "ctv_ds",
    "CTV": "ctv_ds",
    "CTV dân số": "ctv_ds",
    "CTV DS": "ctv_ds",
    "CTV DS-KHHGĐ": "ctv_ds",
    "CTV DS&PT": "ctv_ds",
    "Cộng tác viên trẻ em": "ctv_te",
    "CTV trẻ em": "ctv_te",
    "Viên chức dân số": "vien_chuc_ds",
    "Viên chức DS": "vien_chuc_ds",
    "Dân số viên": "vien_chuc_ds",
    "Cán bộ chuyên trách": "vien_chuc_ds",
    "Chuyên trách dân số": "vien_chuc_ds",
    "Cán bộ chuyên trách dân số": "vien_chuc_ds",
    "CBCT": "vien_chuc_ds",
    "Công chức dân số": "cong_chuc_ds",
    "Công chức": "cong_chuc_ds",
    "Nhân viên y tế": "nhan_vien_y_te_dv",
    "Lãnh đạo y tế": "lanh_dao_y_te",
    "Trưởng trạm": "lanh_dao_y_te",
    "Trưởng trạm y tế": "lanh_dao_y_te",
    "Người làm công tác trẻ em": "nguoi_lam_ctte_xa",
    "Người làm công tác bảo vệ trẻ em cấp xã": "nguoi_lam_ctte_xa",
    "Khác": "khac",
}

LEVEL_WORDS = {
    normal(word): level
    for level, words in {
        "central": ("Trung ương", "central"),
        "province": ("Tỉnh", "Thành phố", "Tuyến tỉnh", "Cấp tỉnh", "province"),
        "district": ("Huyện", "Quận", "Tuyến huyện", "Cấp huyện", "Quận/huyện", "district"),
        "commune": ("Xã", "Phường", "Tuyến xã", "Cấp xã", "Xã/phường", "commune"),
        "hamlet": ("Thôn", "Bản", "Tổ dân phố", "Thôn bản", "Tuyến thôn", "Cấp thôn", "Khu phố", "hamlet"),
    }.items()
    for word in words
}

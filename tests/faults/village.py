"""People with phones, and a course whose last step is a story: whoever plays it well earns a certificate."""

import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from certificates.rules.appointing import appoint
from lms.base import clock
from lms.base.database import db
from lms.people.models import Level
from lms.people.queries import role_of
from lms.places.models import OrganisationKind
from lms.places.rules.founding import organisation
from lms.standards.models import EvidenceKind
from tests.factories.courses import do_alone, ghi_so, steps
from tests.factories.coverage import requirement
from tests.factories.people import make_collaborator
from tests.factories.phones import phone_of
from tests.factories.places import small_country
from tests.factories.quizzes import BERRIES, BEST_PATH, WORST_PATH, course_of, published_course

CERTIFICATE = """
[certificate]
design = "giay-chung-nhan"
issuer = "chi-cuc-dan-so"
approval = "self"
valid_months = 24
"""
COURSE = CERTIFICATE + course_of(
    ("Vào rừng", "Into the forest"),
    ("Biết quả nào ăn được.", "Know which berries to eat."),
    ("Quả rừng", "Berries"),
    practice="hai-qua",
)


@dataclass(frozen=True)
class Learner:
    """Somebody with a phone that keeps her key."""

    person_id: int
    key: str


@dataclass(frozen=True)
class Village:
    """Who learns what."""

    learners: list[Learner]
    lesson: int
    story: int
    """The keys of the two steps."""
    edition_id: int

    def attempt(self, *, well: bool = True) -> dict[str, Any]:
        """A finished attempt at the story, as a phone keeps it."""
        now = clock.now().isoformat()
        return {
            "id": str(uuid.uuid4()),
            "step": self.story,
            "form": None,
            "language": "vi",
            "mode": "self",
            "device": "điện thoại",
            "started_at": now,
            "finished_at": now,
            "path": BEST_PATH if well else WORST_PATH,
        }


def found_village(folder: Path, many: int) -> Village:
    """So many collaborators of one commune, each of whom has read the lesson; committed."""
    places = small_country()
    db.session.commit()
    body = organisation(OrganisationKind.SUB_DEPARTMENT, "Chi cục Dân số - Trẻ em", places.phu_tho)
    numbers = {"number_pattern": "{number:03d}/{year}/GCN-CCDSTE"}
    appoint("chi-cuc-dan-so", body, place="Phú Thọ", superior="Sở Y tế tỉnh Phú Thọ", **numbers)
    db.session.commit()
    edition = published_course(folder / "vao-rung", COURSE, [BERRIES], {"Quả rừng": "Hỏi trước khi ăn."})
    lesson, story = steps(edition)
    village = Village([], lesson.id, story.id, edition.id)
    for number in range(many):
        person = make_collaborator(places.tam_duong, f"Trần Thị Lan {number}")
        _ask_of_collaborators()
        db.session.commit()
        do_alone(person.id, village.lesson)
        db.session.commit()
        village.learners.append(Learner(person.id, phone_of(person).key))
    db.session.rollback()
    return village


def _ask_of_collaborators() -> None:
    """What the course shows is asked of them."""
    asked = requirement("ghi_so_a0", "Ghi sổ A0", [role_of("ctv_ds", Level.HAMLET)])
    asked.competency = ghi_so()
    asked.kinds_accepted = [EvidenceKind.COURSE]
    db.session.flush()

"""A course of our own in the database, published by the product's own rules, and those who may publish it."""

from datetime import date
from pathlib import Path

from courses.editions.queries import proposal as read_proposal
from courses.editions.rules.deciding import approve
from courses.editions.rules.resolving import proposed_draft
from courses.models import Edition, OwnCourse, OwnFile, Proposal
from courses.rules.proposing import Asking, propose
from courses.rules.publishing import publish
from courses.rules.sourcing import source_named
from courses.source.folders import DiskFolder
from lms.base import clock
from lms.base.database import db
from lms.people.models import AccessRole, Person
from lms.people.rules.granting import grant
from lms.places.models import Unit, UnitKind
from lms.web.addresses import opens
from tests.factories.courses import COURSE, KINDS, ghi_so, write_course
from tests.factories.people import make_person
from tests.factories.places import make_unit

SLUG = "ghi-so-a0"
FIRST, SECOND = "vi/01-bai.md", "vi/02-bai.md"
PLAIN = COURSE.replace(COURSE[COURSE.index("[certificate]") : COURSE.index("[competencies]")], "")
"""The course of two lessons without a certificate."""


def make_trainer(name: str = "Đinh Thị Hạnh") -> Person:
    """Somebody with the access of a trainer; committed."""
    country = db.session.query(Unit).filter_by(kind=UnitKind.COUNTRY).one_or_none()
    country = country or make_unit("VN", "Việt Nam", kind=UnitKind.COUNTRY)
    person = make_person(name, phone=None)
    grant(person, AccessRole.TRAINER, country, date(2024, 1, 1))
    db.session.commit()
    return person


def own_course(by: Person, folder: Path, toml: str = COURSE, slug: str = SLUG) -> None:
    """A course of two lessons as rows of files; committed."""
    ghi_so()
    disk, now = DiskFolder(write_course(folder, slug, toml)), clock.now()
    course = OwnCourse(slug=slug, made_at=now, made_by_id=by.id)
    db.session.add(course)
    for path in disk.paths():
        body = disk.read(path)
        db.session.add(
            OwnFile(
                own_course=course,
                path=path,
                body=body,
                size=len(body),
                revision=1,
                saved_at=now,
                saved_by_id=by.id,
            )
        )
    db.session.commit()


def rewrite(text: str, path: str = FIRST, slug: str = SLUG) -> None:
    """Somebody saves another text of a file; committed."""
    course = db.session.query(OwnCourse).filter_by(slug=slug).one()
    file = db.session.query(OwnFile).filter_by(own_course_id=course.id, path=path).one()
    file.body = text.encode()
    db.session.commit()


def published(by: Person, slug: str = SLUG) -> Edition:
    """The course as its files stand, published after somebody looked at it; committed."""
    edition = publish(source_named(slug), KINDS, clock.now(), by=by.id, reviewed=True)
    assert edition
    db.session.commit()
    return edition


def proposed(by: Person, asking: Asking | None = None, slug: str = SLUG) -> Proposal:
    """The course as its files stand, asked to be published; committed."""
    asked = asking or Asking()
    proposal = propose(source_named(slug), KINDS, asked, by=by.id, opens=opens, now=clock.now())
    db.session.commit()
    return proposal


def content_of(proposal: Proposal) -> str:
    """The hash of what would be published of it now, as the page of the proposal carries it."""
    return proposed_draft(proposal, KINDS, clock.now()).content_hash()


def approved(proposal: Proposal, by: Person) -> Proposal:
    """The proposal after somebody looked at it and approved it; committed."""
    approve(proposal.id, by, seen=content_of(proposal), kinds=KINDS, now=clock.now())
    db.session.commit()
    found = read_proposal(proposal.id)
    assert found
    return found

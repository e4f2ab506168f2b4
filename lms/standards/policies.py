"""Who may answer for evidence and look at its papers, and what of a document may be changed here."""

from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import may_see
from lms.people.queries import merged_people
from lms.standards.models import Document, HandedInPaper
from lms.web.access import Permission


def may_confirm(asker: Person, person: Person) -> bool:
    """Whether the asker may confirm, void and end what is on record of this person: of those she answers for,
    never of herself. Who was merged is the one who is kept."""
    kept = read_as(person)
    return asker.id != kept.id and asker.may(Permission.PEOPLE_SEE) and may_see(asker, kept)


def may_look_at(asker: Person, paper: HandedInPaper) -> bool:
    """Whether the asker may see the photo of a paper: her own, and of those for whom she may confirm."""
    return asker.id == read_as(paper.person).id or may_confirm(asker, paper.person)


def read_as(person: Person) -> Person:
    """Whom somebody stands for: herself, or who is kept where she was merged."""
    kept_id = merged_people().get(person.id)
    return db.session.get_one(Person, kept_id) if kept_id else person


def may_rewrite(document: Document) -> bool:
    """Whether those who keep the standard may say something else of a document: of the office's own."""
    return document.is_local


def may_end(document: Document) -> bool:
    """Whether they may say how it ended: unless the product says so already."""
    return document.is_local or document.ended_on is None or document.end_noted_at is not None

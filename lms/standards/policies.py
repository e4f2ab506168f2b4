"""Who may answer for evidence, and what of a document may be changed here."""

from lms.people.models import Person
from lms.people.policies import may_see
from lms.standards.models import Document
from lms.web.access import Permission


def may_confirm(asker: Person, person: Person) -> bool:
    """Whether the asker may confirm what is declared of this person: of those she answers for, never of
    herself."""
    return asker.id != person.id and asker.may(Permission.PEOPLE_SEE) and may_see(asker, person)


def may_rewrite(document: Document) -> bool:
    """Whether those who keep the standard may say something else of a document: of the office's own."""
    return document.is_local


def may_end(document: Document) -> bool:
    """Whether they may say how it ended: unless the product says so already."""
    return document.is_local or document.ended_on is None or document.end_noted_at is not None

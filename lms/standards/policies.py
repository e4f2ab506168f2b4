"""Who may answer for evidence."""

from lms.people.models import Person
from lms.people.policies import may_see
from lms.web.access import Permission


def may_confirm(asker: Person, person: Person) -> bool:
    """Whether the asker may confirm what is declared of this person: of those she answers for, never of
    herself."""
    return asker.id != person.id and asker.may(Permission.PEOPLE_SEE) and may_see(asker, person)

"""People for tests: fixed, speaking values, made by the product's own rules. The caller commits."""

from datetime import date

from lms.people.models import AccessRole, Level, Person, Posting
from lms.people.queries import person_by_code, role_of
from lms.people.rules.granting import grant
from lms.people.rules.joining import add_person
from lms.people.rules.loading import load_staff_kinds
from lms.people.rules.posting import assign, open_post
from lms.places.models import Unit
from lms.places.rules.founding import hamlet_in

SINCE = date(2021, 1, 1)


def make_person(
    full_name: str = "Nguyễn Thị Hoa",
    *,
    code: str | None = None,
    birth_date: date | None = date(1970, 5, 20),
    phone: str | None = "0900000555",
) -> Person:
    """A person without any post."""
    return add_person(full_name=full_name, birth_date=birth_date, phone=phone, code=code)


def person(code: str) -> Person:
    """Who is on record under a code."""
    found = person_by_code(code)
    assert found
    return found


def post_person(
    person: Person,
    unit: Unit,
    *,
    kind: str = "ctv_ds",
    level: Level = Level.HAMLET,
    hamlet: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Posting:
    """Give her a new post in ``unit``, from 2021 (or from the unit's first day, if later)."""
    load_staff_kinds()
    begins = since or max(SINCE, unit.valid_from)
    place = hamlet_in(unit, hamlet, begins) if hamlet else None
    post = open_post(role_of(kind, level), None, unit, place, begins)
    return assign(person, post, begins, until)


def make_collaborator(unit: Unit, full_name: str = "Trần Thị Lan", *, hamlet: str = "Thôn Đông") -> Person:
    """A population collaborator of a hamlet in ``unit``."""
    person = make_person(full_name, phone="0900000556")
    post_person(person, unit, hamlet=hamlet)
    return person


def make_officer(unit: Unit, full_name: str = "Lê Thị Mai") -> Person:
    """The population officer of a commune, with access to her people."""
    person = make_person(full_name, phone="0900000557")
    post_person(person, unit, kind="vien_chuc_ds", level=Level.COMMUNE)
    grant(person, AccessRole.OFFICER, unit, max(SINCE, unit.valid_from))
    return person


def make_head(unit: Unit, full_name: str = "Phạm Văn Đức") -> Person:
    """Somebody who answers for a province, without a post."""
    return make_asker(AccessRole.HEAD, unit, full_name)


def make_asker(access_role: AccessRole, unit: Unit, full_name: str = "Đỗ Thị Yến") -> Person:
    """Somebody with an access role over ``unit`` and no post."""
    person = make_person(full_name, phone=None)
    grant(person, access_role, unit, max(SINCE, unit.valid_from))
    return person

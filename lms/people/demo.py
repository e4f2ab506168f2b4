"""The demonstration organisation: Tam Dương as it stood in 2022, with fictional people, brought to today.

Four at the district's health centre, an officer in each of the 13 communes and 197 collaborators; then the
changes of units of 2025 by the product's own rule. Around them a head, an administrator and a trainer.
"""

from datetime import date

from lms.base.database import db
from lms.people.library import DemoLine, demo_lines
from lms.people.models import AccessRole, Level, Person
from lms.people.queries import person_by_code, role_of
from lms.people.rules.granting import grant
from lms.people.rules.joining import add_person
from lms.people.rules.moving import catch_up
from lms.people.rules.posting import assign, open_post
from lms.places.models import Organisation, OrganisationKind, Unit
from lms.places.queries import country, unit_by_code
from lms.places.rules.founding import hamlet_in, organisation
from lms.places.rules.naming import short_name

OPENED = date(2021, 1, 1)
MERGED = date(2025, 7, 1)
DISTRICT, PROVINCE, HOP_HOA = "247", "25", "08869"
HEAD, ADMINISTRATOR, TRAINER, OFFICER = "DEMO-LD", "DEMO-QT", "DEMO-GV", "TD-X01"


def load_demo() -> None:
    """Add the demonstration organisation, unless it is there already."""
    if person_by_code(HEAD):
        return
    _employ_tam_duong()
    catch_up(MERGED)
    _employ_province()
    _grant_access()
    db.session.commit()


def _employ_tam_duong() -> None:
    centre = organisation(
        OrganisationKind.HEALTH_CENTRE,
        "Trung tâm Y tế huyện Tam Dương",
        _unit(DISTRICT, OPENED),
        since=OPENED,
        until=MERGED,
    )
    employers: dict[str, Organisation] = {DISTRICT: centre}
    for line in demo_lines():
        unit = _unit(line.unit, OPENED)
        if line.unit not in employers:
            employers[line.unit] = _station(unit, centre)
        _employ(line, unit, employers[line.unit])


def _station(unit: Unit, centre: Organisation) -> Organisation:
    own = short_name(unit)
    name = f"Trạm Y tế {unit.name.removesuffix(own).lower()}{own}"
    return organisation(OrganisationKind.STATION, name, unit, parent=centre, since=OPENED)


def _employ(line: DemoLine, unit: Unit, employer: Organisation) -> None:
    person = add_person(
        full_name=line.full_name, birth_date=line.birth_date, phone=line.phone, code=line.code
    )
    hamlet = hamlet_in(unit, line.hamlet, OPENED) if line.hamlet else None
    post = open_post(role_of(line.staff_kind, line.level), employer, unit, hamlet, OPENED)
    assign(person, post, OPENED, second_job=line.second_job)


def _employ_province() -> None:
    province = _unit(PROVINCE, MERGED)
    office = organisation(
        OrganisationKind.SUB_DEPARTMENT,
        "Chi cục Dân số - Trẻ em tỉnh Phú Thọ",
        province,
        since=MERGED,
    )
    head = add_person(
        full_name="Phan Thị Minh Nguyệt", birth_date=date(1974, 9, 2), phone="0900000901", code=HEAD
    )
    assign(head, open_post(role_of("cong_chuc_ds", Level.PROVINCE), office, province, None, MERGED), MERGED)
    add_person(full_name="Vũ Quang Huy", birth_date=date(1990, 4, 18), phone="0900000902", code=ADMINISTRATOR)
    add_person(full_name="Ngô Thu Trang", birth_date=date(1983, 12, 5), phone="0900000903", code=TRAINER)


def _grant_access() -> None:
    for code, access_role, unit in (
        (HEAD, AccessRole.HEAD, _unit(PROVINCE, MERGED)),
        (ADMINISTRATOR, AccessRole.ADMINISTRATOR, country()),
        (TRAINER, AccessRole.TRAINER, country()),
        (OFFICER, AccessRole.OFFICER, _unit(HOP_HOA, MERGED)),
    ):
        grant(_person(code), access_role, unit, MERGED)


def _person(code: str) -> Person:
    person = person_by_code(code)
    if person is None:
        raise LookupError(code)
    return person


def _unit(code: str, day: date) -> Unit:
    unit = unit_by_code(code, day)
    if unit is None:
        raise LookupError(code)
    return unit

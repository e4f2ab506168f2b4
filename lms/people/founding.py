"""The first administrator of an installation."""

from lms.base import clock
from lms.base.founding import Answers, Founding, Question, given
from lms.base.messages import message
from lms.base.text import clean
from lms.people.models import AccessRole
from lms.people.rules.granting import grant
from lms.people.rules.joining import CODE_AT_MOST, BadPerson, add_person, checked_name
from lms.people.rules.phoning import normal_phone
from lms.places.queries import country

CODE = "QT001"


def _name(answer: str, answers: Answers) -> str:
    return checked_name(given(answer, answers))


def _code(answer: str, answers: Answers) -> str:
    code = given(answer, answers)
    if len(code) > CODE_AT_MOST:
        raise BadPerson(
            message("A staff code may have at most %(longest)s characters.", longest=CODE_AT_MOST)
        )
    return code


def _phone(answer: str, _answers: Answers) -> str:
    return normal_phone(clean(answer)) or ""


def _found(answers: Answers) -> None:
    """Add her and give her access to the whole system."""
    person = add_person(
        full_name=answers["name"], code=answers["code"], phone=answers["phone"] or None, by=None
    )
    grant(person, AccessRole.ADMINISTRATOR, country(), clock.today(), reason="setup")


FOUNDING = Founding(
    questions=(
        Question("name", message("Full name of the first administrator"), _name),
        Question(
            "code",
            message("Staff code of the administrator"),
            _code,
            message("She signs in with it, or with her phone number."),
            lambda _answers: CODE,
        ),
        Question("phone", message("Phone number of the administrator"), _phone, message("May stay empty.")),
    ),
    found=_found,
)

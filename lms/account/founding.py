"""With what the first administrator signs in."""

from lms.account.rules.choosing_passwords import check_password, set_founding_password
from lms.base.founding import Answers, Founding, Question
from lms.base.messages import message
from lms.people.models import Person
from lms.people.queries import person_by_code


def _password(answer: str, answers: Answers) -> str:
    check_password(
        answer, Person(full_name=answers["name"], code=answers["code"], phone=answers["phone"] or None)
    )
    return answer


def _found(answers: Answers) -> None:
    person = person_by_code(answers["code"])
    if person:
        set_founding_password(person, answers["password"])


FOUNDING = Founding(
    questions=(
        Question(
            "password",
            message("Password of the administrator"),
            _password,
            message("At least 8 characters; a short sentence is easy to remember."),
            secret=True,
        ),
    ),
    found=_found,
)

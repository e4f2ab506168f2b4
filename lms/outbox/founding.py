"""Where the first administrator's messages go beside her inbox."""

from lms.base.founding import Answers, Founding, Question
from lms.base.messages import message
from lms.base.text import clean
from lms.outbox.rules.addressing import check_email, keep_email
from lms.people.queries import person_by_code


def _email(answer: str, _answers: Answers) -> str:
    check_email(clean(answer))
    return clean(answer)


def _found(answers: Answers) -> None:
    person = person_by_code(answers["code"])
    if person and answers["email"]:
        keep_email(person.id, answers["email"])


FOUNDING = Founding(
    questions=(
        Question("email", message("E-mail address of the administrator"), _email, message("May stay empty.")),
    ),
    found=_found,
)
